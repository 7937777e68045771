"""What changes the ground of a programme: somebody has looked at the leg, it was hurt again, an answer was a slip."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.selectors.programmes import Following
from programs.services.diary import Entry, RefusedError, record
from programs.services.telling import TAKE_BACK_WITHIN, slip_of
from programs.web.mine import forms
from programs.web.mine.door import author, own
from programs.web.mine.today import READING, TELLING, tell, wrongs_of
from rehab.asking import BadAnswersError, Wrong, shown
from rehab.events import Cleared, Reinjured, TakenBack
from rehab.telling import ROLES
from rehab.words import words_in


@own(*READING, *TELLING, route=False)
def cleared(request: HttpRequest, found: Following) -> HttpResponse:
    """That a clinician has looked at the leg and agrees to exercise: who, and on which day."""
    wrongs: tuple[Wrong, ...] = ()
    if request.method == "POST":
        sheet = forms.Sheet(request.POST)
        try:
            role = sheet.one("role", ROLES, needed=True) or ""
            day = _day(sheet, found)
            agreed = sheet.one("agreed", forms.YES, needed=True)
            sheet.close()
            assert agreed, "a form without its yes has been refused"
            now = timezone.now()
            entry = Entry(sheet.uuid, Cleared(role), now, on=day)
            record(programme=found.programme, entry=entry, author=author(found), now=now)
            return HttpResponseRedirect(reverse("today"))
        except (BadAnswersError, RefusedError) as problem:
            wrongs = wrongs_of(problem)
    words = words_in()
    roles = [(role, words.name("clinicians", role)) for role in ROLES]
    context = {"roles": roles, "first": _earliest(found), "last": found.today.date}
    return _shown(request, "mine/cleared.html", context, wrongs)


def _earliest(found: Following) -> date:
    """The first day an examination can have been of this injury, as far as the diary reaches."""
    injured_on = found.today.now.situation.injured_on
    return max(found.programme.joined_on, injured_on) if injured_on else found.programme.joined_on


def _day(sheet: forms.Sheet, found: Following) -> date:
    given = sheet.text("day", longest=10)
    first, last = _earliest(found), found.today.date
    try:
        day = date.fromisoformat(given)
    except ValueError:
        day = None
    if day is None or not first <= day <= last:
        sheet.refuse("day", given, _("a day from %(first)s to %(last)s") % {"first": first, "last": last})
        return last
    return day


@own(*READING, *TELLING, route=False)
def reinjured(request: HttpRequest, found: Following) -> HttpResponse:
    """The calf was hurt again: a new start, day 0 today."""
    wrongs: tuple[Wrong, ...] = ()
    grades = tuple(str(grade) for grade in sorted(found.protocol.phases[0].floor_day))
    if request.method == "POST":
        sheet = forms.Sheet(request.POST)
        try:
            grade = sheet.one("grade", grades, needed=True) or ""
            sheet.close()
            tell(found, Reinjured(int(grade)), sheet.uuid)
            return HttpResponseRedirect(reverse("today"))
        except (BadAnswersError, RefusedError) as problem:
            wrongs = wrongs_of(problem)
    words = words_in()
    context = {"grades": [(grade, words.name("grades", grade)) for grade in grades]}
    return _shown(request, "mine/reinjured.html", context, wrongs)


@own(*TELLING, route=False)
def take_back(request: HttpRequest, found: Following) -> HttpResponse:
    """An answer to the signs was a slip: it no longer counts, and stays on record with the reason."""
    slip = slip_of(found.programme, timezone.now())
    sheet = forms.Sheet(request.POST)
    try:
        why = sheet.text("why", longest=200)
        if not why:
            sheet.refuse("why", "", _("a few words on how it came about"))
        if slip is None:
            within = int(TAKE_BACK_WITHIN.total_seconds() // 60)
            sheet.refuse("", shown(str(sheet.uuid)), _("an answer of the last %(n)s minutes, once") % {"n": within})
        sheet.close()
        assert slip is not None, "a form without its answer has been refused"
        tell(found, TakenBack(why), sheet.uuid, supersedes=slip.uuid)
    except (BadAnswersError, RefusedError) as problem:
        faults = [(wrong, wrong.name) for wrong in wrongs_of(problem)]
        return render(request, "mine/refused.html", {"faults": faults}, status=400)
    return HttpResponseRedirect(reverse("today"))


def _shown(request: HttpRequest, template: str, context: dict[str, Any], wrongs: tuple[Wrong, ...]) -> HttpResponse:
    context |= {"faults": [(wrong, wrong.name) for wrong in wrongs], "uuid": uuid4()}
    return render(request, template, context, status=400 if wrongs else 200)
