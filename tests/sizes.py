"""How large a slice a test takes: the quick one of `make test`, or the long one of `make test-deep`.

A test that asks for a size is marked `sliced`, so that `make test-deep` finds it. Full counts belong to a budget of
60 minutes; a smaller budget takes its share of them, and never less than the quick slice.
"""

import os
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Case = TypeVar("Case")

FULL_MINUTES = 60
DEEP = os.environ.get("STRIDEBACK_DEEP") == "1"
BUDGET_MINUTES = min(float(os.environ.get("BUDGET") or FULL_MINUTES), FULL_MINUTES)


def size(quick: int, deep: int) -> int:
    """*quick* cases in `make test`; in `make test-deep` the budget's share of *deep* cases."""
    return max(quick, round(deep * BUDGET_MINUTES / FULL_MINUTES)) if DEEP else quick


def as_many(cases: Iterable[Case], *, quick: int, minutes: float) -> Iterator[Case]:
    """The first *quick* cases in `make test`; in `make test-deep` as many as the budget's share of *minutes* allows.

    For spaces too large to count off: shuffle them by a seed first, and print how many were seen. The minutes of all
    tests together, in a full budget, are at most 60 for each of two cores.
    """
    deadline = time.monotonic() + 60 * minutes * BUDGET_MINUTES / FULL_MINUTES
    for place, case in enumerate(cases):
        if place >= quick and (not DEEP or time.monotonic() > deadline):
            return
        yield case
