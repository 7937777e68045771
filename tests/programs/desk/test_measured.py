"""Tests measured at the desk: they feed the gates as the runner's own do, and say who measured them."""

from datetime import timedelta
from uuid import uuid4

import pytest

from programs.models import AuditEntry, Programme
from programs.selectors.programmes import following
from programs.services.diary import Entry, record
from programs.services.joining import author_of
from rehab.events import Screened, Tried
from rehab.vocabulary import Route
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, opened, signed_in

pytestmark = pytest.mark.django_db


class Room:
    """Rob in the treatment room: in a phase, since some days."""

    def __init__(self, reached: str = "mobilise", *, days_ago: int = 20, joined_ago: int = 2) -> None:
        self.house = House()
        self.today = self.house.now.date()
        real, self.house.now = self.house.now, self.house.now - timedelta(days=joined_ago)
        injured_on = self.today - timedelta(days=days_ago)
        assignment = self.house.assigned(injured_on=injured_on, reached=reached)
        self.house.now = real
        assert assignment.programme is not None
        self.client, self.programme = assignment.client, assignment.programme
        self.path = f"/clinic/clients/{self.client.key}/tests/"

    def sends(self, data: dict[str, str], *, by: str = "therapist"):
        form = {"uuid": str(uuid4()), "on": self.today.isoformat(), **data}
        return signed_in(self.house.members[by]).post(self.path, form)

    def page(self, by: str = "therapist") -> str:
        return text_of(signed_in(self.house.members[by]).get(self.path))

    @property
    def state(self):
        return following(Programme.objects.get(pk=self.programme.pk), self.house.now).today.now


def test_what_was_measured_is_a_test_of_the_gate_ahead_at_once():
    room = Room()
    assert room.sends({"walk-10-min-injured": "12", "walk-10-min-pain": "1"}).status_code == 302
    record_ = room.state.tests["walk-10-min"]
    assert (record_.injured, record_.pain, record_.day) == (12, 1, 20)
    page = room.page()
    assert "Measured in the clinic by Therapist (therapist), Calder Street Physio" in page
    assert "Not yet." in page


def test_of_several_tries_the_best_counts_and_both_criteria_of_one_try_are_told():
    room = Room("strengthen", days_ago=40)
    sent = {
        "single-leg-heel-raise-sound": "18 20 19",
        "single-leg-heel-raise-injured": "12, 14; 13",
        "single-leg-heel-raise-pain": "1",
    }
    assert room.sends(sent).status_code == 302
    for criterion in ("single-leg-raises", "raise-symmetry"):
        found = room.state.tests[criterion]
        assert (found.injured, found.sound, found.pain) == (14, 20, 1)


def test_of_sets_that_all_count_the_least_does():
    room = Room()
    sent = {"seated-heel-raise-injured": "15 15 14", "seated-heel-raise-pain": "0"}
    assert room.sends(sent).status_code == 302, text_of(room.sends(sent))
    assert room.state.tests["seated-raises"].injured == 14


WRONG = {
    "nothing at all": ({}, "the numbers of one test at least"),
    "a number without its pain": ({"walk-10-min-injured": "12"}, "a whole number from 0 to 10"),
    "pain without a number": ({"walk-10-min-pain": "1"}, "whole numbers from 0 to 1000"),
    "pain beyond the scale": ({"walk-10-min-injured": "12", "walk-10-min-pain": "12"}, "a whole number from 0 to 10"),
    "letters": ({"walk-10-min-injured": "many", "walk-10-min-pain": "1"}, "many was given"),
    "two sets of three": ({"seated-heel-raise-injured": "15 15", "seated-heel-raise-pain": "0"}, "each of the 3 sets"),
    "a number nobody reaches": ({"walk-10-min-injured": "5000", "walk-10-min-pain": "0"}, "from 0 to 1000"),
    "tomorrow": ({"on": "tomorrow", "walk-10-min-injured": "9", "walk-10-min-pain": "0"}, "has not come yet"),
    "a day that is none": ({"on": "2026-13-40", "walk-10-min-injured": "9", "walk-10-min-pain": "0"}, "a date such as"),
    "a test that is none": ({"juggling-injured": "3"}, "juggling-injured"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_form_that_cannot_be_used_says_why_and_keeps_nothing(case):
    more, said = WRONG[case]
    room = Room()
    if more.get("on") == "tomorrow":
        more = more | {"on": (room.today + timedelta(days=1)).isoformat()}
    answer = room.sends(more)
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert not room.programme.events.exists()


def test_behind_a_warning_sign_nothing_is_tried():
    room = Room()
    record(
        programme=room.programme,
        entry=Entry(uuid4(), Screened(frozenset({"rf01"}), route=Route.EMERGENCY), room.house.now),
        author="runner:x",
        now=room.house.now,
    )
    answer = room.sends({"walk-10-min-injured": "12", "walk-10-min-pain": "1"})
    assert answer.status_code == 409
    assert "A warning sign stands" in text_of(answer)
    assert not room.programme.events.filter(kind="tried").exists()


def test_what_loads_more_than_the_phase_says_so():
    room = Room()
    page = signed_in(room.house.owner).get(room.path).content.decode()
    assert "It loads the leg more than the plan does today." in page


def test_the_runner_sees_who_measured_and_cannot_say_it_otherwise():
    room = Room()
    browser = opened(room.house.link(room.client))
    room.sends({"walk-10-min-injured": "12", "walk-10-min-pain": "1"})
    day = text_of(browser.get(f"/today/days/{room.today}/"))
    assert "Entered at the clinic by Therapist (therapist), Calder Street Physio" in day
    assert "Measured in the clinic by Therapist" in text_of(browser.get("/progress/"))
    entry = room.programme.events.get(kind="tried")
    assert browser.get(f"/today/days/{room.today}/{entry.seq}/").status_code == 404


def test_what_the_runner_tried_is_not_said_to_be_the_clinics():
    room = Room()
    opened(room.house.link(room.client))
    room.client.refresh_from_db()
    record(
        programme=room.programme,
        entry=Entry(uuid4(), Tried("walk-10-min", 12, pain=1), room.house.now),
        author=author_of(room.client.runner),
        now=room.house.now,
    )
    assert "Measured in the clinic" not in room.page()


def test_it_is_on_record_once_however_often_the_form_is_sent():
    room = Room()
    data = {"uuid": str(uuid4()), "walk-10-min-injured": "12", "walk-10-min-pain": "1"}
    for _ in range(2):
        assert room.sends(data).status_code == 302
    assert AuditEntry.objects.filter(what="measured", about=room.client.key).count() == 1
    assert room.programme.events.filter(kind="tried").count() == 1
