"""Which tests are tried on a fault: all of a file that meets its line, and the likeliest and quickest of them first."""

from pathlib import Path

import pytest

from scripts.mutants import Mutant
from scripts.mutation_tests import KnownTests

FAULT = Mutant(Path("rules/light.py"), 5, range(5, 6), "a", "b", "")


@pytest.fixture
def tests() -> KnownTests:
    """Three files. Line 5 is met by two tests of `a`, one of `b`, and none of `c`."""
    known = KnownTests()
    lines = {"5": ["a::slow", "a::quick"], "6": ["", "shared"]}
    known.learn("a", "shared", seen({"a::slow": 0.3, "a::quick": 0.1, "a::other": 0.2}, lines))
    known.learn("b", "shared", seen({"b::only": 0.2}, {"5": ["b::only", "shared"]}))
    known.learn("c", "shared", seen({"c::apart": 0.1}, {"6": ["c::apart"]}))
    return known


def seen(seconds: dict[str, float], lines: dict[str, list[str]]) -> dict[str, object]:
    return {"seconds": {**seconds, "shared": 1.0}, "lines": {"rules/light.py": lines}}


def test_files_take_turns_the_quick_before_the_slow_and_the_rest_of_a_file_last(tests):
    assert tests.stages(FAULT, []) == [["b::only", "a::quick", "a::slow"], ["a::other"]]


def test_named_files_come_first(tests):
    assert tests.stages(FAULT, ["a"])[0] == ["a::quick", "b::only", "a::slow"]


def test_a_test_that_noticed_a_fault_of_the_same_file_is_asked_first(tests):
    tests.remember(FAULT, "a::slow")
    assert tests.stages(FAULT, [])[0] == ["a::slow", "a::quick", "b::only"]


def test_long_ones_wait_for_a_later_stage(tests):
    tests.seconds["a::slow"] = 60.0
    assert tests.stages(FAULT, []) == [["b::only", "a::quick"], ["a::slow"], ["a::other"]]


def test_what_a_file_does_outside_its_tests_concerns_all_of_them(tests):
    shared = Mutant(Path("rules/light.py"), 6, range(6, 7), "a", "b", "")
    asked = {test for stage in tests.stages(shared, []) for test in stage}
    assert asked == {"a::quick", "a::slow", "a::other", "c::apart"}


def test_a_line_that_no_test_meets_has_none(tests):
    assert tests.stages(Mutant(Path("rules/light.py"), 9, range(9, 10), "a", "b", ""), ["a"]) == []
