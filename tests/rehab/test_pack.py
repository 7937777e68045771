"""The table a phone keeps: whatever it says is what the rules say of the same answers."""

from datetime import UTC, datetime, time, timedelta
from itertools import combinations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rehab.events import CheckIn, Did, Finished, Morning, Report, Screened
from rehab.following import Fact, Today, day_at_hand, days_until
from rehab.lights import judge
from rehab.pack import LIGHTS_OF_TODAY, MORNINGS, PAINS, Pack, make_pack, routes_of
from rehab.screening import asked_daily
from rehab.situation import terms_of
from rehab.so_far import light_so_far
from rehab.timeline import advance
from rehab.vocabulary import Light, Route, Sign
from rehab.watching import answered
from tests.rehab.packs import CALF, DAYS, LETTERS, course, facts_of, packed
from tests.rehab.screening_oracle import RULES


@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
def test_every_morning_has_the_light_and_the_plan_that_the_rules_give_it(day):
    start, today = course(day)
    found = make_pack(CALF, RULES, start, (), today)
    ways = found.pack.days[0]
    shown = [variant.today for variant in found.variants if variant.date == today.date]
    assert shown[ways.begins[""].untold].plan == today.plan
    for name, (limp, widespread) in MORNINGS.items():
        for pain in PAINS:
            told = day_at_hand(CALF, today.began, [Fact(today.date, _at(today), "0", Morning(pain, limp, widespread))])
            place = ways.begins[""].plans[name][pain]
            assert shown[place].plan == told.plan
            light = light_so_far(told.now).light or Light.GREEN
            assert LETTERS[ways.begins[""].lights[name][pain]] == light


def _at(today: Today) -> datetime:
    return datetime.combine(today.date, time(7), UTC)


@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
def test_tomorrow_has_a_plan_for_each_light_of_today(day):
    start, today = course(day)
    found = make_pack(CALF, RULES, start, (), today)
    tomorrow = found.pack.days[1]
    assert (tomorrow.date, set(tomorrow.begins)) == (today.date + timedelta(days=1), set(LIGHTS_OF_TODAY))
    places = {
        place for day in tomorrow.begins.values() for row in [*day.plans.values(), (day.untold,)] for place in row
    }
    assert places == set(range(len(tomorrow.plans)))
    untold = advance(CALF, today.began, today.page.events).after
    shown = [variant.today for variant in found.variants if variant.date == tomorrow.date]
    assert shown[tomorrow.begins["untold"].untold].plan == day_at_hand(CALF, untold, ()).plan


def test_a_morning_that_was_told_leaves_no_other():
    _, pack = packed(17, Morning(1))
    assert (pack.days[0].begins[""].plans, pack.days[0].begins[""].lights) == ({}, {})
    assert len(pack.days[0].plans) == 1


def test_what_was_told_of_today_is_its_light():
    entry = course(17)[1].plan.entries[0].exercise
    start, today = course(17, Did(entry), Finished(9, after=0))
    assert make_pack(CALF, RULES, start, facts_of(today), today).pack.light == "red"


def test_signs_felt_in_a_session_are_all_in_one_of_two_lists():
    _, pack = packed(17)
    assert sorted((*pack.acute, *pack.red)) == sorted(Sign)
    assert "pop" in pack.acute


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(DAYS.values())),
    st.lists(st.tuples(st.integers(0, 20), st.none() | st.integers(0, 10)), max_size=6),
    st.none() | st.integers(0, 10),
    st.booleans(),
)
def test_the_light_of_a_session_is_the_worst_of_its_answers(day, numbers, after, widespread):
    today, pack = packed(day)
    plan = pack.days[0].plans[pack.days[0].begins[""].untold]
    pains = {plan.items[n % len(plan.items)].exercise: pain for n, pain in numbers}
    told = CheckIn(tuple(Report(name, pain=pain) for name, pain in pains.items()), after=after, widespread=widespread)
    letters = [] if after is None or pains else [plan.nothing_done_after[after]]
    for item in plan.items:
        pain = pains.get(item.exercise)
        letters += [] if pain is None else [(item.all_over if widespread else item.lights)[pain]]
        letters += [item.after[after]] if item.exercise in pains and after is not None else []
    worst = max(letters, key="gar".index, default="g")
    assert judge(terms_of(CALF, today.now.situation), today.now, told).light == LETTERS[worst]


ON_RECORD = {
    "nothing": frozenset(),
    "a risk of a clot": frozenset({"rf11a"}),
    "no clear moment": frozenset({"rf12"}),
    "a sign of a clot": frozenset({"rf10a"}),
}


@pytest.mark.parametrize("flags", ON_RECORD.values(), ids=ON_RECORD)
def test_any_ticks_lead_where_the_table_says(flags):
    start, today = course(8, flags=flags)
    table = routes_of(RULES, start, (), today)
    asked = [flag.id for flag in asked_daily(RULES)]
    counted = [flag for flag in asked if flag in RULES.clot.signs]
    for size in (1, 2):
        for some in combinations(asked, size):
            together = ",".join(sorted(set(some) & set(counted)))
            led = [table.alone[flag] for flag in some]
            led += [table.together[together]] if together in table.together else []
            assert max(led, key="PWUE".index) == _route(answered(RULES, start, (), today, frozenset(some)))


def _route(outcome: Screened) -> str:
    if outcome.route.stops:
        return outcome.route.value
    return "W" if outcome.lock.stops_rises else Route.PROCEED.value


def test_a_flag_of_no_plan_is_to_be_seen_today():
    start, today = course(8)
    table = routes_of(RULES, start, (), today)
    assert {"E", "U", "W"} == set(table.alone.values()) | set(table.together.values())


def test_a_protection_day_that_has_nothing_amber_still_has_its_tomorrow():
    _, pack = packed(1)
    assert all(pack.days[1].begins[light].untold < len(pack.days[1].plans) for light in LIGHTS_OF_TODAY)


def test_a_rest_day_is_packed_too():
    start, today = course(17)
    for _ in range(2):
        state, _ = days_until(CALF, today.began, (), today.date + timedelta(days=1))
        today = day_at_hand(CALF, state, ())
        pack = make_pack(CALF, RULES, start, (), today).pack
        assert msgspec.json.decode(msgspec.json.encode(pack), type=Pack) == pack
