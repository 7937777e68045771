"""Healthy courses, and small ways to spoil them."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

import msgspec

from rehab.assembly import assemble
from rehab.dose import Dose
from rehab.library import load_protocol
from rehab.programme import Bout, Day, Item, Test
from rehab.protocol import Protocol
from rehab.reason import because
from rehab.safety import Followed, check_programme
from rehab.safety.breach import Findings
from rehab.safety.minutes import session_minutes
from rehab.safety.reading import AS_PLANNED, Course
from rehab.situation import Situation, terms_of
from rehab.vocabulary import Kind, Unit

CALVES = load_protocol()
GRADE_1 = Situation(grade=1, focus="unknown")
GRADE_2 = Situation(grade=2, focus="unknown")
GRADE_3 = Situation(grade=3, focus="unknown", cleared_on_day=21)
Items = tuple[Item, ...]


@cache
def days_of(situation: Situation = GRADE_2, weeks: int = 14, protocol: Protocol = CALVES) -> tuple[Day, ...]:
    """The planned course, all as it should be."""
    return assemble(protocol, situation, weeks).days


T = TypeVar("T", bound=msgspec.Struct)


def changed(value: T, **changes: Any) -> T:
    """*value* with other fields."""
    return msgspec.structs.replace(value, **changes)


def item(name: str, step: int = 0, *, optional: bool = False, protocol: Protocol = CALVES) -> Item:
    """An exercise at a dose step, with a reason."""
    return Item(name, protocol.catalogue[name].dose_steps[step], because("dose-first"), optional)


def spoiled(
    days: Sequence[Day], number: int, change: Callable[[Items], Items], protocol: Protocol = CALVES
) -> tuple[Day, ...]:
    """*days* with other items on day *number*, its minutes counted anew."""
    items = change(days[number].items)
    terms = terms_of(protocol, GRADE_2)
    day = changed(days[number], items=items)
    minutes = session_minutes(protocol, Course(terms, [day]).seen[0].work)
    return (*days[:number], changed(day, minutes=minutes), *days[number + 1 :])


def with_added(days: Sequence[Day], number: int, *more: Item, protocol: Protocol = CALVES) -> tuple[Day, ...]:
    return spoiled(days, number, lambda items: (*items, *more), protocol)


def with_dose(days: Sequence[Day], number: int, name: str, dose: str, **more: Any) -> tuple[Day, ...]:
    """*days* with another dose of one exercise on day *number*."""

    def change(items: Items) -> Items:
        return tuple(changed(i, dose=Dose.parse(dose), **more) if i.exercise == name else i for i in items)

    return spoiled(days, number, change)


def named(days: Sequence[Day], number: int, name: str) -> Item:
    return next(i for i in days[number].items if i.exercise == name)


def with_phase(protocol: Protocol, phase_id: str, **changes: Any) -> Protocol:
    phases = tuple(changed(p, **changes) if p.id == phase_id else p for p in protocol.phases)
    return changed(protocol, phases=phases)


def with_category(protocol: Protocol, phase_id: str, category: str) -> Protocol:
    """*protocol* with one category more allowed in a phase."""
    phase = next(p for p in protocol.phases if p.id == phase_id)
    return with_phase(protocol, phase_id, categories=phase.categories | {category})


def with_exercise(protocol: Protocol, name: str, **changes: Any) -> Protocol:
    exercises = tuple(changed(e, **changes) if e.id == name else e for e in protocol.exercises)
    return changed(protocol, exercises=exercises)


def doses(*texts: str) -> tuple[Dose, ...]:
    return tuple(Dose.parse(text) for text in texts)


def reported(
    days: Sequence[Day],
    situation: Situation = GRADE_2,
    protocol: Protocol = CALVES,
    followed: Followed = AS_PLANNED,
) -> set[str]:
    """The invariants that the days break."""
    return {breach.invariant for breach in check_programme(terms_of(protocol, situation), days, followed)}


def day_of(number: int, phase: str, *items: Item, minutes: int | None = None, tests: tuple[Test, ...] = ()) -> Day:
    """A day made by hand; its minutes are right unless said otherwise."""
    day = Day(number, phase, Kind.TRAINING, 0, items, tests)
    right = session_minutes(CALVES, Course(terms_of(CALVES, GRADE_2), [day]).seen[0].work)
    return changed(day, minutes=right if minutes is None else minutes)


def run_of(minutes: int, *bouts: Bout, name: str = "continuous-easy-run") -> Item:
    return Item(name, Dose(1, minutes, Unit.RUN_MINUTE), because("weekly-minutes"), bouts=bouts)


def found(
    check: Callable[[Course], Findings],
    days: Sequence[Day],
    situation: Situation = GRADE_2,
    followed: Followed = AS_PLANNED,
    protocol: Protocol = CALVES,
) -> list[int | None]:
    """The days that one check reports."""
    return [day for day, _ in check(Course(terms_of(protocol, situation), days, followed))]
