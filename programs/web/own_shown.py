"""An exercise in the way of a clinic, on a page: its name, steps and picture in place of the catalogue's."""

from dataclasses import replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from msgspec.structs import replace as with_values

from programs.selectors.shown_as import OwnWay
from programs.web.pictures import Picture, picture_of
from programs.web.plan_shown import ItemShown, OwnShown
from rehab.figures.picture import Look
from rehab.words import Words


def in_own_way(item: ItemShown, way: OwnWay | None, words: Words, look: Look) -> ItemShown:
    """*item* as *way* does it; as it is where there is none. Dose, cue, why and when to stop stay the catalogue's."""
    if way is None:
        return item
    figure, small = ("", photo_address(way.picture, small=True)) if way.picture else (way.figure, "")
    own = OwnShown(way.clinic, words.in_catalogue(way.exercise), way.needs, figure, small)
    picture = own_picture(way, words, look, page=item.picture.page)
    return replace(item, name=way.name, steps=way.steps, picture=picture, own=own)


def own_picture(way: OwnWay, words: Words, look: Look, *, page: str) -> Picture:
    """The photo of *way*, or the figure that was chosen for it; *page* is that of the exercise in the catalogue."""
    if way.picture:
        alternative = _("A photo of how %(clinic)s does it.") % {"clinic": way.clinic}
        return Picture(photo_address(way.picture), alternative, page)
    drawn = picture_of(way.figure, words, with_values(look, motion="still"))
    return Picture(drawn.src, drawn.alt, page)


def photo_address(key: str, *, small: bool = False) -> str:
    """Where the photo of that key lies, for all who may see it; *small*, as paper has it, for lists."""
    return reverse("own-photo-small" if small else "own-photo", args=[UUID(key)])
