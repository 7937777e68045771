"""An exercise in the way of a clinic: what paper says and shows of it in place of the catalogue's."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from django.utils.translation import gettext as _
from reportlab.lib.utils import ImageReader

from programs.handouts.tagged import TaggedCanvas
from programs.handouts.words import printable


def printed_names(names: Mapping[str, str]) -> dict[str, str]:
    """Those of *names*, by the ids of exercises, that faces of ours have every letter of, as they are printed."""
    return {exercise: said for exercise, name in names.items() if (said := printable(name))}


@dataclass(frozen=True)
class OwnPrinted:
    """What a *clinic* says of an exercise: *needs* besides its kit, and a *photo* as a small JPEG that was drawn anew.
    Where that is empty, the *figure* of an exercise, which shows what *motion* says.
    """

    clinic: str
    name: str
    steps: tuple[str, ...]
    needs: str
    figure: str
    motion: str
    photo: bytes = b""

    @property
    def is_printable(self) -> bool:
        """Whether faces of ours have every letter of it. A step alone that is left out would be another exercise."""
        return all(map(printable, (self.name, *self.steps))) and bool(printable(self.needs) or not self.needs)

    @property
    def told(self) -> str:
        """Whose way it is, and what is needed besides."""
        clinic, needs = printable(self.clinic), printable(self.needs)
        parts = [_("As %(clinic)s does it.") % {"clinic": clinic}] if clinic else []
        return " ".join([*parts, *([_("You also need: %(needs)s.") % {"needs": needs}] if needs else [])])

    @cached_property
    def reader(self) -> ImageReader:
        """The photo, read once."""
        return ImageReader(BytesIO(self.photo))


class Photo:
    """The photo of *own* in the middle of a square of *wide* points, its shape kept; *alternative* says what it is."""

    def __init__(self, own: OwnPrinted, alternative: str, wide: float) -> None:
        self._reader, self._alternative, self._wide = own.reader, alternative, wide

    def height(self, width: float) -> float:
        """Points it takes, whatever the *width*."""
        return self._wide

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it downwards from *top*."""
        across, down = self._reader.getSize()
        scale = self._wide / max(across, down)
        wide, high = across * scale, down * scale
        left, below = x + (self._wide - wide) / 2, top - (self._wide + high) / 2
        with canvas.content("Figure", self._alternative):
            canvas.drawImage(self._reader, left, below, wide, high)
