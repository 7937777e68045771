"""The logo of a clinic: sent, looked at, taken away."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from programs.interchange.pictures import MOST_BYTES, UnfitPictureError, logo_from
from programs.models import Membership
from programs.selectors.clinics import RUN_THE_HOUSE, logo_of
from programs.services.clinics import keep_logo
from programs.web.desk.door import READING, TELLING, at_desk, few_a_minute
from programs.web.desk.people import page
from programs.web.uploads import OneSmallFile
from rehab.asking import Wrong

FIELD = "logo"
# The form around the file: its token and its marks.
MOST_AROUND = 64 * 1024


@at_desk(*READING)
def picture(request: HttpRequest, member: Membership) -> HttpResponse:
    """The logo as papers show it; 404 where there is none."""
    data = logo_of(member.clinic)
    if not data:
        raise Http404
    return HttpResponse(data, content_type="image/png", headers={"X-Content-Type-Options": "nosniff"})


@at_desk(*TELLING, needs=RUN_THE_HOUSE)
@few_a_minute("pictures")
def logo(request: HttpRequest, member: Membership) -> HttpResponse:
    """Another logo, or none any more. A file that is no picture for paper is refused, with what is allowed.

    Its address is exempt from the check of the form's token, which is made within, once this form may bring a file.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + MOST_AROUND:
        return _refused(request, member, _("more"), status=413)
    request.upload_handlers = [OneSmallFile(MOST_BYTES)]
    try:
        len(request.POST)  # read here, where what is too large can be told in words
    except (RequestDataTooBig, TooManyFilesSent):
        return _refused(request, member, _("more"), status=413)
    answer: HttpResponse = _taken(request, member)
    return answer


@csrf_protect
def _taken(request: HttpRequest, member: Membership) -> HttpResponse:
    sent: UploadedFile[Any] | None = request.FILES.get(FIELD)
    if sent is None and request.POST.get("remove") != "yes":
        return _refused(request, member, _("nothing"))
    try:
        data = logo_from(bytes(sent.read())) if sent else b""
    except UnfitPictureError:
        return _refused(request, member, _("another file"))
    keep_logo(member=member, data=data, now=timezone.now())
    return HttpResponseRedirect(reverse("desk-settings"))


def _refused(request: HttpRequest, member: Membership, given: str, *, status: int = 400) -> HttpResponse:
    allowed = _("a PNG or JPEG of at most %(most)s MB, 16 to 4,000 dots a side") % {"most": MOST_BYTES // 2**20}
    return page(request, member, (Wrong(_("Logo"), given, allowed),), status=status)
