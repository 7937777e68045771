"""An example of every mail there is, from fixed values: for whoever runs a house, to read what it sends."""

from collections.abc import Mapping
from datetime import date

from programs.notices.words import Facts
from rehab.reason import because
from rehab.reminding import Occasion
from rehab.week_back import Made, WeekAhead, WeekBack

MONDAY, TUESDAY, FRIDAY, SUNDAY = (date(2026, 11, day) for day in (9, 10, 13, 15))
RAISED = because("dose-raised", exercise="two-leg-heel-raise", greens=3, dose="3 x 12 rep")
UP = because("moved-up", phase="strengthen")
RED = because("session-red", exercise="single-leg-heel-raise", pain=5, phase="strengthen", red=4)
EASIER = because("stepped-down", exercise="single-leg-heel-raise")
GREEN_WEEK = WeekBack(MONDAY, SUNDAY, asked=6, done=6, partly=0, ran=0, made=(Made(TUESDAY, UP),))
GREEN_WEEK_RAISED = WeekBack(
    MONDAY, SUNDAY, asked=6, done=5, partly=1, ran=34, made=(Made(TUESDAY, UP),), doses=(Made(FRIDAY, RAISED),)
)
RED_WEEK = WeekBack(MONDAY, SUNDAY, asked=5, done=3, partly=0, ran=0, made=(Made(FRIDAY, RED), Made(FRIDAY, EASIER)))
REST_WEEK = WeekBack(MONDAY, SUNDAY, asked=0, done=0, partly=0, ran=0)
RUNS_AHEAD = WeekAhead(asks=6, runs=3, run_minutes=40)
PHASE_AHEAD = WeekAhead(asks=6, runs=0, run_minutes=0, phase="power", phase_on=date(2026, 11, 20))
NOTHING_AHEAD = WeekAhead(asks=0, runs=0, run_minutes=0)


def _weekly(week: WeekBack, ahead: WeekAhead) -> Facts:
    return Facts(Occasion.WEEKLY, day=21, exercises=4, minutes=20, week=week, ahead=ahead)


# By a name that fits into an address.
EXAMPLES: Mapping[str, Facts] = {
    "daily": Facts(Occasion.DAILY, day=12, exercises=4, minutes=20),
    "daily-care": Facts(Occasion.DAILY, day=1, exercises=7, minutes=3, is_care=True),
    "daily-rest": Facts(Occasion.DAILY, day=15, exercises=0, minutes=0),
    "daily-run": Facts(Occasion.DAILY, day=40, exercises=5, minutes=14, run_minutes=12),
    "daily-missed-days": Facts(Occasion.DAILY, day=14, exercises=4, minutes=20, silent_days=2),
    "nudge": Facts(Occasion.NUDGE, day=12, exercises=4, minutes=20),
    "silent-3-days": Facts(Occasion.SILENT, day=16, exercises=4, minutes=20, silent_days=3),
    "pause-offer-14-days": Facts(Occasion.PAUSE_OFFER, day=27, exercises=4, minutes=20, silent_days=14),
    "weekly": _weekly(GREEN_WEEK_RAISED, RUNS_AHEAD),
    "weekly-phase-ahead": _weekly(GREEN_WEEK, PHASE_AHEAD),
    "weekly-red": _weekly(RED_WEEK, PHASE_AHEAD),
    "weekly-rest": _weekly(REST_WEEK, NOTHING_AHEAD),
}
