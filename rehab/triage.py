"""Where a followed course belongs in a list of many: who needs a look first, and why.

Pain is held against the runner's own days, and silence against their own habit: a number that is usual for one is news
for another. Source: judgement, see `judgement:triage`.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum

import msgspec

from rehab.following import Today
from rehab.gates import criteria_of, unmet
from rehab.glance import Glance, risen
from rehab.looking_back import Told
from rehab.protocol import Protocol
from rehab.reason import Reason, because
from rehab.situation import NEVER, awaits_look
from rehab.timeline import Lived
from rehab.vocabulary import Light, Lock, Route, Status

WEEK = 7
SOURCES = ("judgement:triage",)
COUNTED = frozenset({Told.DONE, Told.PARTLY, Told.SKIPPED, Told.UNKNOWN})
DONE = frozenset({Told.DONE, Told.PARTLY})


class Place(IntEnum):
    """The places of the list, in its order."""

    RED_FLAG = 1
    FLARE = 2
    CLEARANCE = 3
    STUCK = 4
    SILENT = 5
    READY = 6
    FINE = 7


# How a red of the rules is told to somebody who is not the runner.
REDS = {
    "session-red": "triage-session-red",
    "after-red": "triage-after-red",
    "red-sign": "triage-sign",
    "morning-red": "triage-morning-red",
    "morning-limp": "triage-limp",
    "morning-still-sore": "triage-still-sore",
    "two-weeks-up": "triage-weeks-up",
    "test-red": "triage-test-red",
    "other-work-red": "triage-own-work-red",
}
STRAINS = {"acute-sign": "triage-acute-sign", "reinjured": "triage-reinjured"}


class Wanting(msgspec.Struct, frozen=True):
    """A *criterion* that keeps a runner in their phase, and the number of the last try, None where nobody tried."""

    criterion: str
    did: int | None


class Triage(msgspec.Struct, frozen=True, kw_only=True):
    """A course on *date*: its *place* in the list, the *reasons* for it, the first of them the one that put it there,
    and what stands beside them.

    *pains* are the worst pain, 0 to 10, of each of the last 14 days, the oldest first, None where nobody told. *done*
    of *asked* sessions fell into the last seven days; one still open today is not asked yet. *told_on* is the last day
    with a word of the leg, *stuck_since* the day a phase began to take too long, *wanting* what it waits for. *flags*
    are the warning signs that stand.
    """

    date: datetime.date
    place: Place
    reasons: tuple[Reason, ...]
    light: Light | None
    grade: int
    phase: int
    week: int
    pains: tuple[int | None, ...]
    done: int
    asked: int
    told_on: datetime.date | None
    stuck_since: datetime.date | None
    wanting: tuple[Wanting, ...]
    flags: tuple[str, ...]


def triage_of(
    protocol: Protocol, course: Sequence[Lived], today: Today, *, told_before: datetime.date | None = None
) -> Triage:
    """The place of a course that has come to *today*. *course* are the days before it, the last 14 at least where it
    has so many; *told_before* is the last day before those with a word of the leg.
    """
    glance = Glance(protocol, course, today, told_before)
    found = {place: tuple(rule(glance)) for place, rule in RULES.items() if not today.now.ended}
    place = next((place for place, whys in found.items() if whys), Place.FINE)
    beside = [why for other, whys in found.items() if place < other < Place.READY for why in whys]
    lights = [day.light for day in glance.days if day.light is not None]
    asked = [day.told for day in glance.days[-WEEK:] if day.told in COUNTED]
    tests = today.now.tests
    return Triage(
        date=today.date,
        place=place,
        reasons=(*(found.get(place) or (_fine(glance),)), *beside),
        light=lights[-1] if lights else None,
        grade=glance.terms.grade,
        phase=today.now.phase,
        week=today.now.day // WEEK + 1,
        pains=glance.pains,
        done=sum(told in DONE for told in asked),
        asked=len(asked),
        told_on=glance.told_on,
        stuck_since=glance.stuck_since,
        wanting=tuple(
            Wanting(c.criterion, tests[c.criterion].injured if c.criterion in tests else None)
            for c in unmet(glance.terms, today.now)
        ),
        flags=tuple(sorted(today.now.flags)),
    )


# The rules, one for each place


def _red_flag(glance: Glance) -> Iterator[Reason]:
    """A warning sign that sends the runner away, or something that gave way in the calf."""
    now = glance.now
    if now.route is Route.EMERGENCY:
        yield because("triage-emergency", SOURCES)
    elif now.route is Route.SAME_DAY:
        yield because("triage-same-day", SOURCES)
    elif now.lock is Lock.NO_PLAN:
        yield because("triage-no-plan", SOURCES)
    if now.acute:
        yield glance.said(STRAINS) or because("triage-acute", SOURCES)


def _flare(glance: Glance) -> Iterator[Reason]:
    """A red of the last days, or two days well above what is usual for this runner."""
    now, today = glance.now, glance.today.date
    if now.acute or now.paused:
        return
    if now.reds and now.day - now.reds[-1] <= glance.protocol.reds.quiet_days:
        yield glance.said(REDS) or because("triage-red", SOURCES)
        return
    mornings = risen([(day.date, day.morning) for day in glance.days], today)
    if mornings is not None:
        yield because("triage-mornings-up", SOURCES, pain=mornings[0], usual=mornings[1])
    sessions = risen(glance.sessions, today)
    if sessions is not None:
        yield because("triage-sessions-up", SOURCES, pain=sessions[0], usual=sessions[1])


def _clearance(glance: Glance) -> Iterator[Reason]:
    """Somebody has to look at the leg before anything rises."""
    now = glance.now
    if now.review_since is not None:
        yield because("triage-review", SOURCES)
    elif now.hold_since is not None:
        yield because("triage-review-hold", SOURCES)
    if now.acute:
        return  # said already, and more urgent
    if now.lock in (Lock.LIGHT_ONLY, Lock.PROTECTION_ONLY):
        yield because("triage-lock", SOURCES, lock=now.lock.value)
    if _awaits_look(glance) and now.day >= glance.protocol.phases[glance.ahead].floor_day[glance.terms.grade]:
        yield because("triage-look-late", SOURCES, phase=glance.protocol.phases[glance.ahead].id)
    # Who was away for long has the check before them: first they are silent.
    if now.needs_screening and not now.paused and not glance.silent_days:
        yield because("triage-screening", SOURCES)


def _awaits_look(glance: Glance) -> bool:
    return glance.ahead < len(glance.terms.floors) and awaits_look(glance.terms, glance.ahead)


def _stuck(glance: Glance) -> Iterator[Reason]:
    """A phase that takes more than one and a half times what was planned for it."""
    if glance.stuck_since is not None and not glance.now.route.stops and not glance.now.acute:
        phase = glance.protocol.phases[glance.now.phase].id
        yield because("triage-stuck", SOURCES, phase=phase, days=glance.days_in_phase)


def _silent(glance: Glance) -> Iterator[Reason]:
    """No word for longer than this runner's own habit explains, and than a week in any case."""
    if glance.silent_days:
        rule = "triage-silent" if glance.told_on else "triage-never-told"
        yield because(rule, SOURCES, days=glance.silent_days)


def _ready(glance: Glance) -> Iterator[Reason]:
    """All is met that the phase ahead asks for."""
    now = glance.now
    if now.paused or glance.opens_on >= NEVER or unmet(glance.terms, now):
        return
    phase = glance.protocol.phases[glance.ahead].id
    if glance.opens_on > now.day:
        yield because("triage-ready-on", SOURCES, phase=phase, day=glance.opens_on)
    else:
        yield because("triage-ready", SOURCES, phase=phase)


RULES: dict[Place, Callable[[Glance], Iterator[Reason]]] = {
    Place.RED_FLAG: _red_flag,
    Place.FLARE: _flare,
    Place.CLEARANCE: _clearance,
    Place.STUCK: _stuck,
    Place.SILENT: _silent,
    Place.READY: _ready,
}

CALM = {
    Status.PAUSED: because("triage-paused", SOURCES),
    Status.ENDED: because("triage-ended", SOURCES),
    Status.STEPPED_BACK: because("triage-eased", SOURCES),
    Status.HOLD: because("triage-holds", SOURCES),
}


def _fine(glance: Glance) -> Reason:
    """What to say of a course that needs nobody now."""
    now = glance.now
    if now.status in CALM:
        return CALM[now.status]
    if _awaits_look(glance):
        return because("triage-look-ahead", SOURCES, phase=glance.protocol.phases[glance.ahead].id)
    if glance.opens_on >= NEVER:
        return because("triage-goes-on", SOURCES)
    gates = criteria_of(glance.terms, now.phase)
    met, phase = len(gates) - len(unmet(glance.terms, now)), glance.protocol.phases[glance.ahead].id
    return because("triage-on-course", SOURCES, met=met, all=len(gates), phase=phase)
