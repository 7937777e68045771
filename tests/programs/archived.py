"""A diary that has something of everything, as the file of an archive; and files that are made to do harm."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from programs.interchange.archives import archive_as_bytes
from programs.models import Runner
from programs.selectors.archives import archive_of
from rehab.events import (
    Answered,
    CheckIn,
    Cleared,
    Did,
    Equipped,
    Fever,
    Finished,
    Morning,
    OtherWork,
    Outcome,
    Paused,
    Regraded,
    Report,
    Resumed,
    Screened,
    TakenBack,
    Tried,
    UsualWeek,
    WhyNot,
    ZoneMoved,
)
from rehab.vocabulary import Sign
from tests.programs.followed import Rob


def a_full_diary() -> Rob:
    """Rob, with an entry of every kind but the end: corrections, a clearance, a pause."""
    rob = Rob(days_ago=1).lives(3)
    slip = rob.tells(Morning(7, limp=True, widespread=True)).entry
    rob.tells(Morning(1), supersedes=slip.uuid)
    first, second, *_ = (line.exercise for line in rob.plan.entries)
    rob.tells(Did(first, Outcome.SKIPPED, why_not=WhyNot.TIME))
    rob.tells(Did(second, Outcome.PARTLY, pain=1))
    rob.tells(Finished(during=1, worst_at=second, after=0, signs=frozenset({Sign.LIMP}), widespread=True))
    rob.waits(days=1)
    events = (
        CheckIn((Report(first, pain=0),), after=1),
        Tried("walk-10-min", 10, sound=None, pain=0),
        OtherWork(run_minutes=0, loaded=True, pain=2),
        Screened(frozenset({"rf25"})),
        Answered("no-better", yes=True),
        Regraded(2),
        Fever(),
        Cleared("physio"),
        ZoneMoved(3),
        Equipped(frozenset({"band", "step"})),
        UsualWeek(150),
        Paused(),
        Resumed(),
    )
    for event in events:
        rob.tells(event)
    mistaken = rob.tells(OtherWork(run_minutes=5, loaded=False)).entry
    rob.tells(TakenBack("“my” thumb: \\u0000 & <b>"), supersedes=mistaken.uuid)
    rob.waits(days=1)
    return rob


def file_of(rob: Rob) -> bytes:
    """Rob's archive."""
    return archive_as_bytes(archive_of(Runner.objects.get(user=rob.user)))


def value_of(raw: bytes) -> dict[str, Any]:
    """What stands in a file, to be changed."""
    value: dict[str, Any] = msgspec.json.decode(raw)
    return value


def without_marks(raw: bytes) -> bytes:
    """*raw* with every mark of having been imported taken off."""
    return raw.replace(b'"imported": true', b'"imported": false')


def _programme(value: dict[str, Any]) -> dict[str, Any]:
    first: dict[str, Any] = value["programmes"][0]
    return first


def _entry(value: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(e for e in _programme(value)["entries"] if e["event"]["type"] == kind)
    return found


def future_day(value: dict[str, Any]) -> None:
    _programme(value)["entries"][-1]["on"] = "2031-01-01"


def future_moment(value: dict[str, Any]) -> None:
    _programme(value)["entries"][-1]["happened_at"] = "2031-01-01T00:00:00Z"


def end_of_time(value: dict[str, Any]) -> None:
    _programme(value)["entries"][-1]["kept_at"] = "9999-12-31T23:59:59.999999-12:00"


def day_before_joining(value: dict[str, Any]) -> None:
    _programme(value)["entries"][0]["on"] = "2026-10-30"


def joined_in_antiquity(value: dict[str, Any]) -> None:
    _programme(value)["joined_on"] = _programme(value)["start"]["joined_on"] = "0001-01-01"


def same_uuid_twice(value: dict[str, Any]) -> None:
    entries = _programme(value)["entries"]
    entries[1]["uuid"] = entries[0]["uuid"]


def wrong_order(value: dict[str, Any]) -> None:
    _programme(value)["entries"].reverse()


def versions_in_wrong_order(value: dict[str, Any]) -> None:
    _programme(value)["versions"].reverse()


def correction_of_nothing(value: dict[str, Any]) -> None:
    _programme(value)["entries"][0]["supersedes"] = str(UUID(int=7))


def kind_nobody_knows(value: dict[str, Any]) -> None:
    _programme(value)["entries"][0]["event"] = {"type": "healed"}


def pain_out_of_range(value: dict[str, Any]) -> None:
    _entry(value, "morning")["event"]["pain"] = 11


def minutes_below_nothing(value: dict[str, Any]) -> None:
    _entry(value, "other_work")["event"]["run_minutes"] = -5


def number_without_end(value: dict[str, Any]) -> None:
    _entry(value, "tried")["event"]["injured"] = 10**18


def exercise_there_is_not(value: dict[str, Any]) -> None:
    _entry(value, "did")["event"]["exercise"] = "../../etc/passwd"


def step_past_the_last(value: dict[str, Any]) -> None:
    _entry(value, "did")["done_from"]["entries"][0]["step"] = 99


def reason_without_words(value: dict[str, Any]) -> None:
    _programme(value)["versions"][0]["reasons"][0]["rule"] = "because-i-say-so"


def reason_that_reaches_inside(value: dict[str, Any]) -> None:
    _programme(value)["versions"][0]["reasons"] = [{"rule": "flagged", "inputs": [["route", 1], ["x", "y" * 300]]}]


def flag_there_is_not(value: dict[str, Any]) -> None:
    _entry(value, "screened")["event"]["flags"] = ["rf99"]


def sign_that_allows_no_plan(value: dict[str, Any]) -> None:
    _programme(value)["start"]["flags"] = ["rf01"]


def lock_taken_off(value: dict[str, Any]) -> None:
    _programme(value)["start"]["flags"] = ["rf14"]


def grade_four(value: dict[str, Any]) -> None:
    _programme(value)["start"]["situation"]["grade"] = 4


def age_of_a_child(value: dict[str, Any]) -> None:
    _programme(value)["start"]["situation"]["age"] = 12


def zone_of_nowhere(value: dict[str, Any]) -> None:
    _programme(value)["zone"] = "../../../etc/localtime"


def kit_there_is_not(value: dict[str, Any]) -> None:
    _entry(value, "equipped")["event"]["kit"] = ["sledge"]


def a_week_of_more_minutes_than_it_has(value: dict[str, Any]) -> None:
    _entry(value, "usual_week")["event"]["minutes"] = 20_000


def half_a_move(value: dict[str, Any]) -> None:
    _programme(value)["zone_before"] = "Asia/Tokyo"


def a_move_far_ahead(value: dict[str, Any]) -> None:
    _programme(value).update(zone_before="Asia/Tokyo", zone_since="2031-01-01T00:00:00Z")


def a_body_nobody_draws(value: dict[str, Any]) -> None:
    value["choices"]["body"] = "cat"


def shoes_of_the_future(value: dict[str, Any]) -> None:
    value["choices"]["shoes_on"] = "2999-01-01"


def a_reminder_on_the_eighth_day(value: dict[str, Any]) -> None:
    _programme(value)["reminders"] = {"weekly_day": 7}


def a_reminder_at_night(value: dict[str, Any]) -> None:
    _programme(value)["reminders"] = {"at": "23:30:00"}


def huge_text(value: dict[str, Any]) -> None:
    _entry(value, "taken_back")["event"]["why"] = "x" * 100_000


def key_of_its_own(value: dict[str, Any]) -> None:
    _entry(value, "cleared")["event"]["verified"] = True


def verified_by_itself(value: dict[str, Any]) -> None:
    _programme(value)["verified"] = True


def later_format(value: dict[str, Any]) -> None:
    value["version"] = 2


def two_that_run(value: dict[str, Any]) -> None:
    value["programmes"] *= 2


def nothing_in_it(value: dict[str, Any]) -> None:
    value["programmes"] = []


def a_hundred_programmes(value: dict[str, Any]) -> None:
    value["programmes"] *= 100


def longer_than_five_years(value: dict[str, Any]) -> None:
    programme = _programme(value)
    programme["joined_on"] = programme["start"]["joined_on"] = "2010-01-01"


LATER = timedelta(hours=1)
