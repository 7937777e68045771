"""Two courses side by side: graver strains, more care, more soreness, the same facts."""

import pytest

from rehab.assembly import assemble
from rehab.programme import Bout
from rehab.safety import Course, Followed, Told, check_pair, check_soreness
from rehab.safety.pairs import heights
from rehab.situation import terms_of
from rehab.vocabulary import Light
from tests.rehab.safety.plants import CALVES, GRADE_1, GRADE_2, GRADE_3, changed, day_of, days_of, item, run_of


def course(situation, weeks=14, days=None, followed=Followed()):  # noqa: B008
    return Course(terms_of(CALVES, situation), days or days_of(situation, weeks), followed)


def of(breaches):
    return {breach.invariant for breach in breaches}


def test_a_milder_strain_behind_a_graver_one():
    assert of(check_pair("INV-29", course(GRADE_2), course(GRADE_1))) == {"INV-29"}
    assert check_pair("INV-29", course(GRADE_1), course(GRADE_2)) == []
    assert check_pair("INV-29", course(GRADE_1), course(GRADE_1)) == []
    assert check_pair("INV-29", course(GRADE_1, 2), course(GRADE_2, 4)) == []


def test_a_phase_that_allows_more_than_the_one_ahead():
    """Grade 2 is a phase behind, but that phase's limit was raised over the one ahead."""
    doctored = changed(CALVES, phases=tuple(changed(p, max_tier=5) if p.id == "mobilise" else p for p in CALVES.phases))
    first, second = (Course(terms_of(doctored, s), assemble(doctored, s, 2).days) for s in (GRADE_1, GRADE_2))
    found = check_pair("INV-29", first, second)
    assert {breach.day for breach in found} == {5, 6, 7, 8}
    assert all("may do more" in breach.what for breach in found)


CARE = {
    "an earlier strain sooner than a first": (changed(GRADE_2, previous_strain=True), GRADE_2, True),
    "a first strain sooner": (GRADE_2, changed(GRADE_2, previous_strain=True), False),
    "the same": (GRADE_2, GRADE_2, False),
    "fewer minutes before, more now": (changed(GRADE_2, weekly_run_minutes=40), GRADE_2, True),
    "lower rung at the same time": (changed(GRADE_1, age=50), GRADE_1, True),
}


@pytest.mark.parametrize(("plain", "careful", "broken"), CARE.values(), ids=CARE)
def test_more_care_is_no_sooner(plain, careful, broken):
    assert of(check_pair("INV-30", course(plain), course(careful))) == ({"INV-30"} if broken else set())


def test_what_is_higher_is_named():
    plain, careful = course(changed(GRADE_1, weekly_run_minutes=40)), course(GRADE_1)
    assert [str(b) for b in check_pair("INV-30", plain, careful)[:1]] == [
        "INV-30 on day 27: the careful course has a higher weekly minutes"
    ]
    rungs = check_pair("INV-30", course(changed(GRADE_1, age=50)), course(GRADE_1))
    assert rungs[0].what == "the careful course has a higher rung"
    assert rungs[0].day == 13


def test_a_tier_alone_may_be_too_high():
    days = list(days_of())
    days[10] = changed(days[10], items=(*days[10].items, item("two-leg-heel-raise")))
    found = check_pair("INV-30", course(GRADE_2), course(GRADE_2, days=days))
    assert [(b.day, b.what) for b in found] == [(day, "the careful course has a higher tier") for day in range(10, 14)]


def test_the_same_facts_another_plan():
    days = days_of()
    one, other = course(GRADE_2), course(GRADE_2, days=(*days[:5], changed(days[5], minutes=99), *days[6:]))
    assert [(b.invariant, b.day) for b in check_pair("INV-42", one, other)] == [("INV-42", 5)]
    shorter = check_pair("INV-42", one, course(GRADE_2, days=days[:-1]))
    assert [b.what for b in shorter] == [f"{len(days)} days and {len(days) - 1} days"]
    assert check_pair("INV-42", one, course(GRADE_2)) == []


def test_soreness_that_speeds_things_up():
    """The greener course is a second strain's, slower than the first strain's that is called sorer."""
    slow, quick = course(changed(GRADE_2, previous_strain=True)), course(GRADE_2)
    found = check_soreness(slow, quick, 10)
    assert of(found) == {"INV-31"}
    assert {b.day for b in found if "phase" in b.what} == {14, 15, 22, 23, 24}
    assert {b.day for b in found if "rises" in b.what} == {11}


def test_a_severe_course_has_its_rungs_in_turn():
    assert check_pair("INV-30", course(GRADE_3, 20), course(GRADE_3, 20)) == []


def made(*days, **told):
    """Days made by hand; `d12={...}` says what became of day 12."""
    return course(GRADE_2, days=days, followed=Followed(told={int(k[1:]): Told(**v) for k, v in told.items()}))


RAISE = "two-leg-heel-raise"


def test_until_the_next_green_nothing_rises():
    """Day 10 was the sore one; day 12 decides whether day 14 may rise."""
    low, high = item(RAISE), item(RAISE, 1)

    def rises(second, third, **told):
        days = made(*(day_of(n, "strengthen", i) for n, i in ((10, low), (12, second), (14, third))), **told)
        return [b.day for b in check_soreness(days, days, 10)]

    amber = {"light": Light.AMBER}
    assert rises(low, low, d10=amber) == []
    assert rises(high, high, d10=amber) == [12]
    assert rises(low, high, d10=amber) == []
    assert rises(low, high, d10=amber, d12=amber) == [14]
    assert rises(low, high, d10=amber, d12={"light": None}) == [14]
    assert rises(high, high, d10=amber, d12=amber) == [12, 14]


def test_new_work_enters_at_its_first_step():
    def new(step):
        days = made(day_of(10, "strengthen"), day_of(12, "strengthen", item(RAISE, step)), d10={"light": Light.RED})
        return [b.day for b in check_soreness(days, days, 10)]

    assert new(0) == []
    assert new(1) == [12]


def test_a_green_day_without_work_ends_nothing():
    days = made(
        day_of(10, "strengthen", item(RAISE)), day_of(11, "strengthen"), day_of(12, "strengthen", item(RAISE, 1))
    )
    assert [b.day for b in check_soreness(days, days, 10)] == [12]
    assert check_soreness(days, days, 13) == []


def test_no_rung_rises_before_a_green_day():
    runs = days_of()[30:39]
    amber = Followed(told={day: Told(light=Light.AMBER) for day in range(30, 40)})
    sorer = course(GRADE_2, days=runs, followed=amber)
    found = [b.day for b in check_soreness(sorer, sorer, 30) if "rung" in b.what]
    assert found == [34, 36, 38]


def at(*places: int):
    phases = [phase.id for phase in CALVES.phases]
    return made(*(day_of(10 + n, phases[place]) for n, place in enumerate(places)))


def test_for_fourteen_days_the_sorer_course_may_be_two_days_ahead():
    behind = at(*[1] * 5, *[2] * 20)
    assert check_soreness(behind, at(*[1] * 3, *[2] * 22), 10) == []
    assert [b.day for b in check_soreness(behind, at(*[1] * 2, *[2] * 23), 10)] == [12]
    never = at(*[1] * 30)
    assert [b.day for b in check_soreness(never, at(*[1] * 5, *[2] * 25), 10)] == list(range(15, 25))
    assert [b.day for b in check_soreness(never, at(*[2] * 30), 10)] == list(range(11, 25))


def test_heights_only_grow():
    found = heights(course(GRADE_1, 8))
    assert [getattr(found[55], name) for name in ("phase", "tier", "rung", "weekly_minutes")] == [5, 5, 9, 108]
    assert [getattr(found[0], name) for name in ("phase", "tier", "rung", "weekly_minutes")] == [0, 0, 0, 0]
    assert found[13].rung == 3
    assert found[12].rung == 0
    assert found[27].weekly_minutes == 90
    odd = made(day_of(40, "return_to_run", run_of(7)))
    assert heights(odd)[40].rung == 0
    assert CALVES.ladder is not None
    rungs = [Bout(r.run_minutes, r.walk_minutes, r.times) for r in CALVES.ladder.rungs]
    twice = made(day_of(40, "return_to_run", run_of(7, rungs[0], rungs[2], rungs[1])))
    assert heights(twice)[40].rung == 3
    without = changed(CALVES, ladder=None)
    bare = Course(terms_of(without, GRADE_2), [day_of(40, "return_to_run", run_of(7))])
    assert heights(bare)[40].rung == 0
