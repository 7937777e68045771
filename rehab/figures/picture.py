"""The front door: the picture of an exercise as SVG, for one side, one body, still or moving."""

from typing import Literal

import msgspec

from rehab.catalogue import Exercise
from rehab.figures.figure import Figure
from rehab.figures.head import Body
from rehab.figures.moving import moving_svg
from rehab.figures.svg import still_svg
from rehab.known import tempo_of
from rehab.protocol import Protocol

Side = Literal["right", "left"]
SIDES: tuple[Side, ...] = ("right", "left")
Motion = Literal["still", "moving"]
MOTIONS: tuple[Motion, ...] = ("still", "moving")


class Look(msgspec.Struct, frozen=True):
    """How a picture is wanted: the leg that works, who does it, and whether it moves."""

    side: Side = "right"
    body: Body = "bun"
    motion: Motion = "still"


def picture(figure: Figure, protocol: Protocol, look: Look) -> str:
    """The picture of an exercise of *protocol* as an SVG file; the same each time. It moves at the
    tempo of the exercise.
    """
    mirrored = look.side == "left"
    if look.motion == "still":
        return still_svg(figure, look.body, mirrored=mirrored)
    return moving_svg(figure, look.body, tempo(protocol.exercises, figure.id, protocol), mirrored=mirrored)


def tempo(exercises: tuple[Exercise, ...], name: str, protocol: Protocol) -> tuple[int, ...]:
    """Seconds up, held and down of the exercise with that *name*; nothing where it has none."""
    exercise = next(exercise for exercise in exercises if exercise.id == name)
    return tempo_of(protocol, exercise, exercise.first_dose)
