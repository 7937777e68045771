"""What may go wrong on a day, against the same day all green: the dates hoped for after each."""

from collections.abc import Callable

from msgspec.structs import replace

from rehab.events import AnyEvent, CheckIn, Morning, Report, Tried
from rehab.following import day_at_hand
from rehab.gates import tests_due
from rehab.situation import terms_of
from rehab.state import State
from rehab.timeline import advance, plan_today
from tests.rehab.engine.diaries import days_hoped
from tests.rehab.engine.people import CALF, passing

Days = tuple[int | None, int | None]
Green = tuple[AnyEvent, ...]
MUCH_TOO_LITTLE = {"at_least": 0, "at_most": 99}


def green_day(state: State) -> Green:
    """A painless morning, the tests that count, and the whole session."""
    read_from, session = plan_today(CALF, state, (Morning(0),))
    due = tests_due(terms_of(CALF, read_from.situation), read_from, loading=session.loading)
    reports = tuple(Report(entry.exercise, pain=0) for entry in session.entries)
    return (Morning(0), *(passing(c, pain=0) for c in due), CheckIn(reports, after=0))


def _without(*kinds: type) -> Callable[[Green], Green]:
    return lambda day: tuple(event for event in day if not isinstance(event, kinds))


def _with_morning(pain: int) -> Callable[[Green], Green]:
    return lambda day: (Morning(pain), *day[1:])


def _with_session(pain: int) -> Callable[[Green], Green]:
    return lambda day: (*day[:-1], CheckIn(tuple(replace(r, pain=pain) for r in _session(day).reports), after=pain))


def _session(day: Green) -> CheckIn:
    told = day[-1]
    assert isinstance(told, CheckIn)
    return told


def _failed(day: Green) -> Green:
    """Each test of the day tried and not passed, none of them sore."""
    criteria = {c.criterion: c for gate in CALF.gates.values() for c in gate}
    return tuple(
        replace(event, injured=MUCH_TOO_LITTLE.get(criteria[event.criterion].compare, 0), sound=30)
        if isinstance(event, Tried)
        else event
        for event in day
    )


MISHAPS: dict[str, Callable[[Green], Green]] = {
    "nothing": lambda day: day,
    "a day missed": lambda day: (),
    "a morning not told": _without(Morning),
    "a session not done": _without(CheckIn),
    "a sore morning": _with_morning(2),
    "a morning that is red": _with_morning(5),
    "an amber session": _with_session(3),
    "a red session": _with_session(6),
    "tests not tried": _without(Tried),
    "tests failed": _failed,
}


def days_after(state: State, mishap: Callable[[Green], Green]) -> Days:
    """The days hoped for on the morning after a day that *mishap* has made of a green one."""
    after = advance(CALF, state, mishap(green_day(state))).after
    return days_hoped(day_at_hand(CALF, after, ()))


def is_no_sooner(one: Days, other: Days) -> bool:
    """Whether neither date of *one* comes before that of *other*. No date in *one* comes after all; none in *other* is
    of a run that has been.
    """
    return all(theirs is None or mine is None or mine >= theirs for mine, theirs in zip(one, other, strict=True))
