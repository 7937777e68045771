"""What a reminder says of today in one glance, and of a week in three parts."""

from datetime import date

import pytest

from programs.notices.words import Facts, glance_of, words_of
from rehab.reason import because
from rehab.reminding import Occasion
from rehab.week_back import Made, WeekAhead, WeekBack

DAILY = Occasion.DAILY
GLANCES = {
    "a session": (Facts(DAILY, day=12, exercises=4, minutes=20), "Day 12: 4 exercises, about 20 minutes"),
    "one exercise": (Facts(DAILY, day=12, exercises=1, minutes=1), "Day 12: 1 exercise, about 1 minute"),
    "a run and what goes with it": (
        Facts(DAILY, day=40, exercises=5, minutes=14, run_minutes=12),
        "Day 40: a run of 12 minutes, 4 exercises",
    ),
    "a run alone": (Facts(DAILY, day=40, exercises=1, minutes=0, run_minutes=30), "Day 40: a run of 30 minutes"),
    "care and some moves": (
        Facts(DAILY, day=1, exercises=7, minutes=3, is_care=True),
        "Day 1: care through the day, 3 minutes of moves",
    ),
    "care alone": (Facts(DAILY, day=0, exercises=4, minutes=0, is_care=True), "Day 0: care through the day"),
    "nothing": (Facts(DAILY, day=15, exercises=0, minutes=0), "Day 15: a day of rest"),
}


@pytest.mark.parametrize(("facts", "said"), GLANCES.values(), ids=GLANCES)
def test_today_is(facts, said):
    assert glance_of(facts) == said


MONDAY = date(2026, 11, 9)
RED = Made(date(2026, 11, 10), because("morning-limp"))
RAISED = because("dose-raised", exercise="two-leg-heel-raise", greens=3, dose="3 x 12 rep")
WEEK = WeekBack(MONDAY, date(2026, 11, 15), asked=6, done=5, partly=1, ran=34)
AHEAD = WeekAhead(asks=6, runs=3, run_minutes=40, phase="power", phase_on=date(2026, 11, 20))


@pytest.mark.parametrize("occasion", Occasion)
def test_every_occasion_has_words_of_its_own_and_a_subject_without_health(occasion):
    words = words_of(Facts(occasion, day=12, exercises=4, minutes=20, silent_days=3, week=WEEK, ahead=AHEAD))
    assert words.glance
    assert all(words.lines)
    assert words.lines or words.parts
    assert words.press
    assert not {"calf", "strain", "pain", "injury", "day", "grade"} & set(words.subject.lower().split())


def said(week: WeekBack = WEEK, ahead: WeekAhead = AHEAD) -> str:
    words = words_of(Facts(Occasion.WEEKLY, day=12, exercises=4, minutes=20, week=week, ahead=ahead))
    return "\n".join([words.glance, *(line for part in words.parts for line in part.lines)])


def of_week(**more) -> WeekBack:
    return WeekBack(
        **{"first": MONDAY, "last": date(2026, 11, 15), "asked": 6, "done": 5, "partly": 0, "ran": 0} | more
    )


REST = of_week(asked=0, done=0)
WEEKS = {
    "most of it done": (WEEK, AHEAD, ["5 of 6 days done", "1 more day was done in part", "You ran 34 minutes in all."]),
    "one day": (of_week(asked=1, done=1, ran=1), AHEAD, ["1 of 1 day done", "You ran 1 minute."]),
    "a week of rest": (REST, WeekAhead(0, 0, 0), ["nothing was asked of you", "ask nothing of you"]),
    "nothing told": (of_week(done=0), AHEAD, ["0 of 6 days done", "Nothing was told of these days."]),
    "nothing made of it": (WEEK, AHEAD, ["Nothing had to change: the plan went on"]),
    "a red morning": (of_week(made=(RED,)), AHEAD, ["Tue 10 Nov: Red: you limped this morning"]),
    "a dose that rose": (
        of_week(doses=(Made(MONDAY, RAISED),)),
        AHEAD,
        ["Mon 9 Nov, Two-leg heel raise: Green sessions in a row: 3, so you step up to 3 × 12."],
    ),
    "what comes": (WEEK, AHEAD, ["6 days with something to do", "3 of them have a run, 40 minutes in all."]),
    "a phase that comes": (WEEK, AHEAD, ["Power can begin on Friday 20 November, if all it asks for is met by then."]),
    "more than a mail holds": (
        of_week(made=tuple(Made(MONDAY, because("two-reds", reds=number)) for number in range(7))),
        AHEAD,
        ["2 more changes stand on your page."],
    ),
}


@pytest.mark.parametrize(("week", "ahead", "lines"), WEEKS.values(), ids=WEEKS)
def test_the_mail_of_a_week_says_of(week, ahead, lines):
    for line in lines:
        assert line in said(week, ahead)
