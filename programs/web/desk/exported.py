"""What stands in the file that an owner takes along: tables in words for people, and JSON for programs."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import msgspec
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from programs.interchange.records import Cell, Part, as_json, as_table
from programs.models import (
    Assignment,
    Client,
    Clinic,
    Event,
    GivenTemplate,
    Membership,
    Share,
    TemplateVersion,
    Version,
)
from programs.models.values import read
from programs.selectors import clinic_records as kept
from programs.selectors.authors import key_in, role_in
from programs.web.desk.template_shown import brings_said, said_in
from programs.web.mine.entries_said import entry_said, namer_of
from programs.web.mine.today_shown import sentences
from rehab.events import Noted
from rehab.reason import Reason
from rehab.words import words_in

TIME = "time"
Row = tuple[Cell, ...]


def parts_of(clinic: Clinic) -> Iterator[Part]:
    """Every part of the file, read as it is written."""
    yield "README.txt", [render_to_string("desk/export.txt", {"clinic": clinic}).encode()]
    yield "people.csv", _people(clinic)
    yield "clients.csv", _clients(clinic)
    yield "assignments.csv", _assignments(clinic)
    yield "templates.csv", _templates(clinic)
    yield "versions.csv", _versions(clinic)
    yield "diary.csv", _diary(clinic)
    yield "audit.csv", _audit(clinic)
    yield "exercises.csv", _exercises(clinic)
    yield "choices.csv", _choices(clinic)
    for picture in kept.pictures_in(clinic):
        yield f"photos/{picture.key}.jpg", [bytes(picture.shown)]
    yield "clinic.json", [as_json(_clinic(clinic))]
    for client in kept.clients_in(clinic):
        yield f"clients/{client.key}/client.json", [as_json(_client(client))]
    for share in kept.shares_in(clinic):
        name = f"clients/{share.client.key}/diaries-{share.programme.key}.json"
        yield name, [as_json(kept.diaries_of(share.programme))]


def _people(clinic: Clinic) -> Iterator[bytes]:
    rows = ((one.key, one.name, one.get_role_display(), one.since, one.until) for one in kept.people_in(clinic))
    return as_table([_("Key"), _("Name"), _("Role"), _("Since"), _("Until")], rows)


def _clients(clinic: Clinic) -> Iterator[bytes]:
    columns = _("Key"), _("Name"), _("E-mail"), _("Responsible"), _("Added"), _("Discharged"), _("Private notes")
    rows: Iterator[Row] = (
        (one.key, one.name, one.email, one.therapist.name, one.made_at, one.discharged_at, one.notes)
        for one in kept.clients_in(clinic)
    )
    return as_table(columns, rows)


def _assignments(clinic: Clinic) -> Iterator[bytes]:
    columns = (
        *(_("Client"), _("Name"), _("Grade"), _("Leg"), _("Hurt on"), _("Message"), _("Assigned by"), _("Assigned")),
        *(_("Warning signs asked by"), _("In the role of"), _("Asked"), _("Programme"), _("Ended"), _("Template")),
        *(_("Version of the template"), _("Reason for the template")),
    )
    return as_table(columns, map(_assignment, kept.assignments_in(clinic)))


def _assignment(one: Assignment) -> Row:
    about = one.known.get("about") or {}
    asked = one.screened_by.name if one.screened_by else ""
    given: GivenTemplate | None = getattr(one, "given_template", None)
    return (
        *(one.client.key, one.client.name, one.known.get("grade"), about.get("leg"), one.known.get("injured_on")),
        *(one.message, one.made_by.name, one.made_at, asked, one.screened_role, one.screened_at),
        *(one.programme.key if one.programme else None, one.ended_at),
        *((given.version.template.name, given.version.number, given.reason) if given else (None, None, None)),
    )


def _templates(clinic: Clinic) -> Iterator[bytes]:
    columns = (
        *(_("Key"), _("Name"), _("Archived"), _("Version"), _("Made"), _("Made by"), _("Note")),
        *(_("Kit at home"), _("Sorer muscle"), _("What it asks for"), _("Reasons")),
    )
    return as_table(columns, map(_template, kept.template_versions_in(clinic)))


def _template(one: TemplateVersion) -> Row:
    template, said = one.template, said_in(one, words_in())
    reasons = "; ".join(f"{wish.text}: {wish.said}" for wish in said if wish.said)
    return (
        *(template.key, template.name, template.archived_at, one.number, one.made_at, one.made_by.name, one.note),
        *(*brings_said(one), "; ".join(wish.text for wish in said), reasons),
    )


def _versions(clinic: Clinic) -> Iterator[bytes]:
    columns = _("Client"), _("Name"), _("Programme"), _("Version"), _("From"), _("Made"), _("Made by"), _("Why")
    names = kept.authors_of(clinic)

    def rows() -> Iterator[Row]:
        for share in kept.shares_in(clinic):
            for version in kept.versions_of(share.programme):
                yield (*_whose(share), *_version(version, names))

    return as_table(columns, rows())


def _version(version: Version, names: dict[UUID, str]) -> Row:
    why = " ".join(sentences(read(version.reasons, tuple[Reason, ...]), words_in()))
    return version.number, version.on, version.made_at, _author(version.author, names), why


def _diary(clinic: Clinic) -> Iterator[bytes]:
    columns = (
        *(_("Client"), _("Name"), _("Programme"), _("Number"), _("Day"), _("Told"), _("Kept"), _("Told by"), _("Kind")),
        *(_("What"), _("Entry"), _("Corrects")),
    )
    names = kept.authors_of(clinic)

    def rows() -> Iterator[Row]:
        for share in kept.shares_in(clinic):
            programme = share.programme
            namer = namer_of(programme.protocol, programme.protocol_version)
            for entry in kept.entries_of(programme):
                said = entry_said(msgspec.convert(entry.body, Noted), namer)
                yield (*_whose(share), *_entry(entry, names), said, entry.uuid, entry.supersedes)

    return as_table(columns, rows())


def _entry(entry: Event, names: dict[UUID, str]) -> Row:
    return entry.seq, entry.on, entry.happened_at, entry.kept_at, _author(entry.author, names), entry.kind


def _audit(clinic: Clinic) -> Iterator[bytes]:
    columns = (
        *(_("Number"), _("When"), _("Who"), _("What"), _("About"), _("Key of who"), _("Key of about")),
        *(_("SHA-256 upon the entry before"), _("By the token"), _("Key of the token")),
    )
    rows: Iterator[Row] = (
        (entry.seq, entry.at, who, entry.what, about, entry.who, entry.about, entry.digest, token, entry.token)
        for entry, who, about, token in kept.audit_in(clinic)
    )
    return as_table(columns, rows)


def _exercises(clinic: Clinic) -> Iterator[bytes]:
    columns = (
        *(
            _("Key"),
            _("Exercise of the catalogue"),
            _("Number"),
            _("Name"),
            _("Steps"),
            _("You also need"),
            _("Picture"),
        ),
        *(_("Photo"), _("Photo erased"), _("Written by"), _("Written"), _("For all clients"), _("Put away")),
    )
    rows: Iterator[Row] = (
        (
            *(one.own.key, one.own.exercise, one.number, one.name, one.steps, one.needs, one.figure),
            *(one.picture.key if one.picture else None, one.photo_erased_at, one.made_by.name, one.made_at),
            *(_("yes") if one.own.for_all else _("no"), one.own.archived_at),
        )
        for one in kept.wordings_in(clinic)
    )
    return as_table(columns, rows)


def _choices(clinic: Clinic) -> Iterator[bytes]:
    columns = _("Client"), _("Name"), _("Exercise of the catalogue"), _("Key of the way chosen"), _("What it is called")
    names = kept.names_in(clinic)
    rows: Iterator[Row] = (
        (
            *(one.client.key, one.client.name, one.exercise),
            *((one.own.key, names.get(one.own.key)) if one.own else (None, _("as in the catalogue"))),
        )
        for one in kept.choices_in(clinic)
    )
    return as_table(columns, rows)


def _whose(share: Share) -> Row:
    return share.client.key, share.client.name, share.programme.key


def _author(name: str, names: dict[UUID, str]) -> str:
    """Who told something or made something, in words."""
    role, key = role_in(name), key_in(name)
    if not role:
        return _("time alone") if name == TIME else _("the client")
    who = (names.get(key) if key else "") or _("somebody who left")
    return f"{who} ({Membership.Role(role).label})"


def _clinic(clinic: Clinic) -> dict[str, Any]:
    fields = ("key", "name", "phone", "zone", "made_at", "closed_at")
    people = [
        {name: getattr(one, name) for name in ("key", "name", "role", "since", "until")}
        for one in kept.people_in(clinic)
    ]
    written = ("number", "protocol", "protocol_version", "wishes", "kit", "focus", "note", "made_at")
    templates = [
        {"key": one.template.key, "name": one.template.name, "archived_at": one.template.archived_at}
        | {"made_by": one.made_by.key}
        | {name: getattr(one, name) for name in written}
        for one in kept.template_versions_in(clinic)
    ]
    return {name: getattr(clinic, name) for name in fields} | {"people": people, "templates": templates}


def _client(client: Client) -> dict[str, Any]:
    fields = ("key", "name", "email", "notes", "made_at", "discharged_at")
    return {name: getattr(client, name) for name in fields} | {
        "responsible": client.therapist.key,
        "exercises": [
            {"exercise": one.exercise, "own": one.own.key if one.own else None}
            for one in client.own_choices.order_by("exercise").select_related("own")
        ],
        "assignments": [
            {
                "known": one.known,
                "message": one.message,
                "made_by": one.made_by.key,
                "made_at": one.made_at,
                "screened_by": one.screened_by.key if one.screened_by else None,
                "screened_role": one.screened_role,
                "screened_at": one.screened_at,
                "programme": one.programme.key if one.programme else None,
                "ended_at": one.ended_at,
            }
            for one in client.assignments.order_by("made_at").select_related("made_by", "screened_by", "programme")
        ],
    }
