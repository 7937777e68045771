"""What takes a processor a while is asked for a few times a minute: by each member, wherever they sit."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.programs.desk.houses import House, signed_in
from tests.programs.desk.own import an_own
from tests.programs.desk.pictures import a_picture

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def _list(_house: House) -> tuple[str, dict[str, Any]]:
    return "/clinic/clients/many/", {"step": "look", "text": "name,grade,side,date of injury"}


def _logo(_house: House) -> tuple[str, dict[str, Any]]:
    return "/clinic/settings/logo/", {"logo": SimpleUploadedFile("logo.png", a_picture())}


def _photo(house: House) -> tuple[str, dict[str, Any]]:
    photo = SimpleUploadedFile("photo.png", a_picture(size=(400, 300)))
    return f"/clinic/exercises/{an_own(house, 'glute-bridge').key}/photo/", {"photo": photo}


SENT = {"a list of clients": _list, "a logo": _logo, "a photo": _photo}


@pytest.mark.parametrize("sent", SENT.values(), ids=SENT)
def test_the_third_is_told_to_wait_and_nobody_else_is(sent, settings):
    settings.PAPERS_PER_MINUTE = 2
    house = House()
    tess, ben = signed_in(house.owner), signed_in(House("Elsewhere").owner)
    answers = [tess.post(*sent(house)) for _ in range(5)]
    # A minute of the clock may end in between.
    assert 429 in {answer.status_code for answer in answers}
    late = next(answer for answer in answers if answer.status_code == 429)
    assert 1 <= int(late["Retry-After"]) <= 60
    assert {answer.status_code for answer in answers[:2]} <= {302, 400}
    assert ben.post("/clinic/clients/many/", _list(house)[1]).status_code == 400


def test_to_look_at_the_form_is_free(settings):
    settings.PAPERS_PER_MINUTE = 2
    tess = signed_in(House().owner)
    assert {tess.get("/clinic/clients/many/").status_code for _ in range(4)} == {200}
