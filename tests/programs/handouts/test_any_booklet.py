"""Booklets of courses nobody has chosen, for people nobody has met: all of the course is in each, and lies well."""

from dataclasses import replace
from random import Random

import pytest

from programs.handouts.printing import look_of
from programs.handouts.programme import programme_booklet
from programs.handouts.programme_paper import programme_paper
from rehab.answering import Answer, answer
from rehab.asking import ask
from tests.programs.handouts.bound import laid_wrong, led_wrong, unsaid
from tests.programs.handouts.reading import pictures, words
from tests.programs.handouts.test_any_week import BOUNDS, PLAN, asked_by
from tests.programs.handouts.test_names import NOT_PRINTED, PRINTED
from tests.sizes import size

NAMES = [*(name for name, _ in PRINTED.values()), *NOT_PRINTED.values()]


@pytest.mark.sliced
def test_any_course_stands_in_its_booklet():
    wrong: dict[int, list[str]] = {}
    exercises = skipped = 0
    wanted = size(3, 150)
    for seed in range(wanted):
        chance = Random(seed)
        given = asked_by(chance) | {"weeks": ["all"]}
        del given["week"]
        asked = ask(given, BOUNDS)
        found = answer(BOUNDS.protocol, BOUNDS.screening, asked)
        if not isinstance(found, Answer):
            skipped += 1
            continue
        content = programme_paper(found, asked, look_of(asked), address=PLAN)
        content = replace(content, person=chance.choice(NAMES), clinic=chance.choice(NAMES), phone="+49 30 123456")
        pdf = programme_booklet(content, size=chance.choice(("a4", "letter")), large_print=chance.random() < 0.3)
        faults = unsaid(found, content, words(pdf)) + laid_wrong(pdf) + led_wrong(content, pdf)
        if (drawn := len(pictures(pdf))) != len(content.exercises):
            faults.append(f"{drawn} pictures of {len(content.exercises)}")
        if faults:
            wrong[seed] = faults
        exercises += len(content.exercises)
    assert wrong == {}
    assert skipped <= wanted / 2
    assert exercises > 10 * (wanted - skipped)
    print(f"{wanted - skipped} booklets, {exercises} exercises read back, {skipped} answers without a plan")
