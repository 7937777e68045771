"""How large a slice a test takes: the quick one of `make test`, or the long one of `make test-deep`.

A test that asks for a size is marked `sliced`, so that `make test-deep` finds it. Full counts belong to a budget of
60 minutes; a smaller budget takes its share of them, and never less than the quick slice.
"""

import os

FULL_MINUTES = 60
DEEP = os.environ.get("STRIDEBACK_DEEP") == "1"
BUDGET_MINUTES = min(float(os.environ.get("BUDGET") or FULL_MINUTES), FULL_MINUTES)

# Seconds that a proof may take: at full counts, other proofs and slow machines make hours of it.
AT_LENGTH = 10_000 if DEEP else 3_000

WHOLE = DEEP and BUDGET_MINUTES == FULL_MINUTES


def size(quick: int, deep: int) -> int:
    """*quick* cases in `make test`; in `make test-deep` the budget's share of *deep* cases."""
    return max(quick, round(deep * BUDGET_MINUTES / FULL_MINUTES)) if DEEP else quick
