"""What a clinic assigns: the same plan as the same answers give anybody, and none without the warning signs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.models import Assignment, Client, Programme
from programs.selectors.checks import standing
from programs.selectors.programmes import following, start_of
from programs.services.assigning import answer_signs, check_in
from programs.services.audit import broken_link
from rehab.words import words_in
from tests.programs.check_path import Runner, text_of
from tests.programs.desk.houses import House, opened, signed_in
from tests.programs.followed import a_check

pytestmark = [pytest.mark.django_db, pytest.mark.db]

CLOT = frozenset({"rf01"})


def form(house: House, **more: object) -> dict[str, object]:
    return {
        "key": "a" * 32,
        "name": "Rob Hale",
        "age": "34",
        "injured_on": str(house.now.date()),
        "grade": "2",
        "side": "left",
        "signs": "asked",
        "equipment": ["chair", "wall", "step"],
    } | more


def test_one_form_makes_client_programme_and_record():
    house = House()
    answer = signed_in(house.members["therapist"]).post("/clinic/new/", form(house))
    client = Client.objects.get(name="Rob Hale")
    assert answer["Location"] == f"/clinic/clients/{client.key}/"
    assignment = client.assignments.get()
    assert assignment.screened_by == house.members["therapist"]
    assert assignment.screened_role == "therapist"
    assert assignment.programme is not None
    assert assignment.programme.runner is None
    assert assignment.programme.leg == "left"


def test_the_form_sent_twice_makes_one_client():
    house = House()
    browser = signed_in(house.owner)
    first, second = (browser.post("/clinic/new/", form(house))["Location"] for _ in range(2))
    assert first == second
    assert Client.objects.count() == Programme.objects.count() == 1


def test_another_house_with_the_same_form_makes_its_own_client():
    here, there = House(), House("Elsewhere")
    for house in (here, there):
        assert signed_in(house.owner).post("/clinic/new/", form(house)).status_code == 302
    assert here.clinic.clients.count() == there.clinic.clients.count() == 1


def test_the_plan_is_the_one_that_the_same_check_gives_anybody():
    house = House()
    assignment = house.assigned(injured_on=house.now.date() - timedelta(days=9))
    assert assignment.programme is not None
    check = a_check(at=house.now, days_ago=9, age=34)
    ours = start_of(assignment.programme).situation
    assert (ours.grade, ours.injured_on, ours.age) == (2, check.injured_on, 34)
    phase = following(assignment.programme, house.now).today.now.phase
    assert phase <= 1, "no gate was passed before anybody's eyes"


def test_with_a_warning_sign_there_is_no_programme_and_the_page_says_where_to_go():
    house = House()
    assignment = house.assigned(flags=CLOT)
    assert assignment.programme is None
    page = text_of(signed_in(house.owner).get(f"/clinic/clients/{assignment.client.key}/"))
    no_plan = standing(check_in(assignment), house.now).no_plan
    assert no_plan is not None
    assert words_in().text("routes", no_plan.route.value, "heading") in page
    answer = signed_in(house.owner).post(f"/clinic/clients/{assignment.client.key}/paper/")
    assert answer.status_code == 409


def test_a_grade_3_waits_with_first_care_until_somebody_has_cleared_it():
    house = House()
    days = {"injured_on": house.now.date() - timedelta(days=20)}
    waiting = house.assigned(grade=3, **days)
    cleared = house.assigned(grade=3, examined_on=house.now.date(), **days)
    phases = []
    for assignment in (waiting, cleared):
        assert assignment.programme is not None
        found = following(assignment.programme, house.now)
        phases.append((found.today.now.situation.cleared_on_day, found.today.plan.kind))
    assert phases[0] == (None, "protect")
    assert phases[1][0] == 20


def test_assigned_anew_the_old_programme_ends():
    house = House()
    first = house.assigned()
    second = house.assigned(first.client, grade=1)
    first = Assignment.objects.get(pk=first.pk)
    assert first.ended_at is not None
    assert first.programme is not None
    assert first.programme.ended_on is not None
    assert second.programme is not None
    assert second.programme.ended_on is None
    assert broken_link(house.clinic) is None


def test_without_the_signs_the_link_begins_with_the_check_and_keeps_what_the_clinic_said():
    house = House()
    assignment = house.assigned(flags=None, age=None, grade=2)
    assert assignment.programme is None
    browser = opened(house.link(assignment.client))
    assert browser.get("/today/")["Location"] == "/check/"
    assert Runner(browser).screen() == "/plan/", "grade and set-up are known"
    assert browser.post("/follow/")["Location"] == "/today/"
    made = Assignment.objects.get(pk=assignment.pk).programme
    assert made is not None
    assert start_of(made).situation.grade == 2
    assert "thing" in text_of(browser.get("/today/"))


def test_signs_told_behind_the_link_reach_the_clinic_and_bring_no_plan():
    house = House()
    assignment = house.assigned(flags=None, age=None)
    browser = opened(house.link(assignment.client))
    step = browser.get("/check/")["Location"]
    browser.post(step, {"flag": "rf02"})
    assignment.refresh_from_db()
    told = {flag for flags in assignment.known["ticks"].values() for flag in flags}
    assert told == {"rf02"}
    assert assignment.programme is None


WRONG = {
    "a grade that is none": ({"grade": "4"}, "Grade"),
    "no side": ({"side": ""}, "Sore side"),
    "a day to come": ({"injured_on": "2999-01-01"}, "Day of the injury"),
    "no name": ({"name": " "}, "Name"),
    "a name that is too long": ({"name": "x" * 301}, "Name"),
    "no age where the signs were asked": ({"age": ""}, "Age"),
    "a sign where nobody asked": ({"signs": "not-asked", "flag": "rf01"}, "Warning signs"),
    "an address that is none": ({"email": "nobody"}, "E-mail"),
    "cleared before the injury": ({"examined_on": "2001-01-01"}, "Cleared on"),
    "a name nobody asked for": ({"is_staff": "1"}, "A name in the form"),
}


@pytest.mark.parametrize(("more", "label"), WRONG.values(), ids=WRONG)
def test_wrong_is(more, label):
    house = House()
    answer = signed_in(house.owner).post("/clinic/new/", form(house, **more))
    assert answer.status_code == 400
    assert f"{label}:" in text_of(answer)
    assert not Client.objects.exists()


def test_an_arabic_name_of_three_hundred_letters_is_kept_and_printed_as_a_line_to_write_on():
    house = House()
    name = "محمد " * 60
    answer = signed_in(house.owner).post("/clinic/new/", form(house, name=name.strip()))
    client = Client.objects.get()
    assert client.name == name.strip()
    paper = signed_in(house.owner).post(f"{answer['Location']}paper/")
    assert paper["Content-Type"] == "application/pdf"


def test_the_preview_is_what_they_then_see():
    house = House()
    browser = signed_in(house.owner)
    days = {"injured_on": str(house.now.date() - timedelta(days=9))}
    shown = text_of(browser.post("/clinic/new/preview/", form(house, **days)))
    browser.post("/clinic/new/", form(house, **days))
    programme = Programme.objects.get()
    for entry in following(programme, timezone.now()).today.plan.entries:
        assert words_in().exercise(entry.exercise) in shown


def test_answers_to_what_the_clinic_has_taken_the_place_of_begin_nothing():
    house = House()
    client = house.assigned(flags=None).client
    opened(house.link(client))
    before = client.assignments.get()
    house.assigned(client, flags=None, grade=3)
    assert answer_signs(assignment=before, check=a_check(), author="runner:x", now=timezone.now()) is None
    assert not Programme.objects.exists()
    assert [bool(one.ended_at) for one in Assignment.objects.order_by("pk")] == [True, False]
