"""The working muscle, the person and the ground can be told apart: in light, in dark and without colour."""

from itertools import product

import pytest

from rehab.figures.head import BODIES
from rehab.figures.paint import GHOSTS, colours, mixed


def grey(colour: str) -> float:
    """How light a colour is on paper without colour, 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


each_look = pytest.mark.parametrize(("body", "dark"), [*product(BODIES, (False, True))])


@each_look
def test_skin_and_clothes_stand_out_from_the_ground(body, dark):
    known = colours(body, dark=dark)
    for paint in ("skin2", "shirt", "shorts", "shoe", "muscle", "arrow"):
        assert abs(grey(known[paint]) - grey(known["tile"])) > 0.11, paint


@each_look
def test_a_muscle_stands_out_from_skin_by_itself_or_by_its_fibres(body, dark):
    known = colours(body, dark=dark)
    muscle = grey(known["muscle"])
    assert abs(grey(known["skin"]) - muscle) > 0.08
    assert grey(known["fibre"]) - muscle > 0.25


@each_look
def test_a_ghost_lies_between_person_and_ground(body, dark):
    known = colours(body, dark=dark)
    for paint in GHOSTS.values():
        ends = sorted((grey(known[paint]), grey(known["tile"])))
        assert ends[0] - 0.01 <= grey(known[f"~{paint}"]) <= ends[1] + 0.01


def test_colours_mix_share_by_share():
    assert mixed("#000000", "#FF8000", 0.5) == "#804000"
