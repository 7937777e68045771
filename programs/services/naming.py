"""Who made a version or asked for something, in a word: as the runner reads it, and as people of a clinic do."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from programs.models import Membership, Programme, Version
from programs.selectors.askers import Asker, askers_of
from programs.selectors.authors import ASSISTANT, THERAPIST, part_in, role_in
from programs.services.joining import author_of
from programs.services.standings import TIME
from rehab.words import words_in


def asker_to_runner(asker: Asker | None) -> str:
    """Who asked, as the runner knows them."""
    if asker is None:
        return words_in().text("changes", "authors", THERAPIST)
    if not asker.guides:
        return _("a previous clinic")
    if not asker.name:
        return words_in().text("changes", "authors", asker.part)
    told = {"name": asker.name}
    return _("an assistant, %(name)s") % told if asker.part == ASSISTANT else _("your therapist, %(name)s") % told


def asker_to_clinic(asker: Asker | None, member: Membership) -> str:
    """Who asked, as *member* knows them: colleagues by name and role, nobody of another clinic."""
    if asker is None or asker.clinic != member.clinic_id:
        return _("another clinic") if asker and asker.guides else _("a previous clinic")
    role = Membership.Role(asker.role).label
    return _("%(name)s, %(role)s") % {"name": asker.name, "role": role} if asker.name else _("somebody who has left")


def author_to_runner(author: str, programme: Programme, known: Mapping[str, Asker]) -> str:
    """Who made a version of *programme*, as its runner reads it."""
    if author in known:
        return asker_to_runner(known[author])
    return words_in().text("changes", "authors", _sort(author, programme))


def made_by(version: Version, programme: Programme) -> str:
    """Who made *version*, as the runner of *programme* reads it."""
    return author_to_runner(version.author, programme, askers_of(programme, [version.author]))


def author_to_clinic(author: str, programme: Programme, known: Mapping[str, Asker], member: Membership) -> str:
    """Who made a version of *programme*, as *member* of a clinic reads it."""
    if role_in(author):
        return asker_to_clinic(known.get(author), member)
    sort = _sort(author, programme)
    return _("the client") if sort == "runner" else words_in().text("changes", "authors", sort)


def _sort(author: str, programme: Programme) -> str:
    mine = programme.runner is not None and author == author_of(programme.runner)
    return "runner" if mine else "time" if author == TIME else part_in(author) or "other"
