"""One fault planted in a healthy programme for each invariant; only that invariant's check reports it."""

from collections.abc import Callable

import pytest

from rehab.programme import Bout
from rehab.safety import PROGRAMME, Followed, Told
from rehab.vocabulary import Kind
from tests.rehab.naming import told
from tests.rehab.safety.plants import (
    CALVES,
    GRADE_1,
    GRADE_2,
    GRADE_3,
    Items,
    changed,
    days_of,
    doses,
    item,
    named,
    reported,
    spoiled,
    with_added,
    with_category,
    with_dose,
    with_exercise,
    with_phase,
)

UNCLEARED = changed(GRADE_3, cleared_on_day=None)
RECURRENT = changed(GRADE_2, previous_strain=True)
WITH_ROLLER = changed(GRADE_2, kit=GRADE_2.kit | {"roller"})


def hip_work_on_day_2() -> set[str]:
    allowing = with_category(CALVES, "protect", "chain_strength")
    return reported(with_added(days_of(), 2, item("glute-bridge")), protocol=allowing)


def stretch_a_day_early() -> set[str]:
    return reported(with_added(days_of(), 6, item("seated-towel-calf-stretch")))


def severe_strain_moves_up_unseen() -> set[str]:
    careless = changed(CALVES, clearance_grades=frozenset())
    return reported(days_of(UNCLEARED, 6, careless), UNCLEARED, careless)


def severe_strain_pumps_early() -> set[str]:
    return reported(with_added(days_of(UNCLEARED, 4), 22, item("ankle-pumps-mid-range", optional=True)), UNCLEARED)


def floors_of_a_first_strain_for_a_second() -> set[str]:
    return reported(days_of(), RECURRENT)


def first_aid_while_running() -> set[str]:
    return reported(with_added(days_of(), 40, item("relative-rest-and-walking-aid")))


def step_up_between_loaded_days() -> set[str]:
    return reported(with_added(days_of(), 15, item("step-up", optional=True)))


def hip_work_two_days_running() -> set[str]:
    return reported(with_added(days_of(), 16, changed(named(days_of(), 15, "glute-bridge"), optional=True)))


def warm_up_before_the_ladder() -> set[str]:
    allowing = with_category(CALVES, "power", "run")
    return reported(with_added(days_of(RECURRENT), 36, item("dynamic-warm-up")), RECURRENT, allowing)


def ladder_two_days_early() -> set[str]:
    early = with_phase(CALVES, "return_to_run", floor_day={1: 13, 2: 28, 3: 92})
    return reported(days_of(GRADE_2, 14, early), protocol=early)


def pogo_while_strengthening() -> set[str]:
    allowing = with_category(CALVES, "strengthen", "plyometric")
    return reported(with_added(days_of(), 20, item("two-leg-pogo", optional=True)), protocol=allowing)


def ten_minutes_in_place_of_a_rung() -> set[str]:
    bouts = (Bout(1, 1, 10),)
    return reported(with_dose(days_of(), 34, "walk-run-session-ladder", "1 x 10 run_min", bouts=bouts))


def one_minute_more_after_a_deload() -> set[str]:
    days = days_of()
    run = next(d for d in range(82, 89) if any(i.exercise == "continuous-easy-run" for i in days[d].items))
    minutes = named(days, run, "continuous-easy-run").dose.amount + 1
    return reported(with_dose(days, run, "continuous-easy-run", f"1 x {minutes} run_min"))


def one_long_run() -> set[str]:
    days = with_dose(days_of(), 65, "continuous-easy-run", "1 x 29 run_min")
    return reported(with_dose(days, 63, "continuous-easy-run", "1 x 37 run_min"))


def more_than_the_usual_week() -> set[str]:
    return reported(days_of(), changed(GRADE_2, weekly_run_minutes=60))


def strength_before_the_run() -> set[str]:
    def run_last(items: Items) -> Items:
        warm, run, *rest, cool = items
        return (warm, *rest, run, cool)

    return reported(spoiled(days_of(), 34, run_last))


def a_dose_one_green_early() -> set[str]:
    return reported(with_dose(days_of(), 20, "two-leg-heel-raise", "3 x 15 rep"))


def forty_two_contacts_at_first() -> set[str]:
    steps = doses("3 x 14 contact", "3 x 15 contact", "3 x 20 contact")
    springy = with_exercise(CALVES, "two-leg-pogo", dose_steps=steps)
    springy = changed(springy, limits=changed(CALVES.limits, contacts_first=60))
    return reported(days_of(GRADE_2, 5, springy), protocol=springy)


def an_empty_rest_day() -> set[str]:
    last = max(day.day for day in days_of() if day.kind is Kind.REST)
    return reported(spoiled(days_of(), last, lambda items: ()))


def heel_drops_without_a_step() -> set[str]:
    return reported(days_of(), changed(GRADE_2, kit=frozenset({"chair", "wall"})))


def a_minute_too_few_printed() -> set[str]:
    days = days_of()
    return reported((*days[:20], changed(days[20], minutes=days[20].minutes - 1), *days[21:]))


def a_stretch_of_31_seconds() -> set[str]:
    long = with_exercise(CALVES, "seated-towel-calf-stretch", dose_steps=doses("2 x 31 s", "3 x 31 s"))
    return reported(days_of(GRADE_2, 2, long), protocol=long)


def a_held_stretch_before_the_run() -> set[str]:
    stretch = changed(named(days_of(), 33, "bent-knee-wall-stretch"), optional=True)
    return reported(spoiled(days_of(), 34, lambda items: (stretch, *items)))


def cold_on_numb_skin() -> set[str]:
    return reported(days_of(), followed=Followed(otherwise=Told(flags=frozenset({"rf16a"}))))


def a_roller_on_thin_blood() -> set[str]:
    followed = Followed(otherwise=Told(flags=frozenset({"rf14"})))
    return reported(days_of(WITH_ROLLER), WITH_ROLLER, followed=followed)


def a_plan_at_17_without_a_word() -> set[str]:
    return reported(days_of(), changed(GRADE_2, age=17))


def no_day_off() -> set[str]:
    days = days_of()
    for number in (15, 17, 19, 21):
        days = with_added(days, number, item("leaning-two-leg-heel-raise", optional=True))
    return reported(days)


def tier_3_while_mobilising() -> set[str]:
    allowing = with_phase(CALVES, "mobilise", max_tier=3)
    return reported(with_added(days_of(), 10, item("two-leg-bent-knee-raise", optional=True)), protocol=allowing)


def a_week_with_one_strength_session() -> set[str]:
    days = days_of(GRADE_1, 6)[:41]
    weekly = {"weighted-single-leg-raise", "single-leg-bent-knee-raise", "single-leg-heel-drop-bent-knee"}
    spoilt = spoiled(days, 38, lambda items: tuple(i for i in items if i.exercise not in weekly))
    return reported(spoilt, GRADE_1)


PLANTED: dict[str, Callable[[], set[str]]] = {
    "INV-01": hip_work_on_day_2,
    "INV-02": stretch_a_day_early,
    "INV-03": severe_strain_moves_up_unseen,
    "INV-04": severe_strain_pumps_early,
    "INV-06": floors_of_a_first_strain_for_a_second,
    "INV-09": first_aid_while_running,
    "INV-10": step_up_between_loaded_days,
    "INV-11": hip_work_two_days_running,
    "INV-12": warm_up_before_the_ladder,
    "INV-13": ladder_two_days_early,
    "INV-14": pogo_while_strengthening,
    "INV-16": ten_minutes_in_place_of_a_rung,
    "INV-17": one_minute_more_after_a_deload,
    "INV-18": one_long_run,
    "INV-19": more_than_the_usual_week,
    "INV-20": strength_before_the_run,
    "INV-21": a_dose_one_green_early,
    "INV-23": forty_two_contacts_at_first,
    "INV-32": an_empty_rest_day,
    "INV-34": heel_drops_without_a_step,
    "INV-35": a_minute_too_few_printed,
    "INV-36": a_stretch_of_31_seconds,
    "INV-37": a_held_stretch_before_the_run,
    "INV-39": cold_on_numb_skin,
    "INV-40": a_roller_on_thin_blood,
    "INV-41": a_plan_at_17_without_a_word,
    "INV-43": no_day_off,
    "INV-44": tier_3_while_mobilising,
    "INV-46": a_week_with_one_strength_session,
}


@pytest.mark.parametrize(("invariant", "plant"), PLANTED.items(), ids=lambda p: getattr(p, "__name__", p))
def test_only_its_own_check_reports(invariant, plant):
    assert plant() == {invariant}


def test_every_check_of_a_programme_has_its_fault():
    assert PLANTED.keys() == PROGRAMME.keys()


@pytest.mark.parametrize("situation", [GRADE_1, GRADE_2, GRADE_3, UNCLEARED, RECURRENT, WITH_ROLLER], ids=told)
def test_the_courses_were_healthy(situation):
    assert reported(days_of(situation), situation) == set()
