"""The working muscle, the person and the ground can be told apart: in light, in dark and without colour."""

from itertools import product

import pytest

from rehab.figures.head import BODIES
from rehab.figures.paint import GHOSTS, RIM, colours, mixed
from rehab.figures.scene import still
from tests.rehab.alike import of_each
from tests.rehab.figures.posed import FIGURES


def grey(colour: str) -> float:
    """How light a colour is on paper without colour, 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def light(colour: str) -> float:
    """Relative luminance, as the Web Content Accessibility Guidelines count it."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    low, high = sorted((light(a), light(b)))
    return (high + 0.05) / (low + 0.05)


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


@each_look
def test_the_line_round_a_ghost_is_seen_and_what_is_in_it_is_weaker_than_the_person(body, dark):
    known = colours(body, dark=dark)
    assert 2 < contrast(known[RIM], known["tile"]) < 4
    for paint in GHOSTS.values():
        assert contrast(known[f"~{paint}"], known["tile"]) < contrast(known[paint], known["tile"])
        assert contrast(known[f"~{paint}"], known[RIM]) > 1.25, "it does not drown in its own line"


@of_each({name: (figure,) for name, figure in FIGURES.items()})
def test_each_outline_of_a_ghost_has_its_line(figure):
    shapes = [(part.placement, shape) for part in still(figure, "bun") for shape in part.shapes]
    faded = {(at, one.path) for at, one in shapes if one.paint.startswith("~") and one.kind == "fill"}
    assert faded == {(at, one.path) for at, one in shapes if one.paint == RIM}


@of_each({name: (figure,) for name, figure in FIGURES.items() if not figure.shifts})
def test_what_has_not_moved_has_no_ghost(figure):
    shapes = [(part.placement, shape) for part in still(figure, "bun") for shape in part.shapes]
    solid = {(at, one.path) for at, one in shapes if one.paint in {"skin", "shirt", "shorts"}}
    assert not solid & {(at, one.path) for at, one in shapes if one.paint.startswith("~")}


def test_colours_mix_share_by_share():
    assert mixed("#000000", "#FF8000", 0.5) == "#804000"
