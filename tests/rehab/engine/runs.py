"""A runner in the weeks of runs, and one such week, made in one line."""

from typing import Any

import msgspec

from rehab.state import State, WeekOfRuns
from tests.rehab.engine.people import MAINTAIN, a_runner


def state(grade: int = 2, **changes: Any) -> State:
    """A runner in the weeks of runs on day 100, first run on day 93."""
    start, _ = a_runner(grade).lived(0)
    facts = {"day": 100, "phase": MAINTAIN, "first_weekly_run": 93} | changes
    return msgspec.structs.replace(start, **facts)


def week(number: int, planned: int, **facts: Any) -> WeekOfRuns:
    """A week run in full, every run green, unless told otherwise."""
    known = {"run": planned, "greens": 3, "runs": (1, 1, 1), "last_build": planned, "highest": planned} | facts
    return WeekOfRuns(number=number, planned=planned, **known)
