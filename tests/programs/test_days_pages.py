"""The days ahead and gone by: each opens, each entry can be said better, and what was said before stays."""

from datetime import UTC, datetime, timedelta

import pytest

from programs.models import Event, Version
from rehab.events import CheckIn, Did, Finished, Morning, OtherWork, Tried
from tests.programs.followed import Rob
from tests.programs.test_progress_pages import page, rob_since

pytestmark = [pytest.mark.django_db, pytest.mark.db_whole]


def told(kind: str) -> Event:
    return Event.objects.filter(kind=kind).latest("seq")


def change(client, rob: Rob, entry: Event, **fields):
    client.force_login(rob.user)
    return client.post(f"/today/days/{entry.on}/{entry.seq}/", fields)


def test_the_coming_days_are_those_of_the_last_version_and_the_past_ones_as_told(client):
    rob = rob_since(3).lives(3)
    text = page(client, rob, "/today/days/")
    assert text.count("<summary") >= 13
    assert text.count(">done") + text.count("done,") >= 3
    assert "Mobilise begins" in text


def test_a_morning_said_better_counts_and_both_words_stay(client):
    rob = rob_since(2)
    rob.tells(Morning(3))
    entry = told("morning")
    assert change(client, rob, entry, pain="1").status_code == 302
    text = page(client, rob, f"/today/days/{entry.on}/")
    assert "You said “pain 3” on" in text
    assert "<p>pain 1</p>" in text
    assert Event.objects.count() == 2
    assert change(client, rob, entry, pain="2").status_code == 404


def test_an_entry_said_twice_tells_both_earlier_words(client):
    rob = rob_since(2)
    rob.tells(Morning(3))
    change(client, rob, told("morning"), pain="1")
    change(client, rob, told("morning"), pain="0")
    text = page(client, rob, f"/today/days/{told('morning').on}/")
    assert text.index("“pain 3”") < text.index("“pain 1”")


def test_an_item_said_better_stays_in_its_session_and_is_counted_from_the_same_plan(client):
    rob = rob_since(9).lives(9)
    first = Event.objects.filter(kind="did").earliest("seq")
    rob.lives(1)
    done_from = first.done_from
    assert change(client, rob, first, outcome="skipped", why_not="time").status_code == 302
    after = told("did")
    assert (after.on, after.happened_at, after.done_from) == (first.on, first.happened_at, done_from)
    text = page(client, rob, f"/today/days/{first.on}/")
    assert "skipped, no time" in text


def test_the_end_of_a_session_said_better_changes_today_and_leaves_what_was_shown(client):
    rob = rob_since(9).lives(9)
    before = list(Version.objects.order_by("number").values_list("days", flat=True))
    assert change(client, rob, told("finished"), during="5", after="4").status_code == 302
    assert [day.light for day in rob.following.today.began.decisions][:1] != []
    after = list(Version.objects.order_by("number").values_list("days", flat=True))
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1


def test_tests_and_other_work_can_be_said_better(client):
    rob = rob_since(2)
    rob.tells(Tried("single-leg-raises", 8, sound=20, pain=1))
    rob.tells(OtherWork(run_minutes=20, pain=3))
    assert change(client, rob, told("tried"), injured="12", sound="20", pain="1").status_code == 302
    assert change(client, rob, told("other_work"), loaded="no", run_minutes="", pain="0").status_code == 302
    assert [told("tried").body["injured"], told("other_work").body["loaded"]] == [12, False]


@pytest.mark.parametrize("kind", ["morning", "did", "finished", "tried", "other_work"])
def test_every_form_shows_what_was_said(client, kind):
    rob = rob_since(1)
    rob.tells(Morning(2, limp=True))
    rob.trains(pain=2)
    rob.tells(Tried("rest-pain", 2))
    rob.tells(OtherWork(run_minutes=15, pain=2))
    entry = told(kind)
    text = page(client, rob, f"/today/days/{entry.on}/{entry.seq}/")
    assert "checked" in text


def test_what_is_wrong_is_said_and_not_kept(client):
    rob = rob_since(1)
    rob.tells(Morning(2))
    answer = change(client, rob, told("morning"), pain="11")
    assert answer.status_code == 400
    assert "11 was given" in " ".join(answer.content.decode().split())
    assert Event.objects.count() == 1


def test_signs_must_stand(client):
    rob = rob_since(1)
    client.force_login(rob.user)
    client.post("/today/signs/", {"none": "yes"})
    entry = told("screened")
    assert client.get(f"/today/days/{entry.on}/{entry.seq}/").status_code == 404


def test_somebody_elses_entry_is_not_there(client):
    rob, ola = rob_since(1), Rob("ola@example.com", at=datetime.now(UTC) - timedelta(days=1))
    ola.tells(Morning(2))
    client.force_login(rob.user)
    entry = told("morning")
    assert client.get(f"/today/days/{entry.on}/{entry.seq}/").status_code == 404


def test_a_past_morning_can_be_told_late_and_stands_first_of_its_day(client):
    rob = rob_since(1)
    rob.trains()
    day = rob.following.today.date
    client.force_login(rob.user)
    assert client.post(f"/today/days/{day}/add/morning/", {"pain": "2"}).status_code == 302
    assert Event.objects.filter(on=day).order_by("on", "happened_at").first() == told("morning")
    assert client.get(f"/today/days/{day}/add/morning/").status_code == 404


def test_a_past_session_can_be_told_late_from_the_plan_that_was_shown(client):
    rob = rob_since(3).lives(2)
    day = rob.following.today.date
    planned = len(rob.plan.entries)
    rob.waits(days=1)
    client.force_login(rob.user)
    fields = {f"item-{number}": "done" for number in range(1, planned + 1)}
    assert client.post(f"/today/days/{day}/add/session/", fields | {"during": "1", "after": "0"}).status_code == 302
    assert Event.objects.filter(on=day, kind="did").count() == planned
    assert rob.following.today.began.missed == 0


@pytest.mark.parametrize("day", ["2020-01-01", "2999-01-01", "2026-13-45", "today-x"])
def test_a_day_outside_the_course_is_not_there(client, day):
    client.force_login(rob_since(1).user)
    assert client.get(f"/today/days/{day}/").status_code == 404
    assert client.get(f"/today/days/{day}/add/morning/").status_code == 404


def test_every_sort_of_entry_has_words(client):
    rob = rob_since(1)
    rob.tells(Morning(1))
    rob.tells(Did(rob.plan.entries[0].exercise, pain=1))
    rob.tells(Finished(during=1, after=1))
    rob.tells(CheckIn((), after=0))
    text = page(client, rob, f"/today/days/{told('morning').on}/")
    assert "End of the session" in text
