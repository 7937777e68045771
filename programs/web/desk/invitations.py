"""An owner invites somebody to work at the clinic, and takes an invitation back."""

from hashlib import sha256
from math import ceil
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.models import Invitation, Membership
from programs.notices.invitation import invitation_mail
from programs.selectors.clinics import RUN_THE_HOUSE
from programs.services.inviting import invite, revoke_invitation
from programs.services.limits import HOUR, seconds_left
from programs.web.desk.door import TELLING, at_desk
from programs.web.desk.people import page, to_settings
from programs.web.errors import too_many
from programs.web.mine import forms
from rehab.asking import BadAnswersError, Wrong, shown

LONGEST_ADDRESS = 254
ROLES = tuple(role.value for role in Membership.Role)


@at_desk(*TELLING, needs=RUN_THE_HOUSE)
def send(request: HttpRequest, member: Membership) -> HttpResponse:
    """Mail an invitation. What is answered is the same whether or not anybody has an account of that address."""
    sheet = forms.Sheet(request.POST)
    try:
        email = sheet.text("email", longest=LONGEST_ADDRESS)
        role = sheet.one("role", ROLES, needed=True) or Membership.Role.ASSISTANT
        if not _is_address(email):
            sheet.refuse("email", email, _("an address such as name@example.com"))
        sheet.close()
    except BadAnswersError as problem:
        return page(request, member, problem.wrongs, status=400)
    wait = _seconds_to_wait(member, email)
    if wait:
        return too_many(request, seconds=ceil(wait))
    invitation, token = invite(by=member, email=email, role=Membership.Role(role), now=timezone.now())
    try:
        _mail(request, member, invitation, token)
    except (OSError, SMTPException):
        revoke_invitation(by=member, key=invitation.key, now=timezone.now())
        wrong = Wrong(
            "email", shown(email), _("the same again in a while: the mail could not be sent, nobody is invited")
        )
        return page(request, member, (wrong,), status=503)
    return to_settings("invited")


@at_desk(*TELLING, needs=RUN_THE_HOUSE)
def revoke(request: HttpRequest, member: Membership, key: UUID) -> HttpResponse:
    """Take one back; 404 for what is not open, or another clinic's."""
    if not revoke_invitation(by=member, key=key, now=timezone.now()):
        raise Http404
    return to_settings("people")


def _mail(request: HttpRequest, member: Membership, invitation: Invitation, token: str) -> None:
    path = reverse("join", args=[token])
    mail = invitation_mail(
        to=invitation.email,
        clinic=member.clinic.name,
        inviter=member.name,
        role=invitation.get_role_display(),
        opens=f"{settings.BASE_URL}{path}" if settings.BASE_URL else request.build_absolute_uri(path),
    )
    mail.send()


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _seconds_to_wait(member: Membership, email: str) -> float:
    """A clinic fills nobody's mailbox, and no number of clinics fills one."""
    now = timezone.now().timestamp()
    mailbox = sha256(email.lower().encode()).hexdigest()
    return seconds_left(
        str(member.clinic.key), kind="invite", allowed=settings.INVITATIONS_PER_HOUR, now=now, window=HOUR
    ) or seconds_left(mailbox, kind="invited", allowed=settings.INVITATIONS_TO_ONE_PER_HOUR, now=now, window=HOUR)
