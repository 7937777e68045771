"""How many exercises and minutes a session may have."""

import pytest

from rehab.safety import days as checks
from tests.rehab.safety.plants import CALVES, changed, day_of, doses, found, item, run_of, with_exercise

SIX = tuple(
    item(name)
    for name in (
        "seated-forefoot-press",
        "seated-heel-raise",
        "straight-knee-foot-push",
        "heel-to-toe-stand",
        "ankle-pumps-mid-range",
        "flat-walking",
    )
)


def test_six_exercises_at_most():
    more = item("glute-bridge")
    assert found(checks.session_length, [day_of(30, "mobilise", *SIX)]) == []
    assert found(checks.session_length, [day_of(30, "mobilise", *SIX, more)]) == [30]
    for uncounted in (item("cold-pack"), item("dynamic-warm-up"), changed(more, optional=True)):
        assert found(checks.session_length, [day_of(30, "mobilise", *SIX, uncounted)]) == []


LENGTHS = {
    # 30 + 3 x 90 x 6 + 2 x 75 = 1800 seconds, then one second more than half an hour.
    "half an hour": ("strengthen", "3 x 90 rep", []),
    "a second over it": ("strengthen", "1 x 296 rep", [30]),
    "the same where 45 are allowed": ("maintain", "1 x 296 rep", []),
    "three quarters": ("maintain", "1 x 445 rep", []),
    "over three quarters": ("maintain", "1 x 446 rep", [30]),
}


@pytest.mark.parametrize(("phase", "dose", "expected"), LENGTHS.values(), ids=LENGTHS)
def test_a_session_has_an_end(phase, dose, expected):
    long = changed(item("two-leg-heel-raise"), dose=doses(dose)[0])
    assert found(checks.session_length, [day_of(30, phase, long)]) == expected


def test_the_printed_minutes_are_right():
    right = day_of(30, "mobilise", *SIX).minutes
    days = [day_of(30, "mobilise", *SIX, minutes=minutes) for minutes in (right - 1, right, right + 1)]
    assert len(found(checks.session_length, days)) == 2


SECONDS = {
    # The dose, on one side or both, with what it should take in minutes.
    "tempo and rest": ("two-leg-heel-raise", "2 x 12 rep", 30 + 24 * 6 + 75),
    "its own tempo": ("up-on-two-down-on-one", "2 x 6 rep", 30 + 12 * 7 + 75),
    "both sides in turn": ("single-leg-heel-raise", "3 x 8 rep", 30 + 2 * 24 * 6 + 2 * 75),
    "a hold": ("seated-forefoot-press", "5 x 30 s", 30 + 150 + 4 * 30),
    "contacts": ("two-leg-pogo", "3 x 20 contact", 30 + 60 + 2 * 75),
    "minutes on both sides": ("calf-foam-roll", "1 x 2 min", 30 + 2 * 120),
}


@pytest.mark.parametrize(("name", "dose", "seconds"), SECONDS.values(), ids=SECONDS)
def test_seconds_make_minutes(name, dose, seconds):
    one = changed(item(name), dose=doses(dose)[0])
    assert day_of(40, "maintain", one).minutes == -(-seconds // 60)
    assert day_of(40, "maintain", one, one).minutes == -(-2 * seconds // 60)


def test_a_rest_of_its_own():
    quick = with_exercise(CALVES, "two-leg-heel-raise", rest_seconds=0)
    two = changed(item("two-leg-heel-raise"), dose=doses("9 x 5 rep")[0])
    days = [changed(day_of(20, "strengthen", two), minutes=5)]
    assert found(checks.session_length, days, protocol=quick) == []
    assert found(checks.session_length, days) == [20]


def test_what_takes_its_own_time():
    own = (item("cold-pack"), item("arm-and-trunk-cardio"), item("dynamic-warm-up"), run_of(30))
    assert day_of(40, "maintain", *own).minutes == 0
    assert day_of(40, "maintain", changed(item("glute-bridge"), optional=True)).minutes == 0
