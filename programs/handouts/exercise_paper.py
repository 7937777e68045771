"""An exercise on paper: all that its page on the screen says, with the doses of this course."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rehab.catalogue import Exercise
from rehab.known import known_exercises, rest_of
from rehab.programme import Programme
from rehab.rendering import Rendering
from rehab.rendering_text import amount_of
from rehab.vocabulary import Role, Side, Unit


@dataclass(frozen=True)
class ExercisePaper:
    """One exercise; *doses* grow from the first to the last. *rest* is in seconds, 0 where nothing is rested.

    *stops* are when to stop, each with the phases it is said of, which are left out where it holds in all.
    *weeks* are those the course does it in, *sources* the numbers of its sources.
    """

    number: int
    id: str
    name: str
    kind: str
    picture: str
    doses: tuple[str, ...]
    muscle: str
    side: str
    tempo: str
    rest: int
    often: str
    purpose: str
    steps: tuple[str, ...]
    cue: str
    stops: tuple[tuple[str, str], ...]
    weeks: tuple[int, ...]
    sources: tuple[int, ...]


def numbered(rendering: Rendering, programme: Programme, also: Iterable[str]) -> dict[str, int]:
    """A number for each exercise: those of the course as it meets them, then what is *also* tried in it."""
    met = (item.exercise for day in programme.days for item in day.items)
    there = (name for name in also if name in rendering.protocol.catalogue)
    return {name: number for number, name in enumerate(dict.fromkeys((*met, *there)), 1)}


def exercise_papers(
    rendering: Rendering, programme: Programme, numbers: Mapping[str, int], sources: Mapping[str, int], leg: str
) -> tuple[ExercisePaper, ...]:
    """Every exercise that has a number, in their order; *sources* are numbered too, *leg* is the sore one."""
    phases: dict[str, dict[str, None]] = {}
    weeks: dict[str, dict[int, None]] = {}
    for week in programme.weeks:
        for day in week.days:
            for item in day.items:
                phases.setdefault(item.exercise, {})[day.phase] = None
                weeks.setdefault(item.exercise, {})[week.number] = None
    found = []
    for name, number in numbers.items():
        words, exercise = rendering.words, rendering.protocol.catalogue[name]
        care = rendering.protocol.role_of(exercise) is Role.PROTECTION
        injured = leg and exercise.side is Side.INJURED
        tempo = exercise.tempo or rendering.protocol.categories[exercise.category].tempo
        paper = ExercisePaper(
            number=number,
            id=name,
            name=words.exercise(name),
            kind=words.name("categories", exercise.category),
            picture=words.text("figures", name, "motion"),
            doses=_doses(rendering, exercise, programme),
            muscle=words.name("muscles", exercise.muscle),
            side=words.name("legs", leg) if injured else words.name("sides", exercise.side.value),
            tempo=words.tempo(tempo) if exercise.first_dose.unit is Unit.REP else "",
            rest=rest_of(rendering.protocol, exercise) if exercise.dose_steps[-1].sets > 1 else 0,
            often=words.text("exercises", name, "frequency") if care else "",
            purpose=words.text("exercises", name, "purpose"),
            steps=words.lines("exercises", name, "steps"),
            cue=words.text("exercises", name, "cue"),
            stops=_stops(rendering, exercise, phases.get(name, exercise.phases)),
            weeks=tuple(weeks.get(name, ())),
            sources=tuple(sorted(sources[source] for source in exercise.sources)),
        )
        found.append(paper)
    return tuple(found)


def _doses(rendering: Rendering, exercise: Exercise, programme: Programme) -> tuple[str, ...]:
    """The steps of its dose. Runs grow by rules of their own: of them the first and the last of the course."""
    if not known_exercises(rendering.protocol)[exercise.id].is_run:
        return tuple(rendering.words.dose(dose) for dose in exercise.dose_steps)
    runs = [amount_of(rendering, item) for day in programme.days for item in day.items if item.exercise == exercise.id]
    return tuple(dict.fromkeys((runs[0], runs[-1]))) if runs else ()


def _stops(rendering: Rendering, exercise: Exercise, phases: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """When to stop in each of *phases*, without what always stops everything: the paper says that once."""
    always = rendering.words.text("stop_rules", "always")
    by_text: dict[str, list[str]] = {}
    for phase in phases:
        text = rendering.stop_rule(exercise, phase).removesuffix(always).strip()
        by_text.setdefault(text, []).append(rendering.words.phase(phase))
    return tuple((", ".join(named) if len(by_text) > 1 else "", text) for text, named in by_text.items())
