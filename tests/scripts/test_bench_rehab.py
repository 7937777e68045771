"""The figures of the clinical rules: each can be run, and what they are compared with stays the same."""

import pytest

from scripts.bench import table
from scripts.bench_rehab import MEASURES, weeks_built
from scripts.measure import Measure, reference

REFERENCE = 183992258


def test_the_loop_that_all_are_compared_with_never_changes():
    assert reference() == REFERENCE


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_each_figure_can_be_run(measure):
    measure.before()
    measure.run()


@pytest.mark.deep
def test_a_figure_is_printed_in_milliseconds_and_in_loops():
    *_, line, loop = table([Measure("twice the loop", lambda: (reference(), reference()), times=3)]).splitlines()
    assert line.startswith("twice the loop")
    assert 1 < float(line.split()[-2]) < 4
    assert loop.split()[-2] == "1.00"


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_a_round_that_repeats_is_not_built_again(grade):
    assert weeks_built(grade, 26) == 26
    assert weeks_built(grade, 104) < 60
