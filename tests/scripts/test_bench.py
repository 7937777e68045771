"""The benchmark table has a line for each measure."""

import pytest

from scripts.bench import table
from scripts.measure import Measure


@pytest.mark.deep
def test_every_measure_is_run_and_printed():
    runs: list[int] = []
    lines = table([Measure("counting", lambda: runs.append(1), times=3)]).splitlines()
    assert len(runs) == 3
    assert re_spaced(lines[1]).startswith("counting ")
    assert lines[1].endswith("3")


def re_spaced(line: str) -> str:
    return " ".join(line.split())
