"""When each pose is reached: key poses, the steps between them, and how the motion eases."""

from itertools import pairwise
from math import ceil
from typing import NamedTuple

import msgspec

from rehab.figures.figure import Figure, blend
from rehab.figures.pose import Pose, SidePose
from rehab.figures.skeleton import solve

# Seconds up, held and down, where an exercise has no tempo of its own.
EVEN = (2, 1, 2)
# A straight line between two pictures stands for an arc as long as no joint turns further than this.
WIDEST_TURN = 16.0
MOST_STEPS = 5
Curve = tuple[float, float, float, float]
STEADY: Curve = (0, 0, 1, 1)


class Moment(NamedTuple):
    """A pose, the second it is reached, and the curve of the way to it: the handles of a cubic."""

    second: float
    pose: Pose
    curve: Curve


def timeline(figure: Figure, tempo: tuple[int, ...]) -> list[Moment]:
    """All moments of one round, from the first pose back to it; *tempo* is the seconds up, held and
    down. A first pose that takes no time is not gone back to: the picture begins anew there.
    """
    words = dict(zip(("up", "hold", "down"), tempo or EVEN, strict=True))
    poses = [figure.poses[i] for i in figure.moving] or list(figure.poses)
    moments = [Moment(0, poses[0], STEADY)]
    around = msgspec.structs.replace(poses[0], flow=figure.stride)
    for before, after in pairwise([*poses, around]):
        held = _seconds(before.hold, words)
        if held:
            moments.append(Moment(moments[-1].second + held, before, STEADY))
        start, takes = moments[-1].second, _seconds(after.takes, words)
        steps = 0 if not takes else 1 if figure.cycle else _steps(before, after)
        for reached, share, curve in _eased(steps):
            pose = after if share == 1 else blend(before, after, share)
            moments.append(Moment(start + takes * reached, pose, STEADY if figure.cycle else curve))
    return moments


def _seconds(told: float | str, words: dict[str, int]) -> float:
    return words[told] if isinstance(told, str) else told


def _steps(before: Pose, after: Pose) -> int:
    """How many straight lines the way between two poses needs."""
    if not (isinstance(before, SidePose) and isinstance(after, SidePose)):
        return 2
    a, b = solve(before), solve(after)
    turned = [
        abs(before.trunk - after.trunk),
        abs(before.near.pitch - after.near.pitch),
        abs(a.near.knee_bend - b.near.knee_bend),
        abs(a.far.knee_bend - b.far.knee_bend),
        abs(a.near_arm.elbow_bend - b.near_arm.elbow_bend),
        abs(a.hip_bend(a.near) - b.hip_bend(b.near)),
        abs(a.hip_bend(a.far) - b.hip_bend(b.far)),
    ]
    return min(max(ceil(max(turned) / WIDEST_TURN), 1), MOST_STEPS)


def eased(share: float) -> float:
    """How far the motion is after that *share* of its time: slow, quick, slow."""
    return share * share * (3 - 2 * share)


def _slope(share: float) -> float:
    return 6 * share * (1 - share)


def _eased(steps: int) -> list[tuple[float, float, Curve]]:
    """For each of *steps*: the share of time when it ends, how far the motion is then, its curve.

    The curves are the very pieces of the one that eases the whole, so the motion has no corners.
    """
    found = []
    for step in range(steps):
        begin, end = step / steps, (step + 1) / steps
        gone = eased(end) - eased(begin)
        third = (end - begin) / 3
        first, second = _slope(begin) * third / gone, 1 - _slope(end) * third / gone
        found.append((end, eased(end), (0.333, round(first, 3), 0.667, round(second, 3))))
    return found
