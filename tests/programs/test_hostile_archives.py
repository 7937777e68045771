"""Files made to do harm: each is refused whole, in words, and leaves nothing behind."""

import gzip
from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec
import pytest

from programs.interchange.archives import MOST_BYTES, archive_from
from programs.models import Event, Programme, Runner, User
from programs.services.importing import import_archive
from rehab.asking import BadAnswersError
from tests.programs import archived
from tests.programs.archived import a_full_diary, file_of, value_of

pytestmark = [pytest.mark.django_db, pytest.mark.db_whole]

BYTES: dict[str, Callable[[bytes], bytes]] = {
    "a zip bomb that calls itself json": lambda raw: gzip.compress(b" " * 10_000_000),
    "more than 20 megabytes": lambda raw: b" " * MOST_BYTES + raw,
    "values a hundred thousand deep": lambda raw: b"[" * 100_000 + b"]" * 100_000,
    "values a hundred thousand deep where a programme stands": lambda raw: (
        b'{"format":"strideback-diaries","version":1,"programmes":' + b"[" * 100_000
    ),
    "broken UTF-8": lambda raw: raw.replace(b"thumb", b"th\xff\xfe"),
    "half a letter of UTF-16": lambda raw: raw.replace(b"thumb", rb"\ud800"),
    "a NUL in a text": lambda raw: raw.replace(b"thumb", rb"th\u0000umb"),
    "a number that is none": lambda raw: raw.replace(b'"pain": 7', b'"pain": NaN'),
    "a number without bounds": lambda raw: raw.replace(b'"pain": 7', b'"pain": 1e999'),
    "a number as a text": lambda raw: raw.replace(b'"pain": 7', b'"pain": "7"'),
    "a file that breaks off": lambda raw: raw[: len(raw) // 2],
    "nothing": lambda raw: b"",
    "another file": lambda raw: b"<html>",
    "a list": lambda raw: b"[]",
    "nothing but null": lambda raw: b"null",
}

CHANGES: dict[str, Callable[[dict[str, Any]], None]] = {
    "an entry of a day to come": archived.future_day,
    "a moment to come": archived.future_moment,
    "a moment at the end of time": archived.end_of_time,
    "an entry from before joining": archived.day_before_joining,
    "joined in the year 1": archived.joined_in_antiquity,
    "a course of sixteen years": archived.longer_than_five_years,
    "one UUID for two entries": archived.same_uuid_twice,
    "entries in the wrong order": archived.wrong_order,
    "versions in the wrong order": archived.versions_in_wrong_order,
    "a correction of what is not there": archived.correction_of_nothing,
    "a kind of entry nobody knows": archived.kind_nobody_knows,
    "pain 11": archived.pain_out_of_range,
    "minutes below nothing": archived.minutes_below_nothing,
    "a count without end": archived.number_without_end,
    "an exercise there is not": archived.exercise_there_is_not,
    "a dose past the last": archived.step_past_the_last,
    "a reason nobody has words for": archived.reason_without_words,
    "a reason that says too much": archived.reason_that_reaches_inside,
    "a sign there is not": archived.flag_there_is_not,
    "a plan in spite of an emergency": archived.sign_that_allows_no_plan,
    "a sign without its lock": archived.lock_taken_off,
    "grade 4": archived.grade_four,
    "a runner of 12": archived.age_of_a_child,
    "a zone that is a path": archived.zone_of_nowhere,
    "kit there is not": archived.kit_there_is_not,
    "a usual week of 20,000 minutes": archived.a_week_of_more_minutes_than_it_has,
    "half a move of zones": archived.half_a_move,
    "a move of zones years ahead": archived.a_move_far_ahead,
    "a body nobody draws": archived.a_body_nobody_draws,
    "a reminder on the eighth day": archived.a_reminder_on_the_eighth_day,
    "a reminder at night": archived.a_reminder_at_night,
    "shoes of the future": archived.shoes_of_the_future,
    "a text of 100,000 letters": archived.huge_text,
    "a clearance that calls itself verified": archived.key_of_its_own,
    "a programme that calls itself verified": archived.verified_by_itself,
    "a format of the future": archived.later_format,
    "two programmes that run": archived.two_that_run,
    "no programme": archived.nothing_in_it,
    "a hundred programmes": archived.a_hundred_programmes,
}


def changed(change: Callable[[dict[str, Any]], None]) -> Callable[[bytes], bytes]:
    def made(raw: bytes) -> bytes:
        value = value_of(raw)
        change(value)
        return msgspec.json.encode(value)

    return made


HOSTILE = BYTES | {name: changed(change) for name, change in CHANGES.items()}


@pytest.fixture
def diary(db) -> tuple[bytes, Any]:
    """A file that is in order, and the moment it was made; the base is empty."""
    return a_file()


@cache
def a_file() -> tuple[bytes, Any]:
    """The same for all that is made of it: a diary takes a second to fill."""
    rob = a_full_diary()
    raw = file_of(rob)
    User.objects.all().delete()
    return raw, rob.now


@pytest.mark.parametrize("harm", HOSTILE.values(), ids=HOSTILE)
def test_is_refused_whole(diary, harm):
    raw, now = diary
    harmful = harm(raw)
    assert harmful != raw
    with pytest.raises(BadAnswersError) as refusal:
        import_archive(
            user=User.objects.create_user("ann@example.com"), archive=archive_from(harmful), agreed=True, now=now
        )
    assert [kind.objects.count() for kind in (Runner, Programme, Event)] == [0, 0, 0]
    for wrong in refusal.value.wrongs:
        assert all((wrong.name, wrong.given, wrong.allowed))
        assert len(f"{wrong.name}{wrong.given}{wrong.allowed}") < 600
        assert f"{wrong.name}{wrong.given}{wrong.allowed}".isprintable()


def test_the_same_file_without_harm_is_taken_in(diary):
    raw, now = diary
    import_archive(user=User.objects.create_user("ann@example.com"), archive=archive_from(raw), agreed=True, now=now)
    assert Programme.objects.count() == 1


def test_what_others_have_stays_as_it_was(diary):
    raw, now = diary
    import_archive(user=User.objects.create_user("ann@example.com"), archive=archive_from(raw), agreed=True, now=now)
    before = list(Event.objects.order_by("pk").values())
    for harm in (HOSTILE["pain 11"], HOSTILE["one UUID for two entries"]):
        with pytest.raises(BadAnswersError):
            import_archive(
                user=User.objects.get_or_create(email="ola@example.com")[0],
                archive=archive_from(harm(raw)),
                agreed=True,
                now=now,
            )
    assert list(Event.objects.order_by("pk").values()) == before
