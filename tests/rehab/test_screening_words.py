"""The words of the safety check: one for everything it may say, plain, calm, and true to the other files."""

import re
import tomllib
from collections.abc import Iterator
from itertools import chain

import pytest

from rehab.grading import load_grading
from rehab.reading_grade import reading_grade
from rehab.screening import Known, screening_faults
from rehab.words import words_in
from tests.rehab.screening_oracle import DATA, FOLDER, RULES

FILES = ("red_flags", "routes", "grading", "screening_rules")
TEXTS = {name: tomllib.loads((DATA / "text/en" / f"{name}.toml").read_text("utf-8")) for name in FILES}
GRADING = load_grading(FOLDER)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(strings(inner) for inner in value.values())
    elif isinstance(value, list):
        yield from chain.from_iterable(strings(inner) for inner in value)


def rules_that_may_speak() -> set[str]:
    """Every rule a Reason of the check or of the grade may name."""
    barring = {flag for bar in RULES.bars for flag in bar.flags}
    flags = {flag.id for flag in RULES.flags if flag.lock != "none" or flag.id in barring}
    escalated = {line.rule for flag in RULES.flags for line in flag.escalations}
    clot = {row.rule for row in RULES.clot_rows if row.lock != "none" or row.ask_daily}
    ages = {rule.rule for rule in RULES.ages if rule.lock != "none"}
    grades = {rule.rule for rule in RULES.grades} | {lift.rule for lift in GRADING.overrides}
    fixed = {"lock-light-only", "lock-protection-only", "clot-sign-stays", "clot-risks-not-asked"}
    fixed |= {"grade-points", "grade-raised-by-sign", "grade-second-look"}
    return flags | escalated | clot | ages | grades | fixed


def test_every_rule_that_may_speak_has_a_sentence_and_no_other() -> None:
    assert set(TEXTS["screening_rules"]) - {"schema"} == rules_that_may_speak()


def test_sentences_ask_for_nothing_their_rule_does_not_give() -> None:
    gaps = {rule: re.findall(r"\{(\w+)\}", str(text)) for rule, text in TEXTS["screening_rules"].items()}
    assert {rule: names for rule, names in gaps.items() if names} == {
        "grade-points": ["points"],
        "grade-raised-by-sign": ["grade"],
    }


def test_every_flag_and_screen_is_worded() -> None:
    assert list(TEXTS["red_flags"]["flags"]) == list(RULES.ids())
    said = [set(entry) - {"meanwhile"} for entry in TEXTS["red_flags"]["flags"].values()]
    assert said == [{"question", "label", "why"}] * len(said)
    assert list(TEXTS["red_flags"]["groups"]) == list(RULES.groups)


def test_every_question_about_the_grade_is_worded() -> None:
    questions = TEXTS["grading"]["questions"]
    assert list(questions) == [question.id for question in GRADING.questions]
    for question in GRADING.questions:
        assert list(questions[question.id]) == ["question", *(str(option.points) for option in question.options)]
    signs = [sign for muscle in GRADING.focuses for sign in muscle.signs]
    assert list(TEXTS["grading"]["focus"]) == ["question", *signs]


def test_every_route_is_worded_alike() -> None:
    routes = {name: entry for name, entry in TEXTS["routes"].items() if name != "schema"}
    assert list(routes) == ["E", "U", "W", "P", "under-16", "guardian"]
    assert all(list(entry) == ["heading", "action", "meanwhile", "tell", "note"] for entry in routes.values())


def test_a_leg_under_pressure_or_without_blood_is_not_raised_or_cooled() -> None:
    """Compression, elevation and ice are barred there (contraindications.toml)."""
    general = words_in().lines("routes", "E", "meanwhile")
    for flag in ("rf02", "rf03"):
        told = words_in().meanwhile("E", [flag])
        assert told[-len(general) :] == general
        assert [line.split(".")[0].split(",")[0] for line in told[:2]] == ["Take off any bandage", "Keep the leg level"]
        assert told[2].startswith("No ice")
    both = words_in().meanwhile("E", ["rf02", "rf03"])
    assert len(both) == len(set(both)) == 4 + len(general)
    assert words_in().meanwhile("E", ["rf01"]) == general


@pytest.mark.parametrize("file", FILES)
def test_a_twelve_year_old_can_read_it(file: str) -> None:
    assert reading_grade(strings(TEXTS[file])) <= 6.5


CLAIMS = r"\b(treat|heals?\b|healing|cure|diagnos|prescri|guarantee|safe for you|fail|should have)"
VERDICTS = r"you (do not )?have (a|no) (clot|dvt)|(have got|there is) (a|no) clot"


@pytest.mark.parametrize("file", FILES)
def test_it_claims_nothing_and_gives_no_verdict_on_a_clot(file: str) -> None:
    for text in strings(TEXTS[file]):
        assert not re.search(CLAIMS, text, re.IGNORECASE), text
        assert not re.search(VERDICTS, text, re.IGNORECASE), text


def test_the_rules_name_only_what_other_files_define() -> None:
    exercises = tomllib.loads((FOLDER / "exercises.toml").read_text("utf-8"))["exercises"]
    sources = tomllib.loads((DATA / "sources.toml").read_text("utf-8"))["sources"]
    known = Known(
        exercises=frozenset(exercise["id"] for exercise in exercises),
        categories=frozenset(exercise["category"] for exercise in exercises),
        sources=frozenset(sources),
    )
    assert screening_faults(RULES, FOLDER, known) == []
