"""What a human body can do: how far joints bend and limbs reach. A pose beyond it is a slip in the data."""

from collections.abc import Iterator
from math import acos, degrees

from rehab.figures.front_skeleton import Chain, dot, over, scaled, solve_front, unit
from rehab.figures.pose import FrontPose, Pose, SidePose
from rehab.figures.skeleton import solve

# Degrees from a straight joint: the least and the most a picture may ask for.
RANGES: dict[str, tuple[float, float]] = {
    "hip": (-40, 142),
    "knee": (-5, 150),
    "ankle": (-55, 42),
    "toes": (-60, 55),
    "elbow": (-3, 150),
    "neck": (-50, 50),
}
# Centimetres that a target may lie beyond a stretched limb before somebody sees it.
SLACK = 0.1


def angles(pose: SidePose) -> Iterator[tuple[str, str, float]]:
    """Each joint of *pose*: the limb, the joint, and how far it is bent."""
    joints = solve(pose)
    for name, leg in (("near", joints.near), ("far", joints.far)):
        yield name, "hip", joints.hip_bend(leg)
        yield name, "knee", leg.knee_bend
        yield name, "ankle", leg.ankle_bend
        yield name, "toes", leg.toes - leg.pitch
    for name, arm in (("near_arm", joints.near_arm), ("far_arm", joints.far_arm)):
        yield name, "elbow", arm.elbow_bend
    yield "head", "neck", pose.head - pose.trunk


def front_angles(pose: FrontPose) -> Iterator[tuple[str, str, float]]:
    """Each knee and elbow of *pose*."""
    joints = solve_front(pose)
    for name, joint in (("near", "knee"), ("far", "knee"), ("near_arm", "elbow"), ("far_arm", "elbow")):
        yield name, joint, bend(getattr(joints, name))


def bend(chain: Chain) -> float:
    """How far the joint in the middle is bent; 0 is straight."""
    before = unit(over(chain.middle, scaled(chain.start, -1)))
    after = unit(over(chain.end, scaled(chain.middle, -1)))
    return degrees(acos(min(max(dot(before, after), -1), 1)))


def beyond_reach(pose: Pose) -> Iterator[tuple[str, float]]:
    """Each limb whose target is too far away, and by how much."""
    joints = solve(pose) if isinstance(pose, SidePose) else solve_front(pose)
    for name in ("near", "far", "near_arm", "far_arm"):
        short = getattr(joints, name).short
        if short > SLACK:
            yield name, short


def impossible(pose: Pose) -> Iterator[tuple[str, str]]:
    """What no body can do in *pose*, each with its cure."""
    for limb, short in beyond_reach(pose):
        target = "hand" if limb.endswith("arm") else "foot"
        yield f"{limb}: the {target} is {short:.1f} cm out of reach", "Bring it nearer, or move the hip or the trunk."
    for limb, joint, bent in angles(pose) if isinstance(pose, SidePose) else front_angles(pose):
        least, most = RANGES[joint]
        if not least <= bent <= most:
            yield f"{limb}: the {joint} is bent by {bent:.0f} degrees", f"Keep it from {least:g} to {most:g}."
