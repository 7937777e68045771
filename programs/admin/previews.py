"""What the mails of this house say, from fixed examples: all of them on one page, and each one's HTML by itself."""

import re
from base64 import b64encode
from hashlib import sha256
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from programs.notices.examples import EXAMPLES
from programs.notices.mail import Envelope, message_of
from programs.notices.words import page_of, words_of
from programs.services.links import whole_address

STYLE = re.compile("<style>(.*?)</style>", re.DOTALL)
NOBODY = UUID(int=0)


@csp_update({"frame-src": [SELF]})
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """Every example in every language: subject, text, and its HTML in a frame that can do nothing."""
    shown = [
        {"language": code, "said_as": name, "variant": variant, "mail": mail_of(variant, code)}
        for code, name in settings.LANGUAGES
        for variant in EXAMPLES
    ]
    context = {"title": _("What mails say"), "shown": shown, "has_permission": True}
    return render(request, "admin/messages.html", context)


@require_safe
def mail(request: HttpRequest, language: str, variant: str) -> HttpResponse:
    """The HTML of one example, as a mail program shows it: no script, nothing from elsewhere, one sheet of its own."""
    if variant not in EXAMPLES or language not in dict(settings.LANGUAGES):
        raise Http404
    html = str(mail_of(variant, language).alternatives[0][0])
    sheets = " ".join(f"'sha256-{b64encode(sha256(one.encode()).digest()).decode()}'" for one in STYLE.findall(html))
    answer = HttpResponse(html)
    answer["Content-Security-Policy"] = f"default-src 'none'; style-src {sheets}; frame-ancestors 'self'; sandbox"
    answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def mail_of(variant: str, language: str) -> EmailMultiAlternatives:
    """The example called *variant* as it would be sent in *language*."""
    envelope = Envelope(
        key=NOBODY,
        to="runner@example.com",
        sender=settings.DEFAULT_FROM_EMAIL,
        opens=whole_address(reverse(page_of(EXAMPLES[variant].occasion))),
        stops=whole_address("/stop/"),
        settings=whole_address(f"{reverse('settings')}#reminders"),
        host="example.com",
        operator=settings.OPERATOR_NAME,
    )
    with translation.override(language):
        return message_of(words_of(EXAMPLES[variant]), envelope)
