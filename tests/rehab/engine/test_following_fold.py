"""Folding a diary: in whatever order it came, in parts, with days told late and plans that have changed since."""

from datetime import date
from functools import cache

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rehab.events import CheckIn, Did, Finished, Morning, OtherWork, Outcome, Report, Screened, TakenBack, Tried
from rehab.following import Fact, date_of, day_at_hand, days_until, first_state
from rehab.state import Entry, Session, State
from rehab.timeline import advance
from rehab.vocabulary import Light, Route, Sign
from tests.rehab.engine.diaries import Follower, a_start, fact, green_until, joined, on, on_green
from tests.rehab.engine.people import CALF, MOBILISE, STRENGTHEN, a_diary, done, exercises

RAISE, DROP = "two-leg-heel-raise", "two-leg-heel-drop"
FIRST, DAYS = 18, 9


@cache
def rob() -> Follower:
    """Nine days from day 18 on: greens, an amber, an unfinished session, a run of his own, a day of nothing, a red."""
    told = on_green(FIRST).trains().sleeps().trains().sleeps().trains(two_leg_heel_raise=3).sleeps()
    told.tells(Morning(1), TakenBack("my thumb")).sleeps().tells(Morning(0), Did(RAISE, pain=0)).sleeps(2)
    told.tells(OtherWork(20, loaded=True, pain=0), Tried("stairs", 1)).sleeps().trains(end=Finished(after=6)).sleeps()
    return told.tells(Morning(2))


def as_kept(value: object) -> bytes:
    """A state as a database keeps it: equal states are equal bytes."""
    return msgspec.json.encode(value, order="deterministic")


def folded(facts: list[Fact]) -> State:
    return days_until(CALF, green_until(FIRST), facts, on(FIRST + DAYS))[0]


def test_the_story_is_worth_folding() -> None:
    """It has every light, a swap and a session that nobody finished; what follows proves nothing otherwise."""
    _, course = days_until(CALF, rob().state, rob().facts, on(FIRST + DAYS))
    lights = {decision.light for lived in course for decision in lived.after.decisions}
    assert lights >= {Light.GREEN, Light.AMBER, Light.RED}
    assert course[-1].after.swaps
    assert [lived.before.day for lived in course] == list(range(FIRST, FIRST + DAYS))


@settings(max_examples=12, deadline=None)
@given(facts=st.permutations(rob().facts))
def test_facts_may_arrive_in_any_order(facts: list[Fact]) -> None:
    assert as_kept(folded(facts)) == as_kept(folded(rob().facts))


def test_folding_may_stop_at_any_midnight_and_go_on_from_what_was_written_down() -> None:
    state, whole = rob().state, as_kept(folded(rob().facts))
    for day in range(FIRST, FIRST + DAYS + 1):
        state, _ = days_until(CALF, state, [f for f in rob().facts if f.on >= date_of(state)], on(day))
        state = msgspec.json.decode(as_kept(state), type=State)
        rest, _ = days_until(CALF, state, [f for f in rob().facts if f.on >= date_of(state)], on(FIRST + DAYS))
        assert as_kept(rest) == whole, day


def test_facts_of_the_day_and_later_wait() -> None:
    """Days before the one asked for are folded, no other."""
    assert folded(rob().facts) == folded([f for f in rob().facts if f.on < on(FIRST + DAYS)])


def test_a_day_that_has_passed_already_is_where_it_stands() -> None:
    assert days_until(CALF, rob().state, [], on(3)) == (rob().state, ())


def test_a_fact_before_the_course_stands_is_refused_with_both_days() -> None:
    with pytest.raises(ValueError, match="a fact of 2026-11-19 cannot be added to a course that stands at 2026-11-20"):
        days_until(CALF, rob().state, [fact(17, Morning(0)), fact(19, Morning(0))], on(25))


# --- the day at hand --------------------------------------------------------------------------------------------------


def test_items_told_one_by_one_are_the_session_told_at_once() -> None:
    one_by_one = on_green(18).trains(end=Finished(after=1))
    plan = on_green(18).tells(Morning(0)).today.plan
    at_once = on_green(18).tells(Morning(0), CheckIn(done(plan), after=1))
    assert one_by_one.sleeps().today.began == at_once.sleeps().today.began


def test_unfinished_items_count_at_midnight_and_not_before() -> None:
    told = on_green(18).tells(Morning(0), Did(RAISE, pain=5))
    today = told.today
    assert (today.now.reds, today.now.last_loading, today.page.open_items) == ((), 16, (Did(RAISE, pain=5),))
    assert told.sleeps().today.began.reds == (18,)


def test_two_finishes_on_one_day_add_up() -> None:
    plan = on_green(18).tells(Morning(0)).today.plan
    told = on_green(18).tells(Morning(0), Did(RAISE, pain=0), Finished(), done_from=plan)
    told.tells(Did(DROP, pain=3), Finished(), done_from=plan)
    [pending] = told.today.now.pending
    assert (pending.done, pending.light) == ({RAISE, DROP}, Light.AMBER)
    assert told.today.now.sessions[STRENGTHEN] == green_until(18).sessions[STRENGTHEN] + 1


def test_the_day_at_hand_leaves_other_days_alone() -> None:
    told = on_green(18).tells(Morning(0)).tells(Morning(9), day=19)
    assert told.today == day_at_hand(CALF, green_until(18), [f for f in told.facts if f.on == on(18)])
    assert told.today.date == on(18)


def test_what_stops_a_plan_is_read_from_the_state_it_left() -> None:
    today = on_green(18).tells(Morning(0), Screened(frozenset({"rf07"}), Route.SAME_DAY)).today
    assert (today.plan.entries, today.read_from) == ((), today.now)


# --- joining ----------------------------------------------------------------------------------------------------------


def test_a_course_begins_on_the_day_it_is_joined() -> None:
    state = first_state(CALF, a_start(2, joined=12))
    assert (state.day, state.phase, date_of(state)) == (12, MOBILISE, on(12))
    assert state == replace(a_diary(2, day=12).state, situation=state.situation)


@pytest.mark.parametrize("injured_on", [None, on(1)], ids=["the injury has no date", "the injury is still to come"])
def test_nobody_joins_without_a_day_of_the_injury(injured_on: date | None) -> None:
    start = a_start(2)
    unknown = replace(start, situation=replace(start.situation, injured_on=injured_on))
    with pytest.raises(ValueError, match="joined on 2026-11-02: give the day of the injury, not later than that"):
        first_state(CALF, unknown)


def test_joined_on_the_day_itself_everything_is_to_come() -> None:
    today = joined(a_start(2)).today
    assert (today.began, today.now, today.page.events) == (today.read_from, today.began, ())


# --- what was done from a plan that has changed since -----------------------------------------------------------------


def loaded(session: Session) -> list[str]:
    return [name for name in exercises(session) if CALF.catalogue[name].tier >= CALF.limits.loading_tier]


def told_late(*late: CheckIn | Morning | OtherWork, day: int = 18) -> Follower:
    """Rob trains on days 18 and 20 from the plans he is shown, and tells of *day* only then."""
    told = on_green(18).tells(Morning(0)).sleeps(2).trains()
    return told.tells(*late, day=day)


def test_work_told_late_leaves_what_was_done_after_it() -> None:
    """A run of his own on day 19 would have made day 20 light; he did its calf session, and so it counts."""
    told = told_late(OtherWork(20, loaded=True, pain=0), day=19)
    assert told.today.now.progress[RAISE].last_day == 20
    assert told.sleeps().today.began.last_loading == 20
    assert [told.today.plan.loading, told.sleeps().today.plan.loading] == [False, True]


def test_what_was_done_holds_the_dose_it_was_done_at() -> None:
    plan = on_green(18).today.plan
    step = {entry.exercise: entry.step for entry in plan.entries}
    harder = replace(
        plan, entries=tuple(replace(e, step=e.step + 1) if e.exercise == RAISE else e for e in plan.entries)
    )
    after = advance(CALF, green_until(18), (Morning(0), CheckIn(done(plan))), done_from=harder).after
    assert after.progress[RAISE].step == step[RAISE] + 1
    assert after.progress[DROP].step == step[DROP]


def test_what_only_the_older_plan_held_is_not_dropped() -> None:
    older = Session("training", (Entry(DROP, 0, "dose-held"),), loading=True)
    did = (CheckIn((Report(DROP, pain=0),)),)
    assert DROP not in exercises(on_green(19).today.plan)
    lived = advance(CALF, green_until(19), did, done_from=older)
    assert (lived.session, lived.after.last_loading, lived.after.progress[DROP].last_day) == (older, 19, 19)


def test_a_red_told_late_still_steps_back() -> None:
    """He was at the second dose on both days; the red of the first leaves it easier, whatever he did on the second."""
    first = on_green(18).today.plan
    red = CheckIn(done(first, two_leg_heel_raise=6))
    told = on_green(18).tells(Morning(0)).sleeps(2).trains()
    assert RAISE in loaded(told.today.plan)
    told.facts.append(fact(18, red, minute=1, uuid="late", done_from=first))
    tomorrow = told.sleeps(2).today
    assert tomorrow.began.reds == (18,)
    assert RAISE not in loaded(tomorrow.plan)
    assert tomorrow.began.progress[RAISE].highest == 0
    assert tomorrow.began.last_loading == 20


def test_once_it_has_gone_well_after_the_red_more_of_it_counts_again() -> None:
    first = on_green(18).today.plan
    red = CheckIn(done(first, two_leg_heel_raise=6))
    told = on_green(18).tells(Morning(0)).sleeps(2).trains().sleeps().tells(Morning(0)).sleeps().trains()
    raises = {f.on: f.done_from for f in told.facts if isinstance(f.event, Did) and f.event.exercise == RAISE}
    steps = [next(e.step for e in plan.entries if e.exercise == RAISE) for plan in raises.values() if plan]
    told.facts.append(fact(18, red, minute=1, uuid="late", done_from=first))
    held = told.sleeps().tells(Morning(0)).today.now.progress[RAISE]
    assert held.green_days
    assert held.highest == steps[-1] > 0


def test_a_new_strain_in_the_session_counts_nothing_from_its_plan() -> None:
    plan = on_green(18).today.plan
    popped = CheckIn(done(plan, two_leg_heel_raise=9), signs=frozenset({Sign.POP}))
    again = (Morning(0), popped, CheckIn((Report(RAISE, Outcome.DONE, 0),)))
    lived = advance(CALF, green_until(18), again, done_from=replace(plan, minutes=plan.minutes + 1))
    assert (lived.after.episode, lived.after.progress) == (2, {})
