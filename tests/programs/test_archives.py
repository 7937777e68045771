"""A runner's diaries out of one house and into another: the same bytes, and nothing unlocked on the way."""

import re
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import msgspec
import pytest
from django.utils import timezone

from programs.interchange.archives import archive_as_bytes, archive_from
from programs.management.demo.runners import RUNNERS
from programs.management.demo.telling import tell
from programs.models import DueReminder, Event, Programme, ReminderSettings, Runner, User, Version
from programs.selectors.archives import archive_of
from programs.selectors.choices import choices_of
from programs.selectors.programmes import following, last_version, local_day
from programs.services.choices import choose
from programs.services.diary import Entry, let_days_pass, record
from programs.services.erasing import erase_person
from programs.services.importing import import_archive
from programs.services.joining import author_of
from programs.services.reminders import choose_reminders, reschedule
from programs.services.zones import move_zone
from rehab.asking import BadAnswersError
from rehab.choices import Choices
from rehab.events import Cleared, Morning
from rehab.wanted import Wanted
from tests.programs.archived import LATER, a_full_diary, file_of, value_of, without_marks
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db]

TODAY, NOW = date(2026, 11, 23), datetime(2026, 11, 23, 9, tzinfo=UTC)


def brought_in(raw: bytes, now: datetime, email: str = "rob@example.com") -> Programme:
    """The one programme of *raw*, taken in by somebody new."""
    (programme,) = import_archive(user=User.objects.create_user(email), archive=archive_from(raw), agreed=True, now=now)
    return programme


def told_by_demo(name: str) -> Runner:
    runner = tell(next(s for s in RUNNERS if s.email == f"{name}@example.com"), TODAY).runner
    assert runner is not None
    return runner


@pytest.mark.parametrize("story", RUNNERS, ids=lambda story: story.email)
def test_export_wipe_import_export_gives_the_same_bytes(story):
    runner = tell(story, TODAY).runner
    assert runner is not None
    raw = archive_as_bytes(archive_of(runner))
    erase_person(user=runner.user)
    assert not Event.objects.exists()
    again = archive_as_bytes(archive_of(brought_in(raw, NOW).runner))
    assert again != raw
    assert without_marks(again) == raw


def test_an_entry_of_every_kind_makes_the_way_there_and_back():
    rob = a_full_diary()
    raw = file_of(rob)
    erase_person(user=rob.user)
    programme = brought_in(raw, rob.now)
    assert without_marks(archive_as_bytes(archive_of(programme.runner))) == raw
    assert {event.imported for event in Event.objects.all()} == {True}


CHOSEN = Choices(body="short", unit="mi", shoes_on=date(2026, 10, 1), pace_minutes=9)


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati", "Pacific/Honolulu"])
def test_what_was_chosen_and_a_zone_that_waits_for_midnight_make_the_way_there_and_back(zone):
    rob = Rob(zone="Pacific/Auckland").lives(2)
    choose(runner=Runner.objects.get(), choices=CHOSEN)
    move_zone(programme=rob.programme, zone=zone, uuid=uuid4(), author=rob.author, now=rob.now)
    raw, today = file_of(rob), rob.following.today
    tomorrow = local_day(Programme.objects.get(), rob.now + timedelta(days=1))
    erase_person(user=rob.user)
    programme = brought_in(raw, rob.now)
    assert without_marks(archive_as_bytes(archive_of(programme.runner))) == raw
    assert following(programme, rob.now).today.plan == today.plan
    assert [local_day(programme, rob.now + timedelta(days=days)) for days in (0, 1)] == [today.date, tomorrow]
    runner = Runner.objects.get()
    assert (choices_of(runner), runner.zone) == (CHOSEN, zone)


REMINDED = Wanted(nudge_at=time(19), weekdays=frozenset({0, 2, 4}), rest_days=True, weekly_day=6, weekly_at=time(18))


def test_reminders_make_the_way_there_and_back_and_none_is_sent_before_they_are_saved_here():
    rob = Rob().lives(2)
    choose_reminders(programme=rob.programme, wanted=REMINDED, now=rob.now)
    ReminderSettings.objects.update(refused=2, paused_because="550 rob@example.com is nobody here")
    raw = file_of(rob)
    assert b"nobody here" not in raw
    erase_person(user=rob.user)
    programme = brought_in(raw, rob.now, "ann@example.com")
    assert without_marks(archive_as_bytes(archive_of(programme.runner))) == raw
    reschedule(programme=programme, now=rob.now)
    assert not DueReminder.objects.exists()
    choose_reminders(programme=programme, wanted=REMINDED, now=rob.now)
    assert sorted(due.cause for due in DueReminder.objects.all()) == ["daily", "nudge", "weekly"]
    assert without_marks(archive_as_bytes(archive_of(programme.runner))) == raw


def test_reminders_that_came_with_a_file_are_shown_as_such_until_they_are_saved(client):
    rob = Rob(at=timezone.now() - timedelta(days=2)).lives(2)
    choose_reminders(programme=rob.programme, wanted=REMINDED, now=rob.now)
    brought_in(file_of(rob), timezone.now(), "ann@example.com")
    client.force_login(User.objects.get(email="ann@example.com"))
    said = "No mail is sent from here before you press Save."
    assert said in client.get("/settings/").content.decode()
    client.post("/settings/reminders/", {"on": "yes", "weekday": list("0123456")})
    assert said not in client.get("/settings/").content.decode()


def test_a_file_that_says_nothing_of_reminders_is_taken_in_without_any():
    rob = Rob()
    value = value_of(file_of(rob))
    assert value["programmes"][0].pop("reminders") is None
    brought_in(msgspec.json.encode(value), rob.now, "ann@example.com")
    assert not ReminderSettings.objects.exists()


def test_what_was_chosen_here_stays_chosen():
    rob = Rob()
    choose(runner=Runner.objects.get(), choices=CHOSEN)
    raw = file_of(rob)
    ann = Runner.objects.create(user=User.objects.create_user("ann@example.com"))
    choose(runner=ann, choices=Choices(unit="km"))
    import_archive(user=ann.user, archive=archive_from(raw), agreed=True, now=rob.now)
    assert choices_of(Runner.objects.get(pk=ann.pk)) == Choices(unit="km")


def test_a_file_that_says_nothing_of_choices_and_moves_is_taken_in():
    rob = Rob()
    value = value_of(file_of(rob))
    del value["choices"], value["programmes"][0]["zone_before"], value["programmes"][0]["zone_since"]
    programme = brought_in(msgspec.json.encode(value), rob.now, "ann@example.com")
    assert (Runner.objects.get(user__email="ann@example.com").settings, programme.zone_before) == ({}, "")


def test_a_second_way_keeps_the_marks_and_changes_nothing_else():
    rob = a_full_diary()
    brought_in(file_of(rob), rob.now, "ann@example.com")
    once = archive_as_bytes(archive_of(Runner.objects.get(user__email="ann@example.com")))
    brought_in(once, rob.now, "ola@example.com")
    assert archive_as_bytes(archive_of(Runner.objects.get(user__email="ola@example.com"))) == once


def test_the_file_holds_no_secret_no_address_and_no_house():
    rob = a_full_diary()
    raw = file_of(rob).decode()
    runner = Runner.objects.get()
    for secret in (rob.user.email, str(runner.key), str(rob.programme.key), "testserver", "password", "digest"):
        assert secret not in raw
    assert file_of(rob).decode() == raw


def test_it_always_comes_in_as_a_new_programme():
    rob = a_full_diary()
    key = rob.programme.key
    programme = brought_in(file_of(rob), rob.now, "ann@example.com")
    assert programme.key != key
    assert Programme.objects.count() == 2
    assert {row.author for row in programme.events.all()} == {
        author_of(Runner.objects.get(user__email="ann@example.com"))
    }


def test_a_clearance_from_elsewhere_is_on_record_and_unlocks_nothing():
    runner = told_by_demo("cleared")
    before = following(runner.programmes.get(), NOW).today.now
    raw = archive_as_bytes(archive_of(runner))
    programme = brought_in(raw, NOW, "ann@example.com")
    after = following(programme, NOW).today.now
    assert (before.phase, before.cleared_day) == (1, 18)
    assert (after.phase, after.cleared_day, after.situation.cleared_on_day) == (0, None, None)
    assert programme.events.filter(kind="cleared", imported=True).count() == 1
    new = Entry(programme.key, Cleared("physio"), NOW)
    told = record(programme=programme, entry=new, author=author_of(programme.runner), now=NOW)
    assert told.today.now.cleared_day == after.day


def test_a_clearance_told_before_joining_unlocks_nothing_either():
    rob = Rob(grade=3, days_ago=25, examined_on=date(2026, 10, 30), more={"examined_on": True})
    assert rob.following.start.situation.cleared_on_day is not None
    programme = brought_in(file_of(rob), rob.now, "ann@example.com")
    found = following(programme, rob.now)
    assert (found.start.situation.cleared_on_day, found.start.facts.cleared_on_day) == (None, None)
    assert found.today.now.phase == 0


def test_signs_that_a_clearance_had_settled_are_open_again():
    runner = told_by_demo("redflag")
    programme = runner.programmes.get()
    now = NOW
    record(programme=programme, entry=Entry(programme.key, Cleared("doctor"), now), author=author_of(runner), now=now)
    assert not following(Programme.objects.get(), now).today.now.route.stops
    brought = brought_in(archive_as_bytes(archive_of(runner)), now, "ann@example.com")
    assert following(brought, now).today.now.route.stops


def test_what_was_shown_elsewhere_is_no_plan_here_until_one_is_made():
    runner = told_by_demo("cleared")
    programme = brought_in(archive_as_bytes(archive_of(runner)), NOW, "ann@example.com")
    assert last_version(programme) is None
    number = programme.last_version
    version = let_days_pass(programme=programme, now=NOW + LATER)
    assert version is not None
    assert (version.number, version.imported) == (number + 1, False)
    assert Version.objects.filter(programme=programme, imported=True).count() == number


def test_it_goes_on_where_it_was():
    rob = Rob(days_ago=1).lives(5)
    programme = brought_in(file_of(rob), rob.now, "ann@example.com")
    assert following(programme, rob.now).today.plan == rob.plan
    entry = Entry(programme.key, Morning(0), rob.now)
    assert record(programme=programme, entry=entry, author="runner:x", now=rob.now).entry.seq == programme.last_seq + 1


def test_a_protocol_nobody_knows_here_is_kept_to_be_read_and_has_ended():
    rob = a_full_diary()
    raw = re.sub(rb'"protocol_version": "1.0"', b'"protocol_version": "9.7"', file_of(rob))
    programme = brought_in(raw, rob.now, "ann@example.com")
    assert programme.ended_on == max(event.on for event in programme.events.all())
    assert (programme.protocol_version, programme.state) == ("9.7", {})
    assert [p["protocol_version"] for p in value_of(archive_as_bytes(archive_of(programme.runner)))["programmes"]] == [
        "9.7"
    ]


def test_nobody_gets_two_programmes_that_run():
    rob = a_full_diary()
    other = Rob("ann@example.com")
    with pytest.raises(BadAnswersError, match="one that runs at a time"):
        import_archive(user=other.user, archive=archive_from(file_of(rob)), agreed=False, now=rob.now)
    assert Programme.objects.filter(runner__user=other.user).count() == 1


def test_the_same_diary_is_not_taken_in_twice():
    rob = a_full_diary()
    raw = re.sub(rb'"ended_on": null', b'"ended_on": "2026-11-07"', file_of(rob))
    user = User.objects.create_user("ann@example.com")
    import_archive(user=user, archive=archive_from(raw), agreed=True, now=rob.now)
    with pytest.raises(BadAnswersError, match="here already"):
        import_archive(user=user, archive=archive_from(raw), agreed=True, now=rob.now)


def test_without_a_yes_nothing_is_taken_in():
    rob = a_full_diary()
    user = User.objects.create_user("ann@example.com")
    with pytest.raises(BadAnswersError, match="without it nothing can be kept"):
        import_archive(user=user, archive=archive_from(file_of(rob)), agreed=False, now=rob.now)
    assert not Runner.objects.filter(user=user).exists()
