"""A whole person seen from the side, with what is held and worn, in drawing order."""

from rehab.figures import limbs
from rehab.figures.figure import Figure
from rehab.figures.gear import FIRST, LAST, ON_LEG, ON_TRUNK, UNDER, gear
from rehab.figures.head import Body, head, neck
from rehab.figures.pose import SidePose
from rehab.figures.shapes import Part
from rehab.figures.skeleton import solve


def side_person(figure: Figure, pose: SidePose, body: Body, *, lit: bool = True) -> list[Part]:
    """The person in *pose*; *lit* shows the muscle at work."""
    joints = solve(pose)
    group = figure.muscle if lit else "none"
    near_arm = limbs.arm(joints.near_arm, "", group)
    held = figure.props
    return [
        *gear(FIRST, held, joints, pose),
        *limbs.arm(joints.far_arm, "2", "none"),
        *limbs.leg(joints.far, "2", "none", bare=figure.bare),
        # A ghost has nothing of its own to lie on.
        *(gear(UNDER, held, joints, pose) if lit else []),
        neck(joints),
        *limbs.leg(joints.near, "", group, bare=figure.bare),
        *gear(ON_LEG, held, joints, pose),
        limbs.trunk(joints),
        *gear(ON_TRUNK, held, joints, pose),
        head(joints, body, eyes=figure.eyes, to_us=figure.to_us),
        *gear(LAST, held, joints, pose),
        *near_arm,
    ]
