"""The benchmark table: each line a figure somebody waits for. Add a Measure to MEASURES and it is printed.

Milliseconds differ from machine to machine. The last column but one says each figure in loops: how long it takes
against a fixed piece of plain Python timed in the same run, which is what to compare between machines and commits.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scripts import bench_rehab
from scripts.measure import Measure, measure_reference


def start_django() -> None:
    """What every command and every web worker pays before its first line of work."""
    code = "import django; django.setup(); import config.urls"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "1"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


MEASURES = [
    Measure("start Python, Django and all addresses", start_django, times=5, clock=time.perf_counter),
    *bench_rehab.MEASURES,
]


@dataclass(frozen=True)
class Figure:
    """What was found for one measure, in milliseconds."""

    name: str
    best: float
    median: float
    times: int


def figure(measure: Measure) -> Figure:
    taken = measure.milliseconds()
    return Figure(measure.name, min(taken), statistics.median(taken), len(taken))


def lines_of(figures: Iterable[Figure], loop: float) -> list[str]:
    """One line for each figure; *loop* is the best time of the reference loop."""
    return [f"{f.name:<52}{f.best:>10.2f}{f.median:>12.2f}{f.best / loop:>10.2f}{f.times:>6}" for f in figures]


def table(measures: list[Measure], growth: Callable[[], list[str]] | None = None) -> str:
    """Best and median of each measure in milliseconds, the best in loops, and how often it ran."""
    reference = figure(measure_reference())
    head = f"{'':<52}{'best ms':>10}{'median ms':>12}{'loops':>10}{'runs':>6}"
    found = [head, *lines_of(map(figure, measures), reference.best), *lines_of([reference], reference.best)]
    return "\n".join([*found, "", *growth()] if growth else found)


if __name__ == "__main__":
    print(table(MEASURES, bench_rehab.growth))
