"""A plan as the page shows it: words and drawing numbers ready, so that templates need not reckon."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from programs.handouts.path import HEIGHTS
from programs.handouts.printing import look_of
from programs.web.pictures import Picture, picture_of
from rehab.answering import Answer
from rehab.asking import Asked
from rehab.figures.picture import Look
from rehab.known import known_exercises
from rehab.programme import Day, Item, Week
from rehab.reach import first_run_day
from rehab.rendering import Rendering, Told
from rehab.rendering_pain import PainRow, pain_rows
from rehab.rendering_text import amount_of, assumed, details_of, load_of
from rehab.rendering_week import Gate, gate_of, notices_beside_gates
from rehab.situation import NEVER
from rehab.vocabulary import Kind, Role

# The path: six strides on one ground line, as high as on paper; the look's own numbers.
GROUND = 118
STRIDE = 100
START = 20
STEPS = 60


@dataclass(frozen=True)
class Arc:
    """One stride: its curve, whether it lies behind, is under foot or ahead, and its name."""

    name: str
    curve: str
    place: str
    middle: int
    foot: int


@dataclass(frozen=True)
class Path:
    """The way back: strides, the share of the present one that is done (percent), the runner's spot."""

    arcs: tuple[Arc, ...]
    number: int
    share: int
    x: str
    y: str
    end: int = START + STRIDE * len(HEIGHTS)

    @property
    def here(self) -> Arc:
        """The stride the runner is on."""
        return self.arcs[self.number - 1]


@dataclass(frozen=True)
class Whose:
    """Whose leg it is: which one in a word, or nothing, and how it is drawn."""

    leg: str
    look: Look


@dataclass(frozen=True)
class OwnShown:
    """That a *clinic* does an exercise in its own way: what it is called in the catalogue, what is needed besides, and
    whose figure is shown, "" for a photo, which lists show *small*.
    """

    clinic: str
    original: str
    needs: str
    figure: str
    small: str


@dataclass(frozen=True)
class ItemShown:
    """One exercise of a day; *dose* is split at its ×, which is set in a lighter hand.

    *often* is how often first care is given, which no dose tells. Paper leaves out what it says
    elsewhere: the steps of what is there *again*, having been there on an earlier day of the week, and
    when to stop, unless it is *care*, whose details do not tell.
    """

    name: str
    picture: Picture
    dose: tuple[str, ...]
    details: tuple[str, ...]
    optional: bool
    again: bool
    care: bool
    often: str
    steps: tuple[str, ...]
    cue: str
    purpose: str
    why: str
    stop: str
    sources: tuple[str, ...]
    own: OwnShown | None = None


@dataclass(frozen=True)
class DayShown:
    """One day: *load* is its kind and minutes in words, *begins* the phase that begins within the
    week; *open* days show their items at once. *bar* is how the strip draws the day: by its load.
    """

    day: Day
    kind: str
    bar: str
    load: tuple[str, ...]
    begins: str
    items: tuple[ItemShown, ...]
    tests: tuple[str, ...]
    chosen: bool
    open: bool


@dataclass(frozen=True)
class FirstRun:
    """The earliest day of the first run, with its date where the day of the injury is known."""

    day: int
    date: date | None


@dataclass(frozen=True)
class WeekShown:
    """Everything the page of one week needs."""

    number: int
    grade: int
    path: Path
    goal: str
    long: str
    days: tuple[DayShown, ...]
    gates: tuple[Gate, ...]
    notices: tuple[Told, ...]
    last_week: int
    stop: str
    tests_how: str
    assumed: tuple[str, ...]
    first_run: FirstRun | None
    pain: tuple[PainRow, ...]

    @property
    def conditions(self) -> int:
        """How many notices list what must be true already; several are folded, to keep the page calm."""
        return sum(bool(told.points) for told in self.notices)


def week_shown(found: Answer, asked: Asked, chosen: int | None) -> WeekShown:
    """The one week of *found*, which is what was *asked*; *chosen* is the day that is open, None for all of them."""
    rendering, words, week = found.rendering, found.rendering.words, found.programme.weeks[0]
    whose = Whose(asked.leg, look_of(asked))
    spot = next((day for day in week.days if day.day == chosen), week.days[0])
    return WeekShown(
        number=week.number,
        grade=found.programme.grade,
        path=path_shown(rendering, spot),
        goal=words.text("phases", spot.phase, "goal"),
        long=words.text("phases", spot.phase, "long"),
        days=tuple(_day(rendering, week, place, chosen, whose) for place in range(len(week.days))),
        gates=tuple(gate for phase in week.phases if (gate := gate_of(rendering, phase))),
        # Neither what the gates beside them say, nor what the banner of every page says.
        notices=notices_beside_gates(rendering, week),
        last_week=rendering.protocol.last_week,
        stop=words.text("stop_rules", "always"),
        tests_how=words.name("plain", "tests_how"),
        assumed=assumed(rendering),
        first_run=_first_run(rendering, week.days[-1].day),
        pain=pain_rows(rendering, week.days),
    )


def _first_run(rendering: Rendering, last_shown: int) -> FirstRun | None:
    """The first run, while it is still ahead of the days shown."""
    day, injured_on = first_run_day(rendering.terms), rendering.terms.situation.injured_on
    if day is None or day <= last_shown:
        return None
    return FirstRun(day, injured_on + timedelta(days=day) if injured_on else None)


def _day(rendering: Rendering, week: Week, place: int, chosen: int | None, whose: Whose) -> DayShown:
    words, day = rendering.words, week.days[place]
    before = {item.exercise for earlier in week.days[:place] for item in earlier.items}
    is_new = place > 0 and day.phase != week.days[place - 1].phase
    return DayShown(
        day=day,
        kind=words.name("kinds", day.kind.value),
        bar=_bar(rendering, day),
        load=tuple(load_of(rendering, day)),
        begins=words.phase(day.phase) if is_new else "",
        items=tuple(item_shown(rendering, item, day.phase, whose, again=item.exercise in before) for item in day.items),
        tests=tuple(words.gate(test.phase, rendering.criterion(test.phase, test.criterion)) for test in day.tests),
        chosen=day.day == chosen,
        open=chosen is None or day.day == chosen,
    )


def _bar(rendering: Rendering, day: Day) -> str:
    """The kind of the day; a training day on which nothing loads the calf is drawn as low as a light one."""
    known = known_exercises(rendering.protocol)
    tried = {rendering.criterion(test.phase, test.criterion).exercise for test in day.tests} - {""}
    done = {item.exercise for item in day.items} | tried
    loads = any(known[name].loaded or known[name].is_run for name in done)
    return str(Kind.LIGHT if day.kind is Kind.TRAINING and not loads else day.kind)


def item_shown(rendering: Rendering, item: Item, phase: str, whose: Whose, *, again: bool = False) -> ItemShown:
    """*item* of a day in *phase*, in words, drawn as *whose* leg wants it."""
    words, exercise = rendering.words, rendering.protocol.catalogue[item.exercise]
    care = rendering.protocol.role_of(exercise) is Role.PROTECTION
    return ItemShown(
        name=words.exercise(item.exercise),
        picture=picture_of(item.exercise, words, whose.look),
        dose=tuple(amount_of(rendering, item).split(" × ")),
        details=tuple(details_of(rendering, item, phase, leg=whose.leg)),
        optional=item.optional,
        again=again,
        care=care,
        often=words.text("exercises", item.exercise, "frequency") if care else "",
        steps=words.lines("exercises", item.exercise, "steps"),
        cue=words.text("exercises", item.exercise, "cue"),
        purpose=words.text("exercises", item.exercise, "purpose"),
        why=words.reason(item.why),
        stop=rendering.stop_rule(exercise, phase),
        sources=tuple(words.source(source) for source in dict.fromkeys(item.why.sources)),
    )


def path_shown(rendering: Rendering, day: Day) -> Path:
    """The path with the runner on *day*: how far along the stride the day stands, by length of the arc."""
    phases, words = rendering.protocol.phases, rendering.words
    number = rendering.protocol.phase_index[day.phase]
    arcs = []
    for place, phase in enumerate(phases):
        x, high = START + STRIDE * place, HEIGHTS[place]
        curve = f"M{x} {GROUND}Q{x + STRIDE // 2} {GROUND - 2 * high} {x + STRIDE} {GROUND}"
        where = "was" if place < number else "here" if place == number else "ahead"
        arcs.append(Arc(words.phase(phase.id), curve, where, x + STRIDE // 2, x))
    share = _share(rendering, number, day.day)
    return Path(tuple(arcs), number + 1, round(100 * share), *_spot(number, share))


def _share(rendering: Rendering, number: int, day: int) -> float:
    """How much of a phase lies behind on *day*, 0 to 1, by the planned course."""
    floors = rendering.terms.floors
    first = floors[number]
    if number + 1 == len(floors):
        length = 7 * rendering.protocol.planned_weekly_blocks
    elif floors[number + 1] < NEVER:
        length = floors[number + 1] - first
    else:
        plain = rendering.protocol.phases[number + 1].floor_day[rendering.terms.grade]
        length = max(plain - first, 1)
    return min(1.0, max(0.0, (day - first) / length))


def _spot(number: int, share: float) -> tuple[str, str]:
    """Where *share* of the length of stride *number* ends."""

    def point(t: float) -> tuple[float, float]:
        return START + STRIDE * (number + t), GROUND - 4 * HEIGHTS[number] * t * (1 - t)

    points = [point(step / STEPS) for step in range(STEPS + 1)]
    pieces = [((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 for (ax, ay), (bx, by) in pairwise(points)]
    wanted, walked = share * sum(pieces), 0.0
    for spot, piece in zip(points, pieces, strict=False):
        if walked + piece >= wanted:
            return f"{spot[0]:.1f}", f"{spot[1]:.1f}"
        walked += piece
    return f"{points[-1][0]:.1f}", f"{points[-1][1]:.1f}"
