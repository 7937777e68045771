"""One fault planted in a healthy history for each invariant; only that invariant's check reports it."""

from collections.abc import Callable

import pytest

from rehab.events import CheckIn, Morning, Screened
from rehab.reason import because
from rehab.safety import HISTORY
from rehab.state import Decision
from rehab.vocabulary import Light, Lock, Route
from tests.rehab.safety.plants import changed
from tests.rehab.safety.steady import (
    broken,
    lived_on,
    steady,
    with_after,
    with_before,
    with_events,
    with_session,
)


def a_plan_behind_an_urgent_answer() -> set[str]:
    answer = Screened(frozenset({"rf07"}), Route.SAME_DAY, Lock.NO_PLAN)
    return broken(with_events(steady()[:12], 8, lambda events: [events[0], answer, *events[1:]]))


def a_test_failed_and_the_phase_left() -> set[str]:
    history = steady()[:16]
    for lived in history:
        tests = lived.after.tests
        if tests["leaning-raises"].day == lived.before.day if "leaning-raises" in tests else False:
            failed = changed(tests["leaning-raises"], injured=9)
            history = with_after(history, lived.before.day, tests=tests | {"leaning-raises": failed})
    return broken(history)


def placed_too_high() -> set[str]:
    return broken(with_before(steady()[:10], 0, phase=1))


def a_ladder_begun_on_its_second_rung() -> set[str]:
    return broken(with_session(steady()[:31], 30, rung=1))


def a_rise_after_an_amber_session() -> set[str]:
    history = steady()[:19]
    why = because("session-amber")
    pending = tuple(changed(p, light=Light.AMBER, why=why) for p in lived_on(history, 16).after.pending)
    history = with_after(history, 16, pending=pending)
    return broken(with_after(history, 17, decisions=(Decision(17, "hold", why, Light.AMBER),)))


def a_walk_the_day_after_a_red() -> set[str]:
    red = Decision(16, "stop", because("session-red"), Light.RED)
    history = with_after(steady()[:19], 16, decisions=(red,))
    return broken(history)


def five_in_a_heel_raise_and_no_red() -> set[str]:
    def sore(events):
        reports = (changed(r, pain=5) if r.exercise == "two-leg-heel-raise" else r for r in events[1].reports)
        return [events[0], changed(events[1], reports=tuple(reports)), *events[2:]]

    return broken(with_events(steady()[:19], 16, sore))


def a_rise_after_silence() -> set[str]:
    history = with_events(steady()[:13], 11, lambda events: [e for e in events if not isinstance(e, Morning)])
    return broken(history)


def a_rise_after_four_days_missed() -> set[str]:
    history = steady()[:12]
    for day in (6, 7, 8, 9):
        history = with_events(history, day, lambda events: [e for e in events if not isinstance(e, CheckIn)])
    return broken(history)


def a_rise_while_a_review_is_wanted() -> set[str]:
    return broken(with_before(steady()[:22], 20, review_since=19))


PLANTED: dict[str, Callable[[], set[str]]] = {
    "INV-05": a_plan_behind_an_urgent_answer,
    "INV-07": a_test_failed_and_the_phase_left,
    "INV-08": placed_too_high,
    "INV-15": a_ladder_begun_on_its_second_rung,
    "INV-24": a_rise_after_an_amber_session,
    "INV-25": a_walk_the_day_after_a_red,
    "INV-26": five_in_a_heel_raise_and_no_red,
    "INV-27": a_rise_after_silence,
    "INV-28": a_rise_after_four_days_missed,
    "INV-45": a_rise_while_a_review_is_wanted,
}


@pytest.mark.parametrize(("invariant", "plant"), PLANTED.items(), ids=lambda p: getattr(p, "__name__", p))
def test_only_its_own_check_reports(invariant, plant):
    assert plant() == {invariant}


def test_every_check_of_a_history_has_its_fault():
    assert PLANTED.keys() == HISTORY.keys()


@pytest.mark.parametrize(("grade", "days"), [(1, 45), (2, 75), (3, 150)])
def test_the_histories_were_healthy(grade, days):
    assert broken(steady(grade, days)) == set()
