"""Everything a clinic has on record, row by row, for its owner to take along.

Of a programme only while it is shared: who has stopped sharing, or was discharged, has taken diary and versions back.
"""

from collections.abc import Iterator
from uuid import UUID

from programs.models import Assignment, AuditEntry, Client, Clinic, Event, Membership, Programme, Version
from programs.selectors.archives import archived_programme
from programs.selectors.records import names_of
from rehab.archive import FORMAT, VERSION, Archive
from rehab.choices import Choices

AT_ONCE = 500


def people_in(clinic: Clinic) -> Iterator[Membership]:
    """Everybody who works or worked there."""
    return clinic.memberships.order_by("since", "pk").iterator(AT_ONCE)


def clients_in(clinic: Clinic) -> Iterator[Client]:
    """Every client, those that were discharged among them."""
    return clinic.clients.order_by("made_at", "pk").select_related("therapist").iterator(AT_ONCE)


def assignments_in(clinic: Clinic) -> Iterator[Assignment]:
    """All that was ever assigned, by client."""
    rows = Assignment.objects.filter(client__clinic=clinic).order_by("client__made_at", "client_id", "made_at")
    return rows.select_related("client", "made_by", "screened_by", "programme").iterator(AT_ONCE)


def programmes_in(clinic: Clinic) -> Iterator[Programme]:
    """The programmes that are shared with *clinic*, running or ended."""
    shared = Programme.objects.filter(
        assignment__client__clinic=clinic, shares__clinic=clinic, shares__until__isnull=True
    )
    return shared.select_related("assignment__client").order_by("joined_on", "pk").iterator(AT_ONCE)


def entries_of(programme: Programme) -> Iterator[Event]:
    """The diary of *programme* in the order of arrival."""
    return programme.events.order_by("seq").iterator(AT_ONCE)


def versions_of(programme: Programme) -> Iterator[Version]:
    """The plans that were shown of *programme*."""
    return programme.versions.order_by("number").defer("state").iterator(AT_ONCE)


def diaries_of(programme: Programme) -> Archive:
    """*programme* as a file that any house takes in. How its runner is reminded is not a clinic's business."""
    return Archive(FORMAT, VERSION, (archived_programme(programme, reminders=False),), Choices())


def audit_in(clinic: Clinic) -> Iterator[tuple[AuditEntry, str, str, str]]:
    """Every entry of the audit with the names of who did it, whom it was about and the token it came with, empty where
    none is kept.
    """
    batch: list[AuditEntry] = []
    for entry in clinic.audit.order_by("seq").iterator(AT_ONCE):
        batch.append(entry)
        if len(batch) == AT_ONCE:
            yield from _named(clinic, batch)
            batch = []
    yield from _named(clinic, batch)


def _named(clinic: Clinic, batch: list[AuditEntry]) -> Iterator[tuple[AuditEntry, str, str, str]]:
    names = names_of(clinic, batch)
    for entry in batch:
        yield entry, names.get(entry.who, ""), names.get(entry.about, ""), names.get(entry.token, "")


def authors_of(clinic: Clinic) -> dict[UUID, str]:
    """The names of everybody who works or worked there, by the key under which entries name them."""
    return dict(clinic.memberships.values_list("key", "name"))
