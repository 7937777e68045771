"""The planned course against tables worked out by hand: every week of every grade, dose by dose."""

import tomllib
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from rehab.programme import Week
from tests.rehab.engine.people import CALF, a_runner

FOLDER = Path(__file__).parent
TABLES: dict[int, list[dict[str, Any]]] = {
    grade: tomllib.loads((FOLDER / f"weeks_grade_{grade}.toml").read_text(encoding="utf-8"))["weeks"]
    for grade in (1, 2, 3)
}
EVERY_WEEK = {f"grade {grade}, week {row['number']}": (grade, row) for grade, rows in TABLES.items() for row in rows}
NO_TABLE_ROW = {"protection"}


def doses_of(week: Week) -> dict[str, list[str]]:
    """Exercise to its doses in the order met, a dose met twice running written once."""
    found: dict[str, list[str]] = {}
    for item in (item for day in week.days for item in day.items):
        exercise = CALF.catalogue[item.exercise]
        if exercise.category in NO_TABLE_ROW or item.bouts or len(exercise.dose_steps) == 1:
            continue
        found.setdefault(item.exercise, []).append(str(item.dose))
    return {name: [dose for dose, _ in groupby(doses)] for name, doses in found.items()}


@pytest.mark.parametrize(("grade", "row"), EVERY_WEEK.values(), ids=EVERY_WEEK)
def test_a_week_holds_what_the_table_says(grade: int, row: dict[str, Any]) -> None:
    week = a_runner(grade).week(row["number"])
    assert doses_of(week) == row["doses"]
    assert [bout.run_minutes * bout.times for day in week.days for item in day.items for bout in item.bouts] == row[
        "runs"
    ]
    assert list(week.phases) == row["phases"]
    assert max(day.minutes for day in week.days) == row["longest_minutes"]
    assert [day.day for day in week.days] == list(range(7 * row["number"] - 7, 7 * row["number"]))


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_the_whole_course_ends_with_the_eighth_week_of_runs(grade: int) -> None:
    assert a_runner(grade).weeks == len(TABLES[grade]) == {1: 12, 2: 16, 3: 27}[grade]


def test_the_tables_know_every_exercise() -> None:
    listed = {name for rows in TABLES.values() for row in rows for name in row["doses"]}
    assert listed <= {exercise.id for exercise in CALF.exercises}
    assert len(listed) == 32
