"""One thing to be timed, and the loop that all times are compared with."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass

RUNS = 25
LOOP_STEPS = 20_000


def nothing() -> None:
    """What most measures need before each run."""


@dataclass(frozen=True)
class Measure:
    """One line of the table: *run* does the thing once; what it takes is timed here.

    *before* is done before each run, untimed. The clock counts this process's own work unless
    another is given: a busy neighbour does not show.
    """

    name: str
    run: Callable[[], object]
    times: int = RUNS
    clock: Callable[[], float] = time.process_time
    before: Callable[[], object] = nothing

    def milliseconds(self) -> list[float]:
        """How long each of the runs took."""
        taken = []
        for _ in range(self.times):
            self.before()
            gc.collect()
            started = self.clock()
            self.run()
            taken.append(1000 * (self.clock() - started))
        return taken


def reference() -> int:
    """A fixed piece of plain Python: whole numbers, a dictionary, tuples, calls. Never change it,
    or no two tables compare.
    """
    seen: dict[int, tuple[int, int]] = {}
    total = 0
    for step in range(LOOP_STEPS):
        key = (step * 31) % 997
        before = seen.get(key, (0, 0))
        seen[key] = (before[0] + 1, max(before[1], step))
        total += _mixed(*seen[key])
    return total


def _mixed(count: int, last: int) -> int:
    return (count * last) // (count + 1)


def measure_reference() -> Measure:
    """The loop as a line of the table."""
    return Measure("the loop all of these are compared with", reference)
