"""What kit, focus and the screen change about the planned course."""

import pytest

from tests.rehab.engine.people import CALF, RETURN, a_runner, doses, exercises, names, steps

DROPS = {"two-leg-heel-drop", "single-leg-heel-drop-straight-knee", "single-leg-heel-drop-bent-knee"}
BARE = frozenset({"chair", "wall"})


def everything(grade: int, first: int, last: int, **facts: object) -> set[str]:
    return {name for day in a_runner(grade, **facts).days(first, last) for name in names(day)}


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_without_a_step_the_heel_drops_are_left_out_and_a_notice_says_so(grade: int) -> None:
    runner = a_runner(grade, kit=BARE)
    last = 7 * runner.weeks - 1
    assert not everything(grade, 0, last, kit=BARE) & DROPS
    assert everything(grade, 0, last) >= DROPS
    assert everything(grade, 0, last) - DROPS == everything(grade, 0, last, kit=BARE)
    told = {
        notice.why.given("exercise")
        for week in range(1, runner.weeks + 1)
        for notice in runner.week(week).notices
        if notice.why.rule == "kit-missing"
    }
    assert told == DROPS


def test_the_notice_stands_on_the_day_too_and_once_in_the_week() -> None:
    runner = a_runner(2, kit=BARE)
    assert [why.rule for why in runner.day(16).notices] == ["kit-missing"]
    assert runner.day(14).notices == ()
    assert sum(n.why.rule == "kit-missing" for n in runner.week(3).notices) == 1
    assert [n.level for n in runner.week(3).notices if n.why.rule == "kit-missing"] == ["info"]


SWAPS: dict[str, tuple[int, int, str, str, str]] = {
    "a bike stands in for the walk on a light day": (
        2,
        15,
        "bike",
        "stationary-bike-mid-foot-on-pedal",
        "flat-walking",
    ),
    "a pool too": (2, 15, "pool", "swim-or-deep-water-run", "flat-walking"),
    "a bike on the light day of the weeks": (2, 57, "bike", "stationary-bike-mid-foot-on-pedal", "flat-walking"),
    "a band from the second week of mobilise": (3, 29, "band", "band-foot-presses", "straight-knee-foot-push"),
}


@pytest.mark.parametrize(("grade", "day", "kit", "there", "gone"), SWAPS.values(), ids=SWAPS)
def test_named_kit_takes_a_place(grade: int, day: int, kit: str, there: str, gone: str) -> None:
    plain, equipped = names(a_runner(grade).day(day)), names(a_runner(grade, kit=frozenset({"step", kit})).day(day))
    assert [there if name == gone else name for name in plain] == equipped
    assert there in equipped


def test_the_bike_is_not_taken_on_other_days() -> None:
    kit = frozenset({"step", "bike", "band"})
    assert "flat-walking" in names(a_runner(2, kit=kit).day(9))
    assert "straight-knee-foot-push" in names(a_runner(2, kit=kit).day(11 - 2))
    assert "straight-knee-foot-push" in names(a_runner(3, kit=kit).day(25))


def test_bike_before_pool_when_both_are_there() -> None:
    both = names(a_runner(2, kit=frozenset({"bike", "pool", "step"})).day(15))
    assert "stationary-bike-mid-foot-on-pedal" in both
    assert "swim-or-deep-water-run" not in both


@pytest.mark.parametrize("day", [15, 23, 33, 55])
def test_a_roller_is_offered_on_light_days(day: int) -> None:
    kit = frozenset({"step", "roller"})
    light = a_runner(2, kit=kit).day(day)
    rolled = next(item for item in light.items if item.exercise == "calf-foam-roll")
    assert rolled.optional
    assert rolled.why.rule == "offered-gently"
    assert light.minutes == a_runner(2).day(day).minutes
    assert [name for name in names(light) if name != "calf-foam-roll"] == names(a_runner(2).day(day))


def test_a_roller_is_no_part_of_other_days() -> None:
    kit = frozenset({"step", "roller"})
    assert "calf-foam-roll" not in {
        name for day in (8, 14, 19, 30, 54) for name in names(a_runner(2, kit=kit).day(day))
    }
    first = next(item for item in a_runner(2, kit=kit).day(15).items if item.exercise == "calf-foam-roll")
    assert str(first.dose) == "1 x 1 min"


def test_order_of_the_kit_says_nothing() -> None:
    one, two = frozenset(["bike", "step", "roller"]), frozenset(["roller", "step", "bike"])
    assert a_runner(2, kit=one).week(9) == a_runner(2, kit=two).week(9)


PAIRS = [tuple(pair) for pair in CALF.schedule.pairs]


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_soleus_changes_the_order_of_each_pair_and_nothing_else_before_the_ladder(grade: int) -> None:
    swapped = dict(PAIRS) | {b: a for a, b in PAIRS}
    plain, soleus = a_runner(grade), a_runner(grade, focus="soleus")
    for day in range(plain.floors[RETURN]):
        one, other = names(plain.day(day)), names(soleus.day(day))
        assert sorted(one) == sorted(other)
        assert other == [swapped[name] if swapped.get(name) in one else name for name in one]
        assert plain.day(day).minutes == soleus.day(day).minutes


def test_soleus_does_the_bent_knee_first() -> None:
    assert exercises(a_runner(2, focus="soleus").lived(14)[1])[:2] == ["two-leg-bent-knee-raise", "two-leg-heel-raise"]
    assert exercises(a_runner(2, focus="gastrocnemius").lived(14)[1])[:2] == [
        "two-leg-heel-raise",
        "two-leg-bent-knee-raise",
    ]


@pytest.mark.parametrize("focus", ["gastrocnemius", "unknown"])
def test_gastrocnemius_is_the_plan_as_printed(focus: str) -> None:
    for week in (1, 3, 5, 9):
        assert a_runner(2, focus=focus).week(week).days == a_runner(2).week(week).days


BESIDE_RUNNING: dict[str, tuple[int, str, dict[str, str]]] = {
    "mild": (1, "unknown", {"raise": "3 x 6 rep", "bent": "2 x 6 rep", "drop": "2 x 6 rep"}),
    "moderate": (2, "unknown", {"raise": "3 x 6 rep", "bent": "2 x 6 rep", "drop": "2 x 6 rep"}),
    "severe": (3, "unknown", {"raise": "3 x 8 rep", "bent": "3 x 6 rep", "drop": "2 x 6 rep"}),
}


@pytest.mark.parametrize(("grade", "focus", "wanted"), BESIDE_RUNNING.values(), ids=BESIDE_RUNNING)
def test_strength_beside_the_ladder_is_fixed(grade: int, focus: str, wanted: dict[str, str]) -> None:
    runner = a_runner(grade, focus=focus)
    for day in range(runner.floors[RETURN], runner.floors[RETURN + 1], 2):
        found = doses(runner.day(day))
        assert found["single-leg-heel-raise"] == wanted["raise"]
        assert found["single-leg-bent-knee-raise"] == wanted["bent"]
        assert found["single-leg-heel-drop-straight-knee"] == wanted["drop"]


def test_never_over_sixty_percent_of_the_session_before() -> None:
    """42 of 72 and of 78, 54 of 100: the volumes of the last full session before the ladder."""
    for grade, before, beside in ((1, 72, 42), (2, 78, 42), (3, 100, 54)):
        runner = a_runner(grade)
        state, session = runner.lived(runner.floors[RETURN])
        assert state.power_volume == before
        volume = sum(
            CALF.catalogue[name].dose_steps[step].volume
            for name, step in steps(session).items()
            if CALF.catalogue[name].category in ("calf_strength", "heel_drop", "heavy_strength")
        )
        assert volume == beside


def test_what_the_screen_bars_comes_back_with_clearance_and_what_it_never_allows_does_not() -> None:
    barred = frozenset({"two-leg-heel-drop", "two-leg-pogo"})
    locked = a_runner(2, barred=barred)
    assert not {name for day in locked.days(0, 28) for name in names(day)} & barred
    opened = a_runner(2, barred=barred, cleared_on_day=18)
    assert "two-leg-heel-drop" not in names(opened.day(16))
    assert "two-leg-heel-drop" in names(opened.day(18))
    forbidden = a_runner(2, never=frozenset({"cold-pack"}), cleared_on_day=0)
    assert "cold-pack" in names(a_runner(2).day(0))
    assert "cold-pack" not in {name for day in forbidden.days(0, 6) for name in names(day)}


def test_no_hop_before_a_green_pogo() -> None:
    """Without the pogo, which the screen took away, the hop stays locked."""
    assert "single-leg-hop-on-the-spot" not in everything(2, 0, 60, barred=frozenset({"two-leg-pogo"}))


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_the_same_question_has_the_same_answer(grade: int) -> None:
    first = [a_runner(grade, age=40, kit=frozenset({"step", "bike"})).week(week) for week in (2, 7, 1)]
    again = [a_runner(grade, age=40, kit=frozenset({"bike", "step"})).week(week) for week in (2, 7, 1)]
    assert first == again
    assert [week.number for week in first] == [2, 7, 1]
