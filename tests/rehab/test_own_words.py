"""A clinic's own words for an exercise are held to what the catalogue's are held to."""

import pytest
from msgspec.structs import replace

from rehab.library import load_protocol
from rehab.own_words import LONGEST_NEEDS, LONGEST_OWN_NAME, OwnWords, is_taken, may_be_reworded, objections
from rehab.vocabulary import Role
from rehab.words import words_in
from tests.rehab.alike import of_each

CALF, WORDS = load_protocol(), words_in()
STEPS = ("Stand tall by a wall.", "Push up on both feet.", "Come down slowly.")
FINE = OwnWords("Wall rise", STEPS, "a firm mat")


def found(own: OwnWords, exercise: str = "two-leg-heel-raise") -> list[tuple[str, str]]:
    return [(one.field, one.rule) for one in objections(own, CALF.catalogue[exercise], CALF, WORDS)]


@of_each({exercise.id: (exercise.id,) for exercise in CALF.exercises})
def test_the_catalogues_own_words_may_be_kept(exercise: str):
    own = OwnWords(WORDS.exercise(exercise), WORDS.lines("exercises", exercise, "steps"))
    assert found(own, exercise) == []


def with_step(text: str) -> OwnWords:
    return replace(FINE, steps=(*STEPS, text))


ARABIC = "رفع الكعب ببطء وأنت واقف أمام الحائط "
KEPT = {
    "plain words": FINE,
    "a name in Arabic": replace(FINE, name="رفع الكعبين"),
    "steps in Arabic": replace(FINE, steps=("قف أمام الحائط.", "ارفع الكعبين.", "انزل ببطء.")),
    "nothing needed besides": replace(FINE, needs=""),
    "how long a way up takes": with_step("Take 3 seconds to come down."),
    "a hop that is not to be done": with_step("Do not hop."),
    "five steps": replace(FINE, steps=(*STEPS, "Breathe.", "Rest.")),
    "a name of the longest": replace(FINE, name="e" * LONGEST_OWN_NAME),
    "marks alone beside words": replace(FINE, needs="—"),
}


@pytest.mark.parametrize("own", KEPT.values(), ids=KEPT)
def test_kept_are(own):
    assert found(own) == []


REFUSED = {
    "no name": (replace(FINE, name=""), ("name", "no-letters")),
    "a name without a letter": (replace(FINE, name="1 + 2"), ("name", "no-letters")),
    "a name of 300 Arabic letters": (replace(FINE, name=(ARABIC * 9)[:300]), ("name", "long")),
    "a long step": (with_step("Go on. " * 30), ("steps", "long")),
    "a step without a letter": (with_step("…"), ("steps", "no-letters")),
    "much that is needed": (replace(FINE, needs="a" * (LONGEST_NEEDS + 1)), ("needs", "long")),
    "two steps": (replace(FINE, steps=STEPS[:2]), ("steps", "number-of-steps")),
    "six steps": (replace(FINE, steps=STEPS * 2), ("steps", "number-of-steps")),
    "a promise": (with_step("This will heal your calf."), ("steps", "claim")),
    "a promise as a name": (replace(FINE, name="The calf cure"), ("name", "claim")),
    "a drug": (with_step("Take ibuprofen first."), ("steps", "claim")),
    "tablets": (with_step("Have 2 tablets first."), ("steps", "claim")),
    "heat": (replace(FINE, needs="a heat pack"), ("needs", "claim")),
    "words for scholars": (
        with_step("Subsequently maintain approximately symmetrical bilateral plantarflexion continuously."),
        ("steps", "hard-to-read"),
    ),
    "the name of another exercise": (replace(FINE, name="Single-leg Heel Raise"), ("name", "another-exercise")),
    "that name with other signs between": (
        replace(FINE, name="Single leg\u200b heel-raise."),
        ("name", "another-exercise"),
    ),
    "that name in wide letters": (replace(FINE, name="Ｓｉｎｇｌｅ-leg heel raise"), ("name", "another-exercise")),
    "a promise with a mark that nobody sees": (with_step("This will he\u00adal your calf."), ("steps", "claim")),
    "a hop in wide letters": (with_step("Then ｈｏｐ up."), ("steps", "impact")),
    "a dose": (with_step("Do 3 x 15 of them."), ("steps", "amount")),
    "a count": (with_step("Go on for 20 reps."), ("steps", "amount")),
    "a dose as a name": (replace(FINE, name="Rise 5×5"), ("name", "amount")),
    "a hop": (with_step("Then hop up."), ("steps", "impact")),
    "jumping": (replace(FINE, name="Jumping jacks"), ("name", "impact")),
    "a run": (replace(FINE, needs="room to run"), ("needs", "impact")),
}


NAMES = {
    "in other letters": ("Wall rise", "wall  RISE", True),
    "with a hyphen": ("Wall rise", "Wall-rise.", True),
    "in wide letters": ("Wall rise", "Ｗａｌｌ rise", True),
    "of which one has a letter more": ("Wall rise", "Wall rises", False),
    "that marks on letters tell apart": ("बड़ी उठान", "बड़ा उठान", False),
}


@pytest.mark.parametrize(("name", "other", "alike"), NAMES.values(), ids=NAMES)
def test_two_names(name, other, alike):
    assert is_taken(name, {other}) is alike


def test_a_name_that_the_clinic_has_for_another_exercise_is_refused():
    (one,) = objections(FINE, CALF.catalogue["two-leg-heel-raise"], CALF, WORDS, {"wall  RISE"})
    assert (one.field, one.rule) == ("name", "taken")
    assert objections(FINE, CALF.catalogue["two-leg-heel-raise"], CALF, WORDS, {"Wall rises"}) == ()


@pytest.mark.parametrize(("own", "objection"), REFUSED.values(), ids=REFUSED)
def test_refused_is(own, objection):
    assert found(own) == [objection]


def test_what_the_original_says_its_own_way_may_say():
    own = with_step("Hop and land softly.")
    assert found(own, "single-leg-hop-on-the-spot") == []
    assert found(own, "single-leg-heel-raise") == [("steps", "impact")]


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_fields():
    own = OwnWords("", ("Hop.", "Do 3 sets."), "aspirin")
    assert found(own) == [
        ("name", "no-letters"),
        ("steps", "number-of-steps"),
        ("needs", "claim"),
        ("steps", "amount"),
        ("steps", "impact"),
    ]


def test_first_care_has_no_other_way():
    left_out = {exercise.category for exercise in CALF.exercises if not may_be_reworded(exercise, CALF)}
    assert left_out == {name for name, rule in CALF.categories.items() if rule.role is Role.PROTECTION}
    assert may_be_reworded(CALF.catalogue["two-leg-heel-raise"], CALF)


def test_a_number_tells_how_far_it_is_off():
    (long,) = objections(replace(FINE, name="e" * 61), CALF.catalogue["two-leg-heel-raise"], CALF, WORDS)
    assert (long.amount, len(long.found)) == (61, 61)
