"""Texts become a question, or a list of everything wrong with them; nothing else comes out."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehab.answering import answer
from rehab.asking import LONGEST_SHOWN, Asked, BadAnswersError, Bounds, Wrong, ask, fields, shown
from rehab.library import CALF_STRAIN, PROTOCOLS, load_protocol
from rehab.programme import NoPlan
from rehab.screening import load_screening
from rehab.vocabulary import Lock, Route

LATEST = date(2026, 11, 23)
BOUNDS = Bounds(load_protocol(), load_screening(PROTOCOLS / CALF_STRAIN / "1.0"), LATEST)


def asked(**answers: str | list[str]) -> Asked:
    lists = {name: [text] if isinstance(text, str) else text for name, text in answers.items()}
    return ask({"grade": ["2"], "week": ["3"]} | lists, BOUNDS)


def wrongs(**answers: str | list[str]) -> dict[str, tuple[str, str]]:
    with pytest.raises(BadAnswersError) as caught:
        asked(**answers)
    return {wrong.name: (wrong.given, wrong.allowed) for wrong in caught.value.wrongs}


def test_grade_and_week_are_enough_and_the_rest_is_the_cautious_default():
    question = asked()
    situation = question.situation
    assert (situation.grade, question.week, situation.focus) == (2, 3, "unknown")
    assert situation.kit == {"chair", "wall", "step"}
    assert (situation.injured_on, situation.cleared_on_day, situation.age) == (None, None, None)
    assert (situation.lock, situation.barred) == (Lock.ADVISE, frozenset())


@pytest.mark.parametrize(("allowed", "closed"), [("1 to 3", "1 to 3."), ("Yes.", "Yes."), ("a or b?", "a or b?")])
def test_what_is_allowed_ends_with_one_mark(allowed, closed):
    assert Wrong("grade", "'4'", allowed).closed == closed


def test_everything_that_can_be_told_arrives():
    question = asked(
        focus="soleus", side="left", equipment="chair, wall,band", injured_on="2026-11-23", cleared_on_day="30",
        previous_strain="yes", gradual_onset="1", age="44", weekly_run_minutes="0", language="en",
    )  # fmt: skip
    situation = question.situation
    assert (situation.focus, question.leg, situation.kit) == ("soleus", "left", frozenset({"chair", "wall", "band"}))
    assert (situation.injured_on, situation.cleared_on_day) == (LATEST, 30)
    assert (situation.previous_strain, situation.gradual_onset, situation.age) == (True, True, 44)
    assert situation.weekly_run_minutes == 0


WRONG = {
    "grade 4": (dict(grade="4"), "grade", "4", "1 to 3"),
    "grade 0": (dict(grade="0"), "grade", "0", "1 to 3"),
    "a word for a grade": (dict(grade="abc"), "grade", "abc", "1 to 3"),
    "no grade": (dict(grade=""), "grade", "nothing", "1 to 3"),
    "half a grade": (dict(grade="2.5"), "grade", "2.5", "1 to 3"),
    "a grade in other digits": (dict(grade="٢"), "grade", "٢", "1 to 3"),
    "a grade with a sign": (dict(grade="+2"), "grade", "+2", "1 to 3"),
    "a grade with a blank": (dict(grade=" 2"), "grade", " 2", "1 to 3"),
    "a grade with NUL": (dict(grade="2\0"), "grade", "2\\x00", "1 to 3"),
    "a grade in no encoding": (dict(grade="\udcff"), "grade", "\\udcff", "1 to 3"),
    "a grade that turns the line about": (dict(grade="\u202e2"), "grade", "\\u202e2", "1 to 3"),
    "week 0": (dict(week="0"), "week", "0", "1 to 104"),
    "week 105": (dict(week="105"), "week", "105", "1 to 104"),
    "two grades": (dict(grade=["1", "2"]), "grade", "1 and 2", "one value: 1 to 3"),
    "an unknown muscle": (dict(focus="biceps"), "focus", "biceps", "gastrocnemius or soleus or unknown"),
    "kit nobody named": (dict(equipment="chair,sledge"), "equipment", "chair,sledge", "chair, wall, step, band"),
    "no kit": (dict(equipment=""), "equipment", "nothing", "chair, wall"),
    "a day that is not there": (dict(injured_on="2026-02-30"), "injured_on", "2026-02-30", "a day of the calendar"),
    "a day in another form": (dict(injured_on="3 May 2026"), "injured_on", "3 May 2026", "a date such as 2026-11-23"),
    "the day after tomorrow": (dict(injured_on="2026-11-24"), "injured_on", "2026-11-24", "which is the latest"),
    "an age nobody has": (dict(age="121"), "age", "121", "0 to 120"),
    "a negative age": (dict(age="-1"), "age", "-1", "0 to 120"),
    "a flag nobody asks": (dict(flag="rf99"), "flag", "rf99", "Did you mean"),
    "an unknown language": (dict(language="../en"), "language", "../en", "en"),
    "an answer nobody asked for": (dict(grad="2"), "grad", "not known here", "Did you mean 'grade'?"),
    "neither yes nor no": (dict(previous_strain="maybe"), "previous_strain", "maybe", "yes or no"),
    "both week and weeks": (dict(weeks="all"), "week", "both week and weeks", "one of week (1 to 104) and weeks (all)"),
    "neither week nor weeks": (dict(week=[]), "week", "nothing", "one of week (1 to 104) and weeks (all)"),
}


@pytest.mark.parametrize(("answers", "name", "told", "allowed"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_is_named_with_what_is_allowed(answers, name, told, allowed):
    assert wrongs(**answers)[name][0] == told
    assert allowed in wrongs(**answers)[name][1]


def test_all_faults_are_told_at_once():
    assert set(wrongs(grade="4", week="0", age="x", flag="y")) == {"grade", "week", "age", "flag"}


def test_a_huge_answer_is_cut_short():
    (told, _) = wrongs(grade="9" * 100_000)["grade"]
    assert len(told) == LONGEST_SHOWN
    assert told.endswith("…")


NAMES = st.sampled_from([*fields(BOUNDS), "nonsense", ""])
ANYTHING = st.text(st.characters(exclude_categories=[]), max_size=12)
LIKELY = st.sampled_from(
    ["1", "2", "3", "all", "15", "rf01", "rf23", "yes", "chair,band", "2026-01-01", "soleus", "en"]
)


@settings(max_examples=120, deadline=None)
@given(st.dictionaries(NAMES, st.lists(ANYTHING | LIKELY, max_size=3), max_size=8))
def test_any_texts_give_a_question_that_is_answered_or_faults_fit_to_show(answers):
    question, wrongs = question_or_wrongs(answers)
    assert (question is None) == bool(wrongs)
    for wrong in wrongs:
        # A message that nobody can print helps nobody.
        assert f"{wrong.name}{wrong.given}{wrong.allowed}".isprintable()
        assert wrong.allowed
    if question is not None:
        assert answer(BOUNDS.protocol, BOUNDS.screening, question)


def question_or_wrongs(answers: dict[str, list[str]]) -> tuple[Asked | None, tuple[Wrong, ...]]:
    try:
        return ask(answers, BOUNDS), ()
    except BadAnswersError as refused:
        return None, refused.wrongs


@given(ANYTHING)
def test_what_is_shown_is_printable_and_short(text):
    assert shown(text).isprintable()
    assert len(shown(text)) <= 10 * LONGEST_SHOWN


# What the safety check makes of a question


def found(**answers: str | list[str]) -> object:
    return answer(BOUNDS.protocol, BOUNDS.screening, asked(**answers))


def test_an_urgent_answer_that_was_examined_waits_in_the_first_phase_until_then():
    question = asked(week="6", flag="rf08", cleared_on_day="20")
    assert question.assessment.route is not Route.SAME_DAY
    assert (question.situation.lock, question.situation.cleared_on_day) == (Lock.PROTECTION_ONLY, 20)
    assert isinstance(found(week="2", flag="rf08", cleared_on_day="20"), NoPlan)


@pytest.mark.parametrize("flag", ["rf08", "rf14", "rf26"])
@pytest.mark.parametrize("cleared", [{}, {"cleared_on_day": "0"}, {"cleared_on_day": "1"}, {"cleared_on_day": "20"}])
def test_the_whole_course_is_refused_where_its_first_week_is(flag, cleared):
    course = {"grade": "3", "flag": flag, **cleared}
    first, whole = found(week="1", **course), found(week=[], weeks="all", **course)
    assert isinstance(whole, NoPlan) == isinstance(first, NoPlan)
    if isinstance(first, NoPlan):
        assert whole == first


def test_who_was_seen_on_the_day_of_the_injury_gets_the_whole_course():
    assert isinstance(found(week=[], weeks="all", grade="3", flag="rf08", cleared_on_day="20"), NoPlan)
    assert not isinstance(found(week=[], weeks="all", grade="3", flag="rf08", cleared_on_day="0"), NoPlan)


def test_the_course_of_a_locked_runner_is_the_same_whichever_week_is_asked():
    locks = {asked(week=str(week), flag="rf26", cleared_on_day="30").situation.lock for week in range(1, 12)}
    assert locks == {Lock.PROTECTION_ONLY}


def test_a_late_bruise_asks_for_grade_2_until_a_clinician_has_graded_it():
    assert (asked(grade="1", flag="rf23").situation.grade, asked(grade="1", flag="rf23").lifted) == (2, True)
    assert asked(grade="1", flag="rf23", cleared_on_day="3").situation.grade == 1


def test_whole_categories_that_are_barred_become_exercises():
    catalogue = BOUNDS.protocol.catalogue
    question = asked(flag="rf17")
    barred = question.situation.barred | question.situation.never
    assert barred
    assert all(name in catalogue for name in barred)


@pytest.mark.parametrize("age", ["0", "15"])
def test_nobody_under_sixteen_gets_a_plan(age):
    assert isinstance(found(age=age, guardian_agrees="yes"), NoPlan)


def test_at_sixteen_a_guardian_has_to_agree():
    assert isinstance(found(age="17"), NoPlan)
    assert not isinstance(found(age="17", guardian_agrees="yes"), NoPlan)
    assert not isinstance(found(age="18"), NoPlan)
