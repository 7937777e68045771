"""What time alone changes, recorded after each local midnight; and accounts that nobody entered."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from programs import tasks
from programs.models import Programme, User, Version
from programs.selectors.programmes import behind, local_day
from programs.services.accounts import account_for, forget_unused
from programs.services.zones import move_zone
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db]
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def test_a_day_ends_at_midnight_where_the_runner_is():
    rob, ann = Rob(zone="Europe/London"), Rob("ann@example.com", zone="Pacific/Honolulu")
    assert behind(NOON) == []
    # Half an hour after midnight in London the sun is up in Honolulu.
    assert behind(NOON + timedelta(hours=12, minutes=30)) == [rob.programme.pk]
    assert behind(NOON + timedelta(days=1)) == [rob.programme.pk, ann.programme.pk]


def test_a_day_that_waits_for_a_move_of_zones_has_ended_when_the_runner_says_so():
    rob = Rob("east@example.com", zone="Europe/London"), Rob("west@example.com", zone="Pacific/Kiritimati")
    moves = zip(rob, ("Pacific/Kiritimati", "Pacific/Pago_Pago"), strict=True)
    for one, zone in moves:
        move_zone(programme=one.programme, zone=zone, uuid=uuid4(), author=one.author, now=one.now)
    for hour in range(72):
        now = NOON + timedelta(hours=hour, minutes=30)
        programmes = Programme.objects.order_by("pk")
        assert behind(now) == [one.pk for one in programmes if one.stands_on < local_day(one, now)], now


def test_a_programme_that_has_ended_is_left_alone():
    rob = Rob()
    Programme.objects.update(ended_on=NOON.date())
    assert behind(NOON + timedelta(days=30)) == []
    assert rob.programme.versions.count() == 1


def test_the_task_brings_every_programme_to_its_day_and_may_run_twice(caplog):
    rob = Rob(at=datetime.now(UTC) - timedelta(days=9), days_ago=20)
    tasks.let_days_pass()
    rob.programme.refresh_from_db()
    assert behind(datetime.now(UTC)) == []
    made = Version.objects.count()
    tasks.let_days_pass()
    assert Version.objects.count() == made
    assert not caplog.records


def test_one_programme_that_cannot_be_read_keeps_no_other_from_its_turn(caplog):
    broken = Rob(at=datetime.now(UTC) - timedelta(days=3), days_ago=20)
    whole = Rob("ann@example.com", at=datetime.now(UTC) - timedelta(days=3), days_ago=20)
    Programme.objects.filter(pk=broken.programme.pk).update(state={})
    with pytest.raises(ExceptionGroup, match="could not be recorded"):
        tasks.let_days_pass()
    assert behind(datetime.now(UTC)) == [broken.programme.pk]
    assert whole.programme.pk not in behind(datetime.now(UTC))
    assert "could not be recorded" in caplog.text


def test_accounts_that_were_asked_for_and_never_entered_go():
    rob = Rob()
    rob.user.last_login = NOON
    rob.user.save()
    asked = account_for(email="Typo@Example.com")
    assert account_for(email="typo@example.com") == asked
    assert forget_unused(now=datetime.now(UTC)) == 0
    assert forget_unused(now=datetime.now(UTC) + timedelta(days=3)) == 1
    assert list(User.objects.all()) == [rob.user]
