"""The pictures with their joints, for the tests that ask whether a drawing is right."""

from functools import cache

from rehab.figures.geometry import Point, plus, turn
from rehab.figures.limbs import palm
from rehab.figures.loading import load_figures
from rehab.figures.picture import tempo
from rehab.figures.pose import FrontPose, Pose, SidePose
from rehab.figures.skeleton import Joints, LegJoints, solve
from rehab.figures.timeline import timeline
from rehab.library import load_protocol

FIGURES = load_figures()
PROTOCOL = load_protocol()
SIDE = {name: figure for name, figure in FIGURES.items() if figure.side}
FRONT = {name: figure for name, figure in FIGURES.items() if figure.front}


def keys(name: str) -> list[Joints]:
    """The joints of the key poses of a picture seen from the side."""
    return [solve(pose) for pose in FIGURES[name].side]


@cache
def round_of(name: str) -> list[Pose]:
    """Every pose of one round of the motion, those in between as well."""
    return [moment.pose for moment in timeline(FIGURES[name], tempo(PROTOCOL.exercises, name, PROTOCOL))]


def side_round(name: str) -> list[SidePose]:
    return [pose for pose in round_of(name) if isinstance(pose, SidePose)]


def front_round(name: str) -> list[FrontPose]:
    return [pose for pose in round_of(name) if isinstance(pose, FrontPose)]


def heel(leg: LegJoints) -> Point:
    """The lowest spot at the back of the shoe."""
    return plus(leg.ball, turn((-17, 0), leg.pitch))


def toe(leg: LegJoints) -> Point:
    return plus(leg.ball, turn((8, 0), leg.toes))


def hands(joints: Joints) -> tuple[Point, Point]:
    """The tips of the near and the far hand."""
    return palm(joints.near_arm), palm(joints.far_arm)
