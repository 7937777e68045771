"""Whoever is erased is known by no browser any more, and nothing of their check stays in a session."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client as Browser

from programs.models import Client, User
from programs.selectors.kept import KEY
from programs.services.erasing import erase_person, erase_runner
from tests.programs.desk.houses import House, opened, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def checked(browser: Browser) -> Browser:
    """*browser*, whose session holds the answers of a check."""
    session = browser.session
    session[KEY] = {"ticks": {"today": ["calf-swollen"]}}
    session.save()
    return browser


def held() -> int:
    """Sessions that hold the answers of a check."""
    return sum(KEY in session.get_decoded() for session in Session.objects.all())


def test_of_an_account_every_session_goes_and_nobody_elses():
    rob, ann = (User.objects.create_user(f"{name}@example.com") for name in ("rob", "ann"))
    browsers = [checked(signed_in(one)) for one in (rob, rob, ann)]
    assert held() == 3
    erase_person(user=rob)
    assert held() == 1
    assert [browser.get("/settings/data/").status_code for browser in browsers] == [302, 302, 200]


def test_of_a_client_without_an_account_each_browser_that_opened_a_link():
    house = House()
    rob, ann = (house.assigned(house.client(name)).client for name in ("Rob Hale", "Ann Lee"))
    browsers = [checked(opened(house.link(one))) for one in (rob, rob, ann)]
    runner = Client.objects.get(pk=rob.pk).runner
    assert runner is not None
    erase_runner(runner=runner)
    assert held() == 1
    assert [browser.get("/settings/data/").status_code for browser in browsers] == [302, 302, 200]
