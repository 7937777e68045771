"""Boxes and lines as a PDF says them. ReportLab words each number anew; a paper has hundreds of these."""

from reportlab.lib.colors import Color

# How far the handles of a quarter circle lie from its corner, in radii.
HANDLE = 1 - 0.5523


def rounded(x: float, y: float, width: float, high: float, corner: float) -> str:
    """The outline of a box with round corners, in points, its lower left corner given."""
    right, top, near = x + width, y + high, corner * HANDLE
    return (
        f"{x + corner:.2f} {y:.2f} m {right - corner:.2f} {y:.2f} l "
        f"{right - near:.2f} {y:.2f} {right:.2f} {y + near:.2f} {right:.2f} {y + corner:.2f} c "
        f"{right:.2f} {top - corner:.2f} l "
        f"{right:.2f} {top - near:.2f} {right - near:.2f} {top:.2f} {right - corner:.2f} {top:.2f} c "
        f"{x + corner:.2f} {top:.2f} l "
        f"{x + near:.2f} {top:.2f} {x:.2f} {top - near:.2f} {x:.2f} {top - corner:.2f} c "
        f"{x:.2f} {y + corner:.2f} l "
        f"{x:.2f} {y + near:.2f} {x + near:.2f} {y:.2f} {x + corner:.2f} {y:.2f} c h"
    )


def filled(colour: Color) -> str:
    """What is filled from here on has that colour."""
    return "{:.3f} {:.3f} {:.3f} rg".format(*colour.rgb())


def edged(colour: Color, width: float) -> str:
    """Edges from here on have that colour and are so many points wide."""
    return "{:.3f} {:.3f} {:.3f} RG {:g} w".format(*colour.rgb(), width)
