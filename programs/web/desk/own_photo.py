"""The photo of an own exercise: sent, taken away, or erased for good."""

from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from programs.interchange.pictures import (
    LEAST_OF_A_PHOTO,
    MOST_OF_A_PHOTO,
    MOST_PIXELS,
    UnfitPictureError,
    photo_from,
)
from programs.models import Membership
from programs.selectors.clinics import RUN_THE_HOUSE, STEER
from programs.selectors.own_exercises import Written, picture_of_own, wordings_with
from programs.services.own_exercises import Photo, erase_photo, show_photo
from programs.web.desk.door import READING, TELLING, at_desk, few_a_minute
from programs.web.desk.own_exercises import exercise_page, to_exercise, written
from programs.web.uploads import OneSmallFile
from rehab.asking import Wrong

FIELD = "photo"
# The form around the file: its token and its marks.
MOST_AROUND = 64 * 1024


@at_desk(*TELLING, needs=STEER)
@few_a_minute("pictures")
def photo(request: HttpRequest, member: Membership, key: UUID) -> HttpResponse:
    """Another photo, or none any more. A file that is no photo is refused, with what is allowed.

    Its address is exempt from the check of the form's token, which is made within, once this form may bring a file.
    """
    found = written(member, key)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_OF_A_PHOTO + MOST_AROUND:
        return _refused(request, member, found, _("more"), status=413)
    request.upload_handlers = [OneSmallFile(MOST_OF_A_PHOTO)]
    try:
        len(request.POST)  # read here, where what is too large can be told in words
    except (RequestDataTooBig, TooManyFilesSent):
        return _refused(request, member, found, _("more"), status=413)
    answer: HttpResponse = _taken(request, member, found)
    return answer


@csrf_protect
def _taken(request: HttpRequest, member: Membership, found: Written) -> HttpResponse:
    sent: UploadedFile[Any] | None = request.FILES.get(FIELD)
    if sent is None and request.POST.get("remove") != "yes":
        return _refused(request, member, found, _("nothing"))
    try:
        drawn = Photo(*photo_from(bytes(sent.read()))) if sent else None
    except UnfitPictureError:
        return _refused(request, member, found, _("another file"))
    if drawn is not None or found.wording.picture_id is not None:
        show_photo(member=member, own=found.own, photo=drawn, now=timezone.now())
    return to_exercise(found.own, part="photo-title")


@at_desk(*READING, *TELLING, needs=RUN_THE_HOUSE)
def erase(request: HttpRequest, member: Membership, key: UUID, photo: UUID) -> HttpResponse:
    """What becomes of a photo that is erased, asked; then it is. 404 for a photo that the exercise has never had. Sent
    twice, the second leads back as the first did.
    """
    found = written(member, key)
    picture = picture_of_own(found.own, photo)
    if request.method == "POST":
        if picture is not None:
            erase_photo(member=member, own=found.own, picture=picture, now=timezone.now())
        return to_exercise(found.own)
    if picture is None:
        raise Http404
    held_by = wordings_with(picture)
    context = {"member": member, "own": found.own, "name": found.wording.name, "photo": photo, "held_by": held_by}
    return render(request, "desk/photo_erase.html", context)


def _refused(
    request: HttpRequest, member: Membership, found: Written, given: str, *, status: int = 400
) -> HttpResponse:
    allowed = _("a PNG or JPEG of at most %(most)s MB and %(dots)s million dots, %(least)s dots a side at least") % {
        "most": MOST_OF_A_PHOTO // 2**20,
        "dots": MOST_PIXELS // 10**6,
        "least": LEAST_OF_A_PHOTO,
    }
    return exercise_page(request, member, found, (Wrong(FIELD, given, allowed),), status=status)
