"""Passkeys are added and removed by whoever has just shown who they are: no phone that lies open is given another."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from programs.models import Passkey, User
from programs.services.links import make_sign_in_link
from programs.web.fresh import CODE, FRESH_SECONDS, SHOWN_AT
from tests.programs.check_path import text_of
from tests.programs.virtual_key import VirtualKey

pytestmark = [pytest.mark.django_db, pytest.mark.db]

PAGE = "/settings/passkeys/"
ASK, ADD, SEND, TYPE = f"{PAGE}ask/", f"{PAGE}add/", f"{PAGE}code/", f"{PAGE}code/confirm/"
ASKS = "First show that it is you"


@pytest.fixture
def rob() -> User:
    return User.objects.create_user("rob@example.com")


@pytest.fixture
def browser(rob, settings) -> Client:
    """A browser that signed in by a link, a moment ago."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    browser = Client()
    browser.post(f"/accounts/link/{make_sign_in_link(user=rob, now=timezone.now())}/")
    return browser


def lies_open(browser: Client, seconds: float = FRESH_SECONDS) -> Client:
    """The same browser, so many seconds later."""
    session = browser.session
    session[SHOWN_AT] -= seconds
    session.save()
    return browser


def mailed() -> str:
    found = re.search(r"^([A-Z0-9]{4}-?[A-Z0-9]{4})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def test_who_has_just_signed_in_is_asked_for_nothing(browser):
    assert ASKS not in text_of(lies_open(browser, FRESH_SECONDS - 60).get(PAGE))
    key = VirtualKey()
    added = browser.post(ADD, {"credential": key.makes(browser.post(ASK).json())})
    assert (added.status_code, Passkey.objects.count()) == (302, 1)


def test_a_phone_that_lies_open_is_given_no_key_and_loses_none(browser, rob):
    credential = VirtualKey().makes(browser.post(ASK).json())
    kept = Passkey.objects.create(user=rob, name="Mine", credential_id="x", credential=b"x")
    lies_open(browser)
    answers = [
        browser.post(ASK),
        browser.post(ADD, {"credential": credential}),
        browser.post(f"{PAGE}{kept.pk}/remove/"),
    ]
    assert [(answer.status_code, ASKS in text_of(answer)) for answer in answers] == [(403, True)] * 3
    assert list(Passkey.objects.all()) == [kept]
    page = browser.get(PAGE)
    assert (page.status_code, ASKS in text_of(page), "Mine" in text_of(page)) == (200, True, True)
    assert "Remove" not in text_of(page)


def test_a_session_from_before_there_was_such_a_question_is_asked(rob):
    browser = Client()
    browser.force_login(rob, backend="django.contrib.auth.backends.ModelBackend")
    assert ASKS in text_of(browser.get(PAGE))
    assert browser.post(ASK).status_code == 403


def test_a_code_opens_it_for_a_quarter_of_an_hour(browser, rob):
    lies_open(browser)
    assert browser.post(SEND)["Location"] == PAGE
    assert mail.outbox[-1].to == [rob.email]
    before = browser.session.session_key
    assert browser.post(TYPE, {"code": mailed().lower()})["Location"] == PAGE
    assert browser.session.session_key != before
    assert ASKS not in text_of(browser.get(PAGE))
    assert browser.post(ASK).status_code == 200
    assert browser.post(TYPE, {"code": mailed()}).status_code == 400
    assert ASKS in text_of(lies_open(browser).get(PAGE))


def test_a_wrong_code_says_so_and_the_third_ends_it(browser):
    lies_open(browser).post(SEND)
    for _ in range(3):
        refused = browser.post(TYPE, {"code": "AAAA-AAAA"})
        assert refused.status_code == 400
        assert "AAAA-AAAA was given. Allowed: the code of the last mail, for 15 minutes" in text_of(refused)
    assert browser.post(TYPE, {"code": mailed()}).status_code == 400
    assert browser.post(ASK).status_code == 403
    browser.post(SEND)
    assert browser.post(TYPE, {"code": mailed()}).status_code == 302


def test_a_code_that_took_too_long_opens_nothing(browser):
    lies_open(browser).post(SEND)
    session = browser.session
    session[CODE] |= {"until": timezone.now().timestamp() - 1}
    session.save()
    assert browser.post(TYPE, {"code": mailed()}).status_code == 400
    assert browser.post(ASK).status_code == 403


def test_a_code_of_one_browser_opens_no_other(browser, rob):
    other = Client()
    other.force_login(rob, backend="django.contrib.auth.backends.ModelBackend")
    browser.post(SEND)
    assert other.post(TYPE, {"code": mailed()}).status_code == 400


NO_CODES = {"nothing": "", "no letter": "\0", "without end": "x" * 5000, "letters of no code": "ÄÖÜ1-2345"}


@pytest.mark.parametrize("code", NO_CODES.values(), ids=NO_CODES)
def test_what_is_no_code_is_refused_in_words(browser, code):
    browser.post(SEND)
    refused = browser.post(TYPE, {"code": code})
    assert (refused.status_code, "was given. Allowed:" in text_of(refused)) == (400, True)


def test_nobody_fills_a_mailbox_from_there(browser, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "2/m/key"}
    answers = [browser.post(SEND) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert (answers[-1]["Retry-After"], len(mail.outbox)) == ("60", 2)


def test_a_passkey_one_has_opens_it_too(browser, rob):
    key = VirtualKey()
    browser.post(ADD, {"credential": key.makes(browser.post(ASK).json())})
    lies_open(browser)
    assert browser.post(ASK).status_code == 403
    credential = key.signs(browser.post("/accounts/passkey/ask/").json())
    assert browser.post("/accounts/passkey/", {"credential": credential, "next": PAGE})["Location"] == PAGE
    assert browser.post(ASK).status_code == 200


def test_a_clock_that_was_set_back_opens_nothing(browser):
    lies_open(browser, -timedelta(days=1).total_seconds())
    assert browser.post(ASK).status_code == 403
