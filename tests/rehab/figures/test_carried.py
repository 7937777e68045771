"""Who lies or sits lies on something: not in it, not above it, and with the head on it as well."""

import pytest

from rehab.figures.figure import Figure
from rehab.figures.geometry import apart
from rehab.figures.pose import Pose
from rehab.figures.props import SEAT
from rehab.figures.scene import person
from rehab.figures.shapes import Bounds, Part, bounds
from tests.rehab.alike import of_each
from tests.rehab.figures.posed import FIGURES, keys

BODY = {"skin", "skin2", "shirt", "sleeve", "shirt2", "shorts", "shorts2", "hair", "shoe", "shoe2", "sole", "sole2"}
# How far flesh and mat give way together, in centimetres.
GIVES = 2.6
PILLOWS_GIVE = 5.0


def limbs(figure: Figure, pose: Pose) -> list[Part]:
    """The person alone, without what is held or worn."""
    return [part for part in person(figure, pose, "bun", lit=False) if part.shapes[0].paint in BODY]


def above(parts: list[Part], left: float, right: float) -> list[Bounds]:
    """The boxes of what is over that stretch."""
    return [box for box in (bounds([part]) for part in parts) if box.left < right and box.right > left]


def tops(figure: Figure, *kinds: str) -> list[tuple[float, float, float]]:
    """From where to where such things reach, and how high they are."""
    return [(p.at[0], p.at[0] + p.size[0], p.at[1] + p.size[1]) for p in figure.props if p.kind in kinds]


LYING = {
    name: (figure, surface)
    for name, figure in FIGURES.items()
    for surface in [*tops(figure, "mat"), *(top for top in tops(figure, "block") if not top[2])]
}


@of_each(LYING)
def test_nobody_sinks_into_what_carries_them_or_floats_above_it(figure, surface):
    left, right, top = surface
    for pose in figure.poses:
        lowest = min(box.bottom for box in above(limbs(figure, pose), left, right))
        assert top - GIVES <= lowest <= top + 0.5, (lowest, top)


CHAIRS = {name: (figure,) for name, figure in FIGURES.items() if any(p.kind == "chair" for p in figure.props)}


@of_each(CHAIRS)
def test_who_sits_sits_on_the_seat(figure):
    for pose in figure.poses:
        shorts = [bounds([part]) for part in limbs(figure, pose) if part.shapes[0].paint in {"shorts", "shorts2"}]
        assert min(box.bottom for box in shorts) == pytest.approx(SEAT, abs=1.5)


HEADS = {name: (figure,) for name, figure in FIGURES.items() if not figure.close and abs(figure.poses[0].trunk) > 60}


@of_each(HEADS)
def test_a_head_that_lies_lies_on_something(figure):
    pillows = tops(figure, "pillow")
    carries = [*pillows, *tops(figure, "mat")]
    for pose in figure.poses:
        parts = limbs(figure, pose)
        head = next(bounds([part]) for part in parts if "hair" in {shape.paint for shape in part.shapes})
        arms = above([part for part in parts if part.shapes[0].paint == "skin2"], head.left, head.right)
        under = max(top for left, right, top in carries if left < (head.left + head.right) / 2 < right)
        held = max([under, *(box.top for box in arms if box.top < head.bottom + GIVES)])
        assert held - (PILLOWS_GIVE if pillows else GIVES) <= head.bottom <= held + 1.5, (held, head.bottom)


def test_in_a_bridge_head_and_shoulders_stay_where_they_are():
    down, up = keys("glute-bridge")
    assert apart(down.neck, up.neck) < 2.5
    assert apart(down.head, up.head) < 1.5
    assert up.hip[1] - down.hip[1] > 15


CALVES = {"elevation": 29, "light-upward-stroking": 18}


@of_each({name: (name, top) for name, top in CALVES.items()})
def test_the_calf_rests_on_its_pillows_and_the_heel_is_free(name, top):
    pillow = max(tops(FIGURES[name], "near-pillow"), key=lambda pillow: pillow[2])
    assert pillow[2] == top
    for joints in keys(name):
        knee, ankle = joints.near.knee, joints.near.ankle
        assert pillow[0] < knee[0] + 6
        assert ankle[0] > pillow[1]
        assert top < min(knee[1], ankle[1]) < top + 7.7, "the calf is as thick"
