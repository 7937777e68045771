"""Dose steps over a course: where they start, when they rise, what a fall means."""

import pytest

from rehab.reason import because
from rehab.safety import Followed, Told, loads
from rehab.vocabulary import Light
from tests.rehab.safety.plants import CALVES, GRADE_1, GRADE_2, changed, day_of, doses, found, item

G, A, R, SILENT = Light.GREEN, Light.AMBER, Light.RED, None
RAISE = "single-leg-heel-raise"
STAND = "single-leg-stand"


def course(*steps: int, name: str = RAISE, phase: str = "power", rule: str = "dose-held", every: int = 2):
    lines = [changed(item(name, step), why=because(rule)) for step in steps]
    return [day_of(100 + every * n, phase, line) for n, line in enumerate(lines)]


def lit(*lights: Light | None, every: int = 2, **facts) -> Followed:
    return Followed(told={100 + every * n: Told(light=light, **facts) for n, light in enumerate(lights)})


# Steps done every second day with their lights, in grade 2: two greens at tier 4, three at tier 2.
RISES = {
    "starts at the first": ((0,), (), []),
    "starts at the second": ((1,), (), [100]),
    "after two greens": ((0, 0, 1), (G, G), []),
    "after one green": ((0, 1), (G,), [102]),
    "two steps at once": ((0, 0, 2), (G, G), [104]),
    "after an amber": ((0, 0, 1), (G, A), [104]),
    "after a red": ((0, 0, 1), (G, R), [104]),
    "after silence": ((0, 0, 1), (G, SILENT), [104]),
    "greens on both sides of silence": ((0, 0, 0, 1), (G, SILENT, G), []),
    "greens on both sides of an amber": ((0, 0, 0, 1), (G, A, G), [106]),
    "greens on both sides of a red": ((0, 0, 0, 1), (G, R, G), [106]),
    "greens begin anew at each step": ((0, 0, 1, 2), (G, G, G), [106]),
    "two greens at each step": ((0, 0, 1, 1, 2), (G, G, G, G), []),
    "a free fall": ((0, 0, 1, 0), (G, G, G), []),
    "regained after one green": ((0, 0, 1, 1, 0, 1), (G, G, G, G, G), []),
    "regained after an amber": ((0, 0, 1, 1, 0, 1), (G, G, G, G, A), [110]),
    "above the highest after regaining": ((0, 0, 1, 1, 0, 1, 2), (G,) * 6, []),
    "greens below the highest do not count": ((0, 0, 1, 0, 1, 2), (G,) * 5, []),
    "one green at the highest is too few": ((0, 0, 1, 0, 0, 0, 1, 2), (G, G, SILENT, G, G, G, G), [114]),
    "a fall after an amber is for good": ((0, 0, 1, 1, 0, 1), (G, G, G, A, G), [110]),
    "and needs its greens again": ((0, 0, 1, 1, 0, 0, 1), (G, G, G, A, G, G), []),
    "an amber at a lower step keeps what was held": ((0, 0, 1, 1, 0, 0, 0, 1), (G, G, G, G, G, A, G), []),
    "greens after an amber begin at nothing": ((0, 0, 0, 0, 1), (G, A, G, G), []),
    "a fall after a red is for good": ((0, 0, 1, 1, 0, 1), (G, G, G, R, G), [110]),
}


@pytest.mark.parametrize(("steps", "lights", "expected"), RISES.values(), ids=RISES)
def test_rises(steps, lights, expected):
    assert found(loads.steps_up, course(*steps), followed=lit(*lights, *[G] * 9)) == expected


@pytest.mark.parametrize("rule", sorted(loads.EASED))
def test_an_easy_week_or_a_ceiling_is_no_fall_for_good(rule):
    days = course(0, 0, 1, 1, 0, 1)
    days[4] = course(0, 0, 1, 1, 0, rule=rule)[4]
    assert found(loads.steps_up, days, followed=lit(G, G, G, A, G)) == []


def test_light_work_needs_three_greens():
    assert found(loads.steps_up, course(0, 0, 1, name=STAND), followed=lit(G, G)) == [104]
    assert found(loads.steps_up, course(0, 0, 0, 1, name=STAND), followed=lit(G, G, G)) == []


def test_a_mild_strain_needs_one_green_and_starts_higher_when_planned():
    assert found(loads.steps_up, course(0, 1), GRADE_1) == []
    assert found(loads.steps_up, course(2), GRADE_1) == []
    assert found(loads.steps_up, course(3), GRADE_1) == [100]
    followed = lit(G, done=frozenset({RAISE}))
    assert found(loads.steps_up, course(2), GRADE_1, followed) == [100]


TESTED = {
    # Repetitions shown without pain, the step begun at (6, 6, 8, 10, 12, 15 repetitions).
    "ten reach six": (10, 1, []),
    "nine do not": (9, 1, [100]),
    "fourteen reach eight": (14, 2, []),
    "thirteen do not": (13, 2, [100]),
    "more than the last": (40, 5, []),
}


@pytest.mark.parametrize(("shown", "step", "expected"), TESTED.values(), ids=TESTED)
def test_a_test_says_where_to_start(shown, step, expected):
    followed = lit(G, done=frozenset({RAISE}), tested={RAISE: shown})
    assert found(loads.steps_up, course(step), GRADE_2, followed) == expected
    other = lit(G, done=frozenset({RAISE}), tested={"two-leg-heel-raise": shown})
    assert found(loads.steps_up, course(step), GRADE_2, other) == [100]


def test_after_four_weeks_a_test_may_put_it_higher():
    shown = {"done": frozenset({RAISE}), "tested": {RAISE: 14}}
    assert found(loads.steps_up, course(0, 2, every=28), followed=lit(G, G, every=28, **shown)) == [128]
    assert found(loads.steps_up, course(0, 2, every=29), followed=lit(G, G, every=29, **shown)) == []
    assert found(loads.steps_up, course(0, 3, every=29), followed=lit(G, G, every=29, **shown)) == [129]
    assert found(loads.steps_up, course(0, 0, 0, every=29)) == []
    held = [*course(0, 0, 1), day_of(140, "power", item(RAISE, 1))]
    assert found(loads.steps_up, held) == []


def test_what_is_no_step():
    odd = changed(item(RAISE), dose=doses("3 x 7 rep")[0])
    assert found(loads.steps_up, [day_of(100, "power", odd), *course(0)[1:]]) == [100]
    aid = changed(item("cold-pack"), dose=doses("1 x 20 min")[0])
    assert found(loads.steps_up, [day_of(1, "protect", aid)]) == []


def test_what_was_not_done_is_not_held():
    skipped = Followed(told={104: Told(done=frozenset())})
    assert found(loads.steps_up, course(0, 0, 1, 1), followed=skipped) == []
    assert found(loads.steps_up, course(0, 0, 1, 2), followed=skipped) == [106]


def beside(*steps: int, before: int = 3, name: str = RAISE):
    """A step in power, then steps beside the ladder, all after enough greens."""
    reach = [step for step in range(before + 1) for _ in range(2)]
    return [
        *course(*reach, name=name),
        *course(*[0] * len(reach), *steps, name=name, phase="return_to_run")[len(reach) :],
    ]


LADDER = {
    "stays as it came": ((3, 3), RAISE, []),
    "falls to what is fixed": ((1, 1), RAISE, []),
    "comes to it one step higher": ((4,), RAISE, []),
    "rises beside it": ((3, 4), RAISE, [118]),
    "falls, and rises to what is fixed": ((0, 1), RAISE, []),
    "falls, and rises over what is fixed": ((0, 1, 2), RAISE, [120]),
    "springs stay": ((3, 3), "single-leg-hop-on-the-spot", []),
    "springs rise": ((2, 3), "single-leg-hop-on-the-spot", [118]),
}


@pytest.mark.parametrize(("steps", "name", "expected"), LADDER.values(), ids=LADDER)
def test_beside_the_ladder(steps, name, expected):
    days = beside(*steps, name=name)
    assert [day for day in found(loads.steps_up, days) if day is not None and day >= 116] == expected


def test_greens_beside_the_ladder_do_not_count_afterwards():
    days = [*beside(3, 3), *course(*[0] * 10, 3, 4, phase="maintain")[10:]]
    assert found(loads.steps_up, days) == []
    few = [*course(0, 0, 1), *course(0, 0, 0, 1, 1, phase="return_to_run")[3:]]
    later = [*few, *course(*[0] * 5, 2, phase="maintain")[5:]]
    assert found(loads.steps_up, later) == [110]


def test_a_pair_shares_what_is_fixed():
    """The bent-knee raise may rise to what is fixed for its straight partner, 18 in grade 2."""
    name = "single-leg-bent-knee-raise"
    days = beside(0, 1, 2, name=name)
    assert [d for d in found(loads.steps_up, days) if d is not None and d >= 116] == [120]
    alone = changed(CALVES, schedule=changed(CALVES.schedule, pairs=()))
    assert [d for d in found(loads.steps_up, days, protocol=alone) if d is not None and d >= 116] == [118, 120]
