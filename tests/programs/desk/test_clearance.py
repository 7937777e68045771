"""Clearance at the desk: what it opens, who may record it, when it cannot be true, and how it is taken back."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from programs.models import AuditEntry, Client, Event, Programme
from programs.selectors.programmes import following
from rehab.events import Reinjured, Screened
from rehab.vocabulary import Lock, Status
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, opened, signed_in
from tests.programs.desk.test_standings import told

pytestmark = pytest.mark.django_db

AGREED = {"role": "physio", "name": "Tess Moran", "said": "Strong and quiet.", "agreed": "yes"}


def severe(house: House, *, days_ago: int = 30, joined_ago: int = 0, **wished) -> Programme:
    """A grade 3 strain that nobody has looked at, seen by the clinic for so many days."""
    real = house.now
    house.now = real - timedelta(days=joined_ago)
    assignment = house.assigned(grade=3, injured_on=real.date() - timedelta(days=days_ago), **wished)
    house.now = real
    assert assignment.programme is not None
    return assignment.programme


def client_of(programme: Programme) -> Client:
    return Client.objects.get(assignments__programme=programme)


def form(on: date, **more: str) -> dict[str, str]:
    return {"uuid": str(uuid4()), "day": on.isoformat(), **AGREED, **more}


def sent(house: House, programme: Programme, data: dict[str, str], *, by: str = "therapist"):
    if "save" in data:  # as the page that was looked at just before would send it
        data = {"seen": str(Programme.objects.get(pk=programme.pk).last_seq), **data}
    return signed_in(house.members[by]).post(f"/clinic/clients/{client_of(programme).key}/clearance/", data)


def recorded(house: House, programme: Programme, on: date, **more: str) -> Event:
    answer = sent(house, programme, form(on, save="yes", **more))
    assert answer.status_code == 302, text_of(answer)
    return programme.events.get(kind="cleared")


def phase_of(programme: Programme, house: House) -> int:
    return following(Programme.objects.get(pk=programme.pk), house.now).today.now.phase


def test_a_severe_strain_waits_for_it_and_goes_on_the_day_after():
    house = House()
    programme = severe(house, joined_ago=3)
    answer = sent(house, programme, form(house.now.date() - timedelta(days=1)))
    page = text_of(answer)
    assert "What it changes" in page
    assert not programme.events.filter(kind="cleared").exists(), "a look at what changes keeps nothing"
    recorded(house, programme, house.now.date() - timedelta(days=1))
    state = following(Programme.objects.get(pk=programme.pk), house.now).today.now
    assert state.cleared_day == state.day - 1
    assert state.situation.cleared_on_day is not None


def test_before_it_is_recorded_the_page_shows_the_plan_as_it_is_and_as_it_will_be():
    house = House()
    programme = severe(house)
    told(programme, house, Screened(frozenset({"rf17"}), lock=Lock.LIGHT_ONLY), author="runner:x")
    page = text_of(sent(house, programme, form(house.now.date())))
    assert "Waiting for somebody to look at the leg → Going on as planned" in page
    assert "Mobilise begins not in sight →" in page
    assert "Back to" not in page
    recorded(house, programme, house.now.date())
    assert following(Programme.objects.get(pk=programme.pk), house.now).today.now.status is Status.ACTIVE


def test_a_sign_that_was_ticked_since_somebody_looked_is_looked_at_first():
    house = House()
    programme = severe(house)
    looked = sent(house, programme, form(house.now.date()))
    seen = re.search(r'name="seen" value="(\d+)"', looked.content.decode())
    assert seen is not None
    told(programme, house, Screened(frozenset({"rf17"}), lock=Lock.LIGHT_ONLY), author="runner:x")
    pressed = form(house.now.date(), save="yes", seen=seen[1])
    answer = sent(house, programme, pressed)
    assert answer.status_code == 400
    assert "another entry than when you looked" in text_of(answer)
    assert "Ticked on" in text_of(answer), "the sign stands beside the form now"
    assert not programme.events.filter(kind="cleared").exists()
    assert sent(house, programme, pressed | {"seen": ""}).status_code == 400, "nor without a look"
    recorded(house, programme, house.now.date())


def test_it_is_kept_with_who_examined_who_recorded_it_and_what_was_said():
    house = House()
    programme = severe(house)
    entry = recorded(house, programme, house.now.date(), grade="2")
    assert entry.body == {
        "type": "cleared",
        "role": "physio",
        "grade": 2,
        "name": "Tess Moran",
        "said": "Strong and quiet.",
    }
    assert entry.author == f"member:{house.members['therapist'].key}:therapist"
    last = AuditEntry.objects.order_by("-seq").first()
    assert last is not None
    assert (last.what, last.about) == ("cleared", client_of(programme).key)
    page = text_of(signed_in(house.owner).get(f"/clinic/clients/{client_of(programme).key}/clearance/"))
    for text in ("Tess Moran", "A physio", "Strong and quiet.", "Therapist (therapist), Calder Street Physio"):
        assert text in page


def test_a_form_that_is_sent_twice_is_one_clearance_and_one_line_on_record():
    house = House()
    programme = severe(house)
    data = form(house.now.date(), save="yes")
    for _ in range(2):
        assert sent(house, programme, data).status_code == 302
    assert programme.events.filter(kind="cleared").count() == 1
    assert AuditEntry.objects.filter(what="cleared").count() == 1


IMPOSSIBLE = {
    "a day that has not come": (1, "has not come yet: give a day up to"),
    "a day before the warning signs were asked": (-5, "was before the warning signs were asked"),
    "a day before the injury": (-40, "was before the injury: give a day from"),
}


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_a_day_on_which_it_cannot_have_been_is_refused_with_what_is_allowed(case):
    days, said = IMPOSSIBLE[case]
    house = House()
    programme = severe(house, joined_ago=3)
    answer = sent(house, programme, form(house.now.date() + timedelta(days=days), save="yes"))
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert not programme.events.filter(kind="cleared").exists()


def test_after_a_new_injury_an_older_examination_is_refused():
    house = House()
    programme = severe(house, joined_ago=3)
    told(programme, house, Reinjured(3))
    answer = sent(house, programme, form(house.now.date() - timedelta(days=1), save="yes"))
    assert answer.status_code == 400
    assert "was before the injury" in text_of(answer)


WRONG = {
    "no role": ({"role": ""}, "Who"),
    "a role nobody has": ({"role": "coach"}, "doctor, physio, other"),
    "no name": ({"name": ""}, "the name of who examined the leg"),
    "no yes": ({"agreed": ""}, "Agreed"),
    "no day": ({"day": "soon"}, "a date such as"),
    "a grade that is none": ({"grade": "7"}, "Grade"),
    "a name in control characters": ({"name": "T\x00"}, "whole letters, and no control characters"),
    "too much said": ({"said": "x" * 501}, "at most 500 letters"),
    "a field that nobody asked for": ({"colour": "red"}, "colour"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_form_that_cannot_be_used_says_what_was_given_and_what_is_allowed(case):
    more, said = WRONG[case]
    house = House()
    programme = severe(house)
    answer = sent(house, programme, form(house.now.date(), save="yes", **more))
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert not programme.events.exists()


def test_taken_back_with_a_reason_the_lock_is_shut_again_and_both_stay_on_record():
    house = House()
    programme = severe(house)
    entry = recorded(house, programme, house.now.date())
    path = f"/clinic/clients/{client_of(programme).key}/clearance/{entry.seq}/back/"
    browser = signed_in(house.owner)
    assert "What it changes" in text_of(browser.post(path, {"why": "Another client’s letter"}))
    assert (
        browser.post(path, {"uuid": str(uuid4()), "why": "Another client’s letter", "save": "yes"}).status_code == 302
    )
    state = following(Programme.objects.get(pk=programme.pk), house.now).today.now
    assert state.cleared_day is None
    page = text_of(browser.get(f"/clinic/clients/{client_of(programme).key}/clearance/"))
    assert "Taken back: Another client’s letter" in page
    assert AuditEntry.objects.filter(what="took a clearance back").count() == 1
    assert browser.post(path, {"why": "Again", "save": "yes"}).status_code == 404


def test_without_a_reason_nothing_is_taken_back():
    house = House()
    programme = severe(house)
    entry = recorded(house, programme, house.now.date())
    path = f"/clinic/clients/{client_of(programme).key}/clearance/{entry.seq}/back/"
    answer = signed_in(house.owner).post(path, {"why": " ", "save": "yes"})
    assert answer.status_code == 400
    assert "a few words on the reason" in text_of(answer)
    assert following(Programme.objects.get(pk=programme.pk), house.now).today.now.cleared_day is not None


def test_an_assistant_neither_records_one_nor_takes_it_back():
    house = House()
    programme = severe(house)
    assert sent(house, programme, form(house.now.date(), save="yes"), by="assistant").status_code == 404
    assert not programme.events.exists()
    entry = recorded(house, programme, house.now.date())
    path = f"/clinic/clients/{client_of(programme).key}/clearance/{entry.seq}/back/"
    assert signed_in(house.members["assistant"]).post(path, {"why": "No", "save": "yes"}).status_code == 404
    assert programme.events.count() == 1


def test_what_the_runner_told_is_not_the_clinics_to_take_back():
    house = House()
    programme = severe(house)
    browser = opened(house.link(client_of(programme)))
    answer = browser.post("/today/cleared/", {"role": "doctor", "day": house.now.date().isoformat(), "agreed": "yes"})
    assert answer.status_code == 302
    entry = programme.events.get(kind="cleared")
    path = f"/clinic/clients/{client_of(programme).key}/clearance/{entry.seq}/back/"
    assert signed_in(house.owner).post(path, {"why": "No", "save": "yes"}).status_code == 404


def test_the_client_reads_who_said_so_on_their_own_pages():
    house = House()
    programme = severe(house)
    browser = opened(house.link(client_of(programme)))
    recorded(house, programme, house.now.date())
    whose = {f"/today/days/{house.now.date()}/": "Therapist (therapist), Calder Street Physio"}
    for path, who in (whose | {"/settings/data/all/": "a therapist"}).items():
        page = text_of(browser.get(path))
        for text in ("Tess Moran", "Strong and quiet.", who):
            assert text in page, (path, text)


def test_who_waits_for_it_is_said_to_wait_on_their_page_as_in_the_list():
    house = House()
    programme = severe(house)
    tess, place = signed_in(house.owner), f"/clinic/clients/{client_of(programme).key}/"
    assert "Waiting for a look at the leg." in text_of(tess.get(place))
    recorded(house, programme, house.now.date())
    assert "Waiting for a look at the leg." not in text_of(tess.get(place))
