"""One client: where they stand, what was decided and why, and what can be done for them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from programs.client_papers import address_of
from programs.models import Client, Membership, Programme, Share
from programs.models.clinics import LONGEST_MESSAGE
from programs.selectors.authors import tellers
from programs.selectors.clearances import clearances_in
from programs.selectors.clinics import (
    ASSIGN,
    DIARY,
    PRINT,
    STEER,
    assignment_and_links,
    may,
    programme_reported_to,
    share_of,
    shares_beside,
)
from programs.selectors.courses import course_of
from programs.selectors.sharing import sharing_of, waiting_for
from programs.selectors.stopped import stop_of
from programs.selectors.writings import LONGEST_NOTE, LONGEST_SEAL, Writing
from programs.services.assigning import check_in
from programs.services.calling import words_at, words_for, words_to_choose_by
from programs.services.clinics import NotSharedError, discharge, make_client_link, revoke_client_links
from programs.services.placing import LABELS, reasons_said
from programs.services.writing import Told, WrittenMeanwhileError, write_to
from programs.web.desk.asked_shown import asked_shown
from programs.web.desk.code import picture_of_code
from programs.web.desk.door import READING, TELLING, to_client, with_client
from programs.web.desk.preview import preview_of
from programs.web.desk.template_shown import template_on_record
from programs.web.mine import forms
from programs.web.mine.progress_shown import course_shown
from programs.web.mine.today_shown import items_of, sentences
from rehab.asking import BadAnswersError
from rehab.triage import Place, triage_of
from rehab.words import Words

DECISIONS_SHOWN = 8


@with_client(*READING)
def client(request: HttpRequest, member: Membership, client: Client) -> HttpResponse:
    """The page of one client."""
    return client_page(request, member, client)


@dataclass(frozen=True)
class Sent:
    """A form of the page that was sent: its *faults*, the *status* they earn, and what was *typed* into the texts. With
    no fault among them, somebody else had written there meanwhile.
    """

    faults: list[Any] = field(default_factory=list)
    status: int = 200
    typed: dict[str, str] = field(default_factory=dict)


def client_page(request: HttpRequest, member: Membership, client: Client, sent: Sent = Sent()) -> HttpResponse:
    """The page of one client, with what was wrong about a form on it that was *sent*."""
    now = timezone.now()
    (assignment, links), shares = assignment_and_links(client, now), shares_beside(member, client)
    share = next((one for one in shares if one.client_id == client.pk), None)
    programme = share.programme if share else None
    steers = share is None or share.steers
    texts = Writing(assignment.message if assignment else "", client.notes)
    context: dict[str, Any] = {
        "member": member,
        "client": client,
        "kept_texts": texts,
        "writing": sent.typed or {"message": texts.message, "notes": texts.notes},
        "assignment": assignment,
        "links": links,
        "may_assign": may(member, ASSIGN) and steers,
        "may_discharge": may(member, ASSIGN),
        "may_write": may(member, STEER),
        "may_steer": may(member, STEER) and steers,
        "may_enter": may(member, DIARY) and steers,
        "reads": not steers,
        "faults": sent.faults,
        "wrote_meanwhile": bool(sent.typed) and not sent.faults,
        "longest_message": LONGEST_MESSAGE,
        "longest_note": LONGEST_NOTE,
        "reason": request.POST.get("reason", ""),
        "may_report": programme is not None or programme_reported_to(member, client) is not None,
    }
    if assignment is not None:
        context |= template_on_record(assignment, lambda: _words(client, programme))
    if programme is not None:
        context |= _followed(member, programme, now) | _steering(shares, member)
    elif assignment is not None and assignment.programme_id is None:
        context |= {"preview": preview_of(check_in(assignment), clinic=client.clinic, client=client, now=now)}
    elif assignment is None:
        context |= {"sharing": sharing_of(client, now), "may_ask_to_share": may(member, ASSIGN)}
    return render(request, "desk/client.html", context, status=sent.status)


def _words(client: Client, programme: Programme | None) -> Words:
    return words_to_choose_by(programme) if programme is not None else words_at(client.clinic, client)


def _followed(member: Membership, programme: Programme, now: datetime) -> dict[str, Any]:
    """Where the course stands: what its runner sees of it, with what was decided on the days before."""
    course = course_of(programme, now)
    found, words = course.found, words_for(programme)
    stop = stop_of(found)
    days = [(found.today.now.day, found.today.now), *((one.before.day, one.after) for one in reversed(course.lived))]
    decided = [(day, decision) for day, state in days for decision in reversed(state.decisions)]
    known = tellers(entry.author for entry in course.entries)
    shown = course_shown(course, known) | asked_shown(found, member)
    triage = triage_of(found.protocol, course.lived, found.today)
    reason, beside = reasons_said(triage, found.protocol, words)
    return shown | {
        "placed": {"label": LABELS[triage.place], "reason": reason, "beside": beside},
        "is_fine": triage.place is Place.FINE,
        "programme": programme,
        "clearances": clearances_in(course.entries, known),
        "grade": found.today.now.situation.grade,
        "items": items_of(found) if stop is None else (),
        "stop": words.text("routes", stop.route.value, "heading") if stop else "",
        "stop_signs": "; ".join(words.text("red_flags", "flags", flag, "label") for flag in stop.flags) if stop else "",
        "decided": [
            {
                "day": day,
                "light": decision.light.value if decision.light else "",
                "text": sentences([decision.why], words),
            }
            for day, decision in decided[:DECISIONS_SHOWN]
        ],
    }


def _steering(shares: list[Share], member: Membership) -> dict[str, Any]:
    """By what clinics see a programme, and what was asked of its steering; *answers* where that waits for this one."""
    waiting = waiting_for(shares[0].programme) if len(shares) > 1 or not shares[0].steers else None
    return {
        "shares": shares,
        "readers": [one for one in shares if not one.steers],
        "waiting": waiting,
        "answers": bool(waiting and waiting.answers and waiting.answers.clinic_id == member.clinic_id),
    }


@with_client(*TELLING, needs=PRINT, noted="")
def link(request: HttpRequest, member: Membership, client: Client) -> HttpResponse:
    """A new link, shown this once, in letters and as a code; for who shares no more, or whom the clinic reads while
    another steers, their page, which has none.
    """
    now, share = timezone.now(), share_of(member, client)
    if share is not None and not share.steers:
        return to_client(client)
    try:
        address = address_of(request, make_client_link(member=member, client=client, now=now))
    except NotSharedError:
        return to_client(client)
    context = {"member": member, "client": client, "address": address, "code": picture_of_code(address)}
    return render(request, "desk/given_link.html", context)


@with_client(*TELLING, needs=PRINT, noted="")
def revoke(request: HttpRequest, member: Membership, client: Client) -> HttpResponse:
    """Shut every link of this client."""
    revoke_client_links(member=member, client=client, now=timezone.now())
    return to_client(client, part="kept")


@with_client(*TELLING, needs=STEER, noted="")
def message(request: HttpRequest, member: Membership, client: Client) -> HttpResponse:
    """What stands on Today and on the paper, and the notes that never leave the clinic. Where somebody wrote there
    meanwhile both are shown, theirs and what was typed, and nothing is kept.
    """
    typed = {name: request.POST.get(name, "") for name in ("message", "notes")}
    sheet = forms.Sheet(request.POST)
    try:
        said = sheet.text("message", longest=LONGEST_MESSAGE)
        notes = sheet.text("notes", longest=LONGEST_NOTE)
        seen = sheet.text("seen", longest=LONGEST_SEAL)
        sheet.close()
    except BadAnswersError as problem:
        faults = [(wrong, wrong.name) for wrong in problem.wrongs]
        return client_page(request, member, client, Sent(faults, 400, typed))
    told = Told(said if "message" in request.POST else None, notes, seen)
    try:
        write_to(member=member, client=client, told=told, now=timezone.now())
    except WrittenMeanwhileError:
        client.refresh_from_db(fields=["notes"])
        return client_page(request, member, client, Sent(status=409, typed=typed))
    return to_client(client, part="writing")


@with_client(*TELLING, needs=ASSIGN, noted="")
def leave(request: HttpRequest, member: Membership, client: Client) -> HttpResponse:
    """Discharge: links shut, the programme stays with its runner."""
    discharge(member=member, client=client, now=timezone.now())
    return HttpResponseRedirect(reverse("desk"))
