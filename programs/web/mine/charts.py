"""Drawings of a course: where marks stand, worked out here, so that templates need not reckon and pages need no style.

Each holds numbers of an SVG with the width and height it names; the words beside them are the page's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from rehab.looking_back import DayBack, RunWeek, Try
from rehab.vocabulary import Light

# Pain over time.
LEFT, RIGHT, TOP, BOTTOM = 34, 302, 30, 150
# A light is ten wide; its place is that of its corner.
LIGHTS_AT, HALF = 174, 5
LEAST_SCALE = 6
# Lines join what was told within so many days; further apart nobody knows what was between.
JOINED_DAYS = 3
# Tests and minutes.
BAR_LEFT, BAR_RIGHT = 28, 268
ROW = 48
FIRST_ROW = 60
MARKS = {Light.GREEN: "go", Light.AMBER: "hold", Light.RED: "ease"}


@dataclass(frozen=True)
class Mark:
    """Something at *x* (and *y*), with its number or word."""

    x: str
    y: str
    text: str = ""
    mark: str = ""


@dataclass(frozen=True)
class PainChart:
    """Pain of the days shown: points of the sessions and of the mornings, lines between those that belong together, a
    row of lights, dates below, and the lines of the scale.
    """

    during: tuple[Mark, ...]
    mornings: tuple[Mark, ...]
    during_lines: tuple[str, ...]
    morning_lines: tuple[str, ...]
    lights: tuple[Mark, ...]
    dates: tuple[tuple[str, date], ...]
    scale: tuple[Mark, ...]


def pain_chart(days: Sequence[DayBack]) -> PainChart:
    """Pain over *days*, which stand in order and without gaps."""
    most = max((pain for day in days for pain in (day.during, day.morning) if pain is not None), default=0)
    top = max(LEAST_SCALE, most + most % 2)
    step = 2 if top <= LEAST_SCALE else 5 if top > 8 else 4

    def x(day: date) -> float:
        span = max((days[-1].date - days[0].date).days, 1)
        return LEFT + (RIGHT - LEFT) * (day - days[0].date).days / span

    def y(pain: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * pain / top

    during = [(day.date, day.during) for day in days if day.during is not None]
    mornings = [(day.date, day.morning) for day in days if day.morning is not None]
    dated = days[:: max(len(days) // 3, 1)][:3]
    return PainChart(
        during=tuple(_mark(x(day), y(pain), str(pain)) for day, pain in during),
        mornings=tuple(_mark(x(day), y(pain), str(pain)) for day, pain in mornings),
        during_lines=tuple(" ".join(f"{x(d):.1f},{y(p):.1f}" for d, p in run) for run in _runs(during)),
        morning_lines=tuple(" ".join(f"{x(d):.1f},{y(p):.1f}" for d, p in run) for run in _runs(mornings)),
        lights=tuple(_mark(x(day.date) - HALF, LIGHTS_AT - HALF, mark=MARKS[day.light]) for day in days if day.light),
        dates=tuple((f"{x(day.date):.1f}", day.date) for day in dated),
        scale=tuple(_mark(LEFT - 10, y(pain), str(pain)) for pain in range(0, top + 1, step)),
    )


def _mark(x: float, y: float, text: str = "", mark: str = "") -> Mark:
    return Mark(f"{x:.1f}", f"{y:.1f}", text, mark)


def _runs(points: Sequence[tuple[date, int]]) -> Iterator[list[tuple[date, int]]]:
    """Points that a line may join."""
    run = list(points[:1])
    for before, after in pairwise(points):
        if after[0] - before[0] > timedelta(days=JOINED_DAYS):
            yield run
            run = []
        run.append(after)
    if len(run) > 1:
        yield run


@dataclass(frozen=True)
class LegsRow:
    """One test of both legs: where each stands, and the height of its line."""

    on: date
    injured: int
    sound: int
    injured_x: str
    sound_x: str
    y: int
    label_y: int
    percent: int


@dataclass(frozen=True)
class LegsChart:
    """Tests of both legs, one below the other; *need* is what the gate asks, None where it asks nothing now."""

    rows: tuple[LegsRow, ...]
    scale: tuple[Mark, ...]
    need: int | None
    need_x: str
    height: int
    bottom: int


def legs_chart(tried: Sequence[Try], need: int | None) -> LegsChart:
    """The sore leg's number beside the other one's."""
    numbers = [number for one in tried for number in (one.injured, one.sound or 0)]
    top = max(20, -(-max([*numbers, need or 0]) // 5) * 5)
    step = -(-top // 20) * 5

    def x(number: int) -> str:
        return f"{BAR_LEFT + (BAR_RIGHT - BAR_LEFT) * number / top:.1f}"

    rows = tuple(
        LegsRow(
            on=one.on,
            injured=one.injured,
            sound=one.sound or 0,
            injured_x=x(one.injured),
            sound_x=x(one.sound or 0),
            y=FIRST_ROW + ROW * place,
            label_y=FIRST_ROW + ROW * place - 13,
            percent=100 * one.injured // one.sound if one.sound else 0,
        )
        for place, one in enumerate(tried)
    )
    bottom = FIRST_ROW + ROW * len(rows) - 24
    scale = tuple(Mark(x(number), str(bottom + 18), str(number)) for number in range(0, top + 1, step))
    return LegsChart(rows, scale, need, x(need or 0), bottom + 26, bottom)


@dataclass(frozen=True)
class WeekBar:
    """One week: minutes run as a bar, the most of the plan as a mark."""

    week: RunWeek
    width: str
    most_x: str
    y: int
    label_y: int


@dataclass(frozen=True)
class RunChart:
    """Minutes run by the week."""

    bars: tuple[WeekBar, ...]
    height: int


def run_chart(weeks: Sequence[RunWeek]) -> RunChart:
    """*weeks* one below the other."""
    top = max([*(week.ran for week in weeks), *(week.most for week in weeks), 1])
    bars = tuple(
        WeekBar(
            week,
            width=f"{280 * week.ran / top:.1f}",
            most_x=f"{10 + 280 * week.most / top:.1f}",
            y=28 + ROW * place,
            label_y=20 + ROW * place,
        )
        for place, week in enumerate(weeks)
    )
    return RunChart(bars, ROW * len(weeks) + 8)
