"""The 48 exercises: their numbers hang together and each has words a runner can use."""

import tomllib
from graphlib import TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rehab.catalogue import Catalogue, Exercise
from rehab.citations import load_citations
from rehab.dose import Dose
from rehab.reading_grade import reading_grade
from rehab.vocabulary import Unit
from rehab.wording import forbidden_claims
from tests.rehab.alike import of_each

DATA = Path(__file__).parents[2] / "rehab" / "data"
PHASES = ("protect", "mobilise", "strengthen", "power", "return_to_run", "maintain")
KIT = frozenset(
    "chair wall step band weight bike pool roller worktop towel pillow cushion floor bandage"
    " cold-pack heel-pads lotion".split()
)


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    steps: tuple[str, ...]
    cue: str
    purpose: str
    frequency: str

    @property
    def sentences(self) -> tuple[str, ...]:
        return (*self.steps, self.cue, self.purpose, self.frequency)


def read(name: str) -> dict[str, Any]:
    tables = tomllib.loads((DATA / name).read_text(encoding="utf-8"))
    assert tables.pop("schema") == 1
    return tables


def decode(entry: dict[str, Any]) -> Exercise:
    steps = [msgspec.structs.asdict(Dose.parse(step)) for step in entry["dose_steps"]]
    return msgspec.convert(entry | {"dose_steps": steps}, Exercise, strict=True)


EXERCISES = [decode(entry) for entry in read("protocols/calf-strain/1.0/exercises.toml")["exercises"]]
CATALOGUE = Catalogue(EXERCISES)
WORDS = {key: msgspec.convert(entry, Words, strict=True) for key, entry in read("text/en/exercises.toml").items()}
EDGES = [(exercise, successor) for exercise in EXERCISES for successor in exercise.progresses_to]

each_exercise = of_each({exercise.id: (exercise,) for exercise in EXERCISES})
each_edge = of_each({f"{exercise.id} to {successor}": (exercise, successor) for exercise, successor in EDGES})
each_wording = of_each({name: (words,) for name, words in WORDS.items()})


def test_there_are_48_exercises_and_no_id_twice():
    assert len(EXERCISES) == len(CATALOGUE) == 48


def test_every_exercise_is_worded_and_every_wording_has_its_exercise_in_the_same_order():
    assert list(WORDS) == [exercise.id for exercise in EXERCISES]


@each_exercise
def test_a_tier_lies_between_none_and_very_high(exercise: Exercise):
    assert 0 <= exercise.tier <= 5


@each_exercise
def test_phases_follow_each_other_without_a_gap(exercise: Exercise):
    first = PHASES.index(exercise.phases[0])
    assert exercise.phases == PHASES[first : first + len(exercise.phases)]


@each_exercise
def test_doses_keep_their_unit_grow_and_grow_no_faster_than_the_load_allows(exercise: Exercise):
    most_percent = 150 if exercise.tier >= 3 else 200
    for lighter, fuller in pairwise(exercise.dose_steps):
        assert lighter.unit is fuller.unit
        assert lighter.volume < fuller.volume <= lighter.volume * most_percent // 100


@each_exercise
def test_a_hold_lasts_no_longer_than_its_sort_allows(exercise: Exercise):
    holds = [step.amount for step in exercise.dose_steps if step.unit is Unit.SECOND]
    shortest, longest = {"stretch": (20, 30), "isometric": (1, 45)}.get(exercise.category, (1, 60))
    assert all(shortest <= seconds <= longest for seconds in holds)


@each_exercise
def test_kit_is_named_by_words_the_protocol_knows(exercise: Exercise):
    assert set(exercise.equipment) <= KIT


@each_exercise
def test_one_leg_in_turn_means_that_each_leg_works(exercise: Exercise):
    assert exercise.side == "each" or not exercise.per_side


@each_exercise
def test_every_source_is_known_and_one_at_least_is_named(exercise: Exercise):
    assert exercise.sources
    assert set(exercise.sources) <= load_citations().sources.keys()


@each_edge
def test_what_follows_on_is_no_lighter_and_comes_no_earlier(exercise: Exercise, successor: str):
    following = CATALOGUE[successor]
    assert following.tier >= exercise.tier
    assert PHASES.index(following.phases[0]) >= PHASES.index(exercise.phases[0])


def test_following_on_never_leads_in_a_circle():
    order = TopologicalSorter({exercise.id: exercise.progresses_to for exercise in EXERCISES}).static_order()
    assert set(order) == {exercise.id for exercise in EXERCISES}


@each_exercise
def test_what_must_be_green_first_leads_here(exercise: Exercise):
    assert set(exercise.needs_green) <= set(CATALOGUE.regressions_of(exercise.id))


@each_wording
def test_an_exercise_has_three_to_five_steps_and_no_field_is_empty(words: Words):
    assert 3 <= len(words.steps) <= 5
    assert all(text.strip() == text and text for text in (words.name, *words.sentences))
    assert all(text.endswith(".") for text in words.sentences)


@each_wording
def test_nothing_forbidden_is_claimed(words: Words):
    assert forbidden_claims([words.name, *words.sentences]) == []


def test_a_twelve_year_old_can_read_it():
    assert reading_grade(text for words in WORDS.values() for text in words.sentences) <= 6.5


def test_no_single_exercise_is_hard_to_read():
    hard = {key: grade for key, words in WORDS.items() if (grade := reading_grade(words.sentences)) > 6.5}
    assert hard == {}


READING = {
    "easy": ("The cat sat on the mat.", -1.5),
    "known to be 11.3": (
        "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.",
        11.3,
    ),
}


@pytest.mark.parametrize(("text", "grade"), READING.values(), ids=READING.keys())
def test_the_reading_grade_agrees_with_published_examples(text: str, grade: float):
    assert reading_grade([text]) == pytest.approx(grade, abs=0.1)


CLAIMS = {
    "This will heal your calf.": 1,
    "Take 400 mg of ibuprofen.": 1,
    "Rolling breaks down scar tissue.": 1,
    "Try heat on day one.": 1,
    "This is not a diagnosis.": 0,
    "Eat well for your health.": 0,
}


@pytest.mark.parametrize(("text", "count"), CLAIMS.items(), ids=CLAIMS.keys())
def test_forbidden_claims_are_told_from_harmless_words(text: str, count: int):
    assert len(forbidden_claims([text])) == count
