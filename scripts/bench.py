"""The benchmark table: each line a figure somebody waits for. Add a Measure to MEASURES and it is printed."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One line of the table: *run* does the thing once; what it takes is timed here."""

    name: str
    run: Callable[[], object]
    times: int = 5

    def milliseconds(self) -> list[float]:
        """How long each of the runs took."""
        taken = []
        for _ in range(self.times):
            started = time.perf_counter()
            self.run()
            taken.append(1000 * (time.perf_counter() - started))
        return taken


def start_django() -> None:
    """What every command and every web worker pays before its first line of work."""
    code = "import django; django.setup(); import config.urls"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "1"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


MEASURES = [
    Measure("start Python, Django and all addresses", start_django),
]


def table(measures: list[Measure]) -> str:
    """Median and slowest of each measure, in milliseconds."""
    lines = [f"{'':<48}{'median ms':>12}{'slowest ms':>12}{'runs':>6}"]
    for measure in measures:
        taken = measure.milliseconds()
        lines.append(f"{measure.name:<48}{statistics.median(taken):>12.1f}{max(taken):>12.1f}{len(taken):>6}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(MEASURES))
