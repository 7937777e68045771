"""The catalogue, the protocol, the check and the grading as programs read them."""

import msgspec
import pytest

from rehab.answering import answer
from rehab.asking import Bounds, ask, fields
from rehab.grading import Checked, grade, load_grading, still_asked
from rehab.library import CALF_STRAIN, PROTOCOLS, load_protocol
from rehab.rendering import noted
from rehab.rendering_answer import answer_json
from rehab.rendering_catalogue import card_json, protocol_json
from rehab.rendering_check import grading_outcome, grading_questions, screening_outcome, screening_questions
from rehab.screening import Circumstances, load_screening, screen
from rehab.words import words_in
from tests.rehab.test_rendering import BOUNDS

CALVES = load_protocol()
FOLDER = PROTOCOLS / CALF_STRAIN / "1.0"
SCREENING, GRADING = load_screening(FOLDER), load_grading(FOLDER)
WORDS = words_in()
REVIEWED = msgspec.structs.replace(CALVES, reviewed_by="A clinician", reviewed_on="2026-11-22")


@pytest.mark.parametrize("exercise", CALVES.exercises, ids=lambda exercise: exercise.id)
def test_an_exercise_tells_all_there_is_about_it(exercise):
    body = card_json(exercise, CALVES, WORDS)
    assert [dose["amount"] for dose in body["dose_steps"]] == [dose.amount for dose in exercise.dose_steps]
    assert [rule["phase"] for rule in body["stop_rules"]] == body["phases"]
    assert all(body[key] for key in ("name", "steps", "cue", "purpose", "frequency", "sources"))
    assert body["harder"] == list(exercise.progresses_to)


def test_a_protocol_tells_its_phases_with_first_days_and_gates():
    body = protocol_json(CALVES, WORDS)
    assert (body["reviewed_by"], body["grades"], body["last_week"]) == (None, [1, 2, 3], 104)
    strengthen = body["phases"][2]
    assert (strengthen["phase"], strengthen["floor_day"]) == ("strengthen", {"1": 5, "2": 14, "3": 42})
    needs = {gate["criterion"]: (gate["needs"], gate["unit"]) for gate in strengthen["gates"]}
    assert needs["two-leg-raises"][1] == "rep"
    assert all(gate["text"] for phase in body["phases"] for gate in phase["gates"])


def test_the_check_asks_every_sign_once():
    body = screening_questions(SCREENING, WORDS)
    asked = [question["flag"] for group in body["groups"] for question in group["questions"]]
    assert sorted(asked) == sorted(set(asked))
    assert {"rf01", "rf10a", "rf30"} <= set(asked) <= set(SCREENING.ids())


ROUTES = {
    "nothing ticked": (frozenset[str](), "P", "none"),
    "one sign of a clot": (frozenset({"rf10a"}), "W", "light_only"),
    "a pop": (frozenset({"rf08"}), "U", "no_plan"),
    "chest pain": (frozenset({"rf01"}), "E", "no_plan"),
}


@pytest.mark.parametrize(("flags", "route", "lock"), ROUTES.values(), ids=ROUTES)
def test_a_check_says_where_to_go_and_what_to_do(flags, route, lock):
    found = screen(SCREENING, flags, Circumstances(day=3, grade=1, from_exercise=True))
    body = screening_outcome(found, flags, SCREENING, WORDS)
    assert (body["route"], body["lock"], body["flags"]) == (route, lock, sorted(flags))
    assert body["text"]
    assert ("112" in body["text"]) == (route == "E")


def test_a_grading_asks_its_questions_with_the_points_of_each_answer():
    body = grading_questions(GRADING, WORDS)
    asked = {question["question"]: question for question in body["questions"]}
    assert list(asked) == [question.id for question in GRADING.questions]
    assert all(option["text"] for question in asked.values() for option in question["options"])
    assert any(question["left_out_after"] for question in asked.values())
    assert any(question["left_out_early"] for question in asked.values())
    assert len(body["muscle"]["signs"]) > 3


@pytest.mark.parametrize(("place", "least"), [(0, 1), (-1, 2)], ids=["the mildest answers", "the gravest answers"])
def test_a_grading_says_its_guess_with_reasons(place, least):
    facts = Circumstances(day=8, from_exercise=True)
    points = {question.id: question.options[place].points for question in GRADING.questions}
    points = still_asked(GRADING, points, day=facts.day)
    found = grade(GRADING, points, Checked(SCREENING, frozenset(), facts), previous_strain=False)
    body = grading_outcome(found, screen(SCREENING, frozenset(), facts), "unknown", WORDS)
    assert body["grade"] is None or body["grade"] >= least
    assert body["reasons"]
    assert [again["flag"] for again in body["reopened"]] == list(found.reopened)


def asked_as_json(bounds: Bounds = BOUNDS, *, checked: bool, **answers: str):
    asked = ask({name: [text] for name, text in answers.items()}, BOUNDS)
    return answer_json(answer(bounds.protocol, bounds.screening, asked), asked, checked=checked)


def test_an_answer_without_a_check_opens_each_week_with_the_warning_signs():
    week = asked_as_json(checked=False, grade="2", week="3")
    assert [notice["level"] for notice in week["notices"][:2]] == ["confirm", "confirm"]
    course = asked_as_json(checked=False, grade="2", weeks="all")
    assert all(week["notices"][0]["level"] == "confirm" for week in course["weeks"])
    assert asked_as_json(checked=True, grade="2", week="3")["notices"] == week["notices"][2:]
    assert asked_as_json(checked=False, grade="2", week="3", age="15")["days"] == []


@pytest.mark.parametrize(("protocol", "notices"), [(CALVES, 1), (REVIEWED, 0)], ids=["not reviewed", "reviewed"])
def test_an_answer_that_is_no_plan_says_too_whether_a_clinician_has_signed(protocol, notices):
    assert len(noted({"route": "P"}, protocol, WORDS)["notices"]) == notices


def test_yes_or_no_is_told_apart_from_what_takes_a_word():
    kinds = {name: field.is_yes_or_no for name, field in fields(BOUNDS).items()}
    assert (kinds["previous_strain"], kinds["grade"], kinds["focus"]) == (True, False, False)
