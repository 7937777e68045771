"""Who lies or sits lies on something: not in it, not above it, and with the head on it as well."""

import pytest

from rehab.figures.figure import Figure
from rehab.figures.front_skeleton import seen, solve_front
from rehab.figures.gear import pads, stick
from rehab.figures.geometry import Placement, along, apart
from rehab.figures.limbs import foot, forearm, palm
from rehab.figures.pose import Pose
from rehab.figures.props import SEAT, Prop, standing
from rehab.figures.scene import moment, person, still
from rehab.figures.shapes import Bounds, Part, bounds
from rehab.figures.skeleton import solve
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


def lowest(part: Part) -> float:
    """The lowest spot of a part, its curves included."""
    return min(y for shape in part.drawn() for _, numbers in shape.path for y in numbers[1::2])


def test_an_arm_that_lies_lies_on_the_mat():
    for joints in keys("glute-bridge"):
        for arm in (joints.near_arm, joints.far_arm):
            lower = Part(forearm("2"), along(arm.elbow, arm.hand))
            assert 2.6 - GIVES < lowest(lower) < 2.6 + 0.5
            assert abs(arm.elbow[1] - arm.hand[1]) < 1.5, "flat"


def test_a_heel_that_slides_stays_on_the_mat():
    for joints in keys("toe-curls-and-knee-bends"):
        leg = joints.near
        bare = Part(foot(round(leg.toes - leg.pitch, 1), ""), Placement(*leg.ball, leg.pitch))
        assert 2.6 - 0.6 < bounds([bare]).bottom < 2.6 + 0.5


def test_in_side_lying_the_lower_leg_lies_along_the_mat():
    for pose in FIGURES["side-lying-leg-lift"].front:
        leg = solve_front(pose).far
        assert max(seen(leg.middle)[1], seen(leg.end)[1]) < 2.6 + 7


def test_a_stick_stands_on_the_ground_while_its_leg_is_loaded():
    for pose in FIGURES["relative-rest-and-walking-aid"].side:
        loaded = pose.near.ball is not None and not pose.near.ball[1]
        assert (pose.stick[1] == 0) == loaded
        (part,) = stick(Prop("far-crutch"), solve(pose), pose)
        assert bounds([part]).bottom == pytest.approx(pose.stick[1])


def test_both_shoes_get_their_wedge():
    away, there = FIGURES["temporary-heel-lift"].side
    wedge = Prop("heel-pads")
    both = zip(pads(wedge, solve(away), away), pads(wedge, solve(there), there), strict=True)
    moved = [b.placement.x - a.placement.x for a, b in both if a.shapes[0].paint == "cloth"]
    assert moved == [away.away, away.away]


def test_what_only_a_ghost_needs_is_not_in_the_motion():
    figure = FIGURES["up-on-two-down-on-one"]
    ghost, shown = figure.side[figure.ghosts[0]], figure.side[figure.shown]
    walls = {prop.still: prop for prop in figure.props}
    assert palm(solve(ghost).near_arm)[0] == pytest.approx(walls[True].at[0], abs=2)
    assert palm(solve(shown).near_arm)[0] == pytest.approx(walls[False].at[0], abs=2)
    assert standing(walls[True]) in still(figure, "bun")
    assert standing(walls[True]) not in moment(figure, shown, "bun")
