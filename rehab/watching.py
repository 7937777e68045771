"""The short check of a followed course: today's ticks, on top of what the diary still holds open."""

import datetime
from collections.abc import Sequence, Set

import msgspec
from msgspec.structs import replace

from rehab.events import Answered, Cleared, Regraded, Screened
from rehab.following import Fact, Start, Today
from rehab.screening import Assessment, Circumstances, Screening, assess_daily
from rehab.vocabulary import Route

# "No better" is worth a word from the fourth day on, and a visit within a week from the seventh. Source: the
# red-flag intake, RF25.
NO_BETTER = "no-better"
NO_BETTER_FROM = (4, 7)
NO_BETTER_FLAG = "rf25"
# Whoever has left the first two phases has become better.
EARLY_PHASES_END = 1
SECOND_LOOK = "second-look"


class Ticked(msgspec.Struct, frozen=True):
    """The flags of a diary with the day each was first ticked: those that nobody has *looked_at* yet stay *open*. What
    is ticked again after an examination is new.
    """

    open: dict[str, datetime.date]
    looked_at: dict[str, datetime.date]


def ticked_in(start: Start, facts: Sequence[Fact]) -> Ticked:
    """Every flag of the diary. An examination settles those ticked before it, never those after."""
    told = dict.fromkeys(sorted(start.flags), start.joined_on)
    found, seen = ({}, told) if start.facts.cleared else (told, {})
    for fact in sorted(facts, key=lambda fact: fact.place):
        if isinstance(fact.event, Cleared):
            found, seen = {}, seen | found
        elif isinstance(fact.event, Screened):
            found = dict.fromkeys(sorted(fact.event.flags), fact.on) | found
            seen = {flag: day for flag, day in seen.items() if flag not in found}
    return Ticked(found, seen)


def on_record(start: Start, facts: Sequence[Fact]) -> dict[str, datetime.date]:
    """Every flag that nobody has looked at yet, with the day it was first ticked."""
    return ticked_in(start, facts).open


def heard(rules: Screening, start: Start, facts: Sequence[Fact], today: Today) -> Assessment:
    """What the diary's open flags come to on *today*, nothing new ticked."""
    return _assessed(rules, start, facts, today, frozenset())


def answered(rules: Screening, start: Start, facts: Sequence[Fact], today: Today, flags: Set[str]) -> Screened:
    """The fact that *flags* were ticked today. ValueError for a flag that the short check does not ask."""
    assessed = _assessed(rules, start, facts, today, flags)
    # Advice alone, such as that a moderate strain is best looked at, makes no plan wait.
    waits = assessed.route.stops or assessed.lock.stops_rises
    return Screened(
        flags=frozenset(flags),
        route=assessed.route if waits else Route.PROCEED,
        lock=assessed.lock,
        barred=assessed.barred,
        never=assessed.never,
    )


def _assessed(rules: Screening, start: Start, facts: Sequence[Fact], today: Today, flags: Set[str]) -> Assessment:
    injured_on = today.now.situation.injured_on
    assert injured_on is not None, "a followed course knows the day of the injury"
    ticked = ticked_in(start, facts)
    before = {flag: day for flag, day in ticked.looked_at.items() if flag not in flags}
    since = {flag: (day - injured_on).days for flag, day in (before | ticked.open).items()}
    return assess_daily(rules, flags, _circumstances(start, today, ticked, flags), since=since)


def _circumstances(start: Start, today: Today, ticked: Ticked, flags: Set[str]) -> Circumstances:
    """What the outcome of *today*'s *flags* depends on besides them. The date of an examination says nothing of what
    was ticked after it: where something was, what was looked at is named instead.
    """
    situation, newer = today.now.situation, bool(flags or ticked.open)
    by_date = start.flags if start.facts.cleared and not newer else frozenset[str]()
    return replace(
        start.facts,
        day=today.now.day,
        # An examination has looked at the grade, whatever was ticked since.
        grade=situation.grade if situation.cleared_on_day is None else None,
        age=situation.age,
        cleared_on_day=None if newer else situation.cleared_on_day,
        examined=start.facts.examined | (ticked.looked_at.keys() - by_date - flags),
    )


def signs_are_due(rules: Screening, start: Start, facts: Sequence[Fact], today: Today) -> bool:
    """Whether the signs of today are still to be asked: once a day before something asked of the leg, and on days that
    want them whatever the plan holds: those the safety check names, and each day after a risk or a sign of a clot.
    """
    if any(fact.on == today.date and isinstance(fact.event, Screened) for fact in facts):
        return False
    asked = any(not entry.optional for entry in today.plan.entries)
    return asked or bool(heard(rules, start, facts, today).ask_daily)


def asked_besides(start: Start, facts: Sequence[Fact], today: Today) -> tuple[str, ...]:
    """What is asked today beside the signs, until it is answered: a second look at a grade that was guessed early, and
    whether the calf is no better, on the fourth day and again on the seventh.
    """
    found = []
    looks = [day for day in start.again_on if day <= today.date]
    looked = [fact.on for fact in facts if isinstance(fact.event, Regraded)]
    if looks and not any(day >= looks[-1] for day in looked) and today.now.episode == 1:
        found.append(SECOND_LOOK)
    days = [day for day in NO_BETTER_FROM if day <= today.now.day]
    told = [fact.on for fact in facts if isinstance(fact.event, Answered) and fact.event.what == NO_BETTER]
    if days and today.now.phase <= EARLY_PHASES_END:
        since = today.date - datetime.timedelta(days=today.now.day - days[-1])
        if not any(day >= since for day in told):
            found.append(NO_BETTER)
    return tuple(found)
