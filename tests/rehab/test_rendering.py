"""The JSON of a plan keeps its promise, and the text can be read in a narrow terminal."""

import json
from datetime import date
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from rehab.answering import Answer, answer
from rehab.asking import Bounds, ask
from rehab.library import CALF_STRAIN, PROTOCOLS, load_protocol
from rehab.programme import NoPlan
from rehab.reason import because
from rehab.rendering import as_json, no_plan, no_plan_text
from rehab.rendering_text import load_of, no_plan_as_text, plan_as_text, wrap
from rehab.screening import load_screening
from rehab.words import words_in
from tests.rehab.plan_schema import NO_PLAN, PROGRAMME, WEEK, Schema

BOUNDS = Bounds(load_protocol(), load_screening(PROTOCOLS / CALF_STRAIN / "1.0"), date(2026, 11, 23))
KEYS = ["protocol", "grade", "week", "focus", "cleared_on_day", "basis", "phases", "days", "tests", "gates", "notices"]
ITEM_KEYS = [
    "exercise", "name", "category", "muscle", "load_tier", "side", "equipment", "optional", "sets", "amount", "unit",
    "per_side", "times_per_day", "rest_seconds", "tempo", "stop_rule", "why",
]  # fmt: skip


def found(**answers: str) -> Answer | NoPlan:
    asked = ask({name: text.split("+") for name, text in answers.items()}, BOUNDS)
    return answer(BOUNDS.protocol, BOUNDS.screening, asked)


def plan(**answers: str) -> Answer:
    made = found(**answers)
    assert isinstance(made, Answer)
    return made


def week_of(**answers: str) -> Any:
    made = plan(**answers)
    return json.loads(as_json(made.rendering.week(made.programme, made.programme.weeks[0])))


def faults(schema: Schema, body: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(body)]


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_a_week_asked_for_alone_has_the_promised_shape_and_its_seven_days(grade):
    for week in (1, 3, 8, 19, 104):
        body = week_of(grade=str(grade), week=str(week), cleared_on_day="21", injured_on="2026-11-01")
        assert faults(WEEK, body) == [], f"grade {grade}, week {week}"
        assert [day["day"] for day in body["days"]] == list(range(7 * week - 7, 7 * week))


def test_keys_stand_in_the_promised_order():
    body = week_of(grade="2", week="3")
    assert list(body) == KEYS
    assert list(body["days"][0]) == ["day", "date", "phase", "kind", "minutes", "items"]
    assert list(body["days"][0]["items"][0]) == ITEM_KEYS
    assert list(week_of(grade="2", week="5")["days"][2]["items"][1]) == [*ITEM_KEYS, "bouts"]


@pytest.mark.parametrize(("grade", "weeks"), [(1, 12), (2, 16), (3, 27)])
def test_the_whole_course_has_all_its_weeks(grade, weeks):
    made = plan(grade=str(grade), weeks="all", cleared_on_day="21")
    body = json.loads(as_json(made.rendering.whole(made.programme)))
    assert [week["week"] for week in body["weeks"]] == list(range(1, weeks + 1))
    some = body | {"weeks": [body["weeks"][week - 1] for week in (1, weeks // 2, weeks)]}
    assert faults(PROGRAMME, some) == []


def test_dates_are_there_when_the_day_of_the_injury_is():
    days = week_of(grade="2", week="3", injured_on="2026-11-03")["days"]
    assert (days[0]["date"], days[6]["date"]) == ("2026-11-17", "2026-11-23")
    assert week_of(grade="2", week="3")["days"][0]["date"] is None


def test_gates_tell_number_and_unit_even_where_yes_is_the_number():
    gates = {gate["criterion"]: (gate["needs"], gate["unit"]) for gate in week_of(grade="3", week="1")["gates"]}
    assert gates["rest-pain"] == (2, "pain")
    assert gates["no-red-flag"] == gates["clearance"] == (1, "yes")


def test_grade_3_without_clearance_stays_in_protect_with_a_notice():
    body = week_of(grade="3", week="20")
    assert body["phases"] == ["protect"]
    assert body["notices"][0]["level"] in ("stop", "advise")
    assert any(notice["level"] == "stop" for notice in body["notices"])


LOOKS = {
    "nobody has looked, week 1": ({}, "1", 1),
    "nobody has looked, week 6": ({}, "6", 1),
    "the look comes in week 6, week 2": (dict(cleared_on_day="37"), "2", 1),
    "the look comes in this week": (dict(cleared_on_day="37"), "6", 1),
    "the look was last week": (dict(cleared_on_day="37"), "7", 0),
}


@pytest.mark.parametrize(("answers", "week", "times"), LOOKS.values(), ids=LOOKS)
def test_a_severe_strain_is_told_once_that_it_needs_a_look(answers, week, times):
    made = plan(grade="3", week=week, **answers)
    told = [told.rule for told in made.rendering.notices(made.programme.weeks[0])]
    assert sum(rule in ("clearance-wanted", "clearance-late", "grade-3-advise") for rule in told) == times


def test_a_late_week_without_a_look_speaks_of_no_first_days():
    text = plan_as_text(plan(grade="3", week="6"))
    assert "72 hours" not in text
    assert "first, so you guard" not in " ".join(text.split())
    assert "ask a doctor or physio for a visit this week" in " ".join(text.split())


def test_later_weeks_begin_with_what_must_be_true():
    notices = week_of(grade="2", week="3")["notices"]
    told = next(notice["text"] for notice in notices if notice["level"] == "confirm")
    assert "Walk 10 minutes with no limp" in told
    assert "3 × 15 heel raises in a chair" in told


def test_every_plan_says_that_nobody_has_reviewed_the_protocol():
    assert any("awaits review by a registered clinician" in n["text"] for n in week_of(grade="1", week="1")["notices"])


def test_a_reviewed_protocol_says_nothing_of_waiting():
    reviewed = msgspec.structs.replace(BOUNDS.protocol, reviewed_by="A clinician", reviewed_on="2026-11-22")
    made = answer(reviewed, BOUNDS.screening, ask({"grade": ["1"], "week": ["1"]}, BOUNDS))
    assert isinstance(made, Answer)
    assert not any("awaits review" in told.text for told in made.rendering.notices(made.programme.weeks[0]))


def test_a_plan_whose_grade_the_answers_have_lifted_says_so():
    made = plan(grade="1", week="1", flag="rf23")
    assert made.programme.grade == 2
    told = made.rendering.notices(made.programme.weeks[0])[0]
    assert told.text == words_in().reason(because("grade-lifted", grade=2))


def test_text_says_the_date_of_a_day_when_the_day_of_the_injury_is_known():
    assert "Day 14 · 2026-11-17 · Strengthen" in plan_as_text(plan(grade="2", week="3", injured_on="2026-11-03"))


def test_why_is_the_sentence_of_its_rule_with_its_sources():
    why = week_of(grade="2", week="3")["days"][0]["items"][0]["why"]
    assert why["rule"] == "dose-first"
    assert why["text"] == "Two-leg heel raise is new, so you begin at the first dose, 2 × 12."
    assert "green-2022" in why["sources"]


STOPS = {
    "strength from the third phase on": (dict(grade="2", week="3"), "two-leg-heel-raise", 5),
    "strength in an early phase": (dict(grade="2", week="2"), "seated-heel-raise", 4),
    "stretches": (dict(grade="2", week="3"), "straight-knee-wall-stretch", 4),
    "hops": (dict(grade="2", week="4"), "two-leg-pogo", 4),
    "the ladder": (dict(grade="2", week="5"), "walk-run-session-ladder", 4),
    "runs": (dict(grade="2", week="9"), "continuous-easy-run", 4),
}


@pytest.mark.parametrize(("answers", "exercise", "red"), STOPS.values(), ids=STOPS)
def test_stop_rules_carry_the_protocols_number(answers, exercise, red):
    items = [item for day in week_of(**answers)["days"] for item in day["items"] if item["exercise"] == exercise]
    assert items
    assert all(f"{red} of 10" in item["stop_rule"] and "sharp pain" in item["stop_rule"] for item in items)


def test_the_same_question_gives_the_same_bytes_whatever_the_order_of_flags_and_kit():
    def made(flags: str, kit: str) -> bytes:
        answers = plan(grade="2", week="3", flag=flags, equipment=kit)
        return as_json(answers.rendering.week(answers.programme, answers.programme.weeks[0]))

    assert made("rf23+rf25", "band,chair") == made("rf25+rf23+rf23", "chair,band,chair")


@pytest.mark.parametrize("width", [30, 44, 60, 80, 100])
@pytest.mark.parametrize("answers", [dict(grade="2", weeks="all"), dict(grade="3", week="1")], ids=["all", "protect"])
def test_text_fits_its_width_and_hides_no_word(width, answers):
    made = plan(**answers)
    text = plan_as_text(made, leg="left", width=width)
    assert max(map(len, text.splitlines())) <= width
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    for item in (item for day in made.programme.days for item in day.items):
        assert made.rendering.words.exercise(item.exercise).split()[0] in text
    for given in ("_", "two-leg-", "dose-"):
        assert given not in text
    assert "Strengthen" in text or "Protect" in text


def test_text_names_phase_day_dose_and_why():
    text = plan_as_text(plan(grade="2", week="3"))
    assert text.startswith("Week 3 of a grade 2 calf strain: days 14 to 20 after the injury\n")
    assert "Phase 3 of 6: Strengthen." in text
    assert "Day 16 · Strengthen · training day · 21 min" in text
    assert "2 × 8" in text
    assert "Not before day 22" in text
    assert "A test comes first, after a warm-up walk." in text


def test_a_run_day_tells_minutes_of_running_those_of_the_whole_run_and_the_rest():
    text = plan_as_text(plan(grade="2", week="5"), width=100)
    assert "training day · 5 min of running, 31 min in all · plus 14 min of exercises" in text
    assert "30 min of running, 46 min in all" in plan_as_text(plan(grade="2", week="9"))


def test_a_protection_day_is_care_through_the_day_and_some_moves():
    assert "Day 0 · Protect · protection day · care through the day, 2 min of moves\n" in plan_as_text(
        plan(grade="2", week="1")
    )
    made = plan(grade="2", week="1")
    still = msgspec.structs.replace(made.programme.days[0], minutes=0)
    assert load_of(made.rendering, still) == ["protection day", "care through the day"]


def test_what_green_means_and_what_is_taken_for_granted_is_told_once():
    text = " ".join(plan_as_text(plan(grade="2", weeks="all")).split())
    assert text.count("Green means pain of 0 to 2 while you do it (0 to 1 in the first weeks,") == 1
    assert text.count("each session is green and each gate is met on its first day; real ones go slower.") == 1


@pytest.mark.parametrize("width", range(12, 60))
def test_a_number_stays_on_the_line_of_its_unit(width):
    whole = ("20 s,", "3 × 30 s", "hold 1,", "pain 4")
    lines = wrap("Rest for 20 s, then 3 × 30 s; up 2, hold 1, down 3; stop at pain 4", width)
    assert max(map(len, lines)) <= width
    assert [part for part in whole if not any(part in line for line in lines)] == []
    assert "\u00a0" not in "".join(lines)


def test_what_is_worn_laid_on_or_leaned_on_has_a_stop_of_its_own():
    items = {item["exercise"]: item["stop_rule"] for item in week_of(grade="2", week="1")["days"][0]["items"]}
    assert items["temporary-heel-lift"].startswith("Take the pads out when they make you limp,")
    assert items["compression-bandage-or-sleeve"].startswith("Take it off when the pain gets to 4 of 10,")
    assert items["elevation"].startswith("Put the leg down when the pain gets to 4 of 10,")


def test_no_plan_says_what_to_do_first_and_has_no_day():
    made = found(grade="2", week="3", flag="rf23+rf01+rf07")
    assert isinstance(made, NoPlan)
    body = json.loads(as_json(no_plan(made, words_in())))
    assert faults(NO_PLAN, body) == []
    assert (body["route"], body["flags"]) == ("E", ["rf01"])
    assert body["text"].startswith("Call an ambulance now.")
    assert max(map(len, no_plan_as_text(made, words_in()).splitlines())) <= 80


NO_PLANS = {
    "a pop": (dict(flag="rf08"), "U", ["rf08"]),
    "two signs of a clot": (dict(flag="rf10a+rf10c"), "U", ["rf10a", "rf10c"]),
    "one sign and a risk": (dict(flag="rf10a+rf11e"), "U", ["rf10a", "rf11e"]),
    "fifteen years old": (dict(age="15"), "W", ["rf29"]),
    "sixteen, and no guardian": (dict(age="16"), "W", ["rf29"]),
}


@pytest.mark.parametrize(("answers", "route", "flags"), NO_PLANS.values(), ids=NO_PLANS)
def test_no_plan_names_the_answers_that_say_so(answers, route, flags):
    made = found(grade="2", week="3", **answers)
    assert isinstance(made, NoPlan)
    assert (made.route, list(made.flags)) == (route, flags)
    tells_the_doctor = words_in().text("no_plan", "after", "tell") in no_plan_text(made, words_in())
    assert tells_the_doctor == (route != "W")
