"""Who measures a runner's pages signs in as one: by a link, and through the pages' own forms."""

import pytest
from django.utils import timezone

from programs.services.links import make_sign_in_link
from scripts.production import fetch, weigh
from scripts.visitor import Visitor
from tests.browser.phones import standing_house, told
from tests.programs.followed import Rob

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_visitor_signs_in_says_that_no_sign_is_there_and_sees_todays_session(settings):
    rob = Rob(at=timezone.now(), days_ago=14, grade=1)
    with standing_house(settings) as house:
        visitor = Visitor(house.address)
        link = f"{house.address}/accounts/link/{make_sign_in_link(user=rob.user, now=timezone.now())}/"
        assert visitor.sends(link) == f"{house.address}/today/"
        assert visitor.sends("/today/signs/", none="yes") == f"{house.address}/today/session/1/"
        assert told() == ["screened"]
        assert "Done" in fetch(f"{house.address}/today/session/1/", visitor.cookie)[1]
        alone, own = weigh(f"{house.address}/today/"), weigh(f"{house.address}/today/", visitor.cookie)
        assert own != alone
        with pytest.raises(AssertionError, match="/learn/ has no form"):
            visitor.sends("/learn/")
