"""Checks of the ways through a history: flags that stop, gates that open, phases in order."""

from collections.abc import Callable, Iterator
from itertools import takewhile

import msgspec

from rehab.events import Cleared, Morning, Screened, Tried
from rehab.protocol import Criterion, Phase, Protocol
from rehab.safety.breach import Findings
from rehab.safety.floors import earliest_days
from rehab.safety.life import Life, LivedDay, passed
from rehab.safety.numbers import LIGHT_TIER, TEST_VALID_DAYS, figures_of
from rehab.state import State, TestRecord
from rehab.vocabulary import Light, Lock, Rhythm, Role, Route

LOCKS = tuple(Lock)
BESIDE_A_STOP = frozenset({Role.PROTECTION, Role.MOBILITY})


class Standing(msgspec.Struct, frozen=True):
    """The worst route and the strictest lock that no clinician has lifted."""

    route: Route
    lock: Lock

    def after(self, event: object) -> "Standing":
        """What stands after an event: a screen adds to it, a clearance lifts it."""
        if isinstance(event, Cleared):
            return Standing(Route.PROCEED, Lock.NONE)
        if not isinstance(event, Screened):
            return self
        return Standing(
            max(self.route, event.route, key=lambda route: route.urgency),
            max(self.lock, event.lock, key=LOCKS.index),
        )


def standings(life: Life) -> Iterator[tuple[LivedDay, Standing]]:
    """Each day with what stands when its plan is made."""
    first = life.days[0].lived.before
    stands = Standing(first.route, first.lock)
    for event in life.days[0].before_plan:
        stands = Standing(Route.PROCEED, Lock.NONE) if isinstance(event, Cleared) else stands
    for day in life.days:
        for event in day.before_plan:
            stands = stands.after(event)
        yield day, stands
        for event in day.events[len(day.before_plan) :]:
            stands = stands.after(event)


def flags_stop(life: Life) -> Findings:
    """Behind an emergency or urgent answer the plan is empty; behind the other locks it is
    protection without work for heart and lungs, or nothing above tier 2, until a clearance.
    """
    for day, stands in standings(life):
        if stands.route.urgency >= Route.SAME_DAY.urgency or stands.lock is Lock.NO_PLAN:
            if day.asked:
                yield day.number, f"{len(day.asked)} items behind an answer of route {stands.route.value}"
        elif stands.lock is Lock.PROTECTION_ONLY:
            if any(asked.role not in BESIDE_A_STOP for asked in day.asked):
                yield day.number, "more than protection behind a lock"
        elif stands.lock is Lock.LIGHT_ONLY and day.top > LIGHT_TIER:
            yield day.number, f"tier {day.top} behind a lock"


def gates_open(life: Life) -> Findings:
    """A phase is left upwards only when every criterion of its gate has a passing value of the last
    seven days; a clearance is newer than the injury and has no other age limit.
    """
    tried = dict(life.days[0].lived.before.tests)
    for yesterday, today in life.following:
        tried |= _tried(yesterday)
        if today.place <= yesterday.place:
            continue
        phase = life.protocol.phases[yesterday.place]
        for criterion in life.protocol.gates.get(phase.id, ()):
            if today.lived.before.situation.grade in criterion.grades and not _met(life, today, criterion, tried):
                yield today.number, f"{phase.id} left without {criterion.criterion}"


def _tried(day: LivedDay) -> dict[str, TestRecord]:
    """The tries of a day, the last of each criterion."""
    return {name: record for name, record in day.lived.after.tests.items() if record.day == day.number}


def _met(life: Life, today: LivedDay, criterion: Criterion, tried: dict[str, TestRecord]) -> bool:
    if criterion.kind == "clearance":
        cleared = today.lived.before.cleared_day
        return cleared is not None and cleared <= today.number
    if criterion.kind == "history":
        return READINGS[criterion.reads](life, today, criterion, tried)
    record = tried.get(criterion.criterion)
    return record is not None and today.number - record.day <= TEST_VALID_DAYS and passed(criterion, record)


def _no_flag(life: Life, today: LivedDay, criterion: Criterion, tried: dict[str, TestRecord]) -> bool:
    return all(
        stands.route.urgency < Route.SAME_DAY.urgency and not stands.lock.stops_rises
        for day, stands in standings(life)
        if day is today
    )


def _heard(day: LivedDay, today: LivedDay) -> Morning | None:
    """The morning of *day* as far as it was told when *today*'s plan was made."""
    return None if day is today and day.morning not in day.before_plan else day.morning


def _mornings(life: Life, today: LivedDay, count: int) -> list[LivedDay]:
    """The last *count* days on which a morning was told, when they follow each other and are recent
    enough to count; none otherwise.
    """
    told = [day for day in life.days if day.number <= today.number and _heard(day, today)][-count:]
    in_a_row = len(told) == count and told[-1].number - told[0].number == count - 1
    return told if in_a_row and today.number - told[-1].number <= TEST_VALID_DAYS else []


def _not_rising(life: Life, today: LivedDay, criterion: Criterion, tried: dict[str, TestRecord]) -> bool:
    recent = [day for day in life.days if 0 <= today.number - day.number <= criterion.needs]
    pains = [morning.pain for morning in (_heard(day, today) for day in recent) if morning]
    return len(pains) >= criterion.needs and pains == sorted(pains, reverse=True)


def _green_mornings(life: Life, today: LivedDay, criterion: Criterion, tried: dict[str, TestRecord]) -> bool:
    mornings = _mornings(life, today, criterion.needs)
    return bool(mornings) and all(_is_green_morning(day) for day in mornings)


def _is_green_morning(day: LivedDay) -> bool:
    bad = {Light.AMBER, Light.RED}
    return not any(d.light in bad and d.why.rule.startswith("morning") for d in day.lived.after.decisions)


def _green_after(life: Life, today: LivedDay, criterion: Criterion, tried: dict[str, TestRecord]) -> bool:
    record = tried.get(criterion.after)
    if record is None or today.number - record.day > TEST_VALID_DAYS:
        return False
    return any(d.number == record.day + 1 and d.morning is not None and _is_green_morning(d) for d in life.days)


def _ladder_done(life: Life, today: LivedDay, criterion: Criterion, tried: dict[str, TestRecord]) -> bool:
    ladder = life.protocol.ladder
    top = len(ladder.rungs) - 1 if ladder else 0
    return any(day.rung == top and day.light is Light.GREEN for day in life.days if day.number < today.number)


READINGS: dict[str, Callable[[Life, LivedDay, Criterion, dict[str, TestRecord]], bool]] = {
    "no-flag": _no_flag,
    "mornings-not-rising": _not_rising,
    "green-mornings": _green_mornings,
    "green-morning-after": _green_after,
    "ladder-done": _ladder_done,
}


def one_phase_at_a_time(life: Life) -> Findings:
    """A course goes up by one phase a day at most. It begins no later than floors and tests allow,
    in the second phase at most without tests. A phase fallen to is not left the next
    morning, where it has a least stay.
    """
    first = life.days[0]
    allowed = _placement(life, first)
    if first.place > allowed:
        yield first.number, f"placed in phase {first.place + 1}, {allowed + 1} allowed"
    for yesterday, today in life.following:
        if today.place > yesterday.place + 1:
            yield today.number, f"from phase {yesterday.place + 1} to {today.place + 1}"
        fallen_to = life.protocol.phases[yesterday.lived.after.phase]
        stay = fallen_to.minimum_stay_days[today.lived.before.situation.grade]
        if stay and yesterday.lived.after.phase < min(yesterday.place, today.place):
            yield today.number, f"phase {yesterday.place + 1} was lost and is back the next day"


def _placement(life: Life, first: LivedDay) -> int:
    before, protocol = first.lived.before, life.protocol
    floors = earliest_days(protocol, before.situation)
    by_floor = max(place for place, floor in enumerate(floors) if place == 0 or before.day >= floor)
    needs_word = before.situation.grade in figures_of(protocol).clearance_grades
    if needs_word and before.cleared_day is None:
        return 0
    # What was tried later that day had no say in it.
    later = {event.criterion for event in first.events if isinstance(event, Tried)}
    shown = takewhile(lambda phase: _is_left_by_tests(protocol, phase, before, later), protocol.phases[1:])
    return min(by_floor, 1 + len(list(shown)))


def _is_left_by_tests(protocol: Protocol, phase: Phase, state: State, later: set[str]) -> bool:
    """Whether the tests of *state* alone show the way out of *phase*, those tried only *later* left
    aside; nothing passes the ladder.
    """
    measured = (c for c in protocol.gates.get(phase.id, ()) if c.kind == "measure")
    wanted = [c for c in measured if state.situation.grade in c.grades]
    told = [c for c in wanted if c.criterion not in later]
    passes = all(c.criterion in state.tests and passed(c, state.tests[c.criterion]) for c in told)
    return phase.rhythm is not Rhythm.LADDER and bool(wanted) and passes
