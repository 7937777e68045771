"""A clinic's templates: made, written anew as a version, renamed, archived and brought back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4, uuid5

import msgspec
from django.db import transaction

from programs.models import Membership, Template, TemplateVersion
from programs.models.values import kept
from programs.selectors.protocol import protocol_in_use
from programs.selectors.templates import Brings, Picked, brings_of, last_version_of, wanted_in
from programs.services.audit import note
from programs.services.working import still_working
from rehab.fitting import Wanted, is_lasting

# More would be a plan of its own, and nobody could say at a glance what a client was given.
MOST_WISHES = 12


class NameTakenError(ValueError):
    """A name that another template of the clinic has, whether it is *archived* or not."""

    def __init__(self, name: str, archived: bool) -> None:
        self.archived = archived
        super().__init__(f"there is a template called {name} already: give another name")


class TemplateChangedError(ValueError):
    """A template that is written anew from a version that was *seen* and is not its *last* any more."""

    def __init__(self, seen: int, last: int) -> None:
        self.seen, self.last = seen, last
        super().__init__(f"it was version {seen} when you looked and is version {last} now: look again")


class NotOfferedError(ValueError):
    """A template that nobody picks: it was archived, or asks for nothing."""


class UnfitDraftError(ValueError):
    """More wishes than a template holds, or one that is about one leg on one day."""


class Draft(msgspec.Struct, frozen=True):
    """A template as it is to be: its *name*, what is *wanted*, a *note* for colleagues, what it *brings* to a form.
    *key* is made by the form that tells of it, so that a form sent twice is one version.
    """

    name: str
    wanted: tuple[Wanted, ...] = ()
    note: str = ""
    key: UUID = msgspec.field(default_factory=uuid4)
    brings: Brings = Brings()


def as_written(template: Template, last: TemplateVersion, key: UUID) -> Draft:
    """*template* as its *last* version has it, to be written anew by the form of that *key*."""
    return Draft(template.name, wanted_in(last), last.note, key, brings_of(last))


@transaction.atomic
def make_template(*, member: Membership, key: UUID, draft: Draft, now: datetime) -> Template:
    """A new template of the clinic of *member*, its first version as *draft* says. *key* is made by the form that tells
    of it, so that a form sent twice is one template. NameTakenError where there is one of that name.
    """
    still_working(member)
    made = member.clinic.templates.filter(key=key).first()
    if made is not None:
        return made
    _refuse_taken(member, draft.name)
    template = Template.objects.create(clinic=member.clinic, key=key, name=draft.name)
    _add_version(member, template, draft, now)
    return template


@transaction.atomic
def write_template(*, member: Membership, template: Template, draft: Draft, seen: int, now: datetime) -> Template:
    """From *now* on *template* is as *draft* says: in a new version where that asks for anything else, or is noted
    otherwise. Clients keep the version they began from.

    TemplateChangedError where its last version is another than the one *seen*; NameTakenError as above; UnfitDraftError
    past `MOST_WISHES`, and for a wish about one day.
    """
    still_working(member)
    locked = Template.objects.select_for_update(no_key=True).get(pk=template.pk)
    if locked.versions.filter(key=_key_of(locked, draft)).exists():
        return locked
    if locked.last_version != seen:
        raise TemplateChangedError(seen, locked.last_version)
    last = last_version_of(locked)
    is_new = (wanted_in(last), last.note, brings_of(last)) != (draft.wanted, draft.note, draft.brings)
    if draft.name != locked.name:
        _refuse_taken(member, draft.name, but=locked)
        locked.name = draft.name
        locked.save(update_fields=["name"])
        if not is_new:
            note(member=member, what="wrote a template", about=locked.key, now=now)
    if is_new:
        _add_version(member, locked, draft, now)
    return locked


def refuse_outdated(picked: Picked) -> None:
    """TemplateChangedError for a version that is not the last of its template any more, NotOfferedError for one that
    nobody picks.
    """
    version = TemplateVersion.objects.select_related("template").get(pk=picked.version)
    if version.template.archived_at is not None or not picked.wanted:
        raise NotOfferedError("it was archived, or asks for nothing: pick another one")
    if version.number != version.template.last_version:
        raise TemplateChangedError(version.number, version.template.last_version)


@transaction.atomic
def archive_template(*, member: Membership, template: Template, archived: bool, now: datetime) -> None:
    """Let nobody pick *template* from now on, or, with *archived* False, let everybody again. Whoever began from it
    keeps what it gave.
    """
    still_working(member)
    found = Template.objects.filter(pk=template.pk, archived_at__isnull=archived)
    if found.update(archived_at=now if archived else None):
        what = "archived a template" if archived else "brought a template back"
        note(member=member, what=what, about=template.key, now=now)


def _refuse_taken(member: Membership, name: str, but: Template | None = None) -> None:
    named = member.clinic.templates.filter(name__iexact=name)
    taken = (named.exclude(pk=but.pk) if but else named).first()
    if taken is not None:
        raise NameTakenError(name, taken.archived_at is not None)


def _add_version(member: Membership, template: Template, draft: Draft, now: datetime) -> None:
    _refuse_unfit(draft.wanted)
    protocol = protocol_in_use()
    template.last_version += 1
    TemplateVersion.objects.create(
        key=_key_of(template, draft),
        template=template,
        number=template.last_version,
        protocol=protocol.id,
        protocol_version=protocol.version,
        wishes=kept(draft.wanted),
        note=draft.note,
        kit=None if draft.brings.kit is None else list(draft.brings.kit),
        focus=draft.brings.focus,
        made_by=member,
        made_at=now,
    )
    template.save(update_fields=["last_version"])
    note(member=member, what="wrote a template", about=template.key, now=now)


def _key_of(template: Template, draft: Draft) -> UUID:
    """Of the template's own: what a form of another house made names nothing here."""
    return uuid5(template.key, str(draft.key))


def _refuse_unfit(wanted: Sequence[Wanted]) -> None:
    if len(wanted) > MOST_WISHES or not all(is_lasting(one.intent) for one in wanted):
        raise UnfitDraftError(f"{len(wanted)} wishes: a template holds up to {MOST_WISHES}, none about one day")
