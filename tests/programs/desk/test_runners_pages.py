"""The runner's own pages for people of clinics, and for holders of a client's link: made from the address book."""

import pytest
from django.utils import timezone

from tests.programs.desk.houses import House, opened, signed_in
from tests.programs.followed import Rob
from tests.programs.test_roles import MINE, address

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", MINE)
def test_the_holder_of_a_link_has_their_own_and_nobody_elses(name):
    house = House()
    client, other = house.assigned().client, house.assigned(house.client("Ann")).client
    ann, rob = opened(house.link(other)), Rob("somebody@example.com", at=timezone.now())
    answer = opened(house.link(client)).get(address(name))
    assert answer.status_code in (200, 302, 404, 405)
    assert not answer.get("Location", "").startswith("/accounts/login/")
    theirs = ann.get("/today/identity/").json()["programme"]
    for kept in (theirs, str(rob.programme.key), rob.author, rob.user.email, "Ann"):
        assert kept not in answer.content.decode()


@pytest.mark.parametrize("who", ["owner", "therapist", "assistant"])
@pytest.mark.parametrize("name", MINE)
def test_somebody_of_a_clinic_sees_no_clients_day_as_if_it_were_their_own(name, who):
    house = House()
    opened(house.link(house.assigned().client))
    answer = signed_in(house.members[who]).get(address(name))
    assert answer.status_code in (302, 405)
    assert answer.status_code == 405 or answer["Location"] == "/clinic/"
