"""How whoever asks is reminded: read, and set as a whole."""

import re
from collections.abc import Mapping
from datetime import time
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from programs.api.door import body_of, refuse
from programs.api.keeping import answered
from programs.api.mine import OwnDoor
from programs.api.reading import MOST_STRANGERS, as_given
from programs.models import Programme
from programs.selectors.programmes import zone_at
from programs.selectors.reminders import settings_of, wanted_of
from programs.services.reminders import choose_reminders
from rehab.asking import Wrong, shown
from rehab.fault import name_nearest
from rehab.rendering import JsonObject
from rehab.wanted import Wanted, unfit

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NAMES = Wanted.__struct_fields__
SWITCHES, DAYS, WEEKLY_DAY = ("on", "rest_days"), "weekdays", "weekly_day"
TIMES = tuple(name for name in NAMES if name not in (*SWITCHES, DAYS, WEEKLY_DAY))
OR_NOT = ("nudge_at", WEEKLY_DAY)
TIME = re.compile("([01][0-9]|2[0-3]):[0-5][0-9]")


class RemindersDoor(OwnDoor):
    """The reminders of one runner."""

    http_method_names = ["get", "head", "put"]

    def get(self, request: Request) -> HttpResponse:
        """How reminders are set."""
        names = sorted(request.query_params)
        refuse([Wrong(shown(name), "not known here", "nothing: it is the caller's own") for name in names])
        return answered(reminders_of(self.programme_of(request)))

    def put(self, request: Request) -> HttpResponse:
        """Set all of it; set again, it stays as it is."""
        wanted = wanted_in(body_of(request))
        programme = self.programme_of(request)
        choose_reminders(programme=programme, wanted=wanted, now=timezone.now())
        return answered(reminders_of(programme))


def reminders_of(programme: Programme) -> JsonObject:
    """How reminders of *programme* are set, by which clock, and whether anything keeps mail back."""
    kept = settings_of(programme)
    return {
        "programme": str(programme.key),
        "zone": zone_at(programme, timezone.now()).key,
        "wanted": as_told(wanted_of(kept)),
        "confirmed": not kept.imported,
        "mail_stopped": kept.paused_because or None,
    }


def as_told(wanted: Wanted) -> JsonObject:
    """*wanted* as a body tells it."""
    told: JsonObject = {name: getattr(wanted, name) for name in NAMES}
    told |= {name: f"{told[name]:%H:%M}" for name in TIMES if told[name] is not None}
    told[DAYS] = [WEEKDAYS[day] for day in sorted(wanted.weekdays)]
    told[WEEKLY_DAY] = None if wanted.weekly_day is None else WEEKDAYS[wanted.weekly_day]
    return told


def wanted_in(body: Mapping[str, Any]) -> Wanted:
    """What *body* asks for. It says everything, so that the same body always sets the same. ProblemError with all that
    is wrong.
    """
    strangers = sorted(body.keys() - set(NAMES))[:MOST_STRANGERS]
    wrongs = [Wrong(shown(name), "not known here", name_nearest(name, list(NAMES))) for name in strangers]
    read = {name: _read(name, body[name], wrongs) for name in NAMES if name in body}
    wrongs += [Wrong(name, "nothing", _allowed(name)) for name in NAMES if name not in body]
    refuse(wrongs)
    wanted = Wanted(**read)
    refuse([Wrong(problem.field, as_given(body[problem.field]), problem.text) for problem in unfit(wanted)])
    return wanted


def _read(name: str, given: Any, wrongs: list[Wrong]) -> Any:
    """What *given* stands for as *name*, or one more of *wrongs*."""
    if given is None and name in OR_NOT:
        return None
    if name in SWITCHES and isinstance(given, bool):
        return given
    if name in TIMES and isinstance(given, str) and TIME.fullmatch(given):
        return time.fromisoformat(given)
    if name == WEEKLY_DAY and given in WEEKDAYS:
        return WEEKDAYS.index(given)
    if name == DAYS and isinstance(given, list) and all(day in WEEKDAYS for day in given):
        return frozenset(WEEKDAYS.index(day) for day in given)
    wrongs.append(Wrong(name, as_given(given), _allowed(name)))
    return None


def _allowed(name: str) -> str:
    if name in SWITCHES:
        return "true or false"
    days = ", ".join(WEEKDAYS)
    if name == DAYS:
        return f"a list of {days}"
    what = days if name == WEEKLY_DAY else "a time of day, such as 07:30"
    return f"{what}, or null for never" if name in OR_NOT else what
