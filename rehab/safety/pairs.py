"""Checks that lay two courses side by side: what is worse, or more careful, never comes sooner."""

from collections.abc import Iterable, Iterator
from itertools import accumulate

import msgspec

from rehab.safety.breach import Findings
from rehab.safety.reading import Course, Seen
from rehab.vocabulary import Rhythm

CATCHING_UP_DAYS = 14
RHYTHM_SHIFT_DAYS = 2


class Height(msgspec.Struct, frozen=True):
    """The highest phase, tier, rung and weekly minutes reached by a day."""

    phase: int
    tier: int
    rung: int
    weekly_minutes: int

    def at_least(self, other: "Height") -> "Height":
        """The higher of both in everything."""
        return Height(*(max(getattr(self, name), getattr(other, name)) for name in ALL))

    def over(self, other: "Height", fields: Iterable[str]) -> Iterator[str]:
        """The names among *fields* in which this is higher than *other*."""
        return (name for name in fields if getattr(self, name) > getattr(other, name))


ALL = Height.__struct_fields__
WITHOUT_TIER = tuple(name for name in ALL if name != "tier")


def heights(course: Course) -> dict[int, Height]:
    """The highest values reached up to and on each day."""
    weeks = {week.first: week.planned for spell in course.run_weeks for week in spell}
    daily = (
        Height(
            phase=seen.place,
            tier=max((work.tier for work in seen.work), default=0),
            rung=_rung(course, seen),
            weekly_minutes=weeks.get(seen.number, 0),
        )
        for seen in course.seen
    )
    reached = accumulate(daily, Height.at_least)
    return {seen.number: height for seen, height in zip(course.seen, reached, strict=True)}


def _rung(course: Course, seen: Seen) -> int:
    """The rung run on a day of the ladder, 1 first; 0 without one."""
    if seen.rhythm is not Rhythm.LADDER or course.protocol.ladder is None:
        return 0
    bouts = [(b.run_minutes, b.walk_minutes, b.times) for work in seen.runs for b in work.item.bouts]
    rungs = [(r.run_minutes, r.walk_minutes, r.times) for r in course.protocol.ladder.rungs]
    return max((rungs.index(bout) + 1 for bout in bouts if bout in rungs), default=0)


def graver_is_later(milder: Course, graver: Course) -> Findings:
    """On the same day a graver strain is in no later phase than a milder one, and in none that
    allows more. The phase's limit counts, not the day's items: a day off may meet a loaded day.
    """
    ahead = {seen.number: seen for seen in milder.seen}
    phases = milder.protocol.phases
    for seen in graver.seen:
        other = ahead.get(seen.number)
        if other is None:
            continue
        if seen.place > other.place:
            yield seen.number, f"grade {seen.grade} is in {seen.day.phase}, grade {other.grade} in {other.day.phase}"
        elif phases[seen.place].max_tier > phases[other.place].max_tier:
            yield seen.number, f"grade {seen.grade} may do more than grade {other.grade}"


def care_is_no_sooner(plain: Course, careful: Course) -> Findings:
    """A flag more, an earlier strain or a weaker test never brings a phase, a tier, a rung or more
    weekly minutes sooner: compared are the highest values reached up to each day.
    """
    other = heights(plain)
    for day, height in heights(careful).items():
        for name in height.over(other.get(day, height), ALL):
            yield day, f"the careful course has a higher {name.replace('_', ' ')}"


def soreness_is_no_sooner(greener: Course, sorer: Course, changed: int) -> Findings:
    """One check-in worse, on day *changed*: until the next green no exercise, rung or weekly minutes
    stand above that day's; and for 14 days phase, rung and minutes reached are no higher than
    the greener course reaches two days later, since the rhythm may shift by a day.
    """
    yield from _not_above_changed(sorer, changed)
    other = heights(greener)
    for day, height in heights(sorer).items():
        ahead = other.get(day + RHYTHM_SHIFT_DAYS)
        if changed < day <= changed + CATCHING_UP_DAYS and ahead is not None:
            for name in height.over(ahead, WITHOUT_TIER):
                yield day, f"the sorer course has a higher {name.replace('_', ' ')}"


def _not_above_changed(course: Course, changed: int) -> Findings:
    from_then = [seen for seen in course.seen if seen.number >= changed]
    if not from_then:
        return
    first, *later = from_then
    steps = {work.id: work.step for seen in course.seen if seen.number <= changed for work in seen.work}
    rung = _rung(course, first)
    for seen in later:
        for work in seen.work:
            if work.step is not None and work.step > (steps.get(work.id) or 0):
                yield seen.number, f"{work.id} rises to {work.item.dose} before a green day"
        if rung and _rung(course, seen) > rung:
            yield seen.number, "the rung rises before a green day"
        if seen.told.light is not None and seen.told.light.severity == 0 and seen.work:
            return


def same_plan(first: Course, second: Course) -> Findings:
    """The same facts give the same plan, whatever order flags and kit were named in."""
    if len(first.seen) != len(second.seen):
        yield None, f"{len(first.seen)} days and {len(second.seen)} days"
    for one, other in zip(first.seen, second.seen, strict=False):
        if one.day != other.day:
            yield one.number, "the same facts gave another day"
