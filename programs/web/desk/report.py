"""The progress report of a client, on one page: for a doctor, another physio, or the day of the discharge."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programs.handouts.logo import Logo
from programs.handouts.own_way import printed_names
from programs.handouts.report import progress_report
from programs.handouts.report_paper import Examination, Source, report_paper
from programs.models import Client, Membership, Programme
from programs.selectors.authors import tellers
from programs.selectors.clearances import clearances_in
from programs.selectors.clinics import PRINT, logo_of, programme_reported_to
from programs.selectors.courses import Course, course_of
from programs.selectors.shown_as import shown_as
from programs.selectors.trials import measured_in
from programs.services.calling import names_of
from programs.web.desk.door import READING, with_client
from programs.web.papers import few_a_minute
from rehab.watching import on_record
from rehab.words import words_in

SIZES = ("a4", "letter")


@few_a_minute
@with_client(*READING, needs=PRINT, noted="printed")
def report(request: HttpRequest, member: Membership, client: Client) -> HttpResponse:
    """The PDF. 404 while no programme can be seen, and for a size that no printer here knows. Of somebody who was
    discharged it holds what was told until then, and nothing of later.
    """
    known, size = programme_reported_to(member, client), request.GET.get("paper", SIZES[0])
    if known is None or size not in SIZES:
        raise Http404
    programme, until = known
    course = course_of(programme, until or timezone.now(), known_by=until)
    named = words_in().calling(printed_names(names_of(shown_as(programme))))
    paper = report_paper(_source(programme, course, discharged=until is not None), named)
    data, clinic = logo_of(member.clinic), member.clinic
    logo = Logo(data, _("Logo of %(clinic)s") % {"clinic": clinic.name}) if data else None
    faced = replace(paper, person=client.name, clinic=clinic.name, phone=clinic.phone, logo=logo)
    pdf = progress_report(faced, size=size, language=get_language() or "en")
    headers = {"Content-Disposition": 'inline; filename="strideback-progress.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _source(programme: Programme, course: Course, *, discharged: bool) -> Source:
    found, words = course.found, words_in()
    known = tellers(entry.author for entry in course.entries)
    examined = (
        Examination(one.entry.on, one.who, one.event.name, one.event.said)
        for one in clearances_in(course.entries, known)
        if one.counts
    )
    signs = on_record(found.start, found.facts)
    return Source(
        protocol=found.protocol,
        lived=course.lived,
        today=found.today,
        days=course.days,
        tried=course.tried,
        leg=programme.leg,
        joined_on=programme.joined_on,
        measured=frozenset(measured_in(course.entries, known)),
        examined=tuple(examined),
        signs=tuple((words.text("red_flags", "flags", flag, "label"), day) for flag, day in signs.items()),
        discharged=discharged,
    )
