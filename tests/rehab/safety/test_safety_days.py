"""Checks of single days, at their edges."""

import pytest

from rehab.reason import because
from rehab.safety import Followed, Told
from rehab.safety import days as checks
from rehab.safety.reading import Course
from rehab.situation import Situation, terms_of
from rehab.vocabulary import Lock
from tests.rehab.safety.plants import (
    CALVES,
    GRADE_1,
    GRADE_2,
    GRADE_3,
    changed,
    day_of,
    days_of,
    doses,
    found,
    item,
    with_phase,
)

ONE_OF_EACH_ROLE = {
    "relative-rest-and-walking-aid": False,
    "toe-curls-and-knee-bends": False,
    "arm-and-trunk-cardio": False,
    "seated-towel-calf-stretch": True,
    "light-upward-stroking": True,
    "seated-forefoot-press": True,
    "seated-heel-raise": True,
    "two-leg-heel-drop": True,
    "weighted-seated-raise": True,
    "heel-to-toe-stand": True,
    "glute-bridge": True,
    "two-leg-pogo": True,
    "dynamic-warm-up": True,
}


@pytest.mark.parametrize(("name", "early"), ONE_OF_EACH_ROLE.items())
def test_what_waits_for_48_hours(name, early):
    days = [day_of(number, "protect", item(name)) for number in (0, 2, 3)]
    assert found(checks.nothing_loaded_first, days) == ([0, 2] if early else [])


@pytest.mark.parametrize(
    ("grade", "stretch", "massage"), [(1, 3, 5), (2, 7, 10), (3, 28, 28)], ids=["mild", "moderate", "severe"]
)
def test_stretch_and_massage_have_their_first_day(grade, stretch, massage):
    situation = changed(GRADE_2, grade=grade)
    for name, first in (("seated-towel-calf-stretch", stretch), ("light-upward-stroking", massage)):
        days = [day_of(number, "mobilise", item(name)) for number in (first - 1, first)]
        assert found(checks.soft_tissue_days, days, situation) == [first - 1]
    assert found(checks.soft_tissue_days, [day_of(0, "mobilise", item("seated-heel-raise"))], situation) == []


CLEARANCE = {
    "severe, never": (3, None, "mobilise", [40]),
    "severe, tomorrow": (3, 41, "mobilise", [40]),
    "severe, today": (3, 40, "mobilise", []),
    "severe, first phase": (3, None, "protect", []),
    "moderate": (2, None, "mobilise", []),
}


@pytest.mark.parametrize(("grade", "cleared", "phase", "expected"), CLEARANCE.values(), ids=CLEARANCE)
def test_a_severe_strain_waits_for_a_word(grade, cleared, phase, expected):
    situation = changed(GRADE_2, grade=grade, cleared_on_day=cleared)
    assert found(checks.no_rise_without_clearance, [day_of(40, phase)], situation) == expected


def test_what_a_severe_strain_may_do_first():
    def reported(grade: int, phase: str, name: str) -> bool:
        return bool(found(checks.severe_first_phase, [day_of(22, phase, item(name))], changed(GRADE_2, grade=grade)))

    assert reported(3, "protect", "ankle-pumps-mid-range")
    assert not reported(3, "protect", "cold-pack")
    assert not reported(3, "protect", "toe-curls-and-knee-bends")
    assert not reported(3, "protect", "arm-and-trunk-cardio")
    assert not reported(3, "mobilise", "ankle-pumps-mid-range")
    assert not reported(2, "protect", "ankle-pumps-mid-range")


def stretch_of(*spans: tuple[str, int, int]):
    return [day_of(number, phase) for phase, first, last in spans for number in range(first, last + 1)]


STAYS = {
    "on the floor, as short as planned": ([("mobilise", 5, 13), ("strengthen", 14, 21), ("power", 22, 23)], []),
    "a day before the floor": ([("mobilise", 5, 12), ("strengthen", 13, 21)], [13]),
    "late and long enough": ([("mobilise", 5, 14), ("strengthen", 15, 18), ("power", 22, 23)], []),
    "late and a day short": ([("mobilise", 5, 20), ("strengthen", 21, 23), ("power", 24, 25)], [24]),
    "late and just long enough": ([("mobilise", 5, 20), ("strengthen", 21, 24), ("power", 25, 26)], []),
    "late, short, and down": ([("strengthen", 20, 25), ("power", 26, 27), ("strengthen", 28, 29)], []),
    "placed there to begin with": ([("strengthen", 30, 30), ("power", 31, 40)], []),
    "left a day after its floor, too early for the next": (
        [("mobilise", 5, 13), ("strengthen", 14, 14), ("power", 15, 15)],
        [15],
    ),
    "left on its floor after one day": ([("mobilise", 5, 13), ("strengthen", 14, 14), ("power", 22, 22)], []),
}


@pytest.mark.parametrize(("spans", "expected"), STAYS.values(), ids=STAYS)
def test_floors_and_stays(spans, expected):
    assert found(checks.floors_and_stays, stretch_of(*spans)) == expected


def test_the_floors_are_those_of_the_day():
    """A grade that rose on day 10 has its own floors from then on."""
    graver = terms_of(CALVES, changed(GRADE_2, grade=3, cleared_on_day=21))
    days = stretch_of(("mobilise", 5, 12))
    assert found(checks.floors_and_stays, days, followed=Followed(terms={12: graver})) == [12]


def test_categories_and_tiers_of_a_phase():
    days = [day_of(20, "strengthen", item("single-leg-heel-raise"))]
    assert found(checks.allowed_in_phase, days) == []
    lower = with_phase(CALVES, "strengthen", max_tier=3)
    assert found(checks.allowed_in_phase, days, protocol=lower) == [20]
    assert found(checks.allowed_in_phase, [day_of(20, "strengthen", item("two-leg-pogo"))]) == [20]


def test_a_stopped_day_is_judged_by_the_first_phase():
    days = [day_of(20, "protect", item("cold-pack"))]
    followed = Followed(told={20: Told(place=3)})
    assert found(checks.allowed_in_phase, days, followed=followed) == []
    assert Course(terms_of(CALVES, GRADE_2), days, followed).seen[0].place == 3


def test_items_have_exercise_dose_unit_and_reason():
    good = item("seated-heel-raise")
    bad = [
        changed(good, exercise="seated-heel-rise"),
        changed(good, dose=doses("3 x 20 s")[0]),
        changed(good, dose=changed(good.dose, sets=0)),
        changed(good, why=because("")),
    ]
    days = [changed(day_of(10, "mobilise"), items=(bad_one,)) for bad_one in bad]
    assert found(checks.named_and_dosed, days) == [10, 10, 10, 10]
    assert found(checks.named_and_dosed, [day_of(10, "mobilise", good)]) == []


def test_only_a_stopped_course_is_empty():
    days = [day_of(10, "mobilise")]
    assert found(checks.named_and_dosed, days) == [10]
    assert found(checks.named_and_dosed, days, followed=Followed(otherwise=Told(active=False))) == []


def test_kit_at_home():
    days = [day_of(40, "maintain", item("calf-foam-roll")), day_of(41, "maintain", item("cold-pack"))]
    assert found(checks.kit_is_there, days) == [40]
    assert found(checks.kit_is_there, days, changed(GRADE_2, kit=frozenset({"roller"}))) == []


HOLDS = {
    "19 seconds": ("seated-towel-calf-stretch", "2 x 19 s", True),
    "20 seconds": ("seated-towel-calf-stretch", "2 x 20 s", False),
    "30 seconds": ("seated-towel-calf-stretch", "2 x 30 s", False),
    "31 seconds": ("seated-towel-calf-stretch", "2 x 31 s", True),
    "bounces": ("seated-towel-calf-stretch", "2 x 20 rep", True),
    "45 seconds of work": ("seated-forefoot-press", "5 x 45 s", False),
    "46 seconds of work": ("seated-forefoot-press", "5 x 46 s", True),
    "pumps in place of a hold": ("seated-forefoot-press", "5 x 10 rep", True),
    "a stand": ("heel-to-toe-stand", "3 x 60 s", False),
}


@pytest.mark.parametrize(("name", "dose", "broken"), HOLDS.values(), ids=HOLDS)
def test_holds(name, dose, broken):
    days = [day_of(30, "strengthen", changed(item(name), dose=doses(dose)[0]))]
    assert found(checks.holds, days) == ([30] if broken else [])


FIRST_AID = ("cold-pack", "compression-bandage-or-sleeve", "elevation")
PRESSED = {
    "poor vessels": ("rf16", None, 3),
    "poor vessels, cleared": ("rf16", 0, 3),
    "a cold foot": ("rf02", None, 3),
    "a cold foot, cleared today": ("rf02", 1, 0),
    "a cold foot, cleared tomorrow": ("rf02", 2, 3),
    "a sign of a clot": ("rf10c", None, 3),
    "a sign of a clot, cleared": ("rf10c", 1, 0),
    "numb nerves": ("rf16b", None, 1),
    "Raynaud's, cleared": ("rf16a", 1, 1),
    "something else": ("rf20", None, 0),
}


@pytest.mark.parametrize(("flag", "cleared", "count"), PRESSED.values(), ids=PRESSED)
def test_no_pressure_or_cold(flag, cleared, count):
    days = [day_of(1, "protect", *(item(name) for name in FIRST_AID))]
    followed = Followed(otherwise=Told(flags=frozenset({flag})))
    situation = changed(GRADE_2, cleared_on_day=cleared)
    assert found(checks.no_pressure_or_cold, days, situation, followed) == [1] * count
    other = [day_of(1, "protect", item("toe-curls-and-knee-bends"))]
    assert found(checks.no_pressure_or_cold, other, situation, followed) == []


MASSAGED = {
    "a blood thinner": ("rf14", None, [20]),
    "a blood thinner, cleared": ("rf14", 20, []),
    "a clot possible": ("rf10", None, [20]),
    "nothing against it": ("rf16", None, []),
}


@pytest.mark.parametrize(("flag", "cleared", "expected"), MASSAGED.values(), ids=MASSAGED)
def test_no_massage(flag, cleared, expected):
    days = [day_of(20, "strengthen", item("calf-foam-roll"), item("glute-bridge"), item("side-lying-leg-lift"))]
    followed = Followed(otherwise=Told(flags=frozenset({flag})))
    assert found(checks.no_massage, days, changed(GRADE_2, cleared_on_day=cleared), followed) == expected


AGES = {
    "unknown": (None, Lock.NONE, []),
    "15, whatever the lock": (15, Lock.ADVISE, [0]),
    "16 without the banner": (16, Lock.NONE, [0]),
    "16 with it": (16, Lock.ADVISE, []),
    "17 without the banner": (17, Lock.NONE, [0]),
    "18": (18, Lock.NONE, []),
}


@pytest.mark.parametrize(("age", "lock", "expected"), AGES.values(), ids=AGES)
def test_old_enough(age, lock, expected):
    terms = terms_of(CALVES, GRADE_2)
    terms = changed(terms, situation=changed(terms.situation, age=age, lock=lock))
    assert [day for day, _ in checks.old_enough(Course(terms, days_of()[:3]))] == expected
    empty = [changed(day, items=()) for day in days_of()[:3]]
    assert list(checks.old_enough(Course(terms, empty))) == []


def test_the_phase_of_daily_work_is_light():
    walk, raises = item("flat-walking"), item("two-leg-heel-raise")
    assert found(checks.second_phase_is_light, [day_of(10, "mobilise", walk)]) == []
    assert found(checks.second_phase_is_light, [day_of(10, "mobilise", raises)]) == [10]
    assert found(checks.second_phase_is_light, [day_of(10, "strengthen", raises)]) == []


def test_a_situation_is_looked_up_once_a_day():
    assert found(checks.floors_and_stays, days_of(GRADE_1), GRADE_1) == []
    assert found(checks.floors_and_stays, days_of(GRADE_3), Situation(grade=3, focus="unknown")) != []
