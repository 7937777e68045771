"""What was done at a clinic, as its audit has it, with names in place of keys where somebody still has one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from programs.models import AuditEntry, Clinic, ClinicToken, OwnWording
from programs.selectors.shown_as import newest

ON_A_PAGE = 50


@dataclass(frozen=True)
class Recorded:
    """An entry: *who* did *what* with *about*, each by name; empty for nobody, and where no name is kept any more.
    *token* names the one a program came with, None where nobody's program did it. *act* is what two entries share that
    tell of the same thing done again: names may be those of two people.
    """

    seq: int
    at: datetime
    who: str
    what: str
    about: str
    token: str | None = None
    act: tuple[UUID | None, str, UUID | None, UUID | None] = (None, "", None, None)


@dataclass(frozen=True)
class Page:
    """Entries, the newest first; *older* is the number after which the next page begins, None on the last one."""

    entries: tuple[Recorded, ...]
    older: int | None


def record_page(clinic: Clinic, before: int | None) -> Page:
    """The entries of *clinic* with a number below *before*, or the newest."""
    rows = clinic.audit.order_by("-seq")
    found = list((rows.filter(seq__lt=before) if before is not None else rows)[: ON_A_PAGE + 1])
    names = names_of(clinic, found[:ON_A_PAGE])
    entries = tuple(
        Recorded(
            *(row.seq, row.at, names.get(row.who, ""), row.what, names.get(row.about, "")),
            token=names.get(row.token, "") if row.token else None,
            act=(row.who, row.what, row.about, row.token),
        )
        for row in found[:ON_A_PAGE]
    )
    return Page(entries, entries[-1].seq if len(found) > ON_A_PAGE else None)


def names_of(clinic: Clinic, entries: Iterable[AuditEntry]) -> Mapping[UUID | None, str]:
    """What the keys in *entries* stand for: a name of a member, a client, a template or a token, an
    invited address, an exercise of the clinic's own as it is called now.
    """
    keys = {key for entry in entries for key in (entry.who, entry.about, entry.token) if key}
    return {
        **dict(ClinicToken.objects.filter(membership__clinic=clinic, key__in=keys).values_list("key", "name")),
        **dict(_exercises(clinic, keys)),
        **dict(clinic.invitations.filter(key__in=keys).values_list("key", "email")),
        **dict(clinic.templates.filter(key__in=keys).values_list("key", "name")),
        **dict(clinic.clients.filter(key__in=keys).values_list("key", "name")),
        **dict(clinic.memberships.filter(key__in=keys).values_list("key", "name")),
    }


def _exercises(clinic: Clinic, keys: set[UUID]) -> Iterable[tuple[UUID, str]]:
    rows = OwnWording.objects.filter(own__clinic=clinic, own__key__in=keys).order_by()
    return newest(rows).values_list("own__key", "name")
