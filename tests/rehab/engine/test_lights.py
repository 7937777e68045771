"""Green, amber or red: pain against the limits of its context, signs, and the morning after."""

from typing import Any

import pytest

from rehab.events import CheckIn, Morning, Outcome, Report
from rehab.vocabulary import Light, Sign, Status
from tests.rehab.engine.people import MOBILISE, Diary, midway

GREEN, AMBER, RED = Light.GREEN, Light.AMBER, Light.RED


def light_after(diary: Diary, check_in: CheckIn) -> Light:
    """The light of a session told with *check_in*, once the next morning is told too."""
    diary.lives(Morning(0), check_in).lives(Morning(0))
    found = [Light(light) for light in diary.lights()]
    return found[-1] if RED not in found else RED


# Rob's strain is moderate. Day 8 is in mobilise, 16 in strengthen, 24 in power, 30 a ladder run, 54 a weekly run.
LIMITS = {
    "early stretch at 1 is green": (8, "seated-towel-calf-stretch", 1, GREEN),
    "early stretch at 2 is amber": (8, "seated-towel-calf-stretch", 2, AMBER),
    "early stretch at 3 is amber": (8, "seated-towel-calf-stretch", 3, AMBER),
    "early stretch at 4 is red": (8, "seated-towel-calf-stretch", 4, RED),
    "strength in mobilise at 1 is green": (8, "seated-heel-raise", 1, GREEN),
    "strength in mobilise at 2 is amber": (8, "seated-heel-raise", 2, AMBER),
    "strength in mobilise at 4 is red": (8, "seated-heel-raise", 4, RED),
    "bridges in mobilise at 2 are amber": (8, "glute-bridge", 2, AMBER),
    "a hold at 2 is green": (8, "seated-forefoot-press", 2, GREEN),
    "a hold at 3 is amber": (8, "seated-forefoot-press", 3, AMBER),
    "a hold at 4 is red": (8, "seated-forefoot-press", 4, RED),
    "a walk at 2 is green": (8, "flat-walking", 2, GREEN),
    "a walk at 3 is amber": (8, "flat-walking", 3, AMBER),
    "a walk at 4 is red": (8, "flat-walking", 4, RED),
    "pumps in protect at 1 are green": (1, "ankle-pumps-mid-range", 1, GREEN),
    "pumps in protect at 2 are amber": (1, "ankle-pumps-mid-range", 2, AMBER),
    "raises at 2 are green": (16, "two-leg-heel-raise", 2, GREEN),
    "raises at 3 are amber": (16, "two-leg-heel-raise", 3, AMBER),
    "raises at 4 are amber": (16, "two-leg-heel-raise", 4, AMBER),
    "raises at 5 are red": (16, "two-leg-heel-raise", 5, RED),
    "balance in strengthen at 4 is amber": (16, "single-leg-stand", 4, AMBER),
    "a wall stretch keeps the early limits: 2 is amber": (16, "straight-knee-wall-stretch", 2, AMBER),
    "a wall stretch at 4 is red": (16, "straight-knee-wall-stretch", 4, RED),
    "heavy work at 2 is green": (22, "weighted-seated-raise", 2, GREEN),
    "heavy work at 3 is amber": (22, "weighted-seated-raise", 3, AMBER),
    "springs at 1 are green": (24, "two-leg-pogo", 1, GREEN),
    "springs at 2 are amber": (24, "two-leg-pogo", 2, AMBER),
    "springs at 3 are amber": (24, "two-leg-pogo", 3, AMBER),
    "springs at 4 are red": (24, "two-leg-pogo", 4, RED),
    "a ladder run at 1 is green": (30, "walk-run-session-ladder", 1, GREEN),
    "a ladder run at 2 is amber": (30, "walk-run-session-ladder", 2, AMBER),
    "a ladder run at 3 is amber": (30, "walk-run-session-ladder", 3, AMBER),
    "a ladder run at 4 is red": (30, "walk-run-session-ladder", 4, RED),
    "a weekly run at 1 is green": (54, "continuous-easy-run", 1, GREEN),
    "a weekly run at 2, one spot, is amber": (54, "continuous-easy-run", 2, AMBER),
    "a weekly run at 4 is red": (54, "continuous-easy-run", 4, RED),
}


@pytest.mark.parametrize(("day", "exercise", "pain", "light"), LIMITS.values(), ids=LIMITS)
def test_pain_while_doing_something(day: int, exercise: str, pain: int, light: Light) -> None:
    assert exercise in {entry.exercise for entry in midway(2, day).today.entries}
    assert light_after(midway(2, day), CheckIn((Report(exercise, pain=pain),))) is light


WIDESPREAD = {
    "a weekly run at 2, widespread, is green": (54, "continuous-easy-run", 2, GREEN),
    "at 3 it is amber": (54, "continuous-easy-run", 3, AMBER),
    "at 4 it is red all the same": (54, "continuous-easy-run", 4, RED),
    "on the ladder widespread soreness is no excuse": (30, "walk-run-session-ladder", 2, AMBER),
    "nor for springs": (54, "two-leg-pogo", 2, AMBER),
}


@pytest.mark.parametrize(("day", "exercise", "pain", "light"), WIDESPREAD.values(), ids=WIDESPREAD)
def test_widespread_soreness_while_running(day: int, exercise: str, pain: int, light: Light) -> None:
    told = CheckIn((Report(exercise, pain=pain),), widespread=True)
    assert light_after(midway(2, day), told) is light


AFTER: dict[str, tuple[int, tuple[str, ...], int | None, Light]] = {
    "afterwards, by the limits of what was done": (16, ("two-leg-heel-raise",), 2, GREEN),
    "amber after raises": (16, ("two-leg-heel-raise",), 3, AMBER),
    "red after raises": (16, ("two-leg-heel-raise",), 5, RED),
    "the strictest limit of all that was done": (24, ("two-leg-pogo", "single-leg-bent-knee-raise"), 2, AMBER),
    "unknown is no evidence": (16, ("two-leg-heel-raise",), None, GREEN),
}


@pytest.mark.parametrize(("day", "done", "pain", "light"), AFTER.values(), ids=AFTER)
def test_pain_when_it_was_over(day: int, done: tuple[str, ...], pain: int | None, light: Light) -> None:
    assert light_after(midway(2, day), CheckIn(tuple(Report(name) for name in done), after=pain)) is light


def test_pain_afterwards_with_nothing_done_is_judged_by_the_early_limits() -> None:
    assert light_after(midway(2, 16), CheckIn((), after=4)) is RED
    assert light_after(midway(2, 16), CheckIn((), after=3)) is AMBER


def test_pain_afterwards_is_told_apart_from_pain_during() -> None:
    diary = midway(2, 16).lives(Morning(0), CheckIn((Report("two-leg-heel-raise", pain=3),), after=5))
    assert diary.rules()[:2] == ["morning-green", "after-red"]
    assert midway(2, 16).lives(CheckIn((Report("two-leg-heel-raise", pain=5),), after=5)).rules()[0] == "session-red"


def test_the_worst_of_several_is_the_light_and_its_exercise_the_reason() -> None:
    diary = midway(2, 16).lives(
        CheckIn((Report("two-leg-heel-raise", pain=3), Report("two-leg-bent-knee-raise", pain=5)))
    )
    why = diary.last.after.decisions[0].why
    assert (why.rule, why.given("exercise"), why.given("pain")) == ("session-red", "two-leg-bent-knee-raise", 5)
    assert (why.given("amber"), why.given("red"), why.given("phase")) == (3, 5, "strengthen")


def test_what_was_left_out_hurts_nobody() -> None:
    skipped = CheckIn((Report("two-leg-heel-raise", Outcome.SKIPPED, 9), Report("single-leg-stand", pain=0)))
    assert light_after(midway(2, 16), skipped) is GREEN


def test_unknown_pain_is_green() -> None:
    assert light_after(midway(2, 16), CheckIn((Report("two-leg-heel-raise", pain=None),))) is GREEN


SIGNS = {
    "a grab": ({Sign.GRAB}, False),
    "a limp afterwards": ({Sign.LIMP}, False),
    "new pain at rest": ({Sign.REST_PAIN}, False),
    "sharp pain": ({Sign.SHARP}, True),
    "a pop": ({Sign.POP}, True),
    "new swelling or bruise": ({Sign.NEW_SWELLING}, True),
    "cannot push off": ({Sign.CANNOT_PUSH_OFF}, True),
    "a limp and a pop": ({Sign.LIMP, Sign.POP}, True),
}


@pytest.mark.parametrize(("signs", "acute"), SIGNS.values(), ids=SIGNS)
def test_signs_are_red_whatever_the_number(signs: set[Sign], acute: bool) -> None:
    diary = midway(2, 16).lives(Morning(0), CheckIn((Report("two-leg-heel-raise", pain=0),), signs=frozenset(signs)))
    assert diary.lights()[-1] == "red"
    assert diary.status() is (Status.STOPPED_ACUTE if acute else Status.STEPPED_BACK)
    assert diary.state.episode == (2 if acute else 1)
    assert diary.rules()[1] == ("acute-sign" if acute else "red-sign")


def test_a_red_sign_is_put_down_to_what_was_loaded() -> None:
    told = (Report("two-leg-heel-raise"), Report("single-leg-stand"))
    diary = midway(2, 16).lives(CheckIn(told, signs=frozenset({Sign.GRAB})))
    assert set(diary.state.swaps) == {"two-leg-heel-raise"}
    gentle = midway(2, 16).lives(CheckIn((Report("single-leg-stand"),), signs=frozenset({Sign.GRAB})))
    assert set(gentle.state.swaps) == {"single-leg-stand"}


# Mornings before day 18, day by day from 12 on; None is a morning nobody told.
BEFORE: dict[str, tuple[list[int | None], Morning, Light]] = {
    "as always": ([0, 0, 0, 0, 0, 0], Morning(0), GREEN),
    "better than always": ([2, 2, 2, 2, 2, 2], Morning(1), GREEN),
    "as sore as always": ([2, 2, 2, 2, 2, 2], Morning(2), GREEN),
    "one more": ([1, 1, 1, 1, 1, 1], Morning(2), AMBER),
    "two more": ([1, 1, 1, 1, 1, 1], Morning(3), AMBER),
    "three more": ([1, 1, 1, 1, 1, 1], Morning(4), RED),
    "the middle of three days": ([0, 0, 0, 0, 3, 1], Morning(1), GREEN),
    "the middle, whatever the order": ([0, 0, 0, 3, 0, 1], Morning(3), AMBER),
    "only the last three days count": ([5, 5, 5, 1, 1, 1], Morning(2), AMBER),
    "of two known days the lower": ([None, None, None, None, 0, 2], Morning(1), AMBER),
    "of one known day that one": ([None, None, None, 1, None, None], Morning(2), AMBER),
    "four days ago is too long": ([None, None, 0, None, None, None], Morning(5), GREEN),
    "nothing known: today is the baseline": ([None] * 6, Morning(6), GREEN),
    "a limp is red at any number": ([0, 0, 0, 0, 0, 0], Morning(0, limp=True), RED),
    "widespread at 3 is amber at most": ([0, 0, 0, 0, 0, 0], Morning(3, widespread=True), AMBER),
    "widespread at 4 is judged like any other": ([0, 0, 0, 0, 0, 0], Morning(4, widespread=True), RED),
    "widespread and no sorer than always is green": ([3, 3, 3, 3, 3, 3], Morning(3, widespread=True), GREEN),
    "a limp is red, widespread or not": ([0, 0, 0, 0, 0, 0], Morning(1, limp=True, widespread=True), RED),
}


def told(mornings: list[int | None]) -> tuple[tuple[int, int], ...]:
    return tuple((day, pain) for day, pain in enumerate(mornings, 12) if pain is not None)


@pytest.mark.parametrize(("before", "morning", "light"), BEFORE.values(), ids=BEFORE)
def test_the_morning_against_the_three_before(before: list[int | None], morning: Morning, light: Light) -> None:
    diary = midway(2, 18).knows(mornings=told(before)).lives(morning)
    assert [Light(found) for found in diary.lights()][:1] == ([light] if light is not GREEN else diary.lights()[:1])
    assert diary.state.green_mornings == (0 if light is not GREEN else diary.state.green_mornings)
    assert (light is RED) == (diary.status() is Status.STEPPED_BACK)


SECOND: dict[str, tuple[int, dict[str, Any], Light, str]] = {
    "gone the second morning": (0, {}, GREEN, ""),
    "still sore the second morning": (1, {}, RED, "morning-still-sore"),
    "a little better is still sore": (1, {}, RED, "morning-still-sore"),
    "still sore but widespread": (1, {"widespread": True}, AMBER, "morning-widespread"),
}


@pytest.mark.parametrize(("pain", "facts", "light", "rule"), SECOND.values(), ids=SECOND)
def test_the_second_morning_of_soreness(pain: int, facts: dict[str, Any], light: Light, rule: str) -> None:
    diary = midway(2, 18).lives(Morning(2)).lives(Morning(pain, **facts))
    assert diary.rules()[:1] == ([rule] if rule else [])
    assert (light is RED) == (diary.status() is Status.STEPPED_BACK)


def test_the_second_morning_is_measured_from_before_the_soreness() -> None:
    """Mornings 0 0 0, then 2, 1: the middle of three would be 0 or 1; what counts is the 0 before."""
    diary = midway(2, 18).lives(Morning(2)).lives(Morning(1))
    assert diary.rules()[0] == "morning-still-sore"
    assert diary.last.after.decisions[0].why.given("usual") == 0


def test_soreness_after_a_morning_nobody_told_begins_anew() -> None:
    diary = midway(2, 18).lives(Morning(1)).lives().lives(Morning(1))
    assert diary.rules()[0] == "morning-amber"


def test_green_mornings_in_a_row() -> None:
    diary = midway(2, 5)
    diary.lives(Morning(0))
    first = diary.state.green_mornings
    assert diary.lives(Morning(0)).state.green_mornings == first + 1
    assert diary.lives(Morning(2)).state.green_mornings == 0
    assert diary.lives(Morning(0)).state.green_mornings == 1


def test_early_phases_have_early_limits_for_strength() -> None:
    """The same seated raise at 2 is amber in mobilise; a raise at 2 in strengthen is green."""
    assert midway(2, 8).state.phase == MOBILISE
    assert light_after(midway(2, 8), CheckIn((Report("seated-heel-raise", pain=3),))) is AMBER
