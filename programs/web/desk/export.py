"""An owner takes along everything that the clinic has on record, as one file."""

from typing import cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from programs.interchange.records import zipped
from programs.models import Membership
from programs.selectors.clinics import RUN_THE_HOUSE
from programs.services.audit import note
from programs.web.desk.door import READING, TELLING, at_desk, shown_anew
from programs.web.desk.exported import parts_of
from programs.web.papers import few_a_minute


@few_a_minute
@at_desk(*READING, *TELLING, needs=RUN_THE_HOUSE)
@shown_anew
def export(request: HttpRequest, member: Membership) -> HttpResponse:
    """What is in the file, and, when it is sent for, the file: put on record first, then written while it is read, so
    that a large clinic takes time and no memory.
    """
    if request.method not in TELLING:
        return render(request, "desk/export.html", {"member": member, "clinic": member.clinic})
    now = timezone.now()
    note(member=member, what="exported", about=None, now=now)
    answer = StreamingHttpResponse(zipped(parts_of(member.clinic), at=now), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="strideback-clinic-{now:%Y-%m-%d}.zip"'
    return cast(HttpResponse, answer)  # one in all that doors ask of it
