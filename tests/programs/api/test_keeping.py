"""Who may keep an answer, and how one asks whether it still holds."""

import pytest

ASKED = {
    "a course": ("/api/v1/plan/?grade=2&week=3&focus=soleus&equipment=chair&language=en", "private, no-cache"),
    "a course of somebody": ("/api/v1/plan/?grade=2&week=3&age=44", "private, no-store"),
    "a course from a day on": ("/api/v1/plan/?grade=2&week=3&injured_on=2026-01-31", "private, no-store"),
    "a whole course": ("/api/v1/programme/?grade=1", "private, no-cache"),
    "exercises": ("/api/v1/exercises/", "public, max-age=3600"),
    "an exercise": ("/api/v1/exercises/two-leg-heel-raise/", "public, max-age=3600"),
    "exercises in a language": ("/api/v1/exercises/?language=en", "public, max-age=3600"),
    "protocols": ("/api/v1/protocols/", "public, max-age=3600"),
    "what the safety check asks": ("/api/v1/screening/", "public, max-age=3600"),
    "what is asked about the grade": ("/api/v1/grading/", "public, max-age=3600"),
    "the schema": ("/api/v1/schema/", "public, max-age=3600"),
}


@pytest.mark.parametrize(("address", "kept"), ASKED.values(), ids=ASKED)
def test_who_kept_an_answer_is_told_that_it_still_holds(client, address, kept):
    first = client.get(address)
    assert (first.status_code, first["Cache-Control"]) == (200, kept)
    for known in (first["ETag"], f'"another", {first["ETag"]}', f"W/{first['ETag']}", "*"):
        again = client.get(address, headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], kept)


@pytest.mark.parametrize("known", ['"another"', "", "no tag at all", '"' * 50, 'W/"another"'])
def test_who_kept_something_else_gets_the_answer(client, known):
    answer = client.get("/api/v1/plan/?grade=2&week=3", headers={"if-none-match": known})
    assert (answer.status_code, answer["ETag"] != known) == (200, True)


def test_another_question_has_another_tag(client):
    tags = {client.get(f"/api/v1/plan/?grade={grade}&week={week}")["ETag"] for grade in (1, 2) for week in (1, 2, 3)}
    assert len(tags) == 6


def test_a_tag_holds_for_a_compressed_answer_too(client):
    address = "/api/v1/plan/?grade=2&week=3"
    tag = client.get(address, headers={"accept-encoding": "gzip"})["ETag"]
    assert tag.startswith("W/")
    assert client.get(address, headers={"accept-encoding": "gzip", "if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("door", ["plan", "programme", "screening", "grading"])
def test_what_a_body_told_is_answered_once(client, door):
    bodies = {
        "plan": {"grade": 2, "week": 3, "flags": []},
        "programme": {"grade": 2, "flags": []},
        "screening": {"flags": [], "day": 3},
        "grading": {"flags": [], "day": 4, "answers": dict.fromkeys("abcdefghi", 0)},
    }
    answer = client.post(f"/api/v1/{door}/", bodies[door], content_type="application/json")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert "ETag" not in answer
