"""From a finished check to a programme of one's own: the code by mail, the yes, the first day."""

import re

import pytest
from django.core import mail
from django.test import Client

from programs.models import Consent, Event, Programme, User
from tests.programs.check_path import HERE, Runner, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return Client(headers=HERE)


def code_for(browser: Client, email: str, goes_to: str = "/follow/") -> str:
    """Ask for a code; the code that was mailed."""
    answer = browser.post(f"/accounts/login/?next={goes_to}", {"email": email, "next": goes_to})
    assert answer.status_code == 302, text_of(answer)
    found = re.search(r"^([A-Z0-9]{4}-?[A-Z0-9]{4})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def sign_in(browser: Client, email: str, goes_to: str = "/follow/"):
    code = code_for(browser, email, goes_to)
    return browser.post(f"/accounts/login/code/confirm/?next={goes_to}", {"code": code, "next": goes_to}, follow=True)


def checked(browser: Client) -> Runner:
    runner = Runner(browser)
    runner.screen()
    assert runner.finish("2")["Location"] == "/plan/"
    return runner


def ask_risks(browser: Client):
    """Answer the screen that the check left out; the page it leads to."""
    return browser.post("/check/clot-risks/", {"none": "yes"}, follow=True)


def test_a_plan_is_followed_after_a_code_and_a_yes(browser):
    checked(browser)
    assert "Follow this plan" in text_of(browser.get("/plan/"))
    page = sign_in(browser, "Rob@Example.com")
    assert "One last screen before you follow this plan" in text_of(page)
    page = ask_risks(browser)
    assert "What is kept" in text_of(page)
    answer = browser.post("/follow/", {"agree": "yes", "zone": "Europe/London"})
    assert answer["Location"] == "/today/"
    programme = Programme.objects.get()
    assert (programme.leg, programme.zone) == ("left", "Europe/London")
    assert programme.runner == User.objects.get(email="rob@example.com").runner
    assert Consent.objects.get().withdrawn_at is None
    assert "to do today" in text_of(browser.get("/today/"))


def test_the_check_leaves_the_session_when_it_has_become_a_programme(browser):
    checked(browser)
    sign_in(browser, "rob@example.com")
    ask_risks(browser)
    browser.post("/follow/", {"agree": "yes"})
    assert "check" not in browser.session
    assert browser.session.get_expiry_age() > 80 * 24 * 3600


def test_without_a_yes_nothing_is_kept(browser):
    checked(browser)
    sign_in(browser, "rob@example.com")
    ask_risks(browser)
    answer = browser.post("/follow/", {"zone": "Europe/London"})
    assert answer.status_code == 400
    assert "Without your yes" in text_of(answer)
    assert not Programme.objects.exists()


NO_ZONES = ["", "Mars/Olympus", "../../etc/passwd", "Europe", "x" * 500, "localtime", "right/UTC", "UTC\0"]


@pytest.mark.parametrize("zone", NO_ZONES)
def test_a_zone_nobody_knows_counts_as_utc(browser, zone):
    checked(browser)
    sign_in(browser, "rob@example.com")
    ask_risks(browser)
    browser.post("/follow/", {"agree": "yes", "zone": zone})
    assert Programme.objects.get().zone == "UTC"


def test_one_programme_at_a_time(browser):
    checked(browser)
    sign_in(browser, "rob@example.com")
    ask_risks(browser)
    browser.post("/follow/", {"agree": "yes"})
    checked(browser)
    page = browser.get("/follow/")
    assert "You follow a programme already" in text_of(page)
    assert browser.post("/follow/", {"agree": "yes"})["Location"] == "/today/"
    assert Programme.objects.count() == 1


def test_the_whole_check_again_tells_a_diary_nothing_without_a_yes(browser):
    checked(browser)
    sign_in(browser, "rob@example.com")
    ask_risks(browser)
    browser.post("/follow/", {"agree": "yes"})
    browser.post("/settings/data/consent/", {"what": "withdraw"})
    told = Event.objects.count()
    checked(browser)
    answer = browser.post("/follow/", {"agree": "yes"})
    assert answer.status_code == 400
    assert "say yes again under “My data” first" in text_of(answer)
    assert Event.objects.count() == told


def test_whether_an_account_was_there_before_no_answer_tells(browser):
    User.objects.create_user("old@example.com")
    people = {"old@example.com": browser, "new@example.com": Client(headers=HERE)}
    answers = [client.post("/accounts/login/", {"email": email}) for email, client in people.items()]
    assert [(a.status_code, a["Location"]) for a in answers] == [(302, "/accounts/login/code/confirm/")] * 2
    assert [message.subject for message in mail.outbox] == ["Your code for Strideback"] * 2


def test_nobodys_mailbox_is_filled_with_codes(browser, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,2/h/key"}
    spelt = ("a@x.test", "A@x.test", "a@X.test")
    answers = [Client(headers=HERE).post("/accounts/login/", {"email": email}) for email in spelt]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert answers[-1]["Retry-After"] == "60"
    assert "That was a lot of tries. Wait a minute, then ask for a new code." in text_of(answers[-1])
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("email", ["", "rob", "rob@", "rob@example.com\nBcc: ann@example.com"])
def test_what_is_no_address_is_refused(browser, email):
    assert browser.post("/accounts/login/", {"email": email}).status_code == 400
    assert not User.objects.exists()


def test_a_wrong_code_is_refused_and_the_right_one_signs_in_after_it(browser):
    code = code_for(browser, "rob@example.com")
    refused = browser.post("/accounts/login/code/confirm/", {"code": "AAAA-AAAA"})
    assert (refused.status_code, "Incorrect code." in text_of(refused)) == (400, True)
    assert browser.post("/accounts/login/code/confirm/", {"code": code}).status_code == 302
    assert browser.get("/today/").status_code == 200


NO_REDIS = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:1",
        "OPTIONS": {"socket_connect_timeout": 3},
    }
}


def test_a_code_signs_in_though_the_shared_cache_is_down(browser, settings, caplog):
    settings.CACHES = NO_REDIS
    sign_in(browser, "rob@example.com")
    assert browser.get("/today/").status_code == 200
    assert "A request for a code could not be counted: the shared cache does not answer" in caplog.text
    assert "rob@example.com" not in caplog.text


def test_who_asks_too_often_makes_no_more_accounts(browser, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "2/m/ip"}
    for number in range(5):
        Client(headers=HERE).post("/accounts/login/", {"email": f"{number}@x.test"})
    assert User.objects.count() == len(mail.outbox) == 2


def test_an_account_that_may_not_sign_in_gets_no_code(browser):
    User.objects.create_user("old@example.com", is_active=False)
    answer = browser.post("/accounts/login/", {"email": "old@example.com"})
    assert answer.status_code == 302
    assert not any("Your code" in message.subject for message in mail.outbox)


def test_callers_behind_a_proxy_are_counted_each_by_themselves(browser, settings):
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "1/m/ip"}
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": 1}
    for number in range(3):
        seen = {"x-forwarded-for": f"203.0.113.99, 198.51.100.{number}"}
        Client(headers=HERE | seen).post("/accounts/login/", {"email": f"{number}@x.test"})
    assert len(mail.outbox) == 3


def test_three_wrong_codes_end_it(browser):
    code_for(browser, "rob@example.com")
    for _ in range(3):
        browser.post("/accounts/login/code/confirm/", {"code": "AAAA-AAAA"})
    assert browser.get("/accounts/login/code/confirm/").status_code == 302
    assert browser.get("/today/")["Location"] == "/accounts/login/?next=/today/"


def test_signed_in_without_a_check_there_is_nothing_to_follow_yet(browser):
    page = sign_in(browser, "rob@example.com")
    assert "You follow no programme yet" in text_of(page)
    assert "You follow no programme yet" in text_of(browser.get("/today/"))


@pytest.mark.parametrize("path", ["today/", "today/session/", "today/session/1/", "today/signs/", "follow/"])
def test_strangers_are_sent_to_sign_in(browser, path):
    assert browser.get(f"/{path}")["Location"] == f"/accounts/login/?next=/{path}"
