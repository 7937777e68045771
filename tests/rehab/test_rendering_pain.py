"""The pain limits of some days: every kind of work stands where the protocol puts it, first care nowhere."""

import pytest

from rehab.answering import Answer, answer
from rehab.asking import ask
from rehab.rendering_pain import pain_rows
from rehab.vocabulary import Role
from tests.rehab.test_rendering import BOUNDS


def course(**answers: str) -> Answer:
    asked = ask({"weeks": ["all"]} | {name: [text] for name, text in answers.items()}, BOUNDS)
    found = answer(BOUNDS.protocol, BOUNDS.screening, asked)
    assert isinstance(found, Answer)
    return found


@pytest.mark.parametrize("grade", ["1", "2", "3"])
def test_every_kind_stands_at_its_own_limits(grade):
    found = course(grade=grade, cleared_on_day="21")
    rendering = found.rendering
    for week in found.programme.weeks:
        shown = {(kind, row.green + 1, row.red) for row in pain_rows(rendering, week.days) for kind in row.kinds}
        meant = set()
        for day in week.days:
            for item in day.items:
                exercise = BOUNDS.protocol.catalogue[item.exercise]
                if BOUNDS.protocol.role_of(exercise) is not Role.PROTECTION:
                    _, limit = rendering.pain_context(exercise, day.phase)
                    meant.add((rendering.words.name("categories", exercise.category), limit.amber_from, limit.red_from))
        assert shown == meant


def test_of_a_whole_course_a_kind_with_two_limits_names_its_phases():
    found = course(grade="2")
    rows = pain_rows(found.rendering, found.programme.days, by_phase=True)
    early, late = rows[0], rows[-1]
    assert "Calf strength (Mobilise)" in early.kinds
    assert "Calf strength (Strengthen – Keep strong)" in late.kinds
    assert {"Stretch", "Running"} <= set(early.kinds)
    assert [(row.green, row.red) for row in rows] == sorted((row.green, row.red) for row in rows)


def test_first_care_has_no_row():
    found = course(grade="3")
    kinds = {kind for row in pain_rows(found.rendering, found.programme.days, by_phase=True) for kind in row.kinds}
    assert kinds
    assert found.rendering.words.name("categories", "protection") not in kinds
