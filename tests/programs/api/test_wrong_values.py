"""Every answer with values it cannot have: 400, naming what was given and what is allowed; nothing slips through."""

import pytest

from tests.programs.api.schema import is_problem, unpromised

KIT = "chair, wall, step, band, weight, bike, pool, roller"
# By name: wrong texts of an address, and what is allowed.
IN_AN_ADDRESS = {
    "grade": (["0", "4", "-1", "2.0", "abc", "", "9" * 400, "٢", " 2", "2\x00"], "1 to 3"),
    "week": (["0", "105", "-1", "three", "", "1e2"], "1 to 104"),
    "focus": (["knee", "", "Soleus"], "gastrocnemius or soleus or unknown"),
    "side": (["both", "", "LEFT"], "left or right"),
    "equipment": (["sledge", "", "chair;wall", "chair,sledge"], KIT),
    "injured_on": (["2026-02-30", "yesterday", "", "03/11/2026", "9999-01-01", "2026-1-1"], ""),
    "cleared_on_day": (["-1", "728", "soon", ""], "0 to 727"),
    "previous_strain": (["maybe", "", "2"], "yes or no"),
    "gradual_onset": (["maybe", ""], "yes or no"),
    "age": (["-1", "121", "old", ""], "0 to 120"),
    "guardian_agrees": (["perhaps", ""], "yes or no"),
    "weekly_run_minutes": (["-1", "2001", "lots", ""], "0 to 2000"),
    "language": (["tlh", "", "EN"], "en"),
    "paper": (["a5", ""], "a4 or letter"),
    "large_print": (["huge", ""], "yes or no"),
    "figure": (["tall", ""], "bun or short"),
}
CASES = [(name, text, allowed) for name, (texts, allowed) in IN_AN_ADDRESS.items() for text in texts]


@pytest.mark.parametrize(("name", "text", "allowed"), CASES, ids=[f"{n} as {t[:12]!a}" for n, t, _ in CASES])
@pytest.mark.parametrize("address", ["/api/v1/plan/", "/api/v1/programme/"])
def test_a_wrong_value_in_an_address(client, address, name, text, allowed):
    asked = {"grade": "2"} | ({"week": "3"} if address == "/api/v1/plan/" else {})
    if name == "week" and "week" not in asked:
        allowed = "Did you mean"
    answer = client.get(address, asked | {name: text})
    assert answer.status_code == 400
    assert is_problem(answer)
    (fault,) = answer.json()["faults"]
    assert fault["field"] == name
    assert fault["given"]
    assert "\x00" not in fault["given"]
    assert len(fault["given"]) <= 60
    assert fault["allowed"].startswith(allowed) or name == "week"
    assert unpromised(answer, address, "GET") == []


def test_every_answer_of_an_address_is_in_the_table(client):
    answer = client.get("/api/v1/schema/").json()
    told = {one["name"] for one in answer["paths"]["/api/v1/plan/"]["get"]["parameters"] if one["in"] == "query"}
    assert told == set(IN_AN_ADDRESS)


IN_A_BODY: dict[str, list[object]] = {
    "grade": [0, 4, "2", 2.5, True, [], {}, None],
    "week": [0, 105, "3", -1, False, 10**30, None],
    "focus": ["knee", 1, ["soleus"]],
    "side": ["both", True],
    "equipment": ["chair", ["sledge"], [], [1], {}],
    "injured_on": ["2026-02-30", 20261103, "9999-01-01"],
    "cleared_on_day": [-1, 728, "5"],
    "previous_strain": ["yes", 1, []],
    "gradual_onset": ["no"],
    "age": [-1, 121, "44", 16.5],
    "guardian_agrees": ["yes", 0],
    "weekly_run_minutes": [-1, 2001, "many"],
    "regular_exerciser": ["yes", 1],
    "from_exercise": ["no", {}],
    "flags": ["rf01", ["rf99"], [1], {"rf01": True}, ["rf01"] * 101],
    "language": ["tlh", 1],
    "paper": ["a5"],
    "large_print": ["yes"],
    "figure": ["tall"],
}
BODIES = [(name, value) for name, values in IN_A_BODY.items() for value in values]


@pytest.mark.parametrize(("name", "value"), BODIES, ids=[f"{n} as {v!r:.20}" for n, v in BODIES])
def test_a_wrong_value_in_a_body(client, name, value):
    told = {"grade": 2, "week": 3} | {name: value}
    answer = client.post("/api/v1/plan/", told, content_type="application/json")
    assert answer.status_code == 400
    assert {fault["field"] for fault in answer.json()["faults"]} == {name}
    assert all(fault["given"] and fault["allowed"] for fault in answer.json()["faults"])
    assert unpromised(answer, "/api/v1/plan/", "POST") == []


def test_everything_wrong_is_said_at_once_and_once(client):
    told = {"grade": "2", "week": 0, "flag": ["rf01"], "age": 300, "flags": ["rf77"]}
    answer = client.post("/api/v1/plan/", told, content_type="application/json")
    assert [(fault["field"], fault["given"], fault["allowed"]) for fault in answer.json()["faults"]] == [
        ("flag", "not known here", "Did you mean 'flags'?"),
        ("grade", '"2"', "a whole number, 1 to 3"),
        ("week", "0", "1 to 104"),
        ("age", "300", "0 to 120"),
        ("flags", "rf77", "rf01 to rf30 and their parts. Did you mean 'rf27'?"),
    ]


def test_a_name_that_no_answer_has_is_refused_with_the_nearest(client):
    (fault,) = client.get("/api/v1/plan/?grade=2&week=3&focsu=soleus").json()["faults"]
    assert (fault["field"], fault["allowed"]) == ("focsu", "Did you mean 'focus'?")


CHECKED = {
    "no flags": ("screening", {"day": 3}, "flags", "nothing"),
    "no day": ("screening", {"flags": []}, "day", "nothing"),
    "an unknown flag": ("screening", {"flags": ["rf99"], "day": 3}, "flags", "rf99"),
    "an unknown flag left unsure": ("screening", {"flags": [], "unsure": ["x"], "day": 3}, "unsure", "x"),
    "a day before the injury": ("screening", {"flags": [], "day": -1}, "day", "-1"),
    "grade 4": ("screening", {"flags": [], "day": 3, "grade": 4}, "grade", "4"),
    "an unknown name": ("screening", {"flags": [], "day": 3, "dya": 3}, "dya", "not known here"),
    "no answers": ("grading", {"flags": [], "day": 4}, "answers", "nothing"),
    "answers as a list": ("grading", {"flags": [], "day": 4, "answers": [1]}, "answers", "[1]"),
    "an unknown question": ("grading", {"flags": [], "day": 4, "answers": {"z": 1}}, "answers.z", "not known here"),
    "points nobody offers": ("grading", {"flags": [], "day": 4, "answers": {"a": 9}}, "answers.a", "9"),
    "points as text": ("grading", {"flags": [], "day": 4, "answers": {"a": "1"}}, "answers.a", '"1"'),
    "a question that is not asked": ("grading", {"flags": [], "day": 0, "answers": {"d": 1}}, "answers.d", "1"),
    "an unknown sign of a muscle": ("grading", {"flags": [], "day": 4, "muscle_signs": ["x"]}, "muscle_signs", "x"),
}


@pytest.mark.parametrize(("door", "told", "field", "given"), CHECKED.values(), ids=CHECKED)
def test_a_wrong_answer_to_a_check(client, door, told, field, given):
    answer = client.post(f"/api/v1/{door}/", told, content_type="application/json")
    assert answer.status_code == 400
    assert (field, given) in {(fault["field"], fault["given"]) for fault in answer.json()["faults"]}
    assert unpromised(answer, f"/api/v1/{door}/", "POST") == []


@pytest.mark.parametrize("address", ["exercises", "exercises/two-leg-heel-raise", "protocols", "screening", "grading"])
def test_a_catalogue_takes_a_language_and_nothing_else(client, address):
    assert client.get(f"/api/v1/{address}/?language=en").status_code == 200
    assert client.get(f"/api/v1/{address}/?language=tlh").status_code == 400
    assert client.get(f"/api/v1/{address}/?grade=2").status_code == 400
