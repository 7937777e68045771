"""Every planned course keeps every invariant that reads one course or two: all grades, all weeks."""

from collections import Counter

import msgspec
import pytest

from rehab.assembly import assemble, planned_course
from rehab.safety import Course, check_data, check_pair, check_programme
from rehab.safety.floors import rung_sessions
from rehab.situation import Situation, terms_of
from rehab.vocabulary import Lock
from tests.rehab.safety.space import CALVES, KITS, SIXTEEN_KITS, WEEKS, situations
from tests.sizes import AT_LENGTH, DEEP, size

EVERY_KIT = KITS if DEEP else SIXTEEN_KITS
MORE_CARE = (
    {"previous_strain": True},
    {"gradual_onset": True},
    {"age": 50},
    {"weekly_run_minutes": 30},
)


def course_of(situation: Situation, weeks: int = WEEKS) -> Course:
    """The planned course of *situation*, as the checks read it."""
    return Course(terms_of(CALVES, situation), assemble(CALVES, situation, weeks).days)


def sample(quick: int, deep: int) -> tuple[Situation, ...]:
    return situations(EVERY_KIT)[: size(quick, deep)]


def test_the_numbers_of_the_protocol_are_safe():
    assert check_data(CALVES) == []


@pytest.mark.sliced
@pytest.mark.timeout(AT_LENGTH)
def test_every_planned_course_is_safe():
    counts: Counter[str] = Counter()
    for situation in sample(120, len(situations(KITS))):
        days = assemble(CALVES, situation, WEEKS).days
        breaches = check_programme(terms_of(CALVES, situation), days)
        assert breaches == [], f"{situation}: {breaches[0]}"
        counts[f"grade {situation.grade}"] += 1
        counts["days"] += len(days)
        counts["kits"] = len({*KITS} & {*EVERY_KIT})
        counts.update(f"days in {day.phase}" for day in days)
    print(dict(counts))
    assert min(counts[f"days in {phase.id}"] for phase in CALVES.phases) > 0


@pytest.mark.sliced
@pytest.mark.timeout(AT_LENGTH)
def test_each_rung_is_held_for_its_sessions():
    for situation in sample(40, 1000):
        terms = terms_of(CALVES, situation)
        if terms.floors[-1] > 300:
            continue
        course = planned_course(CALVES, situation)
        sessions_held = (course.day(day)[1] for day in range(7 * WEEKS))
        rungs = [session.rung for session in sessions_held if session.rung is not None]
        sessions = rung_sessions(CALVES, situation)
        assert rungs == [rung for rung, count in enumerate(sessions) for _ in range(count)]


@pytest.mark.sliced
@pytest.mark.timeout(AT_LENGTH)
def test_a_graver_strain_is_never_ahead():
    compared = 0
    for situation in sample(20, 1500):
        first, second, third = (
            course_of(msgspec.structs.replace(situation, grade=grade, lock=Lock.NONE, cleared_on_day=cleared))
            for grade, cleared in ((1, None), (2, None), (3, 21))
        )
        for milder, graver in ((first, second), (second, third)):
            breaches = check_pair("INV-29", milder, graver)
            assert breaches == [], f"{situation}: {breaches[0]}"
            compared += 1
    print({"pairs of grades": compared})


@pytest.mark.sliced
@pytest.mark.timeout(AT_LENGTH)
def test_more_care_is_never_sooner():
    compared: Counter[str] = Counter()
    for situation in sample(20, 1500):
        plain = course_of(situation)
        later = {"cleared_on_day": situation.cleared_on_day + 5} if situation.cleared_on_day is not None else {}
        for change in (*MORE_CARE, later):
            name = next(iter(change), "")
            if not _is_more_careful(situation, name):
                continue
            careful = msgspec.structs.replace(situation, **change)
            breaches = check_pair("INV-30", plain, course_of(careful))
            assert breaches == [], f"{situation} and {change}: {breaches[0]}"
            compared[name] += 1
    print(dict(compared))
    assert len(compared) == len(MORE_CARE) + 1


def _is_more_careful(situation: Situation, name: str) -> bool:
    """Whether the change is more care than *situation* already takes, and says anything at all."""
    usual, age = situation.weekly_run_minutes, situation.age
    return {
        "previous_strain": not situation.previous_strain,
        "gradual_onset": not situation.gradual_onset and not situation.previous_strain,
        "weekly_run_minutes": usual is None or usual > 30,
        "age": age is None or age < 50,
        "cleared_on_day": True,
        "": False,
    }[name]


@pytest.mark.sliced
@pytest.mark.timeout(AT_LENGTH)
def test_the_same_facts_give_the_same_plan():
    for situation in sample(10, 300):
        first = course_of(situation)
        planned_course.cache_clear()
        terms_of.cache_clear()
        backwards = frozenset(sorted(situation.kit, reverse=True))
        assert check_pair("INV-42", first, course_of(msgspec.structs.replace(situation, kit=backwards))) == []
