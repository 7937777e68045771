"""The safety check and the grading by API: what is asked, and where answers lead, as the rules say."""

from itertools import combinations

import pytest

from programs.selectors.protocol import grading_rules, screening_rules
from rehab.grading import questions_asked
from rehab.screening import Circumstances, screen, screens
from rehab.words import words_in
from tests.programs.api.schema import unpromised

RULES, GRADING = screening_rules(), grading_rules()


def post(client, door: str, told: dict[str, object]):
    answer = client.post(f"/api/v1/{door}/", told, content_type="application/json")
    assert unpromised(answer, f"/api/v1/{door}/", "POST") == []
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_every_question_of_the_safety_check_is_there_in_its_group(client):
    answer = client.get("/api/v1/screening/")
    assert unpromised(answer, "/api/v1/screening/", "GET") == []
    asked = {group["group"]: [one["flag"] for one in group["questions"]] for group in answer.json()["groups"]}
    assert asked == {group: [flag.id for flag in flags] for group, flags in screens(RULES)}


def test_every_single_sign_leads_where_the_rules_say(client):
    for flag in RULES.ids():
        found = screen(RULES, {flag}, Circumstances(day=3, age=44))
        body = post(client, "screening", {"flags": [flag], "day": 3, "age": 44})
        assert (body["route"], body["lock"], body["flags"]) == (found.route.value, found.lock.value, [flag])
        assert [why["rule"] for why in body["reasons"]] == [why.rule for why in found.reasons]
        assert body["barred"] == sorted(found.barred)


def test_pairs_lead_where_the_rules_say(client):
    for pair in list(combinations(RULES.ids(), 2))[::29]:
        found = screen(RULES, set(pair), Circumstances(day=5, grade=2))
        body = post(client, "screening", {"flags": list(pair), "day": 5, "grade": 2})
        assert (body["route"], body["lock"]) == (found.route.value, found.lock.value)


def test_an_emergency_says_first_what_to_do(client):
    body = post(client, "screening", {"flags": ["rf23", "rf01"], "day": 2})
    assert (body["route"], body["lock"]) == ("E", "no_plan")
    assert body["text"] == words_in().action("E")
    assert body["reasons"][0]["rule"] == "rf01"


def test_not_sure_counts_as_yes_where_it_has_to(client):
    assert post(client, "screening", {"flags": [], "unsure": ["rf01"], "day": 2})["flags"] == ["rf01"]
    calm = next(flag.id for flag in RULES.flags if not flag.not_sure_is_yes)
    assert post(client, "screening", {"flags": [], "unsure": [calm], "day": 2})["flags"] == []


FACTS = {
    "nothing ticked": ({"flags": [], "day": 3}, "P", "none"),
    "fifteen": ({"flags": [], "day": 3, "age": 15}, "W", "no_plan"),
    "seventeen alone": ({"flags": [], "day": 3, "age": 17}, "W", "no_plan"),
    "seventeen with a guardian": ({"flags": [], "day": 3, "age": 17, "guardian_agrees": True}, "W", "advise"),
    "seventy, not used to exercise": ({"flags": [], "day": 3, "age": 70, "regular_exerciser": False}, "W", "advise"),
    "a severe strain": ({"flags": [], "day": 3, "grade": 3}, "W", "light_only"),
}


@pytest.mark.parametrize(("told", "route", "lock"), FACTS.values(), ids=FACTS)
def test_what_else_counts(client, told, route, lock):
    body = post(client, "screening", told)
    facts = {name: value for name, value in told.items() if name != "flags"}
    assert (body["route"], body["lock"]) == (route, screen(RULES, set(), Circumstances(**facts)).lock.value)
    assert lock in (body["lock"], "light_only")


def test_every_answer_says_that_nobody_has_reviewed_the_protocol(client):
    for address in ("screening", "grading", "exercises", "protocols", "exercises/two-leg-heel-raise"):
        notices = client.get(f"/api/v1/{address}/").json()["notices"]
        assert any("awaits review by a registered clinician" in notice["text"] for notice in notices)
    assert "awaits review" in post(client, "screening", {"flags": [], "day": 3})["notices"][-1]["text"]


def test_the_questions_about_the_grade_with_their_options(client):
    answer = client.get("/api/v1/grading/")
    assert unpromised(answer, "/api/v1/grading/", "GET") == []
    asked = {one["question"]: [option["points"] for option in one["options"]] for one in answer.json()["questions"]}
    assert asked == {one.id: [option.points for option in one.options] for one in GRADING.questions}


def guess(client, day: int = 4, **told):
    points = {**dict.fromkeys("abcdefghi", 0), **told.pop("points", {})}
    asked = questions_asked(GRADING, points, day=day, hours=told.get("hours"))
    answers = {name: points[name] for name in asked}
    return post(client, "grading", {"flags": [], "day": day, "answers": answers, **told})


def test_calm_answers_are_a_mild_strain_with_reasons(client):
    body = guess(client)
    assert (body["grade"], body["points"], body["route"]) == (1, 0, "P")
    assert body["reasons"][0]["rule"] == "grade-points"


def test_more_points_are_a_higher_grade(client):
    assert guess(client, points=dict(a=2, b=1, c=1, d=1, e=1, f=1))["grade"] == 2


def test_a_first_guess_is_early_and_asked_again(client):
    body = guess(client, day=0)
    assert (body["provisional"], body["second_look_days"]) == (True, [3, 7])


def test_where_a_warning_sign_comes_first_there_is_no_grade(client):
    body = guess(client, flags=["rf01"])
    assert (body["grade"], body["route"]) == (None, "E")
    assert body["text"] == words_in().action("E")


def test_an_answer_opens_a_warning_sign_again(client):
    assert [one["flag"] for one in guess(client, points=dict(e=3))["reopened"]] == ["rf10a"]


def test_signs_of_a_muscle_name_it(client):
    signs = list(GRADING.focuses[0].signs)
    assert guess(client, muscle_signs=signs)["focus"] == GRADING.focuses[0].id
    assert guess(client)["focus"] == "unknown"
