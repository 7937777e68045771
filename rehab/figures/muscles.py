"""Where the working muscle lies: outlines on shin, thigh and arm, with fibres that also show without colour."""

from functools import lru_cache
from typing import NamedTuple

from rehab.figures.geometry import Point, Rows, limb, smooth
from rehab.figures.shapes import Shape, fill, stroke
from rehab.figures.skeleton import SHIN, THIGH, UPPER_ARM

TENDON: Rows = ((0.52, -2.4, 5.2), (0.7, -2.1, 4.1), (0.86, -1.9, 3.3), (1, -1.9, 3.2))
GASTROCNEMIUS: Rows = (
    (0.06, -3.1, 4.6),
    (0.14, -1.2, 6.2),
    (0.28, 0.2, 7.7),
    (0.42, -0.5, 7.05),
    (0.53, -2.6, 5.8),
    (0.6, -4.4, 5),
)
SOLEUS: Rows = (
    (0.31, -5, 7.1),
    (0.4, -0.6, 7.1),
    (0.52, 1.4, 6),
    (0.64, 1.2, 4.65),
    (0.74, 0, 3.9),
    (0.84, -1.8, 3.4),
)
SHIN_FRONT: Rows = ((0.1, 4.6, -2.6), (0.25, 4.5, -0.4), (0.45, 4, -0.4), (0.62, 3.4, -0.9), (0.76, 3, -1.8))
OUTER_SHIN: Rows = ((0.12, 1.8, 1), (0.26, 2.4, 3), (0.46, 2, 3), (0.66, 1.2, 2.2), (0.78, 0.4, 1.4))
THIGH_FRONT: Rows = ((0.2, 8.6, -3), (0.38, 8.3, -0.4), (0.66, 6.9, -0.2), (0.84, 5.8, -1.4), (0.94, 4.8, -3))
THIGH_BACK: Rows = ((0.3, -4.6, 8.4), (0.44, -2.8, 8), (0.66, -2, 6.8), (0.84, -2.2, 5.6), (0.94, -3, 4.6))
BUTTOCK: Rows = ((-0.12, -2.4, 7), (-0.03, 0.2, 9), (0.08, 1, 9.2), (0.2, -1.4, 8.8), (0.27, -5, 7.8))
SHOULDER: Rows = ((-0.12, 1.6, 2), (0.02, 4.4, 4.6), (0.2, 4.4, 4.2), (0.36, 2.6, 2.4), (0.46, 0.6, 0.6))
UPPER_ARM_FRONT: Rows = ((0.4, 3.9, -1.4), (0.55, 4.4, 0), (0.75, 3.7, -0.2), (0.92, 3, -1.6))

BONES = {"shin": SHIN, "thigh": THIGH, "arm": UPPER_ARM}


class Muscle(NamedTuple):
    """One muscle on the bone it is drawn round; *over* clothing, as if one saw through it."""

    bone: str
    rows: Rows
    over: bool = False


CALF = (Muscle("shin", GASTROCNEMIUS), Muscle("shin", SOLEUS))
CHAIN = (Muscle("shin", GASTROCNEMIUS), Muscle("thigh", THIGH_FRONT, over=True), Muscle("thigh", BUTTOCK, over=True))
# What a figure may name as its muscle.
GROUPS: dict[str, tuple[Muscle, ...]] = {
    "none": (),
    "calf": CALF,
    "gastrocnemius": (Muscle("shin", GASTROCNEMIUS),),
    "soleus": (Muscle("shin", SOLEUS),),
    "shin": (Muscle("shin", SHIN_FRONT),),
    "ankle": (Muscle("shin", OUTER_SHIN),),
    "glutes": (Muscle("thigh", BUTTOCK, over=True), Muscle("thigh", THIGH_BACK, over=True)),
    "thigh": (Muscle("thigh", THIGH_FRONT, over=True),),
    "chain": CHAIN,
    "arms": (Muscle("arm", SHOULDER, over=True), Muscle("arm", UPPER_ARM_FRONT)),
    "abductors": (),
}


@lru_cache(maxsize=32)
def lit(group: str, bone: str, *, over: bool) -> tuple[Shape, ...]:
    """The muscles of *group* on a *bone*, round that bone; those *over* clothing or those below it."""
    shapes: list[Shape] = []
    chosen = [muscle for muscle in GROUPS[group] if muscle.bone == bone and muscle.over is over]
    if chosen and bone == "shin" and group in {"calf", "gastrocnemius", "soleus", "chain"}:
        shapes.append(fill(limb(TENDON, SHIN), "tendon"))
    for muscle in chosen:
        shapes.append(fill(limb(muscle.rows, BONES[bone]), "muscle"))
    for muscle in chosen:
        shapes.append(stroke(smooth(fibre(muscle.rows, BONES[bone]), closed=False), "fibre", 0.9))
    return tuple(shapes)


def fibre(rows: Rows, length: float) -> list[Point]:
    """A line through the middle of a muscle, ends left out."""
    return [((behind - ahead) / 2 * 1.1, share * length) for share, ahead, behind in rows[1:-1]]
