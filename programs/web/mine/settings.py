"""What a runner sets: reminders, the link to a calendar, time zone, a pause, kit and usual minutes, shoes, pictures."""

from datetime import date
from functools import cache
from http import HTTPStatus
from itertools import groupby
from typing import Any
from uuid import uuid4, uuid5
from zoneinfo import available_timezones

from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.selectors.calendars import calendar_of
from programs.selectors.choices import choices_of
from programs.selectors.courses import course_of
from programs.selectors.programmes import Following, zone_at
from programs.services.calendars import link_calendar, unlink_calendar
from programs.services.choices import choose
from programs.services.diary import RefusedError
from programs.services.links import whole_address
from programs.services.reminders import UnfitTimesError, choose_reminders
from programs.services.zones import move_zone
from programs.web.mine import forms, reminding
from programs.web.mine.door import author, own
from programs.web.mine.today import READING, TELLING, tell, wrongs_of
from rehab.asking import MOST_WEEKLY_MINUTES, BadAnswersError, Wrong, shown
from rehab.choices import MOST_PACE_MINUTES, Choices
from rehab.events import Equipped, Fever, Paused, Resumed, UsualWeek
from rehab.words import words_in

CONTINENTS = frozenset("Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific".split())
BODIES, UNITS = ("bun", "short"), ("km", "mi")
BREAKS: dict[str, type[Paused] | type[Resumed] | type[Fever]] = {"pause": Paused, "resume": Resumed, "fever": Fever}


@own(*READING, route=False)
def settings(request: HttpRequest, found: Following) -> HttpResponse:
    """Everything that can be set."""
    return _page(request, found)


@own(*TELLING, route=False)
def zone(request: HttpRequest, found: Following) -> HttpResponse:
    """Count days in another zone, from the next midnight on."""
    sheet = forms.Sheet(request.POST)
    try:
        chosen = sheet.text("zone", longest=64)
        sheet.close()
        move_zone(programme=found.programme, zone=chosen, uuid=sheet.uuid, author=author(found), now=timezone.now())
    except (BadAnswersError, RefusedError) as problem:
        return _page(request, found, wrongs_of(problem))
    return _back("zone")


@own(*TELLING, route=False)
def kit(request: HttpRequest, found: Following) -> HttpResponse:
    """The kit at home, and the minutes of a usual week: facts of the diary where they are others than before."""
    sheet, situation = forms.Sheet(request.POST), found.today.now.situation
    try:
        named = sheet.many("equipment", tuple(found.protocol.kit.named))
        minutes = sheet.number("weekly_run_minutes", most=MOST_WEEKLY_MINUTES)
        sheet.close()
        if named != situation.kit:
            tell(found, Equipped(named), uuid5(sheet.uuid, "kit"))
        if minutes != situation.weekly_run_minutes:
            tell(found, UsualWeek(minutes), uuid5(sheet.uuid, "usual"))
    except (BadAnswersError, RefusedError) as problem:
        return _page(request, found, wrongs_of(problem))
    return _back("kit")


@own(*TELLING, route=False)
def pause(request: HttpRequest, found: Following) -> HttpResponse:
    """A holiday, an illness, or back again."""
    sheet = forms.Sheet(request.POST)
    try:
        what = sheet.one("what", tuple(BREAKS), needed=True)
        sheet.close()
        assert what, "a form without its answer has been refused"
        tell(found, BREAKS[what](), uuid5(sheet.uuid, what))
    except (BadAnswersError, RefusedError) as problem:
        return _page(request, found, wrongs_of(problem))
    return _back("pause")


@own(*TELLING, route=False)
def reminders(request: HttpRequest, found: Following) -> HttpResponse:
    """When to be reminded, and how."""
    sheet = forms.Sheet(request.POST)
    try:
        wanted = reminding.wanted_in(sheet)
        choose_reminders(programme=found.programme, wanted=wanted, now=timezone.now())
    except BadAnswersError as problem:
        return _page(request, found, wrongs_of(problem))
    except UnfitTimesError as problem:
        return _page(request, found, (Wrong(problem.field, shown(request.POST.get(problem.field, "")), str(problem)),))
    return _back("reminders")


@own(*TELLING, route=False)
def remind_now(request: HttpRequest, found: Following) -> HttpResponse:
    """Send one now, some times in an hour, and show what came of it."""
    sent = reminding.send_now(found, timezone.now())
    answer = _page(request, found, sent_now=sent)
    if sent.wait:
        answer["Retry-After"] = str(sent.wait)
    return answer


@own(*TELLING, route=False)
def calendar(request: HttpRequest, found: Following) -> HttpResponse:
    """Make a link to the calendar, which is shown this once and ends the one before it, or end it."""
    sheet = forms.Sheet(request.POST)
    try:
        what = sheet.one("what", ("link", "end"), needed=True)
        sheet.close()
    except BadAnswersError as problem:
        return _page(request, found, wrongs_of(problem))
    if what == "end":
        unlink_calendar(programme=found.programme)
        return _back("calendar")
    token = link_calendar(programme=found.programme, now=timezone.now())
    return _page(request, found, new_link=whole_address(reverse("calendar", args=[token])))


@own(*TELLING, route=False)
def choices(request: HttpRequest, found: Following) -> HttpResponse:
    """Shoes, distances and who is drawn."""
    sheet, runner = forms.Sheet(request.POST), found.programme.runner
    try:
        chosen = Choices(
            body=sheet.one("body", BODIES, needed=True) or "bun",  # type: ignore[arg-type]  # one of BODIES
            unit=sheet.one("unit", UNITS, needed=True) or "km",  # type: ignore[arg-type]  # one of UNITS
            shoes_on=_shoes_on(sheet, found.today.date),
            pace_minutes=sheet.number("pace_minutes", most=MOST_PACE_MINUTES) or None,
        )
        sheet.close()
    except BadAnswersError as problem:
        return _page(request, found, wrongs_of(problem))
    assert runner is not None, "a programme that is opened by signing in has its runner"
    choose(runner=runner, choices=chosen)
    return _back("choices")


def _shoes_on(sheet: forms.Sheet, today: date) -> date | None:
    given = sheet.text("shoes_on", longest=10)
    if not given:
        return None
    try:
        day = date.fromisoformat(given)
    except ValueError:
        day = None
    if day is None or day > today:
        sheet.refuse("shoes_on", given, _("a day up to %(today)s, such as %(today)s") % {"today": today})
    return day


def _back(part: str) -> HttpResponse:
    """To the card that was saved, which says so."""
    return HttpResponseRedirect(f"{reverse('settings')}?saved={part}#{part}")


def _page(
    request: HttpRequest,
    found: Following,
    wrongs: tuple[Wrong, ...] = (),
    *,
    sent_now: reminding.SentNow | None = None,
    new_link: str = "",
) -> HttpResponse:
    programme, situation, words, now = found.programme, found.today.now.situation, words_in(), timezone.now()
    chosen = choices_of(programme.runner)
    waits = programme.zone_since is not None and now < programme.zone_since
    context = {
        "zones": zones(),
        "zone": programme.zone,
        "zone_now": zone_at(programme, now).key if waits else "",
        "kit": [(name, words.name("kit", name), name in situation.kit) for name in found.protocol.kit.named],
        "minutes": situation.weekly_run_minutes,
        "paused": found.today.now.paused,
        "chosen": chosen,
        "today": found.today.date,
        "languages": django_settings.LANGUAGES,
        "reminders": reminding.reminders_shown(programme, now),
        "sent_now": sent_now,
        "calendar": calendar_of(programme),
        "new_link": new_link,
        # What makes a phone open its calendar in place of a page.
        "subscribe": f"webcal{new_link[new_link.index(':') :]}" if new_link else "",
        "saved": request.GET.get("saved", ""),
        "faults": [(wrong, wrong.name) for wrong in wrongs],
        "uuid": uuid4(),
    }
    status = HTTPStatus.BAD_REQUEST if wrongs else sent_now.status if sent_now else HTTPStatus.OK
    return render(request, "mine/settings.html", context | _worn(found, chosen), status=status)


def _worn(found: Following, chosen: Choices) -> dict[str, Any]:
    """Minutes run in the shoes, and how far that is at the runner's pace."""
    if chosen.shoes_on is None:
        return {}
    days = course_of(found.programme, timezone.now()).days
    ran = sum(day.ran for day in days if day.date >= chosen.shoes_on)
    return {"worn": ran, "far": ran // chosen.pace_minutes if chosen.pace_minutes else None}


@cache
def zones() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The time zones there are, by continent: name and place."""
    names = sorted(name for name in available_timezones() if name.split("/")[0] in CONTINENTS and "/" in name)
    return tuple(
        (continent, tuple((name, name.split("/", 1)[1].replace("_", " ")) for name in group))
        for continent, group in groupby(names, key=lambda name: name.split("/")[0])
    )
