"""A client's paper: the clinic's face, a code that opens their Today, and no phase that nobody has reached."""

from datetime import timedelta

import pypdfium2
import pytest
import zxingcpp

from programs.selectors.programmes import following
from programs.selectors.writings import Writing
from rehab.vocabulary import Basis
from rehab.week_ahead import week_ahead
from rehab.words import words_in
from tests.programs.desk.houses import House, opened, signed_in

pytestmark = pytest.mark.django_db


def printed(house: House, client, **more: str) -> bytes:
    answer = signed_in(house.members["assistant"]).post(f"/clinic/clients/{client.key}/paper/", more)
    assert answer["Content-Type"] == "application/pdf", answer.content
    return answer.content


def words_on(pdf: bytes) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def code_on(pdf: bytes) -> str:
    first = pypdfium2.PdfDocument(pdf)[0].render(scale=100 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(first)
    return code.text


def test_the_code_on_the_paper_opens_that_clients_today():
    house = House()
    client = house.assigned().client
    address = code_on(printed(house, client))
    assert address.startswith("http://testserver/go/")
    browser = opened(address.removeprefix("http://testserver"))
    assert browser.get("/today/").status_code == 200


def test_name_clinic_telephone_and_message_are_on_it():
    house = House()
    client = house.assigned().client
    desk = signed_in(house.owner)
    desk.post("/clinic/settings/face/", {"name": "Calder Street Physio", "phone": "020 7946 0123"})
    desk.post(
        f"/clinic/clients/{client.key}/message/",
        {"message": "Slow on the way down.", "notes": "Secret.", "seen": Writing().seal},
    )
    said = words_on(printed(house, client))
    for text in ("Rob Hale", "Calder Street Physio", "020 7946 0123", "Slow on the way down."):
        assert text in said
    assert "Secret" not in said


@pytest.mark.parametrize("size", ["a4", "letter"])
@pytest.mark.parametrize("large", ["", "yes"])
def test_it_prints_in_every_size(size, large):
    house = House()
    assert printed(house, house.assigned().client, paper=size, large=large).startswith(b"%PDF")


def test_where_nobody_asked_for_the_warning_signs_it_holds_first_care_alone():
    house = House()
    day = house.now.date() - timedelta(days=20)
    said = words_on(printed(house, house.assigned(flags=None, age=None, injured_on=day).client))
    assert "Nobody has asked you about the warning signs yet" in " ".join(said.split())
    assert words_in().exercise("two-leg-heel-raise") not in said
    assert words_in().exercise("seated-heel-raise") not in said


@pytest.mark.parametrize("days_ago", [0, 5, 9, 16, 30, 60])
@pytest.mark.parametrize("grade", [1, 2])
def test_no_day_of_it_is_in_a_phase_that_the_leg_has_not_reached(grade, days_ago):
    house = House()
    assignment = house.assigned(grade=grade, injured_on=house.now.date() - timedelta(days=days_ago))
    assert assignment.programme is not None
    found = following(assignment.programme, house.now)
    ahead = week_ahead(found.protocol, found.today)
    assert ahead is not None
    assert ahead.basis is Basis.FOLLOWED
    now = found.protocol.phases[found.today.now.phase].id
    assert set(ahead.weeks[0].phases) <= {now, found.protocol.phases[0].id}
    assert len(ahead.weeks[0].days) == 7
