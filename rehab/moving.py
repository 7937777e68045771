"""Whether a runner may go on by another version of their protocol: what it lacks, what it would ask more."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from rehab.hoped import DayAhead
from rehab.known import Known, known_exercises
from rehab.protocol import Protocol

# What a day may ask more of: the phase it belongs to, running, a loading day, an exercise, its dose, or all of a day's
# work: exercises beside the others, none of them heavier.
PHASE, RUN, LOADING, EXERCISE, DOSE, WORK, DAY = "phase", "run", "loading", "exercise", "dose", "work", "day"


class More(msgspec.Struct, frozen=True):
    """*what* a *date* would ask more of than was asked before, and of which *exercise* where it is about one."""

    date: datetime.date
    what: str
    exercise: str = ""


def lacking(was: Protocol, now: Protocol) -> tuple[str, ...]:
    """What *was* knows and *now* does not, by name: then diaries and plans of *was* cannot be read under *now*. A dose
    keeps its place in the list of its exercise, so that what a runner did is still what they did; more may follow it.
    """
    return tuple(_lacking(was, now))


def _lacking(was: Protocol, now: Protocol) -> Iterator[str]:
    if was.id != now.id:
        yield f"protocol {was.id}"
    phases = tuple(phase.id for phase in was.phases)
    if phases != tuple(phase.id for phase in now.phases):
        yield f"phases {', '.join(phases)}"
    known = {exercise.id: exercise for exercise in now.exercises}
    for exercise in was.exercises:
        steps = exercise.dose_steps
        if exercise.id not in known:
            yield f"exercise {exercise.id}"
        elif known[exercise.id].dose_steps[: len(steps)] != steps:
            yield f"doses of {exercise.id}"
    for phase, gate in was.gates.items():
        kept = {criterion.criterion for criterion in now.gates.get(phase, ())}
        yield from (f"criterion {one.criterion} of {phase}" for one in gate if one.criterion not in kept)
    for name, here, there in (
        ("kit", was.kit.named, now.kit.named),
        ("focus", was.focuses, now.focuses),
    ):
        yield from (f"{name} {one}" for one in here if one not in there)
    if was.ladder and (not now.ladder or now.ladder.rungs[: len(was.ladder.rungs)] != was.ladder.rungs):
        yield "rungs of the ladder"


def asks_more(was: Protocol, before: Sequence[DayAhead], now: Protocol, after: Sequence[DayAhead]) -> More | None:
    """The first day *after*, under *now*, that asks more of a runner than any day *before* it or beside it, under
    *was*; None where no day does. A slower course has on its tenth day what the other had on its sixth, so that days
    are held against all that has been by then: the phase, minutes run, loading days, the heaviest exercise, the
    most of each, and the longest work of a day. Both protocols have the same phases, exercises and rungs, as `lacking`
    looks at.
    """
    theirs, ours = known_exercises(was), known_exercises(now)
    shown = {day.date: day for day in before}
    by_then, so_far = _Reached(theirs), _Reached(ours)
    for day in after:
        if day.date not in shown:
            return More(day.date, DAY)
        by_then.add(shown[day.date])
        so_far.add(day)
        if what := so_far.beyond(by_then):
            return More(day.date, *what)
    return None


class _Reached:
    """What the days added so far have come to."""

    def __init__(self, known: Mapping[str, Known]) -> None:
        self._known = known
        self.phase = self.run_minutes = self.loading_days = self.tier = 0
        self.work: dict[str, int] = {}
        self.seconds = 0.0

    def add(self, day: DayAhead) -> None:
        session = day.session
        self.phase = max(self.phase, day.phase)
        self.run_minutes = max(self.run_minutes, session.run_minutes)
        self.loading_days += session.loading
        seconds = 0.0
        for entry in session.entries:
            known = self._known[entry.exercise]
            # Runs stand in the session's own minutes; first care, and what loads the muscle not at all, may be more.
            if known.exercise.tier and not known.is_run:
                work = (entry.amount or known.volumes[entry.step]) * entry.times_per_day
                self.tier = max(self.tier, known.exercise.tier)
                self.work[entry.exercise] = max(work, self.work.get(entry.exercise, 0))
                seconds += known.seconds[entry.step] * work / known.volumes[entry.step]
        self.seconds = max(self.seconds, seconds)

    def beyond(self, other: "_Reached") -> tuple[str, ...]:
        """What of it goes beyond *other*, and of which exercise; nothing where nothing does."""
        for what, here, there in (
            (PHASE, self.phase, other.phase),
            (RUN, self.run_minutes, other.run_minutes),
            (LOADING, self.loading_days, other.loading_days),
        ):
            if here > there:
                return (what,)
        for exercise, work in self.work.items():
            if exercise not in other.work and self._known[exercise].exercise.tier > other.tier:
                return (EXERCISE, exercise)
            if work > other.work.get(exercise, work):
                return (DOSE, exercise)
        return (WORK,) if self.seconds > other.seconds else ()
