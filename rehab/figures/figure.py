"""One exercise's picture as data: its view, key poses, things, muscle and arrows."""

from typing import Literal

import msgspec

from rehab.figures.geometry import Point
from rehab.figures.pose import FrontPose, Pose, SidePose
from rehab.figures.props import Prop


class Arrow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A bent arrow through its points; *both* gives it a head at either end, *fine* makes it small."""

    points: tuple[Point, ...]
    both: bool = False
    fine: bool = False


class Figure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The picture of one exercise.

    *shown* is the pose of the still, *ghosts* those faded behind it, each moved by *shifts*; *ghost_of*
    says whether they are whole. *moving*
    are the poses of the moving picture, where they are not all. A *cycle* flows through them without
    easing. *close* is the square of a close-up: left, bottom and side. *to_us* turns a head to us that
    is otherwise seen from the side.
    """

    id: str
    side: tuple[SidePose, ...] = ()
    front: tuple[FrontPose, ...] = ()
    muscle: str = "none"
    props: tuple[Prop, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    shown: int = -1
    ghosts: tuple[int, ...] = (0,)
    shifts: tuple[Point, ...] = ()
    ghost_of: Literal["all", "free foot"] = "all"
    moving: tuple[int, ...] = ()
    cycle: bool = False
    ground: bool = True
    bare: bool = False
    eyes: bool = True
    to_us: bool = False
    least: float = 150
    close: tuple[float, float, float] | None = None

    @property
    def poses(self) -> tuple[Pose, ...]:
        """The key poses, from the one side or the other."""
        return self.side or self.front

    @property
    def stride(self) -> float:
        """How far the ground passes by in one round of a cycle; 0 where it does not."""
        poses = [self.poses[i] for i in self.moving] or self.poses
        return poses[-1].flow * len(poses) / (len(poses) - 1) if self.cycle else 0


def blend(a: Pose, b: Pose, share: float) -> Pose:
    """The pose that far on the way from *a* to *b*; both say the same things."""
    mixed = mix(a, b, share)
    assert isinstance(mixed, SidePose | FrontPose)
    return mixed


def mix(a: object, b: object, share: float) -> object:
    """Numbers mixed wherever *a* and *b* hold numbers; everything else is that of *a*."""
    if a == b:
        return a
    if isinstance(a, int | float) and isinstance(b, int | float):
        return a + (b - a) * share
    if isinstance(a, msgspec.Struct):
        return type(a)(**{key: mix(getattr(a, key), getattr(b, key), share) for key in a.__struct_fields__})
    if isinstance(a, tuple) and isinstance(b, tuple):
        return tuple(mix(one, other, share) for one, other in zip(a, b, strict=True))
    return a
