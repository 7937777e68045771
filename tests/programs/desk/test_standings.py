"""The row of a clinic's list: written with each entry and at each midnight, for those alone whom a clinic may see."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import call_command

from programs import tasks
from programs.alerting import send_alerts
from programs.models import Alert, Programme, Standing
from programs.models.values import read
from programs.selectors.courses import course_of
from programs.selectors.standings import FORM
from programs.services.clinics import discharge, stop_sharing
from programs.services.diary import Entry, let_days_pass, record
from programs.services.standings import GIVEN_UP_AFTER, triage_at
from rehab.events import Ended, Morning, Noted, Screened, TakenBack
from rehab.triage import Place, Triage, triage_of
from rehab.vocabulary import Lock, Route
from scripts.bench_diaries import live
from tests.programs.desk.houses import House
from tests.programs.followed import Rob

pytestmark = pytest.mark.django_db
FLAG = Screened(frozenset({"rf05"}), Route.SAME_DAY, Lock.NO_PLAN)


def programme_of(house: House) -> Programme:
    programme = house.assigned().programme
    assert programme is not None
    return programme


def told(programme: Programme, house: House, event: Noted, author: str = "runner:x", **more):
    at = house.now
    entry = Entry(more.pop("uuid", None) or uuid4(), event, at, **more)
    return record(programme=programme, entry=entry, author=author, now=at)


def place_of(programme: Programme) -> Place | None:
    row = Standing.objects.filter(programme=programme).first()
    return Place(row.place) if row else None


def test_a_programme_has_its_row_from_the_moment_it_is_assigned():
    house = House()
    row = Standing.objects.get(programme=programme_of(house))
    assert (row.clinic, row.place, row.on) == (house.clinic, Place.FINE, house.now.date())


def test_who_follows_a_plan_without_a_clinic_has_none():
    rob = Rob().lives(2)
    assert not Standing.objects.filter(programme=rob.programme).exists()


def test_a_flare_stands_in_the_row_as_soon_as_it_is_told():
    house = House()
    programme = programme_of(house)
    told(programme, house, Morning(0))
    house.now += timedelta(days=1)
    told(programme, house, Morning(6))
    assert place_of(programme) is Place.FLARE


def test_a_flag_stands_first_and_goes_when_it_is_taken_back():
    house = House()
    programme = programme_of(house)
    flagged = told(programme, house, FLAG)
    assert place_of(programme) is Place.RED_FLAG
    told(programme, house, TakenBack("slipped"), supersedes=flagged.entry.uuid)
    assert place_of(programme) is Place.FINE


def test_silence_is_written_at_midnight():
    house = House()
    programme = programme_of(house)
    told(programme, house, Morning(0))
    places = []
    for _ in range(4):
        house.now += timedelta(days=1)
        let_days_pass(programme=programme, now=house.now)
        places.append(place_of(programme))
    assert places == [Place.FINE, Place.FINE, Place.SILENT, Place.SILENT]
    assert Standing.objects.get(programme=programme).since == (house.now - timedelta(days=1)).date()


@pytest.mark.parametrize("way", ["the runner stops sharing", "discharge", "the end"])
def test_the_row_goes_with_the_right_to_see_it(way):
    house = House()
    programme = programme_of(house)
    if way == "the runner stops sharing":
        stop_sharing(programme=programme, now=house.now)
    elif way == "discharge":
        discharge(member=house.owner, client=programme.assignment.client, now=house.now)
    else:
        told(programme, house, Ended())
    assert place_of(programme) is None
    let_days_pass(programme=programme, now=house.now + timedelta(days=1))
    assert place_of(programme) is None


@pytest.mark.parametrize("days", [3, 20, 60])
def test_the_last_days_tell_what_the_whole_course_tells(days):
    rob = Rob()
    live(rob.programme, days)
    programme = Programme.objects.get(pk=rob.programme.pk)
    now = rob.now + timedelta(days=days)
    course = course_of(programme, now)
    assert triage_at(programme, now) == triage_of(course.found.protocol, course.lived, course.found.today)


def test_a_silence_longer_than_the_days_looked_at_is_dated():
    rob = Rob().lives(3)
    last = (rob.now - timedelta(days=1)).date()
    rob.waits(days=40)
    let_days_pass(programme=rob.programme, now=rob.now)
    assert triage_at(Programme.objects.get(pk=rob.programme.pk), rob.now).told_on == last


# The command


def test_the_command_writes_what_is_missing_and_what_has_an_older_shape_and_nothing_else():
    house = House()
    missing, older, there = (programme_of(house) for _ in range(3))
    Standing.objects.filter(programme=missing).delete()
    Standing.objects.filter(programme=older).update(form="0", triage={"old": True})
    said = [StringIO(), StringIO()]
    for out in said:
        call_command("rebuild_standings", stdout=out)
    assert [out.getvalue() for out in said] == ["2 rows were written.\n", "0 rows were written.\n"]
    for programme in (missing, older, there):
        row = Standing.objects.get(programme=programme)
        assert row.form == FORM
        assert read(row.triage, Triage).place is Place.FINE
    assert not Alert.objects.exists()


# The mail


def test_a_warning_sign_is_mailed_once_to_who_is_responsible_and_tells_nothing_of_it():
    house = House()
    programme = programme_of(house)
    entry = uuid4()
    for _ in range(2):
        told(programme, house, FLAG, uuid=entry)
    tasks.send_alerts()
    tasks.send_alerts()
    assert len(mail.outbox) == 1
    sent, therapist = mail.outbox[0], house.owner.user
    assert therapist is not None
    assert sent.to == [therapist.email]
    whole = f"{sent.subject} {sent.body}"
    assert "not an alarm" in whole
    for secret in ("Rob", "calf", "pain", "flag", "sign", str(programme.key), str(programme.assignment.client.key)):
        assert secret.lower() not in whole.lower().replace("signing", "")


def test_a_second_sign_is_another_mail_and_time_alone_is_none():
    house = House()
    programme = programme_of(house)
    told(programme, house, FLAG)
    let_days_pass(programme=programme, now=house.now + timedelta(days=1))
    assert Alert.objects.count() == 1
    told(programme, house, Screened(frozenset({"rf01"}), Route.EMERGENCY, Lock.NO_PLAN))
    assert Alert.objects.count() == 2


def test_who_tells_it_themselves_is_sent_none():
    house = House()
    told(programme_of(house), house, FLAG, author=f"member:{house.owner.key}")
    assert not Alert.objects.exists()


def test_a_mail_to_somebody_who_left_is_settled_with_the_reason():
    house = House()
    told(programme_of(house), house, FLAG)
    type(house.owner).objects.filter(pk=house.owner.pk).update(until=house.now)
    assert send_alerts(clock=lambda: house.now) == 0
    assert Alert.objects.get().why == "works there no more"
    assert mail.outbox == []


def test_a_mail_server_that_is_away_is_tried_again_and_given_up_after_a_day(settings):
    house = House()
    told(programme_of(house), house, FLAG)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    moment = house.now
    assert send_alerts(clock=lambda: moment) == 0
    alert = Alert.objects.get()
    assert alert.settled_at is None
    assert alert.try_at > moment
    moment = house.now + GIVEN_UP_AFTER + timedelta(minutes=1)
    send_alerts(clock=lambda: moment)
    assert Alert.objects.get().settled_at == moment
