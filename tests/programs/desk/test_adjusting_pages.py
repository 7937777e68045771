"""Tess asks for something at her desk, form by form: chosen, weighed, kept, refused, and taken back."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from programs.models import AuditEntry, Event
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
from tests.programs.check_path import text_of
from tests.programs.desk.houses import signed_in
from tests.programs.desk.steered import PRESS, RAISE, Desk, undo_fields

pytestmark = pytest.mark.django_db

NEXT_MONTH = datetime.now(UTC).date() + timedelta(days=30)


@pytest.fixture
def desk() -> Desk:
    return Desk()


KEPT: dict[str, tuple[dict[str, str], AnyIntent]] = {
    "another exercise": (
        {"kind": "swap", "exercise": RAISE, "other": "seated-heel-raise"},
        SwapExercise(RAISE, "seated-heel-raise"),
    ),
    "a dose": ({"kind": "dose", "exercise": RAISE, "dose": "2x12"}, SetDose(RAISE, 2, 12)),
    "a dose at most": ({"kind": "cap", "exercise": RAISE, "dose": "2x12"}, CapDose(RAISE, 2, 12)),
    "so much running": ({"kind": "cap_run", "minutes": "12"}, CapRun(12)),
    "no running": ({"kind": "cap_run", "minutes": "0"}, CapRun(0)),
    "until a day": ({"kind": "hold", "until": str(NEXT_MONTH)}, Hold(until=NEXT_MONTH)),
    "until a test": ({"kind": "hold", "criterion": "stairs"}, Hold(criterion="stairs")),
    "one more": (
        {"kind": "add", "exercise": PRESS, "dose": "3x20", "days": "between"},
        AddExercise(PRESS, 3, 20, Days.BETWEEN),
    ),
    "one less": ({"kind": "remove", "exercise": RAISE}, RemoveExercise(RAISE)),
    "back a phase": ({"kind": "move_phase", "phase": "protect"}, MovePhase("protect", done=True)),
    "some words": ({"kind": "message", "text": "Take it easy"}, Message("Take it easy")),
}


@pytest.mark.parametrize(("form", "intent"), KEPT.values(), ids=KEPT)
def test_what_breaks_nothing_is_looked_at_then_kept_and_stands_on_the_clients_page(desk, form, intent):
    looked = desk.looks(**form)
    assert looked.status_code == 200
    assert "Nothing is kept yet." in text_of(looked)
    assert not Event.objects.filter(kind="adjusted").exists()
    assert desk.keeps(looked, reason="so & so").status_code == 302
    assert desk.standing() == [intent]
    page = text_of(desk.tess.get(desk.path()))
    assert "Tess Moran, owner" in page
    assert "Reason: so & so" in page


NEEDS_A_REASON = {
    "a dose before its greens": ({"kind": "dose", "exercise": RAISE, "dose": "3x20"}, "INV-21"),
    "hip work every day": ({"kind": "add", "exercise": "glute-bridge", "dose": "2x10", "days": "every"}, "INV-11"),
}


@pytest.mark.parametrize(("form", "rule"), NEEDS_A_REASON.values(), ids=NEEDS_A_REASON)
def test_a_rule_that_may_be_overridden_is_named_and_takes_a_reason(desk, form, rule):
    looked = desk.looks(**form)
    assert re.search(rf"[.] On \w+day \d+ \w+[.] A reason that is kept allows it[.] Rule {rule}[.]", text_of(looked))
    assert "Keep with this reason" in text_of(looked)
    bare = desk.keeps(looked)
    assert bare.status_code == 400
    assert "Write a reason" in text_of(bare)
    assert desk.standing() == []
    assert desk.keeps(bare, reason="he did so for years").status_code == 302
    assert len(desk.standing()) == 1


REFUSED = {
    "jumps too early": ({"kind": "add", "exercise": "two-leg-pogo", "dose": "3x8", "days": "loading"}, "INV-14"),
    "the next phase before its gate": ({"kind": "move_phase", "phase": "strengthen"}, "INV-07"),
}


@pytest.mark.parametrize(("form", "rule"), REFUSED.values(), ids=REFUSED)
def test_a_rule_that_nobody_may_override_has_no_button_and_says_when_it_comes_by_itself(desk, form, rule):
    looked = desk.looks(**form)
    page = text_of(looked)
    assert looked.status_code == 200
    assert "adjust/keep/" not in looked.content.decode()
    assert "Nobody may override this. " in page
    assert f"Rule {rule}." in page
    assert "It comes by itself on " in page
    typed = form | {"reason": "I know", "seen": str(desk.fresh().last_version)}
    assert desk.tess.post(desk.path("adjust/keep/"), typed).status_code == 409
    assert desk.standing() == []


def test_a_hold_that_puts_running_out_of_sight_is_named_as_the_reason(desk):
    until = (timezone.now() + timedelta(days=60)).date()
    page = text_of(desk.looks(kind="hold", until=str(until)))
    assert "The hold is the reason: it lasts past the time this grade has." in page
    shorter = (timezone.now() + timedelta(days=3)).date()
    assert "The hold is the reason" not in text_of(desk.looks(kind="hold", until=str(shorter)))


BAD = {
    "an exercise nobody knows": ({"kind": "remove", "exercise": "two-leg-heel-rise"}, "Did you mean"),
    "a dose it does not have": ({"kind": "dose", "exercise": RAISE, "dose": "9x9"}, "9 x 9 was given"),
    "a dose that is none": ({"kind": "dose", "exercise": RAISE, "dose": "lots"}, "a dose such as 3x12"),
    "a day gone by": ({"kind": "hold", "until": "2020-01-01"}, "2020-01-01 was given"),
    "a day that is none": ({"kind": "hold", "until": "2026-02-31"}, "a day such as 2026-11-30"),
    "words for a day": ({"kind": "hold", "until": "soon"}, "a day such as 2026-11-30"),
    "until nothing": ({"kind": "hold"}, "neither was given"),
    "no minutes": ({"kind": "cap_run", "minutes": ""}, "a whole number from 0 to 600"),
    "a kind nobody knows": ({"kind": "magic"}, "magic was given"),
    "days nobody knows": (
        {"kind": "add", "exercise": RAISE, "dose": "2x12", "days": "never"},
        "loading, between, every",
    ),
    "a name nobody asked for": ({"kind": "cap_run", "minutes": "5", "overrides": "INV-01"}, "overrides was given"),
    "no words": ({"kind": "message", "text": ""}, "1 to 200 letters"),
    "a phase two on": ({"kind": "move_phase", "phase": "return_to_run"}, "return_to_run was given"),
}


@pytest.mark.parametrize(("form", "told"), BAD.values(), ids=BAD)
def test_what_cannot_be_read_says_what_was_given_and_what_is_allowed(desk, form, told):
    answer = desk.looks(**form)
    assert answer.status_code == 400
    assert told in text_of(answer)
    kept = desk.tess.post(desk.path("adjust/keep/"), form | {"seen": "1"})
    assert kept.status_code == 400


def test_from_the_clients_page_a_dose_is_weighed_in_two_presses(desk):
    page = desk.tess.get(desk.path()).content.decode()
    assert f'name="exercise"\n                  value="{RAISE}"' in page or f'value="{RAISE}"' in page
    chosen = desk.looks(exercise=RAISE)
    assert 'name="dose"' in chosen.content.decode()
    assert "What changes" in text_of(desk.looks(kind="dose", exercise=RAISE, dose="2x12"))


OF_AN_EXERCISE = {
    "a run is asked for less of, and nothing else": ("walk-run-session-ladder", ["cap_run"]),
    "what protects may be left out": ("cold-pack", ["remove"]),
    "a raise may be all of it": (RAISE, ["dose", "cap", "swap", "swap", "remove", "add"]),
}


@pytest.mark.parametrize(("exercise", "kinds"), OF_AN_EXERCISE.values(), ids=OF_AN_EXERCISE)
def test_an_exercise_offers_what_makes_sense_for_it(desk, exercise, kinds):
    page = desk.looks(exercise=exercise).content.decode()
    assert re.findall(r'name="kind"\s+value="(\w+)"', page) == kinds


def test_exercises_of_the_same_family_come_first(desk):
    page = desk.looks(exercise=RAISE).content.decode()
    near = re.findall(r'name="other"\s+value="([\w-]+)"', page)
    assert set(near) & {"leaning-two-leg-heel-raise", "two-leg-half-height-hold", "up-on-two-down-on-one"}


def test_two_at_once_lose_nothing(desk):
    first = desk.looks(kind="cap_run", minutes="12")
    other = signed_in(desk.house.members["therapist"])
    assert desk.keeps(desk.looks(other, kind="remove", exercise=RAISE), other, reason="it pinches").status_code == 302
    late = desk.keeps(first, reason="slowly, please")
    page = text_of(late)
    assert late.status_code == 409
    assert "The plan has changed since you looked" in page
    assert "made by Therapist, therapist" in page
    assert "it pinches" in page
    assert "slowly, please" in page
    assert desk.standing() == [RemoveExercise(RAISE)]
    assert desk.keeps(late, reason="slowly, please").status_code == 302
    assert desk.standing() == [RemoveExercise(RAISE), CapRun(12)]


def test_a_form_sent_twice_is_one_wish_and_one_line_of_the_audit(desk):
    looked = desk.looks(kind="cap_run", minutes="12")
    assert [desk.keeps(looked).status_code for _ in range(2)] == [302, 302]
    assert Event.objects.filter(kind="adjusted").count() == 1
    assert AuditEntry.objects.filter(what="adjusted", about=desk.client.key, who=desk.house.owner.key).count() == 1


def test_another_wish_under_the_same_number_is_a_conflict(desk):
    looked = desk.looks(kind="cap_run", minutes="12")
    desk.keeps(looked)
    answer = desk.keeps(looked, minutes="5")
    assert answer.status_code == 409
    assert "a UUID of its own" in text_of(answer)


def test_what_is_taken_back_no_longer_stands_and_is_on_record(desk):
    desk.asks(kind="cap_run", minutes="12")
    kept = desk.tess.post(desk.path("adjust/undo/"), undo_fields(desk) | {"reason": "better"})
    assert kept["Location"] == f"{desk.path()}#asked", "back to what stands, not to the top of a long page"
    assert desk.standing() == []
    assert "Nothing yet: the plan is as the rules make it." in text_of(desk.tess.get(desk.path()))
    assert AuditEntry.objects.filter(what="took back", about=desk.client.key).count() == 1


def test_what_cannot_be_taken_back_says_why_and_keeps_the_words(desk):
    desk.asks(kind="cap_run", minutes="12")
    stale = undo_fields(desk)
    desk.asks(kind="remove", exercise=RAISE)
    late = desk.tess.post(desk.path("adjust/undo/"), stale | {"reason": "so much better"})
    assert late.status_code == 409
    assert "look again" in text_of(late)
    assert 'value="so much better"' in late.content.decode()
    bad = desk.tess.post(desk.path("adjust/undo/"), {"key": "nothing", "seen": str(desk.fresh().last_version)})
    assert bad.status_code == 400
    assert len(desk.standing()) == 2
