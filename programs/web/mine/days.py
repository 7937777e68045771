"""The days of a programme: what lies ahead, what was told, and another word on it."""

from datetime import date
from typing import Any
from uuid import uuid4, uuid5

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from programs.models import Event
from programs.selectors.courses import course_of, entries_on, promised
from programs.selectors.programmes import Following
from programs.services.calling import words_for
from programs.services.corrections import better_word, late_word, may_be_corrected
from programs.services.diary import OLDEST_DAYS, RefusedError, record
from programs.web.mine import forms
from programs.web.mine.days_forms import FORMS, LATE, Asking, late_events
from programs.web.mine.days_shown import days_to_come, past_days, planned_day
from programs.web.mine.door import author, own
from programs.web.mine.entries_shown import entries_shown, event_of
from programs.web.mine.today import READING, TELLING, wrongs_of
from rehab.asking import BadAnswersError, Wrong


class IsoDate:
    """A date in an address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, text: str) -> date:
        return date.fromisoformat(text)

    def to_url(self, day: date) -> str:
        return day.isoformat()


@own(*READING)
def days(request: HttpRequest, found: Following) -> HttpResponse:
    """The two weeks ahead, and the days gone by."""
    course = course_of(found.programme, timezone.now())
    today = found.today.date
    context = {
        "ahead": days_to_come(course.found),
        "past": past_days(course.days, most=OLDEST_DAYS),
        "today": today,
    }
    return render(request, "mine/days.html", context)


@own(*READING)
def day(request: HttpRequest, found: Following, date: date) -> HttpResponse:
    """One day: what was promised, what was told, and what was said before. 404 for a day outside the course."""
    _lived(found, date)
    now, shown = timezone.now(), promised(found.programme, date)
    entries, words = entries_on(found.programme, date), words_for(found.programme)
    planned = planned_day(found.protocol, shown[1], words) if shown else None
    is_recent = (found.today.date - date).days <= OLDEST_DAYS
    kinds = {entry.kind for entry in entries}
    context = {
        "date": date,
        "is_today": date == found.today.date,
        "planned": planned,
        "entries": entries_shown(found.protocol, entries, words, now),
        "may_add": [kind for kind in LATE if is_recent and not (kind.told & kinds) and kind.fits(planned)],
    }
    return render(request, "mine/day.html", context)


@own(*READING, *TELLING)
def edit(request: HttpRequest, found: Following, date: date, number: int) -> HttpResponse:
    """Another word on an entry: asked, or told. 404 for one that is not there, or was corrected, or must stand."""
    _lived(found, date)
    now, entries = timezone.now(), entries_on(found.programme, date)
    told = next((entry for entry in entries if entry.seq == number), None)
    if told is None or any(entry.supersedes == told.uuid for entry in entries):
        raise Http404
    if not may_be_corrected(found.programme, told, now):
        raise Http404
    form = FORMS[told.kind]
    asking = Asking(found.protocol, event_of(told), told.done_from, _told_of(entries), words_for(found.programme))
    if request.method != "POST":
        return _edit(request, date, told, form.shown(asking))
    sheet = forms.Sheet(request.POST)
    try:
        event = form.read(sheet, asking)
        entry = better_word(told, event, sheet.uuid)
        record(programme=found.programme, entry=entry, author=author(found), now=now)
    except (BadAnswersError, RefusedError) as problem:
        return _edit(request, date, told, form.shown(asking), wrongs_of(problem))
    return HttpResponseRedirect(reverse("day", args=[date]))


@own(*READING, *TELLING)
def add(request: HttpRequest, found: Following, date: date, kind: str) -> HttpResponse:
    """Something of a past day that was not told then. 404 where it was."""
    _lived(found, date)
    now, shown = timezone.now(), promised(found.programme, date)
    late = next((one for one in LATE if one.name == kind), None)
    planned = planned_day(found.protocol, shown[1], words_for(found.programme)) if shown else None
    told = {entry.kind for entry in entries_on(found.programme, date)}
    if late is None or late.told & told or not late.fits(planned) or (found.today.date - date).days > OLDEST_DAYS:
        raise Http404
    wrongs: tuple[Wrong, ...] = ()
    if request.method == "POST":
        sheet = forms.Sheet(request.POST)
        try:
            for number, event in enumerate(late_events(late.name, sheet, planned)):
                entry = late_word(found.programme, event, uuid5(sheet.uuid, str(number)), date, now)
                record(programme=found.programme, entry=entry, author=author(found), now=now)
            return HttpResponseRedirect(reverse("day", args=[date]))
        except (BadAnswersError, RefusedError) as problem:
            wrongs = wrongs_of(problem)
    context = {"date": date, "kind": late.name, "planned": planned, "outcomes": forms.OUTCOMES}
    return _form(request, "mine/day_add.html", context, wrongs)


def _lived(found: Following, date: date) -> None:
    """404 for a day before the course, or ahead."""
    if not found.programme.joined_on <= date <= found.today.date:
        raise Http404


def _told_of(entries: list[Event]) -> tuple[str, ...]:
    """The exercises told of on a day, each once."""
    corrected = {entry.supersedes for entry in entries if entry.supersedes}
    names = [entry.body["exercise"] for entry in entries if entry.kind == "did" and entry.uuid not in corrected]
    return tuple(dict.fromkeys(names))


def _edit(
    request: HttpRequest, date: date, told: Event, shown: dict[str, Any], wrongs: tuple[Wrong, ...] = ()
) -> HttpResponse:
    context = {"date": date, "entry": told, "part": f"mine/_edit_{told.kind}.html"} | shown
    return _form(request, "mine/day_edit.html", context, wrongs)


def _form(request: HttpRequest, template: str, context: dict[str, Any], wrongs: tuple[Wrong, ...]) -> HttpResponse:
    more = {"faults": [(wrong, wrong.name) for wrong in wrongs], "uuid": uuid4(), "scale": range(forms.MOST_PAIN + 1)}
    return render(request, template, context | more, status=400 if wrongs else 200)
