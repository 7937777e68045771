"""What a client's page asks of the database: little, however long the course and whatever is on record."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.models import Client, Programme
from programs.selectors.templates import Picked, last_version_of
from programs.services.examining import Examined, Measured, Withdrawn, clear, measure, withdraw
from rehab.events import Cleared, Tried
from scripts.bench_diaries import live
from tests.programs.desk.houses import House, opened, signed_in
from tests.programs.desk.templated import FITS, a_template
from tests.sizes import size

pytestmark = [pytest.mark.django_db, pytest.mark.db]
MOST = 12


def guided(days: int) -> tuple[House, Client]:
    """A client who began from a template, with a diary of so many days, tests that the clinic measured, and clearances,
    one of them withdrawn.
    """
    house = House()
    real, house.now = house.now, house.now - timedelta(days=days)
    picked = Picked(last_version_of(a_template(house, FITS)).pk, (FITS,))
    assignment = house.assigned(picked=picked)
    house.now = real
    assert assignment.programme is not None
    opened(house.link(assignment.client))
    live(Programme.objects.get(pk=assignment.programme.pk), days)
    programme = Programme.objects.get(pk=assignment.programme.pk)
    today, shared = real.date(), {"member": house.owner, "client": assignment.client, "now": real}
    measured = Measured(today, ((uuid4(), Tried("single-leg-raises", 14, sound=20, pain=1)),))
    measure(**shared, programme=programme, measured=measured)
    for name in ("Ana Silva", "Ben Okri"):
        programme.refresh_from_db()
        cleared = clear(
            **shared,
            programme=programme,
            examined=Examined(uuid4(), today, Cleared("physio", name=name), programme.last_seq),
        )
    withdraw(**shared, withdrawn=Withdrawn(uuid4(), cleared.entry, "Another leg"))
    return house, assignment.client


def asked(days: int, page: str) -> int:
    house, client = guided(days)
    browser = signed_in(house.owner)
    path = f"/clinic/clients/{client.key}/{page}"
    browser.get(path)  # what a process learns once is no part of it
    with CaptureQueriesContext(connection) as asking:
        assert browser.get(path).status_code == 200
    # A test stands in a transaction; out of one the look that is put on record has no savepoint.
    return sum("SAVEPOINT" not in query["sql"] for query in asking)


@pytest.mark.sliced
def test_a_clients_page_asks_twelve_times_at_most_whatever_the_history():
    few, many = asked(3, ""), asked(size(45, 365), "")
    assert few == many
    assert many <= MOST


def test_the_list_of_templates_and_the_form_that_offers_them_ask_alike_for_few_and_many():
    house = House()
    browser, told = signed_in(house.owner), list[int]()
    for number in (1, 30):
        for place in range(number):
            a_template(house, FITS, name=f"Template {number}-{place}")
        for path in ("/clinic/templates/", "/clinic/new/", "/clinic/clients/many/"):
            browser.get(path)
            with CaptureQueriesContext(connection) as asking:
                assert browser.get(path).status_code == 200
            told.append(len(asking))
    assert told[:3] == told[3:]
    assert max(told) <= MOST
