"""Days on which nobody told anything: what they cost when the runner comes back."""

import pytest

from rehab.events import CheckIn, Cleared, Morning, OtherWork, Paused, Resumed, Screened, Tried
from rehab.vocabulary import Lock, Route, Status
from tests.rehab.engine.people import (
    MAINTAIN,
    MOBILISE,
    POWER,
    PROTECT,
    RETURN,
    STRENGTHEN,
    Diary,
    done,
    exercises,
    midway,
    steps,
    tiers,
)

SEEN_AGAIN = Screened(frozenset(), full=True)


def midnight(diary: Diary) -> list[str]:
    """The rules that speak at the midnight of the last day."""
    return [rule for rule in diary.rules() if rule.startswith("missed")]


RULES = {
    "three days": (3, []),
    "four": (4, ["missed-some"]),
    "five": (5, []),
    "seven": (7, []),
    "eight": (8, ["missed-week"]),
    "fourteen": (14, []),
    "fifteen": (15, ["missed-fortnight"]),
    "twenty-eight": (28, []),
    "twenty-nine": (29, ["missed-month"]),
    "thirty": (30, []),
}


@pytest.mark.parametrize(("days", "rules"), RULES.values(), ids=RULES)
def test_the_day_a_rule_speaks(days: int, rules: list[str]) -> None:
    assert midnight(midway(2, 32).misses(days)) == rules


def test_the_rule_says_how_many_days() -> None:
    decision = midway(2, 32).misses(8).last.after.decisions[0]
    assert (decision.why.given("days"), decision.move) == (8, "step_back")
    assert midway(2, 32).misses(4).last.after.decisions[0].move == "hold"


def test_up_to_three_days_nothing_is_lost_and_nothing_doubled() -> None:
    """Rob would rise to 3 x 10 leaning raises in time; after three days he goes on where he was."""
    diary = midway(2, 18).misses(3).until_loading()
    assert steps(diary.today)["two-leg-heel-raise"] == 1
    assert diary.status() is Status.ACTIVE


def test_after_four_days_the_last_dose_is_done_once_more() -> None:
    plain = midway(2, 16).trains()
    assert steps(plain.until_loading().today)["two-leg-heel-raise"] == 1
    late = midway(2, 16).trains().lives(Morning(0)).misses(4).rests_until_loading()
    assert steps(late.today)["two-leg-heel-raise"] == 0
    assert late.opened.repeat
    assert not late.trains().state.repeat


LADDER: dict[str, tuple[int, int]] = {
    "three days: the next rung": (2, 20),
    "four: the last run once more": (4, 16),
    "seven: the same": (7, 16),
    "eight: two rungs down": (8, 8),
    "fourteen: the same": (14, 8),
}


@pytest.mark.parametrize(("days", "minutes"), LADDER.values(), ids=LADDER)
def test_the_ladder_after_missed_days(days: int, minutes: int) -> None:
    """On day 42 Rob ran 16 minutes, and green on day 43 opened the rung of 20."""
    diary = midway(2, 43).lives(Morning(0)).misses(days)
    assert diary.until_loading().today.run_minutes == minutes


def test_the_last_run_of_a_rung_of_two_sessions_is_repeated_within_it() -> None:
    """Day 30 and 32 are the two sessions of the first rung; after the first, and a gap, both again."""
    diary = midway(2, 31).lives(Morning(0)).misses(4)
    assert (diary.opened.rung, diary.opened.rung_done) == (0, 1)
    later = midway(2, 33).lives(Morning(0)).misses(4)
    assert (later.opened.rung, later.opened.rung_done) == (0, 1)


def test_after_eight_days_the_gates_are_tried_anew() -> None:
    assert midway(2, 27).misses(7).opened.tests
    assert midway(2, 27).misses(8).opened.tests == {}


def test_after_more_than_seven_days_every_exercise_is_a_step_lower() -> None:
    before = {name: now.step for name, now in midway(2, 23).state.progress.items()}
    diary = midway(2, 23).lives(Morning(0)).misses(8).rests_until_loading()
    after = steps(diary.today)
    assert after["single-leg-reach"] == 0
    assert {entry.rule for entry in diary.today.entries if entry.exercise in before} <= {
        "dose-after-gap",
        "dose-phase-limit",
    }


FORTNIGHT = {
    "from the weeks of runs to the ladder": (61, MAINTAIN, RETURN),
    "from the ladder to power": (36, RETURN, POWER),
    "from power to strengthen": (24, POWER, STRENGTHEN),
    "from strengthen to mobilise": (18, STRENGTHEN, MOBILISE),
    "never before mobilise": (9, MOBILISE, MOBILISE),
    "nor out of protect": (3, PROTECT, PROTECT),
}


@pytest.mark.parametrize(("day", "before", "after"), FORTNIGHT.values(), ids=FORTNIGHT)
def test_fifteen_days_cost_a_phase_and_ask_the_screen_again(day: int, before: int, after: int) -> None:
    diary = midway(2, day)
    assert diary.opened.phase == before
    assert diary.misses(14).opened.phase == before
    assert diary.misses(1).opened.phase == after
    assert diary.opened.needs_screening
    assert diary.opened.rung == 0
    assert midnight(diary) == ["missed-fortnight"]
    assert tiers(diary) <= 2


def test_the_ladder_begins_at_its_entry_after_a_fortnight() -> None:
    diary = midway(2, 61).misses(15)
    diary.lives(Morning(0), SEEN_AGAIN)
    assert diary.status() is not Status.NEEDS_REVIEW
    assert (diary.state.rung, diary.state.rung_done, diary.state.ladder_done) == (0, 0, False)
    assert diary.state.first_weekly_run is None
    assert diary.until_loading().today.run_minutes == 5


def test_a_month_begins_again_in_mobilise_without_credit() -> None:
    diary = midway(2, 61).misses(29)
    opened = diary.opened
    assert (opened.phase, opened.progress, opened.tests, opened.contacts) == (MOBILISE, {}, {}, 0)
    assert opened.needs_screening
    diary.lives(Morning(0), SEEN_AGAIN)
    assert set(steps(diary.last.session).values()) == {0}
    assert diary.last.before.day == 90


def test_a_test_tried_in_the_month_does_not_outlive_it() -> None:
    diary = midway(2, 61).misses(20).lives(Tried("single-leg-raises", 20, 20, 0))
    assert diary.state.tests
    assert diary.misses(8).opened.tests == {}


def test_a_month_in_protect_stays_there() -> None:
    assert midway(2, 3).misses(29).opened.phase == PROTECT


def test_a_session_told_ends_the_count() -> None:
    diary = midway(2, 32).misses(3)
    assert diary.state.missed == 3
    session = diary.today
    diary.lives(CheckIn(done(session)))
    assert diary.state.missed == 0
    assert midway(2, 32).misses(3).lives(OtherWork()).state.missed == 0
    assert midway(2, 32).misses(3).lives(Morning(0)).state.missed == 4


def test_a_rest_day_begins_no_count_and_breaks_none() -> None:
    """Day 37 is a rest day of the ladder, with nothing asked."""
    assert exercises(midway(2, 37).today)[-1] == "knee-to-wall-rocks"
    assert midway(2, 37).lives().state.missed == 0
    assert midway(2, 36).misses(2).state.missed == 2


def test_a_pause_shows_no_plan_and_its_days_are_missed_days() -> None:
    diary = midway(2, 37).lives(Paused())
    assert diary.status() is Status.PAUSED
    assert diary.today.entries == ()
    diary.misses(7)
    assert diary.state.missed == 8
    assert midnight(diary) == ["missed-week"]
    diary.lives(Resumed())
    assert diary.status() is Status.ACTIVE
    assert diary.last.session.entries


def test_a_stop_is_no_training_so_its_days_are_missed_days() -> None:
    """A warning sign on day 45, an examination three weeks later: the ladder begins at the bottom."""
    diary = midway(2, 45).lives(Morning(0), Screened(frozenset({"rf01"}), Route.EMERGENCY, Lock.NO_PLAN))
    assert diary.today.entries == ()
    assert diary.status() is Status.STOPPED_REDFLAG
    diary.misses(20).lives(Morning(0), Cleared("physiotherapist"))
    assert diary.state.phase == POWER
    assert diary.state.rung == 0


def test_weeks_missed_are_run_again() -> None:
    """Nothing run in the first week of runs: the second plans the same minutes."""
    diary = midway(2, 54).misses(7)
    assert diary.state.week.planned == 90
    assert diary.opened.week.number == 2
    assert diary.opened.week.planned == 90
