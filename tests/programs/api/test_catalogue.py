"""Exercises and protocols by API: everything there is, in the shape that was promised."""

from programs.selectors.protocol import protocol_in_use
from tests.programs.api.schema import unpromised

PROTOCOL = protocol_in_use()


def test_all_exercises_in_the_order_of_the_protocol(client):
    answer = client.get("/api/v1/exercises/")
    assert unpromised(answer, "/api/v1/exercises/", "GET") == []
    assert [one["exercise"] for one in answer.json()["exercises"]] == [one.id for one in PROTOCOL.exercises]


def test_each_exercise_has_its_card(client):
    for exercise in PROTOCOL.exercises:
        answer = client.get(f"/api/v1/exercises/{exercise.id}/")
        assert unpromised(answer, "/api/v1/exercises/{id}/", "GET") == []
        card = answer.json()
        assert card["exercise"] == exercise.id
        assert [one["phase"] for one in card["stop_rules"]] == card["phases"]
        assert len(card["dose_steps"]) == len(exercise.dose_steps)


def test_easier_and_harder_lead_back_to_each_other(client):
    cards = {one.id: client.get(f"/api/v1/exercises/{one.id}/").json() for one in PROTOCOL.exercises}
    for name, card in cards.items():
        assert all(name in cards[harder]["easier"] for harder in card["harder"])


def test_the_protocol_tells_its_phases_gates_and_review(client):
    answer = client.get("/api/v1/protocols/")
    assert unpromised(answer, "/api/v1/protocols/", "GET") == []
    (found,) = answer.json()["protocols"]
    assert (found["id"], found["version"], found["reviewed_by"]) == ("calf-strain", "1.0", None)
    assert [phase["phase"] for phase in found["phases"]] == [phase.id for phase in PROTOCOL.phases]
    assert found["phases"][1]["floor_day"] == {"1": 3, "2": 5, "3": 21}
    gates = {phase["phase"]: [gate["criterion"] for gate in phase["gates"]] for phase in found["phases"]}
    assert gates == {phase.id: [one.criterion for one in PROTOCOL.gates.get(phase.id, ())] for phase in PROTOCOL.phases}
