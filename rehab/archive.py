"""A runner's diaries as one value: what a file holds that leaves one house and may enter another.

Facts, what people were shown, and what they chose for the pages; no name, address, key or token of anybody but whom an
examination was said to be by, and nothing that tells of the house.
"""

import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from rehab.choices import Choices
from rehab.events import Noted
from rehab.following import Start
from rehab.hoped import DayAhead, Hopes
from rehab.reason import Reason
from rehab.state import Session
from rehab.wanted import Wanted

FORMAT: Final = "strideback-diaries"
VERSION: Final = 1

Leg = Literal["left", "right"]
# Somebody of a clinic is named by what they were there.
Author = Literal["runner", "time", "therapist", "assistant", "other"]
Slug = Annotated[str, Meta(max_length=60, pattern=r"^[a-z0-9][a-z0-9._-]*$")]
Short = Annotated[str, Meta(max_length=64)]
Count = Annotated[int, Meta(ge=0, le=100_000)]
Moment = Annotated[datetime.datetime, Meta(tz=True)]
MOST_PROGRAMMES, MOST_ENTRIES, MOST_VERSIONS, MOST_DAYS_SHOWN, MOST_REASONS = 20, 20_000, 5_000, 31, 50


class ArchivedEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of a diary, as `programs` keeps it. *imported* tells that it was told in another house."""

    uuid: UUID
    seq: Count
    on: datetime.date
    happened_at: Moment
    kept_at: Moment
    author: Author
    event: Noted
    done_from: Session | None = None
    supersedes: UUID | None = None
    imported: bool = False


class ArchivedVersion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A plan as it was shown, without the state it came from, which the diary can make again."""

    number: Count
    seq: Count
    on: datetime.date
    made_at: Moment
    author: Author
    reasons: Annotated[tuple[Reason, ...], Meta(max_length=MOST_REASONS)]
    protocol_version: Slug
    engine: Slug
    days: Annotated[tuple[DayAhead, ...], Meta(max_length=MOST_DAYS_SHOWN)]
    hopes: Hopes
    imported: bool = False


class ArchivedProgramme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A programme with its diary and its versions, each in order. Days before *zone_since* are counted in
    *zone_before*: a move of zones may still wait for its midnight. *reminders* are None where nothing was chosen.
    """

    protocol: Slug
    protocol_version: Slug
    leg: Leg
    zone: Short
    joined_on: datetime.date
    ended_on: datetime.date | None
    start: Start
    entries: Annotated[tuple[ArchivedEntry, ...], Meta(max_length=MOST_ENTRIES)]
    versions: Annotated[tuple[ArchivedVersion, ...], Meta(max_length=MOST_VERSIONS)]
    imported: bool = False
    zone_before: Short = ""
    zone_since: Moment | None = None
    reminders: Wanted | None = None


class Archive(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything a runner's file holds, the oldest programme first. *choices* is None where a file says nothing of
    them.
    """

    format: Literal["strideback-diaries"]
    version: Literal[1]
    programmes: Annotated[tuple[ArchivedProgramme, ...], Meta(max_length=MOST_PROGRAMMES)]
    choices: Choices | None = None


def unverified(start: Start) -> Start:
    """*start* as it counts in another house: that a clinician had looked at the leg by then is anybody's word."""
    return msgspec.structs.replace(
        start,
        situation=msgspec.structs.replace(start.situation, cleared_on_day=None),
        facts=msgspec.structs.replace(start.facts, cleared_on_day=None),
    )
