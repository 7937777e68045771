"""For how long a clinic keeps what it wrote down: as its owner has set, within bounds, and then it is erased."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from programs.models import Assignment, AuditEntry, Client, Clinic, Programme, Runner
from programs.services.clinics import discharge
from programs.services.closing import close_clinic
from programs.services.retention import forget_closed_clinics, forget_discharged_clients, keep_for
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, opened, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]

KEEPING = "/clinic/settings/keeping/"


@pytest.fixture
def house() -> House:
    return House()


def noon(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)


MOMENTS = {
    "a day before eight years": (8, "2026-11-22", "2034-11-21", 0),
    "a day after": (8, "2026-11-22", "2034-11-23", 1),
    "over two leap days, on the day itself": (8, "2027-06-01", "2035-06-01", 0),
    "a day before ten years, where ten were chosen": (10, "2026-11-22", "2036-11-21", 0),
    "a day after ten": (10, "2026-11-22", "2036-11-23", 1),
    "from a leap day, on the last of February": (3, "2028-02-29", "2031-02-28", 0),
    "from a leap day, in March": (3, "2028-02-29", "2031-03-01", 1),
    "asked on a leap day": (3, "2025-02-27", "2028-02-29", 1),
}


@pytest.mark.parametrize(("years", "shut_on", "today", "many"), MOMENTS.values(), ids=MOMENTS)
def test_the_record_of_a_closed_clinic_is_erased(house, years, shut_on, today, many):
    keep_for(by=house.owner, years=years, why="" if years == 8 else "The law of the land", now=house.now)
    close_clinic(by=house.owner, farewell="Bye", now=noon(shut_on))
    assert forget_closed_clinics(now=noon(today)) == many
    assert Clinic.objects.count() == 1 - many


@pytest.mark.parametrize(("years", "shut_on", "today", "many"), MOMENTS.values(), ids=MOMENTS)
def test_the_record_of_a_discharged_client_is_erased(house, years, shut_on, today, many):
    keep_for(by=house.owner, years=years, why="" if years == 8 else "The law of the land", now=house.now)
    house.assigned(house.client("Stays"))
    gone = house.assigned(house.client("Goes")).client
    discharge(member=house.owner, client=gone, now=noon(shut_on))
    assert forget_discharged_clients(now=noon(today)) == many
    assert Client.objects.count() == Assignment.objects.count() == 2 - many
    assert Programme.objects.count() == 2 - many
    assert AuditEntry.objects.filter(about=gone.key).exists()


def test_two_clinics_keep_theirs_each_for_its_own_time(house):
    other = House("Elsewhere")
    keep_for(by=other.owner, years=30, why="Claims", now=other.now)
    for one in (house, other):
        discharge(member=one.owner, client=one.assigned().client, now=noon("2026-11-22"))
    assert forget_discharged_clients(now=noon("2040-01-01")) == 1
    assert Client.objects.get().clinic == other.clinic


def test_what_a_runner_follows_stays_with_them(house):
    client = house.assigned().client
    opened(house.link(client))
    discharge(member=house.owner, client=client, now=house.now)
    forget_discharged_clients(now=timezone.now() + timedelta(days=9 * 366))
    assert not Client.objects.exists()
    assert Programme.objects.get().runner == Runner.objects.get()


def test_with_a_closed_clinic_go_plans_that_nobody_ever_opened_and_no_other(house):
    opened(house.link(house.assigned().client))
    house.assigned(house.client("Ann Lee"))
    close_clinic(by=house.owner, farewell="Bye", now=timezone.now())
    forget_closed_clinics(now=timezone.now() + timedelta(days=8 * 366))
    assert Programme.objects.get().runner == Runner.objects.get()
    assert not Client.objects.exists()


def test_an_owner_sets_it_and_reads_it_again_and_it_is_on_record(house):
    browser = signed_in(house.owner)
    kept = browser.post(KEEPING, {"years": "10", "why": "The law of the land"})
    assert kept["Location"] == "/clinic/settings/#keeping"
    page = browser.get("/clinic/settings/").content.decode()
    assert 'value="10"' in page
    assert "The law of the land" in page
    assert "Tess Moran set for how long records are kept" in text_of(browser.get("/clinic/record/"))
    assert "on record for 10 years" in text_of(signed_in(house.owner, anew=True).get("/clinic/close/"))


REFUSED = {
    "too short": ({"years": "2", "why": "Space"}, "Allowed: a whole number from 3 to 30"),
    "too long": ({"years": "31", "why": "Space"}, "Years: 31 was given. Allowed: a whole number from 3 to 30"),
    "no number": ({"years": "ten", "why": "Space"}, "Years: ten was given."),
    "no years": ({"why": "Space"}, "Years"),
    "another time without a reason": ({"years": "10", "why": " "}, "a reason, for any time but 8 years"),
    "a reason too long": ({"years": "10", "why": "x" * 301}, "at most 300 letters"),
    "a name nobody asked for": ({"years": "8", "for": "ever"}, "for"),
}


@pytest.mark.parametrize(("sent", "said"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_what_is_allowed_and_what_was_typed_stays(house, sent, said):
    answer = signed_in(house.owner).post(KEEPING, sent)
    assert answer.status_code == 400
    assert said in text_of(answer), text_of(answer)
    assert f'value="{sent.get("years", 8)}"' in answer.content.decode()
    assert Clinic.objects.get().kept_years == 8


def test_the_base_holds_the_bounds_too(house):
    for wrong in ({"kept_years": 2, "kept_why": "Space"}, {"kept_years": 10}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Clinic.objects.filter(pk=house.clinic.pk).update(**wrong)


def test_the_page_on_privacy_says_for_how_long():
    page = text_of(signed_in(None).get("/privacy/"))
    assert "kept for 8 years after it closed, or after it discharged you, and then erased" in page
    assert "from 3 to 30 years" in page
