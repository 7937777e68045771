"""Handouts of weeks nobody has chosen, for people nobody has met, in languages nobody speaks.

All of the plan is on each, nothing is cut off, no box and no picture is left out, and nobody's name is half printed.
"""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from programs.handouts.printing import look_of
from programs.handouts.week import week_handout
from programs.handouts.week_paper import WeekPaper, week_paper
from programs.handouts.words import cleaned, is_plain, printable
from programs.selectors.protocol import bounds_on
from rehab.answering import Answer, answer
from rehab.asking import ask
from tests.programs.handouts.holding import laid_wrong, missing, missing_words, ticked_wrong
from tests.programs.handouts.people import SPEECH, said_by, spoken_in
from tests.programs.handouts.reading import pictures, sizes, spoken, words
from tests.sizes import size

TODAY = date(2026, 11, 23)
BOUNDS = bounds_on(TODAY)
PLAN = "https://clinic.example/plan/"
OWN_LINES = {"person": "Name ____", "clinic": "Clinic ____"}


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
        "figure": chance.choice(("bun", "short")),
    }
    return given | {name: [value] for name, value in optional.items() if chance.random() < 0.45}


def own_words_missing(content: WeekPaper, pdf: bytes, *, leftwards: bool) -> list[str]:
    """What somebody wrote and the paper does not say: whole, or a line to write it on."""
    said, aloud = words(pdf), " ".join(spoken(pdf))
    wrong = []
    for name, line in OWN_LINES.items():
        text = getattr(content, name)
        if not cleaned(text):
            continue
        shown = printable(text)
        if not shown:
            wrong += [] if all(part in said for part in line.split()) else [f"no line for {name} {text!r}"]
        elif is_plain(shown):
            # Words too long for a line are broken, and readers put a space there. Among lines that are read leftwards
            # they turn the order of words round.
            inked, seen = shown.replace(" ", ""), said.replace(" ", "")
            lost = Counter(inked) - Counter(seen) if leftwards else inked not in seen
            wrong += [f"{name} {shown!r}"] if lost else []
        else:
            wrong += [] if shown in aloud else [f"{name} {shown!r} is not read aloud"]
    if content.message.strip() and not {"For", "you"} <= set(said.split()):
        wrong.append("the message")
    return wrong


@pytest.mark.sliced
@pytest.mark.timeout(3600)
def test_any_week_stands_on_its_paper():
    exercises = skipped = 0
    wrong: dict[int, list[str]] = {}
    wanted = size(16, 1000)
    for seed in range(wanted):
        chance = Random(seed)
        given = asked_by(chance)
        asked = ask(given, BOUNDS)
        found = answer(BOUNDS.protocol, BOUNDS.screening, asked)
        if not isinstance(found, Answer):
            skipped += 1
            continue
        bare = replace(week_paper(found, asked, look_of(asked), address=PLAN), **said_by(chance))
        speech = chance.choice((None, None, *SPEECH))
        language, letters = SPEECH[speech] if speech else ("en", {})
        content = spoken_in(bare, letters)
        paper, large = chance.choice(("a4", "letter")), chance.random() < 0.25
        pdf = week_handout(content, size=paper, large_print=large, language=language)
        faults = (
            laid_wrong(pdf) + ticked_wrong(content, pdf) + own_words_missing(content, pdf, leftwards=language != "en")
        )
        faults += missing_words(content, pdf) if letters else missing(found, content, words(pdf))
        drawn = pictures(pdf)
        if len(drawn) != len(content.lines):
            faults.append(f"{len(drawn)} pictures of {len(content.lines)}")
        if not (letters or large or content.message) and len(sizes(pdf)) > (2 if len(content.lines) <= 6 else 4):
            faults.append(f"{len(sizes(pdf))} sides")
        if faults:
            wrong[seed] = [f"{speech} {paper} {large}", *faults]
        exercises += len(content.lines)
    assert wrong == {}
    assert skipped < wanted / 4
    assert exercises > 5 * wanted
    print(f"{wanted - skipped} handouts, {exercises} exercises read back, {skipped} answers without a plan")
