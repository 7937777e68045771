"""Everything that is kept of a runner's programmes, as the value a file is made from."""

from datetime import UTC
from typing import cast

import msgspec

from programs.models import Event, Programme, Runner, Version
from programs.models.values import read
from programs.selectors.authors import part_in
from programs.selectors.choices import choices_of
from programs.selectors.reminders import wanted_of
from rehab.archive import FORMAT, VERSION, Archive, ArchivedEntry, ArchivedProgramme, ArchivedVersion, Author, Leg
from rehab.events import Noted
from rehab.following import Start
from rehab.hoped import DayAhead, Hopes
from rehab.reason import Reason
from rehab.state import Session

OWN = "runner:"


def archive_of(runner: Runner) -> Archive:
    """All programmes of *runner*, the oldest first, and what was chosen for the pages. Who told something is said by
    what they were, never by a key.
    """
    programmes = runner.programmes.select_related("reminders").order_by("joined_on", "pk")
    return Archive(
        FORMAT, VERSION, tuple(archived_programme(programme) for programme in programmes), choices_of(runner)
    )


def archived_programme(programme: Programme, *, reminders: bool = True) -> ArchivedProgramme:
    """*programme* with its diary and its versions; without how its runner is reminded where *reminders* are not asked
    for.
    """
    set_up = getattr(programme, "reminders", None)  # there is no row where nothing was chosen
    return ArchivedProgramme(
        protocol=programme.protocol,
        protocol_version=programme.protocol_version,
        leg=cast(Leg, programme.leg),
        zone=programme.zone,
        joined_on=programme.joined_on,
        ended_on=programme.ended_on,
        start=read(programme.start, Start),
        entries=tuple(_entry(entry) for entry in programme.events.order_by("seq")),
        versions=tuple(_version(version) for version in programme.versions.order_by("number")),
        imported=programme.imported,
        zone_before=programme.zone_before,
        zone_since=programme.zone_since.astimezone(UTC) if programme.zone_since else None,
        reminders=wanted_of(set_up) if reminders and set_up else None,
    )


def _entry(entry: Event) -> ArchivedEntry:
    return ArchivedEntry(
        uuid=entry.uuid,
        seq=entry.seq,
        on=entry.on,
        happened_at=entry.happened_at.astimezone(UTC),
        kept_at=entry.kept_at.astimezone(UTC),
        author=_author(entry.author),
        event=msgspec.convert(entry.body, Noted),
        done_from=read(entry.done_from, Session) if entry.done_from else None,
        supersedes=entry.supersedes,
        imported=entry.imported,
    )


def _version(version: Version) -> ArchivedVersion:
    return ArchivedVersion(
        number=version.number,
        seq=version.seq,
        on=version.on,
        made_at=version.made_at.astimezone(UTC),
        author=_author(version.author),
        reasons=read(version.reasons, tuple[Reason, ...]),
        protocol_version=version.protocol_version,
        engine=version.engine,
        days=read(version.days, tuple[DayAhead, ...]),
        hopes=read(version.hopes, Hopes),
        imported=version.imported,
    )


def _author(name: str) -> Author:
    if name.startswith(OWN):
        return "runner"
    if part := part_in(name):
        return cast(Author, part)
    return "time" if name == "time" else "other"
