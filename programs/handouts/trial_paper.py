"""The running ladder and the tests of the gates, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rehab.programme import Bout, Programme
from rehab.rendering import Rendering
from rehab.rendering_week import Gate, gate_of
from rehab.vocabulary import Rhythm

MEASURED, EACH_LEG, SORE_LEG = "measure", "each", "injured"


@dataclass(frozen=True)
class RungPaper:
    """One rung: its number, how it is run and walked, the minutes run, how many good runs it takes."""

    number: int
    text: str
    minutes: int
    runs: int


@dataclass(frozen=True)
class LadderPaper:
    """The ladder from where this course enters it to its top, and the numbers that decide on it, all pain 0 to 10.

    *green* is the most pain of a run that counts, *red* where a run ends; *falls* are the rungs down then, and *gap*
    is the earliest day of the next run after it. Above *morning* on the first steps of a day there is no run.
    *first* is the earliest day of the first run, *gate* what must be true before it.
    """

    rungs: tuple[RungPaper, ...]
    left_out: int
    green: int
    red: int
    falls: int
    gap: int
    morning: int
    first: int
    gate: Gate | None


@dataclass(frozen=True)
class TrialPaper:
    """One test. *asks* are the gates that ask for it: the phase that is left, and what it needs there.

    *exercise* is the number and name of what is done; None where the leg is only watched. *days* are those of the
    course on which it is tried.
    """

    name: str
    asks: tuple[tuple[str, str], ...]
    exercise: tuple[int, str] | None
    compares: bool
    sore_only: bool
    days: tuple[int, ...]


def tried(rendering: Rendering, phases: Sequence[str]) -> list[str]:
    """The exercises that the gates of *phases* try."""
    return [c.exercise for phase in phases for c in rendering.criteria(phase) if c.kind == MEASURED and c.exercise]


def ladder_paper(rendering: Rendering, programme: Programme) -> LadderPaper | None:
    """The ladder of this course; None in one that never comes to it."""
    protocol, terms = rendering.protocol, rendering.terms
    ladder = protocol.ladder
    runs = ladder and [day.day for day in programme.days for item in day.items if item.exercise == ladder.exercise]
    if not ladder or not runs:
        return None
    place = next(n for n, phase in enumerate(protocol.phases) if phase.rhythm is Rhythm.LADDER)
    limit = protocol.pain["run"]
    rungs = tuple(
        RungPaper(
            number=number,
            text=rendering.words.bouts((Bout(rung.run_minutes, rung.walk_minutes, rung.times),)),
            minutes=rung.run_minutes * rung.times,
            runs=terms.rung_sessions[number - 1],
        )
        for number, rung in enumerate(ladder.rungs, 1)
    )
    return LadderPaper(
        rungs=rungs[terms.entry_rung :],
        left_out=terms.entry_rung,
        green=limit.amber_from - 1,
        red=limit.red_from,
        falls=ladder.red_falls,
        gap=ladder.red_run_gap_days,
        morning=ladder.morning_pain_most,
        first=runs[0],
        gate=gate_of(rendering, protocol.phases[place - 1].id),
    )


def trial_papers(
    rendering: Rendering, programme: Programme, numbers: Mapping[str, int], phases: Sequence[str]
) -> tuple[TrialPaper, ...]:
    """Every test that the gates of *phases* ask for, once, in the order the way back meets them."""
    words = rendering.words
    asked = {
        (phase, criterion.criterion): criterion
        for phase in phases
        for criterion in rendering.criteria(phase)
        if criterion.kind == MEASURED
    }
    found = []
    for name in dict.fromkeys(name for _, name in asked):
        those = [(phase, criterion) for (phase, called), criterion in asked.items() if called == name]
        first_phase, first = those[0]
        days = [test.day for week in programme.weeks for test in week.tests if test.criterion == name]
        found.append(
            TrialPaper(
                name=words.gate(first_phase, first, form="short"),
                asks=tuple((words.phase(phase), words.gate(phase, criterion)) for phase, criterion in those),
                exercise=(numbers[first.exercise], words.exercise(first.exercise)) if first.exercise else None,
                compares=any(criterion.side == EACH_LEG for _, criterion in those),
                sore_only=all(criterion.side == SORE_LEG for _, criterion in those),
                days=tuple(days),
            )
        )
    return tuple(found)
