"""What another version of a protocol would ask more of a runner, and what it must not have lost."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rehab.hoped import DayAhead
from rehab.moving import DAY, DOSE, EXERCISE, LOADING, PHASE, RUN, WORK, asks_more, lacking
from rehab.protocol import Protocol
from rehab.state import Session
from tests.rehab.engine.diaries import ahead_of, on_green
from tests.rehab.engine.people import CALF

Days = tuple[DayAhead, ...]
RAISE, HOP = "two-leg-heel-raise", "single-leg-hop-on-the-spot"
FROM, PLACE = 14, 4


def days_from(day: int, many: int = 14) -> Days:
    """The days ahead of a grade 2 that went well so far."""
    return tuple(ahead_of(on_green(day).today, many))


SHOWN = days_from(FROM)


def on_one_day(**changed: Any) -> Days:
    """SHOWN, where the session of one day is another."""
    days = list(SHOWN)
    days[PLACE] = replace(days[PLACE], session=replace(days[PLACE].session, **changed))
    return tuple(days)


def with_entry(change: Callable[[Session], Session]) -> Days:
    """SHOWN, where every session is as *change* makes it."""
    return tuple(replace(day, session=change(day.session)) for day in SHOWN)


def more_of_the_raise(session: Session) -> Session:
    times = {RAISE: 4}
    entries = tuple(replace(one, times_per_day=times.get(one.exercise, one.times_per_day)) for one in session.entries)
    return replace(session, entries=entries)


def as_a_hop(session: Session) -> Session:
    entries = tuple(replace(one, exercise=HOP, step=0) if one.exercise == RAISE else one for one in session.entries)
    return replace(session, entries=entries)


# Lighter than the heaviest that is shown, and on no day that is.
LIGHT = tuple(one.id for one in CALF.exercises if one.tier == 1)


def with_more_beside(session: Session) -> Session:
    """Three light exercises beside those of the day, where it has any."""
    there = {entry.exercise for entry in session.entries}
    beside = [one for one in LIGHT if one not in there][:3]
    first = session.entries[:1]
    more = (replace(one, exercise=name, step=0, amount=None) for one in first for name in beside)
    return replace(session, entries=(*session.entries, *more))


MORE: dict[str, tuple[str, Days]] = {
    "a later phase": (PHASE, tuple(replace(day, phase=day.phase + 1) for day in SHOWN)),
    "minutes of running": (RUN, on_one_day(run_minutes=60)),
    "a loading day more": (LOADING, tuple(replace(d, session=replace(d.session, loading=True)) for d in SHOWN)),
    "more of an exercise": (DOSE, with_entry(more_of_the_raise)),
    "a heavier exercise": (EXERCISE, with_entry(as_a_hop)),
    "light exercises beside the others": (WORK, with_entry(with_more_beside)),
    "a day where there was none": (DAY, days_from(FROM, 15)),
}


@pytest.mark.parametrize(("what", "after"), MORE.values(), ids=MORE)
def test_more_is(what: str, after: Days) -> None:
    more = asks_more(CALF, SHOWN, CALF, after)
    assert more is not None
    assert more.what == what
    assert more.date in {day.date for day in after}


LESS: dict[str, Days] = {
    "the same": SHOWN,
    "an earlier phase": tuple(replace(day, phase=day.phase - 1) for day in SHOWN),
    "fewer days": SHOWN[:3],
    "nothing at all": with_entry(lambda session: replace(session, entries=(), loading=False, run_minutes=0)),
}


@pytest.mark.parametrize("after", LESS.values(), ids=LESS)
def test_no_more_is(after: Days) -> None:
    assert asks_more(CALF, SHOWN, CALF, after) is None


@settings(deadline=None)
@given(day=st.integers(3, 60), days=st.integers(1, 10))
def test_a_green_course_some_days_behind_asks_no_more_and_one_in_a_later_phase_does(day: int, days: int) -> None:
    course = days_from(day, 14 + days)
    dates = [one.date for one in course[:14]]
    nothing = replace(course[0], session=replace(course[0].session, entries=(), loading=False, run_minutes=0))
    behind = [replace(one, date=date) for one, date in zip((nothing,) * days + course, dates, strict=False)]
    ahead = [replace(one, date=date) for one, date in zip(course[days:], dates, strict=True)]
    assert asks_more(CALF, course[:14], CALF, behind) is None
    if any(one.phase > other.phase for one, other in zip(ahead, course, strict=False)):
        assert asks_more(CALF, course[:14], CALF, ahead) is not None


FIRST = CALF.exercises[0]
CLEARER = tuple(replace(one, dose_steps=one.dose_steps[1:]) if one.id == RAISE else one for one in CALF.exercises)
LONGER = tuple(
    replace(one, dose_steps=(*one.dose_steps, one.dose_steps[-1])) if one.id == RAISE else one for one in CALF.exercises
)
assert CALF.ladder
LOST: dict[str, tuple[Protocol, str]] = {
    "an exercise": (replace(CALF, exercises=CALF.exercises[1:]), f"exercise {FIRST.id}"),
    "a dose before others": (replace(CALF, exercises=CLEARER), f"doses of {RAISE}"),
    "a phase": (replace(CALF, phases=CALF.phases[:-1]), "phases protect, mobilise"),
    "a criterion": (replace(CALF, gates=dict.fromkeys(CALF.gates, ())), "criterion"),
    "the ladder": (replace(CALF, ladder=None), "rungs of the ladder"),
    "another injury": (replace(CALF, id="ankle-sprain"), "protocol calf-strain"),
}


@pytest.mark.parametrize(("now", "said"), LOST.values(), ids=LOST)
def test_lacking_is(now: Protocol, said: str) -> None:
    assert any(one.startswith(said) for one in lacking(CALF, now))


@pytest.mark.parametrize("now", [CALF, replace(CALF, exercises=LONGER)], ids=["the same", "a dose at the end"])
def test_nothing_is_lacking_in(now: Protocol) -> None:
    assert lacking(CALF, now) == ()
