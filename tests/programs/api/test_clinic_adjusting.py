"""What a program asks for in a client's plan: weighed, kept once, refused by rule and day, listed, taken back."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from programs.models import Event, Share
from rehab.intents import (
    AddExercise,
    AnyIntent,
    CapDose,
    CapRun,
    Days,
    Hold,
    Message,
    MovePhase,
    RemoveExercise,
    SetDose,
    SwapExercise,
)
from tests.programs.api.programs_of_clinics import CLIENTS, Program, faults_of
from tests.programs.check_path import text_of
from tests.programs.desk.steered import PRESS, RAISE, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.db]

NEXT_MONTH = timezone.now().date() + timedelta(days=30)


class Steering(Program):
    """A program at Tess's clinic, and her client in Mobilise."""

    def __init__(self) -> None:
        self.desk = Desk()
        super().__init__(house=self.desk.house)
        self.path = f"{CLIENTS}{self.desk.client.key}/intents/"

    @property
    def seen(self) -> int:
        return self.desk.fresh().last_version

    def weighs(self, intent: Any) -> Any:
        return self.post(f"{self.path}weigh/", {"intent": intent})

    def keeps(self, intent: Any, **more: Any) -> Any:
        return self.post(self.path, {"uuid": str(uuid4()), "seen": self.seen, "intent": intent} | more)


@pytest.fixture
def program() -> Steering:
    return Steering()


KEPT: dict[str, tuple[dict[str, Any], AnyIntent]] = {
    "another exercise": (
        {"type": "swap", "exercise": RAISE, "other": "seated-heel-raise"},
        SwapExercise(RAISE, "seated-heel-raise"),
    ),
    "a dose": ({"type": "dose", "exercise": RAISE, "sets": 2, "amount": 12}, SetDose(RAISE, 2, 12)),
    "a dose at most": ({"type": "cap", "exercise": RAISE, "sets": 2, "amount": 12}, CapDose(RAISE, 2, 12)),
    "so much running": ({"type": "cap_run", "minutes": 12}, CapRun(12)),
    "no running": ({"type": "cap_run", "minutes": 0}, CapRun(0)),
    "until a day": ({"type": "hold", "until": str(NEXT_MONTH)}, Hold(until=NEXT_MONTH)),
    "until a test": ({"type": "hold", "criterion": "stairs"}, Hold(criterion="stairs")),
    "one more": (
        {"type": "add", "exercise": PRESS, "sets": 3, "amount": 20, "days": "between"},
        AddExercise(PRESS, 3, 20, Days.BETWEEN),
    ),
    "one less": ({"type": "remove", "exercise": RAISE}, RemoveExercise(RAISE)),
    "back a phase": ({"type": "move_phase", "phase": "protect"}, MovePhase("protect", done=True)),
    "some words": ({"type": "message", "text": "Take it easy"}, Message("Take it easy")),
}


@pytest.mark.parametrize(("intent", "kept"), KEPT.values(), ids=KEPT)
def test_what_may_be_asked_for_is_weighed_then_kept_and_stands_on_the_page(program, intent, kept):
    looked = program.weighs(intent)
    assert (looked.status_code, looked.json()["verdict"] != "refused") == (200, True)
    assert all(one["overridable"] for one in looked.json()["rules"])
    assert not Event.objects.filter(kind="adjusted").exists()
    answer = program.keeps(intent, reason="so & so")
    assert answer.status_code == 201
    assert program.desk.standing() == [kept]
    (stands,) = answer.json()["intents"]
    assert (stands["by"], stands["reason"]) == ("Tess Moran, owner", "so & so")
    assert stands["intent"].items() >= intent.items()
    assert program.get(program.path).json() == answer.json()
    assert "Reason: so & so" in text_of(program.desk.tess.get(program.desk.path()))


def test_what_would_change_is_told_exercise_by_exercise(program):
    told = program.weighs({"type": "remove", "exercise": RAISE}).json()
    (gone,) = [one for one in told["doses"] if one["exercise"] == RAISE]
    assert (gone["way"], gone["after_on"]) == ("removed", None)
    assert gone["before_on"] >= str(timezone.now().date())
    assert told["first_run"]["before"]


NEEDS_A_REASON = {
    "a dose before its greens": ({"type": "dose", "exercise": RAISE, "sets": 3, "amount": 20}, "INV-21"),
    "hip work every day": (
        {"type": "add", "exercise": "glute-bridge", "sets": 2, "amount": 10, "days": "every"},
        "INV-11",
    ),
}


@pytest.mark.parametrize(("intent", "rule"), NEEDS_A_REASON.values(), ids=NEEDS_A_REASON)
def test_a_rule_that_may_be_overridden_is_named_with_its_day_and_takes_a_reason(program, intent, rule):
    looked = program.weighs(intent).json()
    (broken,) = [one for one in looked["rules"] if one["rule"] == rule]
    assert (looked["verdict"], broken["overridable"]) == ("needs_reason", True)
    assert broken["text"]
    assert broken["on"] >= str(timezone.now().date())
    bare = program.keeps(intent)
    assert (bare.status_code, faults_of(bare)[rule]) == (409, broken["on"])
    assert bare.json()["type"].endswith("breaks-rules")
    assert program.desk.standing() == []
    assert program.keeps(intent, reason="he did so for years").status_code == 201


REFUSED = {
    "jumps too early": (
        {"type": "add", "exercise": "two-leg-pogo", "sets": 3, "amount": 8, "days": "loading"},
        "INV-14",
    ),
    "the next phase before its gate": ({"type": "move_phase", "phase": "strengthen"}, "INV-07"),
}


@pytest.mark.parametrize(("intent", "rule"), REFUSED.values(), ids=REFUSED)
def test_a_rule_that_nobody_may_override_refuses_whatever_the_reason(program, intent, rule):
    looked = program.weighs(intent).json()
    assert looked["verdict"] == "refused"
    assert rule in {one["rule"] for one in looked["rules"] if not one["overridable"]}
    assert looked["by_itself_on"] > str(timezone.now().date())
    assert (looked["doses"], looked["days"], looked["phases"]) == ([], [], [])
    answer = program.keeps(intent, reason="I know")
    assert answer.status_code == 409
    allowed = {fault["field"]: fault["allowed"] for fault in answer.json()["faults"]}
    assert allowed[rule] == "nothing: nobody may override this"
    assert program.desk.standing() == []


BAD: dict[str, tuple[Any, str]] = {
    "nothing": (None, "intent.type"),
    "no object": (5, "intent.type"),
    "a kind nobody knows": ({"type": "magic"}, "intent.type"),
    "a kind that is none": ({"type": ["dose"]}, "intent.type"),
    "an exercise nobody knows": ({"type": "remove", "exercise": "two-leg-heel-rise"}, "exercise"),
    "an exercise of another sort": ({"type": "remove", "exercise": 5}, "intent.exercise"),
    "half a letter": ({"type": "remove", "exercise": "\ud83d"}, "intent.exercise"),
    "a dose it does not have": ({"type": "dose", "exercise": RAISE, "sets": 9, "amount": 9}, "dose"),
    "a dose that is none": ({"type": "dose", "exercise": RAISE, "sets": "2", "amount": 12}, "intent.sets"),
    "a day gone by": ({"type": "hold", "until": "2020-01-01"}, "until"),
    "a day that is none": ({"type": "hold", "until": "2026-02-31"}, "intent.until"),
    "until nothing": ({"type": "hold"}, "hold"),
    "no minutes": ({"type": "cap_run"}, "intent.minutes"),
    "too many minutes": ({"type": "cap_run", "minutes": 601}, "intent.minutes"),
    "days nobody knows": (
        {"type": "add", "exercise": RAISE, "sets": 2, "amount": 12, "days": "never"},
        "intent.days",
    ),
    "what only the rules note": ({"type": "move_phase", "phase": "protect", "done": True}, "intent.done"),
    "rules to override": ({"type": "cap_run", "minutes": 5, "overrides": ["INV-01"]}, "intent.overrides"),
    "no words": ({"type": "message", "text": ""}, "text"),
    "a phase two on": ({"type": "move_phase", "phase": "return_to_run"}, "phase"),
}


@pytest.mark.parametrize(("intent", "field"), BAD.values(), ids=BAD)
def test_what_cannot_be_read_is_named_and_keeps_nothing(program, intent, field):
    for answer in (program.weighs(intent), program.keeps(intent)):
        assert (answer.status_code, set(faults_of(answer))) == (400, {field})
        assert all(fault["allowed"] for fault in answer.json()["faults"])
    assert program.desk.standing() == []


CAP = {"type": "cap_run", "minutes": 12}


def test_sent_again_it_is_one_wish_and_with_something_else_in_it_a_conflict(program):
    told = {"uuid": str(uuid4()), "seen": program.seen, "intent": CAP, "reason": "slowly"}
    answers = [program.post(program.path, told) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()
    other = program.post(program.path, told | {"intent": CAP | {"minutes": 5}})
    assert (other.status_code, other.json()["type"]) == (409, "/api/v1/docs/#problem-told-otherwise")
    assert program.desk.standing() == [CapRun(12)]


def test_on_a_plan_that_has_changed_nothing_is_kept(program):
    stale = program.seen
    program.desk.asks(kind="remove", exercise=RAISE)
    late = program.keeps(CAP, seen=stale)
    assert (late.status_code, late.json()["type"]) == (409, "/api/v1/docs/#problem-changed")
    assert program.desk.standing() == [RemoveExercise(RAISE)]
    assert program.keeps(CAP).status_code == 201


def test_taken_back_it_no_longer_stands_and_again_changes_nothing(program):
    made = program.keeps(CAP).json()
    told = {"uuid": str(uuid4()), "key": made["intents"][0]["key"], "seen": made["seen"], "reason": "better"}
    answers = [program.post(f"{program.path}take-back/", told) for _ in range(2)]
    assert [(answer.status_code, answer.json()["intents"]) for answer in answers] == [(200, []), (200, [])]
    assert program.desk.standing() == []
    gone = program.post(f"{program.path}take-back/", told | {"uuid": str(uuid4()), "seen": program.seen})
    assert (gone.status_code, set(faults_of(gone))) == (400, {"key"})


def test_a_programme_that_another_clinic_steers_is_read_and_not_changed(program):
    Share.objects.filter(programme=program.desk.programme).update(steers=False)
    assert program.get(program.path).status_code == 200
    for answer in (program.weighs(CAP), program.keeps(CAP)):
        assert (answer.status_code, answer.json()["type"]) == (409, "/api/v1/docs/#problem-not-now")
    assert program.desk.standing() == []
