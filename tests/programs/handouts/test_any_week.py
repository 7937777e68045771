"""Handouts of weeks nobody has chosen: all of the plan is on each, nothing is cut off, no picture is left out."""

from datetime import date, timedelta
from random import Random

import pytest

from programs.handouts.printing import handout_of, look_of
from programs.handouts.week_paper import week_paper
from programs.selectors.protocol import bounds_on
from rehab.answering import Answer, answer
from rehab.asking import ask
from tests.programs.handouts.holding import laid_wrong, missing
from tests.programs.handouts.reading import pictures, words
from tests.sizes import size

TODAY = date(2026, 11, 23)
BOUNDS = bounds_on(TODAY)
PLAN = "https://clinic.example/plan/"


def asked_by(chance: Random) -> dict[str, list[str]]:
    """Answers of somebody made up; only what may stand in an address, and signs that leave a plan."""
    given = {"grade": [str(chance.choice((1, 2, 3)))], "week": [str(min(int(chance.expovariate(0.09)) + 1, 104))]}
    optional = {
        "focus": chance.choice(BOUNDS.protocol.focuses),
        "side": chance.choice(("left", "right")),
        "injured_on": str(TODAY - timedelta(days=chance.randrange(300))),
        "previous_strain": "yes",
        "gradual_onset": "yes",
        "age": str(chance.randrange(18, 90)),
        "weekly_run_minutes": str(chance.randrange(0, 600)),
        "equipment": ",".join(sorted(chance.sample(BOUNDS.protocol.kit.named, chance.randrange(1, 9)))),
        "flag": chance.choice(("rf14", "rf16", "rf16a", "rf16b", "rf16c", "rf17", "rf20", "rf24", "rf26", "rf30")),
        "cleared_on_day": str(chance.randrange(10, 40)),
        "paper": chance.choice(("a4", "letter")),
        "figure": chance.choice(("bun", "short")),
        "large_print": chance.choice(("yes", "no", "no")),
    }
    return given | {name: [value] for name, value in optional.items() if chance.random() < 0.45}


@pytest.mark.sliced
def test_any_week_stands_on_its_paper():
    exercises = skipped = 0
    wrong: dict[int, list[str]] = {}
    wanted = size(40, 1000)
    for seed in range(wanted):
        given = asked_by(Random(seed))
        asked = ask(given, BOUNDS)
        found = answer(BOUNDS.protocol, BOUNDS.screening, asked)
        if not isinstance(found, Answer):
            skipped += 1
            continue
        pdf = handout_of(found, asked, given, BOUNDS, plan=PLAN)
        content = week_paper(found, asked, look_of(asked), address=PLAN)
        faults = missing(found, content, words(pdf)) + laid_wrong(pdf)
        drawn = pictures(pdf)
        if len(drawn) != len(content.lines):
            faults.append(f"{len(drawn)} pictures of {len(content.lines)}")
        if faults:
            wrong[seed] = faults
        exercises += len(content.lines)
    assert wrong == {}
    assert skipped < wanted / 4
    assert exercises > 5 * wanted
    print(f"{wanted - skipped} handouts, {exercises} exercises read back, {skipped} answers without a plan")
