"""How large a slice a test takes: the quick one of `make test`, or the deep one of `make test-deep`."""

import os

DEEP = os.environ.get("STRIDEBACK_DEEP") == "1"
BUDGET_MINUTES = float(os.environ.get("BUDGET", "60"))


def size(quick: int, deep: int) -> int:
    """*quick* cases in `make test`, *deep* cases in `make test-deep`."""
    return deep if DEEP else quick
