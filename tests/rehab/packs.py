"""Days of followed courses with the table a phone keeps of them."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from rehab.events import CheckIn, Morning, Noted, Report
from rehab.following import Fact, Start, Today, day_at_hand, first_state
from rehab.library import load_protocol
from rehab.pack import Pack, make_pack
from rehab.situation import Situation
from rehab.timeline import advance
from tests.rehab.screening_oracle import RULES

CALF, INJURED = load_protocol(), date(2026, 11, 2)
LETTERS = {"g": "green", "a": "amber", "r": "red"}
DAYS = {"in the first days": 1, "while moving again": 8, "while strengthening": 17, "while running": 70}


@cache
def course(day: int, *events: Noted, grade: int = 2, flags: frozenset[str] = frozenset()) -> tuple[Start, Today]:
    """Somebody's day *day*, eight days after joining or as many as there were, each lived in green."""
    joined = max(0, day - 8)
    situation = Situation(grade=grade, focus="unknown", injured_on=INJURED)
    start = Start(situation, INJURED + timedelta(days=joined), flags=flags)
    state = first_state(CALF, start)
    for _ in range(day - joined):
        plan = day_at_hand(CALF, state, ()).plan
        done = tuple(Report(entry.exercise, pain=0) for entry in plan.entries)
        state = advance(CALF, state, (Morning(1), CheckIn(done, after=0))).after
    on = INJURED + timedelta(days=day)
    facts = [Fact(on, datetime.combine(on, time(8, n), UTC), str(n), event) for n, event in enumerate(events)]
    return start, day_at_hand(CALF, state, facts)


def facts_of(today: Today) -> tuple[Fact, ...]:
    at = datetime.combine(today.date, time(8), UTC)
    return tuple(Fact(today.date, at, str(n), event) for n, event in enumerate(today.page.events))


@cache
def packed(day: int, *events: Noted) -> tuple[Today, Pack]:
    start, today = course(day, *events)
    return today, make_pack(CALF, RULES, start, facts_of(today), today).pack
