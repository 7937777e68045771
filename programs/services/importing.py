"""Takes in the diaries of an archive: always as new programmes, and with nothing unlocked by what they say."""

from datetime import datetime
from itertools import islice

from django.db import transaction

from programs.models import Event, Programme, Runner, User, Version
from programs.models.values import kept
from programs.selectors.archives import archive_of
from programs.selectors.people import standing_consent
from programs.selectors.programmes import folded_from_the_start, local_day
from programs.selectors.protocol import known_protocol, screening_rules
from programs.services.choices import choose
from programs.services.consents import agree
from programs.services.diary import kind_of
from programs.services.joining import author_of
from programs.services.reminders import keep_unconfirmed
from programs.services.versions import ENGINE
from rehab.archive import MOST_PROGRAMMES, Archive, ArchivedProgramme, Author
from rehab.archive_faults import Known, archive_wrongs
from rehab.asking import BadAnswersError, Wrong
from rehab.words import words_in

MOST_TOLD = 5


@transaction.atomic
def import_archive(*, user: User, archive: Archive, agreed: bool, now: datetime) -> tuple[Programme, ...]:
    """Give *user* every programme of *archive* anew, all or none. BadAnswersError says what is wrong with it, or with
    taking it in here: also that nobody has *agreed* to keep it.

    Every line is marked as imported. A clearance, or what a therapist asked for, is on record and counts for nothing:
    nobody here has seen who gave it.
    What was shown stays readable and is no plan: the next entry, or midnight, makes one. A programme of a protocol that
    is not known here is kept to be read, and has ended. What the runner has chosen for the pages here stays chosen.
    Reminders come as they were set, and none is sent before they are saved here.
    """
    runner, _ = Runner.objects.select_for_update(no_key=True).get_or_create(user=user)
    if agreed:
        agree(runner=runner, now=now)
    known = Known(now, known_protocol, screening_rules(), words_in())
    wrongs = tuple(islice(archive_wrongs(archive, known), MOST_TOLD)) or tuple(_clashes(runner, archive))
    if wrongs:
        raise BadAnswersError(wrongs)
    if archive.choices is not None and not runner.settings:
        choose(runner=runner, choices=archive.choices)
        runner.refresh_from_db()
    return tuple(_taken_in(runner, programme, now) for programme in archive.programmes)


def _clashes(runner: Runner, archive: Archive) -> list[Wrong]:
    """Why *archive*, which is in order, cannot be taken in by *runner* as things stand."""
    mine = runner.programmes.filter(ended_on__isnull=True).count()
    running = sum(_is_running(programme) for programme in archive.programmes)
    total = runner.programmes.count() + len(archive.programmes)
    found = []
    if standing_consent(runner) is None:
        found.append(Wrong("agree", "nothing", "a yes: without it nothing can be kept"))
    if not archive.programmes:
        found.append(Wrong("the file", "no programme", "at least one"))
    if mine + running > 1:
        allowed = "one that runs at a time; erase yours here first, or sign in with another address"
        found.append(Wrong("programmes", f"{mine + running} that run", allowed))
    if total > MOST_PROGRAMMES:
        found.append(Wrong("programmes", str(total), f"at most {MOST_PROGRAMMES} of one runner"))
    theirs = {_told(programme) for programme in archive_of(runner).programmes}
    if any(_told(programme) in theirs for programme in archive.programmes if programme.entries):
        found.append(Wrong("the file", "a programme that is here already", "one that is not"))
    return found


def _told(programme: ArchivedProgramme) -> tuple[str, ...]:
    """What tells the same programme again: its entries."""
    return tuple(str(entry.uuid) for entry in programme.entries)


def _is_running(programme: ArchivedProgramme) -> bool:
    return programme.ended_on is None and known_protocol(programme.protocol, programme.protocol_version) is not None


def _taken_in(runner: Runner, archived: ArchivedProgramme, now: datetime) -> Programme:
    is_known = known_protocol(archived.protocol, archived.protocol_version) is not None
    last_told = max((entry.on for entry in archived.entries), default=archived.joined_on)
    programme = Programme.objects.create(
        runner=runner,
        protocol=archived.protocol,
        protocol_version=archived.protocol_version,
        leg=archived.leg,
        zone=archived.zone,
        zone_before=archived.zone_before,
        zone_since=archived.zone_since,
        joined_on=archived.joined_on,
        ended_on=archived.ended_on if is_known else archived.ended_on or last_told,
        start=kept(archived.start),
        state={},
        stands_on=archived.joined_on,
        engine=ENGINE,
        last_seq=len(archived.entries),
        last_version=len(archived.versions),
        imported=True,
    )
    if archived.reminders is not None:
        keep_unconfirmed(programme=programme, wanted=archived.reminders)
    own = author_of(runner)
    Event.objects.bulk_create(_entries(programme, archived, own))
    Version.objects.bulk_create(_versions(programme, archived, own))
    if is_known:
        day = min(local_day(programme, now), programme.ended_on or local_day(programme, now))
        state, _ = folded_from_the_start(programme, day)
        programme.state, programme.stands_on = kept(state), day
        programme.save()
    if programme.ended_on is None:
        runner.zone = programme.zone
        runner.save(update_fields=["zone"])
    return programme


def _entries(programme: Programme, archived: ArchivedProgramme, own: str) -> list[Event]:
    return [
        Event(
            programme=programme,
            uuid=entry.uuid,
            seq=entry.seq,
            on=entry.on,
            happened_at=entry.happened_at,
            kept_at=entry.kept_at,
            author=_author(entry.author, own),
            kind=kind_of(entry.event),
            body=kept(entry.event),
            done_from=kept(entry.done_from) if entry.done_from else None,
            supersedes=entry.supersedes,
            imported=True,
        )
        for entry in archived.entries
    ]


def _versions(programme: Programme, archived: ArchivedProgramme, own: str) -> list[Version]:
    return [
        Version(
            programme=programme,
            number=version.number,
            seq=version.seq,
            on=version.on,
            made_at=version.made_at,
            author=_author(version.author, own),
            reasons=kept(version.reasons),
            protocol_version=version.protocol_version,
            engine=version.engine,
            state={},
            days=kept(version.days),
            hopes=kept(version.hopes),
            imported=True,
        )
        for version in archived.versions
    ]


def _author(author: Author, own: str) -> str:
    return own if author == "runner" else author
