"""That somebody has examined a client's leg and agrees: recorded with what it changes, and taken back with a reason."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.models import Client, Membership, Programme
from programs.selectors.clearances import clearances_of
from programs.selectors.clinics import STEER, programme_steered_by
from programs.selectors.courses import Told
from programs.selectors.programmes import Following, following
from programs.selectors.stopped import stop_of
from programs.selectors.supposed import supposed
from programs.services.calling import words_for
from programs.services.diary import RefusedError
from programs.services.examining import Examined, Withdrawn, clear, refuse_day, withdraw
from programs.services.versions import DAYS_SHOWN
from programs.web.desk.door import READING, TELLING, to_client, with_client
from programs.web.mine import forms
from programs.web.mine.changes_shown import changes_shown
from programs.web.mine.today import wrongs_of
from rehab.asking import BadAnswersError
from rehab.events import Cleared
from rehab.following import Fact
from rehab.gates import criteria_of, passes
from rehab.hoped import ahead
from rehab.telling import LONGEST_EXAMINER, LONGEST_SAID, LONGEST_WHY, ROLES
from rehab.watching import on_record
from rehab.words import words_in

UNCHANGED = "as-it-is"
# As many as the number of a row can be.
MOST_ENTRIES = 10**9
LABELS = {
    "role": gettext_lazy("Who"),
    "name": gettext_lazy("Name"),
    "day": gettext_lazy("Day"),
    "said": gettext_lazy("What they said"),
    "grade": gettext_lazy("Grade"),
    "agreed": gettext_lazy("Agreed"),
    "why": gettext_lazy("Reason"),
    "seen": gettext_lazy("What was looked at"),
}


@with_client(*READING, *TELLING, needs=STEER, noted="")
def clearance(request: HttpRequest, member: Membership, client: Client) -> HttpResponse:
    """The examination asked, then shown with what it changes, then recorded. 404 while no programme can be seen."""
    programme, now = _programme(member, client), timezone.now()
    found = following(programme, now)
    context = _context(member, client, found)
    if request.method != "POST":
        return render(request, "desk/clearance.html", context)
    context["sent"] = request.POST.dict()
    sheet = forms.Sheet(request.POST)
    try:
        examined, save = _examined(sheet, found)
        refuse_day(programme, examined.on, now)
        if save:
            clear(member=member, client=client, programme=programme, examined=examined, now=now)
            return to_client(client, part="kept")
    except (BadAnswersError, RefusedError) as problem:
        return _refused(request, context, problem)
    after = supposed(programme, now, told=Fact(examined.on, now, str(examined.uuid), examined.event))
    context |= _before_and_after(found, after) | {"uuid": sheet.uuid}
    return render(request, "desk/clearance.html", context)


@with_client(*TELLING, needs=STEER, noted="")
def take_back(request: HttpRequest, member: Membership, client: Client, number: int) -> HttpResponse:
    """A clearance no longer counts: what that changes, then taken back. 404 for an entry that is none, or is not
    theirs to take back.
    """
    programme, now = _programme(member, client), timezone.now()
    chosen = next((one for one in clearances_of(programme) if one.entry.seq == number), None)
    if chosen is None or not chosen.may_be_withdrawn:
        raise Http404
    found = following(programme, now)
    context = _context(member, client, found) | {"taking_back": chosen}
    sheet = forms.Sheet(request.POST)
    try:
        why, save = sheet.text("why", longest=LONGEST_WHY), sheet.tick("save")
        if not why:
            sheet.refuse("why", "", _("a few words on the reason"))
        sheet.close()
        if save:
            withdrawn = Withdrawn(sheet.uuid, chosen.entry, why)
            withdraw(member=member, client=client, withdrawn=withdrawn, now=now)
            return to_client(client, part="kept")
    except (BadAnswersError, RefusedError) as problem:
        return _refused(request, context, problem)
    after = supposed(programme, now, without=chosen.entry)
    context |= _before_and_after(found, after) | {"uuid": sheet.uuid, "why": why}
    return render(request, "desk/clearance.html", context)


def _refused(request: HttpRequest, context: dict[str, Any], problem: BadAnswersError | RefusedError) -> HttpResponse:
    faults = [(wrong, LABELS.get(wrong.name, wrong.name)) for wrong in wrongs_of(problem)]
    return render(request, "desk/clearance.html", context | {"faults": faults}, status=400)


def _programme(member: Membership, client: Client) -> Programme:
    programme = programme_steered_by(member, client)
    if programme is None:
        raise Http404
    return programme


def _examined(sheet: forms.Sheet, found: Following) -> tuple[Examined, bool]:
    """What the form says, and whether it is to be kept."""
    grades = (UNCHANGED, *map(str, _grades(found)))
    role, name = sheet.one("role", ROLES, needed=True) or "", sheet.name("name", longest=LONGEST_EXAMINER)
    if not name:
        sheet.refuse("name", "", _("the name of who examined the leg"))
    day = sheet.day("day")
    said, grade = sheet.text("said", longest=LONGEST_SAID), sheet.one("grade", grades)
    sheet.one("agreed", forms.YES, needed=True)
    save = sheet.tick("save")
    seen = sheet.number("seen", most=MOST_ENTRIES, needed=save) or 0
    sheet.close()
    found_grade = None if grade in (None, UNCHANGED) else int(grade)
    return Examined(sheet.uuid, day, Cleared(role, found_grade, name=name, said=said), seen), save


def _grades(found: Following) -> list[int]:
    return sorted(int(grade) for grade in found.protocol.phases[0].floor_day)


def _context(member: Membership, client: Client, found: Following) -> dict[str, Any]:
    words, today = words_in(), found.today
    injured_on = today.now.situation.injured_on
    return {
        "member": member,
        "client": client,
        "uuid": uuid4(),
        "sent": {"name": member.name, "day": today.date.isoformat(), "grade": UNCHANGED},
        "roles": [(role, words.name("clinicians", role)) for role in ROLES],
        "grades": [(UNCHANGED, _("As it is"))] + [(str(g), words.name("grades", str(g))) for g in _grades(found)],
        "grade": today.now.situation.grade,
        "first": max(found.programme.joined_on, injured_on or found.programme.joined_on),
        "last": today.date,
        "seen": found.programme.last_seq,
        "waits": _waits(found),
        "open": _open_signs(found),
        "clearances": clearances_of(found.programme),
        "longest": {"name": LONGEST_EXAMINER, "said": LONGEST_SAID, "why": LONGEST_WHY},
    }


def _waits(found: Following) -> list[str]:
    """What waits for somebody's look, in words."""
    words, state = words_in(), found.today.now
    told = [
        words.gate(found.protocol.phases[state.phase].id, criterion, form="short")
        for criterion in criteria_of(found.terms, state.phase)
        if criterion.kind == "clearance" and not passes(found.terms, state, criterion)
    ]
    stop = stop_of(found)
    if stop is not None:
        told.append(words.text("routes", stop.route.value, "heading"))
    elif state.lock.stops_rises or state.hold_since is not None or state.review_since is not None:
        told.append(words.name("standing", state.status.value))
    return told


def _open_signs(found: Following) -> list[tuple[str, date]]:
    """The warning signs that nobody has looked at, each with the day it was first ticked."""
    ticked = on_record(found.start, found.facts)
    return [(words_in().text("red_flags", "flags", flag, "label"), day) for flag, day in ticked.items()]


def _before_and_after(before: Following, after: Following) -> dict[str, Any]:
    """Phase, standing and coming days, as they are and as they would be."""
    words, both = words_for(before.programme), (before, after)
    phases = [words.phase(one.protocol.phases[one.today.now.phase].id) for one in both]
    stands = [words.name("standing", one.today.now.status.value) for one in both]
    told = (_told(before), _told(after))
    return {
        "is_preview": True,
        "pairs": [(_("Phase"), *phases), (_("Where it stands"), *stands)],
        "changes": changes_shown(before.protocol, told, words, since=before.today.date),
    }


def _told(found: Following) -> Told:
    """The coming days of *found*, as a version would tell them."""
    days, hopes = ahead(found.protocol, found.today, DAYS_SHOWN)
    return Told(0, 0, found.today.date, "", (), days, hopes)
