"""Slices grow with the budget and never shrink below what `make test` runs."""

import pytest

from tests import sizes

SIZES = {
    "make test takes the quick one": (False, 60, 100),
    "a full budget takes all": (True, 60, 6_000),
    "ten minutes take a sixth": (True, 10, 1_000),
    "a small budget takes no less than the quick one": (True, 0.1, 100),
}


@pytest.mark.parametrize(("deep", "minutes", "expected"), SIZES.values(), ids=SIZES)
def test_size(monkeypatch, deep, minutes, expected):
    monkeypatch.setattr(sizes, "DEEP", deep)
    monkeypatch.setattr(sizes, "BUDGET_MINUTES", minutes)
    assert sizes.size(100, 6_000) == expected
