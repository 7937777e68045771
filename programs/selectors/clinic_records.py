"""Everything a clinic has on record, row by row, for its owner to take along.

Of a programme only while it is shared: who has stopped sharing, or was discharged, has taken diary and versions back.
"""

from collections.abc import Iterator
from uuid import UUID

from programs.models import (
    Assignment,
    AuditEntry,
    Client,
    Clinic,
    Event,
    Membership,
    OwnChoice,
    OwnPicture,
    OwnWording,
    Programme,
    Share,
    TemplateVersion,
    Version,
)
from programs.selectors.archives import archived_programme
from programs.selectors.records import names_of
from programs.selectors.shown_as import newest
from rehab.archive import FORMAT, VERSION, Archive
from rehab.choices import Choices

AT_ONCE = 500
# Of rows with a photo in them.
FEW = 10


def people_in(clinic: Clinic) -> Iterator[Membership]:
    """Everybody who works or worked there."""
    return clinic.memberships.order_by("since", "pk").iterator(AT_ONCE)


def clients_in(clinic: Clinic) -> Iterator[Client]:
    """Every client, those that were discharged among them."""
    return clinic.clients.order_by("made_at", "pk").select_related("therapist").iterator(AT_ONCE)


def assignments_in(clinic: Clinic) -> Iterator[Assignment]:
    """All that was ever assigned, by client."""
    rows = Assignment.objects.filter(client__clinic=clinic).order_by("client__made_at", "client_id", "made_at")
    beside = "client", "made_by", "screened_by", "programme", "given_template__version__template"
    return rows.select_related(*beside).iterator(AT_ONCE)


def template_versions_in(clinic: Clinic) -> Iterator[TemplateVersion]:
    """Every version of every template, those that were archived among them."""
    rows = TemplateVersion.objects.filter(template__clinic=clinic).select_related("template", "made_by")
    return rows.order_by("template__name", "template_id", "number").iterator(AT_ONCE)


def shares_in(clinic: Clinic) -> Iterator[Share]:
    """By what programmes, running or ended, are shared with *clinic* now, each with its client there."""
    shared = Share.objects.filter(clinic=clinic, until__isnull=True)
    return shared.select_related("client", "programme").order_by("programme__joined_on", "pk").iterator(AT_ONCE)


def entries_of(programme: Programme) -> Iterator[Event]:
    """The diary of *programme* in the order of arrival."""
    return programme.events.order_by("seq").iterator(AT_ONCE)


def versions_of(programme: Programme) -> Iterator[Version]:
    """The plans that were shown of *programme*."""
    return programme.versions.order_by("number").defer("state").iterator(AT_ONCE)


def diaries_of(programme: Programme) -> Archive:
    """*programme* as a file that any house takes in. How its runner is reminded is not a clinic's business."""
    return Archive(FORMAT, VERSION, (archived_programme(programme, reminders=False),), Choices())


def wordings_in(clinic: Clinic) -> Iterator[OwnWording]:
    """Everything that was ever said of exercises of its own."""
    rows = OwnWording.objects.filter(own__clinic=clinic).order_by("own_id", "number")
    apart = rows.defer("picture__shown", "picture__printed")
    return apart.select_related("own", "picture", "made_by").iterator(AT_ONCE)


def choices_in(clinic: Clinic) -> Iterator[OwnChoice]:
    """What was chosen for one client, whatever all others see."""
    rows = OwnChoice.objects.filter(client__clinic=clinic).order_by("client__made_at", "client_id", "exercise")
    return rows.select_related("client", "own").iterator(AT_ONCE)


def names_in(clinic: Clinic) -> dict[UUID, str]:
    """What each exercise of its own is called now, by its key."""
    rows = OwnWording.objects.filter(own__clinic=clinic).order_by()
    return dict(newest(rows).values_list("own__key", "name"))


def pictures_in(clinic: Clinic) -> Iterator[OwnPicture]:
    """Every photo of its exercises, those that are shown no more among them."""
    return OwnPicture.objects.filter(clinic=clinic).order_by("pk").defer("printed").iterator(FEW)


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
