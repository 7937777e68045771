"""One sore day in an otherwise green course never brings anything sooner."""

import pytest

from rehab.assembly import make_day
from rehab.safety import Course, Followed, check_history, check_soreness
from rehab.safety.following import told_of
from rehab.situation import terms_of
from tests.rehab.safety.steady import CALVES, History, steady
from tests.sizes import AT_LENGTH, size

SPANS = {1: 60, 2: 90, 3: 160}


def course_of(history: History) -> Course:
    terms = {lived.before.day: terms_of(CALVES, lived.before.situation) for lived in history}
    days = [make_day(terms[lived.before.day], lived.before, lived.session) for lived in history]
    return Course(terms[history[0].before.day], days, Followed(told=told_of(CALVES, history), terms=terms))


@pytest.mark.sliced
@pytest.mark.timeout(AT_LENGTH)
@pytest.mark.parametrize("grade", SPANS)
def test_one_sore_day(grade):
    compared = 0
    greener = course_of(steady(grade, SPANS[grade]))
    last = SPANS[grade] - 18
    for day in range(3, last, max(1, last // size(12, 150))):
        for pain in (3, 5):
            history = steady(grade, SPANS[grade], day, pain)
            assert check_history(CALVES, history) == []
            found = check_soreness(greener, course_of(history), day)
            assert found == [], f"day {day}, pain {pain}: {found[0]}"
            compared += 1
    steady.cache_clear()
    print({f"sore days in grade {grade}": compared})
