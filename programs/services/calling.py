"""What exercises are called to whoever reads of them: by their own clinic's names, and by the catalogue's."""

from django.utils.translation import gettext as _

from programs.models import Client, Clinic, Programme
from programs.selectors.shown_as import Ways, shown_as, ways_at
from rehab.words import Words, words_in


def names_of(ways: Ways) -> dict[str, str]:
    """What exercises are called in *ways*, by their ids."""
    return {exercise: way.name for exercise, way in ways.items()}


def words_for(programme: Programme) -> Words:
    """Words that call the exercises of *programme* what its runner knows them by."""
    return words_in().calling(names_of(shown_as(programme)))


def words_to_choose_by(programme: Programme) -> Words:
    """The same for people of a clinic who choose among them: the catalogue's name stands behind an own one, so that
    nobody takes one exercise for another.
    """
    return _told_apart(shown_as(programme))


def words_at(clinic: Clinic, client: Client | None = None) -> Words:
    """Words to choose by for whoever begins at *clinic*: *client*, or nobody in particular."""
    return _told_apart(ways_at(clinic, client))


def _told_apart(ways: Ways) -> Words:
    words = words_in()
    return words.calling({exercise: _both(words, exercise, name) for exercise, name in names_of(ways).items()})


def _both(words: Words, exercise: str, name: str) -> str:
    original = words.in_catalogue(exercise)
    return name if name == original else _("%(name)s (%(original)s)") % {"name": name, "original": original}
