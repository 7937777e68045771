"""Who asks for something in a programme, or made a version of it: people of clinics, and whether those guide it now."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from django.db.models import Exists, OuterRef

from programs.models import Event, Membership, Programme, Share
from programs.selectors.authors import key_in, part_in, role_in
from rehab.events import Adjusted

ADJUSTED = "adjusted"


class Asker(msgspec.Struct, frozen=True):
    """Somebody of a clinic: their *name*, empty once their account is erased, the *role* they had there then and what
    they were to the runner, their *part*, and whether the clinic, named by its primary key, *guides* the programme now.
    """

    name: str
    role: str
    part: str
    clinic: int
    guides: bool


class AskedFor(msgspec.Struct, frozen=True):
    """A wish that stands, and who asked for it; nobody where no row tells it."""

    wish: Adjusted
    by: Asker | None


def askers_of(programme: Programme, authors: Iterable[str]) -> Mapping[str, Asker]:
    """Those of *authors* who are, or were, people of a clinic, as *programme* knows them now."""
    keys = {author: key for author in set(authors) if (key := key_in(author))}
    if not keys:
        return {}
    guided = Share.objects.filter(programme=programme, clinic=OuterRef("clinic"), until__isnull=True)
    rows = Membership.objects.filter(key__in=keys.values()).annotate(guides=Exists(guided)).order_by()
    known = {row.key: row for row in rows}
    return {
        author: Asker(row.name, role_in(author), part_in(author), row.clinic_id, row.guides)
        for author, key in keys.items()
        if (row := known.get(key))
    }


def authors_in(entries: Iterable[Event]) -> Mapping[str, str]:
    """Who asked, by the key of each wish among *entries*."""
    return {str(entry.uuid): entry.author for entry in entries if entry.kind == ADJUSTED}


def asked_for(programme: Programme, wishes: Sequence[Adjusted], authors: Mapping[str, str]) -> tuple[AskedFor, ...]:
    """*wishes* of *programme*, each with who asked: its author in *authors*, by the key of the wish."""
    known = askers_of(programme, [authors.get(wish.key, "") for wish in wishes])
    return tuple(AskedFor(wish, known.get(authors.get(wish.key, ""))) for wish in wishes)
