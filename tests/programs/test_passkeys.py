"""Passkeys: added by whoever is signed in, taken in place of a code, and good for nothing else."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from programs.models import Passkey, User
from programs.services.links import make_sign_in_link
from programs.web import passkeys as door
from tests.programs.check_path import text_of
from tests.programs.followed import Rob
from tests.programs.virtual_key import VirtualKey

pytestmark = [pytest.mark.django_db, pytest.mark.db]

ADD, ASK_TO_ADD, PAGE = "/settings/passkeys/add/", "/settings/passkeys/ask/", "/settings/passkeys/"
SIGN_IN, ASK = "/accounts/passkey/", "/accounts/passkey/ask/"


@pytest.fixture
def rob() -> User:
    return User.objects.create_user("rob@example.com")


def signed_in(user: User) -> Client:
    """A browser that has just signed in, by a link."""
    browser = Client()
    browser.post(f"/accounts/link/{make_sign_in_link(user=user, now=timezone.now())}/")
    return browser


def added(user: User, key: VirtualKey, name: str = "My phone"):
    browser = signed_in(user)
    return browser.post(ADD, {"name": name, "credential": key.makes(browser.post(ASK_TO_ADD).json())})


def who_is(browser: Client) -> str | None:
    return browser.session.get("_auth_user_id")


def signs_in(key: VirtualKey, browser: Client | None = None, **more):
    """A browser in which *key* was used to sign in, and the answer to it."""
    browser = browser or Client()
    answer = browser.post(SIGN_IN, {"credential": key.signs(browser.post(ASK).json(), **more)})
    return browser, answer


def test_a_passkey_is_added_and_signs_in_for_as_long_as_a_code_does(rob):
    key = VirtualKey()
    answer = added(rob, key)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    browser, answer = signs_in(key)
    assert (answer.status_code, answer["Location"], who_is(browser)) == (302, "/today/", str(rob.pk))
    assert browser.session.get_expiry_age() > timedelta(days=80).total_seconds()
    kept = Passkey.objects.get()
    assert (kept.name, kept.uses) == ("My phone", key.uses)
    assert kept.used_at is not None
    assert "My phone" in text_of(browser.get(PAGE))


def test_it_leads_to_the_page_that_was_asked_for_and_to_no_other_house(rob):
    key = VirtualKey()
    added(rob, key)
    for wanted, shown in {
        "/progress/": "/progress/",
        "https://elsewhere.example/": "/today/",
        "//x.y/": "/today/",
    }.items():
        browser = Client()
        credential = key.signs(browser.post(ASK).json())
        answer = browser.post(SIGN_IN, {"credential": credential, "next": wanted})
        assert answer["Location"] == shown


def test_a_device_that_counts_nothing_signs_in_again_and_again(rob):
    key = VirtualKey(counts=False)
    added(rob, key)
    for _ in range(2):
        assert signs_in(key)[1].status_code == 302


def test_a_copy_that_tells_an_old_count_is_refused(rob):
    key = VirtualKey()
    added(rob, key)
    signs_in(key)
    key.uses = 0
    assert signs_in(key)[1].status_code == 400


def test_an_answer_counts_once(rob):
    key, browser = VirtualKey(), Client()
    added(rob, key)
    answer = key.signs(browser.post(ASK).json())
    assert browser.post(SIGN_IN, {"credential": answer}).status_code == 302
    browser.logout()
    assert browser.post(SIGN_IN, {"credential": answer}).status_code == 400


def test_an_answer_to_the_question_of_another_browser_is_refused(rob):
    key, mine, other = VirtualKey(), Client(), Client()
    added(rob, key)
    other.post(ASK)
    assert other.post(SIGN_IN, {"credential": key.signs(mine.post(ASK).json())}).status_code == 400
    assert who_is(other) is None


def test_an_answer_that_took_too_long_is_refused(rob):
    key, browser = VirtualKey(), Client()
    added(rob, key)
    answer = key.signs(browser.post(ASK).json())
    session = browser.session
    session[door.ASKED] |= {"until": timezone.now().timestamp() - 1}
    session.save()
    assert browser.post(SIGN_IN, {"credential": answer}).status_code == 400


REFUSED = {
    "another house": (VirtualKey(), {"origin": "https://evil.example"}),
    "a page without https": (VirtualKey(), {"origin": "http://testserver"}),
    "nobody who unlocked it": (VirtualKey(verifies=False), {}),
}


@pytest.mark.parametrize(("key", "more"), REFUSED.values(), ids=REFUSED)
def test_a_key_is_not_kept_that_comes_from(rob, key, more):
    browser = signed_in(rob)
    answer = browser.post(ADD, {"credential": key.makes(browser.post(ASK_TO_ADD).json(), **more)})
    assert answer.status_code == 400
    assert "no answer to the question asked here" in text_of(answer)
    assert not Passkey.objects.exists()


def test_a_signature_from_another_house_signs_nobody_in(rob):
    key = VirtualKey()
    added(rob, key)
    browser, answer = signs_in(key, origin="https://evil.example")
    assert (answer.status_code, who_is(browser)) == (400, None)
    assert "This passkey did not sign you in" in text_of(answer)


@pytest.mark.parametrize("origin", ["https://evil.testserver", "https://testserver.evil.example", "https://["])
def test_a_signature_from_a_host_below_or_beside_this_one_signs_nobody_in(rob, origin):
    key = VirtualKey()
    added(rob, key)
    browser, answer = signs_in(key, origin=origin)
    assert (answer.status_code, who_is(browser)) == (400, None)


def test_signing_in_gives_the_session_a_key_that_nobody_knew_before(rob):
    key, browser = VirtualKey(), Client()
    added(rob, key)
    credential = key.signs(browser.post(ASK).json())
    before = browser.session.session_key
    browser.post(SIGN_IN, {"credential": credential})
    assert browser.session.session_key != before
    assert Client(headers={"cookie": f"sessionid={before}"}).get(PAGE).status_code == 302


def test_a_name_with_letters_that_are_none_is_refused(rob):
    browser, key = signed_in(rob), VirtualKey()
    answer = browser.post(ADD, {"name": "my\0phone", "credential": key.makes(browser.post(ASK_TO_ADD).json())})
    assert answer.status_code == 400
    assert "whole letters, and no control characters" in text_of(answer)
    assert not Passkey.objects.exists()


def test_a_key_of_nobody_and_a_key_of_somebody_else_are_refused_alike(rob):
    added(rob, VirtualKey())
    unknown, forged = signs_in(VirtualKey(name=b"x" * 16)), signs_in(VirtualKey())
    assert [answer.status_code for _, answer in (unknown, forged)] == [400, 400]
    assert text_of(unknown[1]) == text_of(forged[1])


def test_the_same_key_is_kept_once(rob):
    key = VirtualKey()
    added(rob, key)
    answer = added(User.objects.create_user("ann@example.com"), key)
    assert (answer.status_code, Passkey.objects.count()) == (400, 1)


def test_nobody_has_more_than_ten(rob):
    for number in range(10):
        assert added(rob, VirtualKey(name=bytes([number]) * 16)).status_code == 302
    answer = signed_in(rob).post(ASK_TO_ADD)
    assert (answer.status_code, answer.json()) == (409, {"problem": "there are 10 passkeys: remove one first"})


def test_a_removed_key_opens_nothing_and_only_its_owner_removes_it(rob):
    key = VirtualKey()
    added(rob, key)
    path = f"{PAGE}{Passkey.objects.get().pk}/remove/"
    assert signed_in(User.objects.create_user("ann@example.com")).post(path).status_code == 404
    assert signs_in(key)[1].status_code == 302
    assert signed_in(rob).post(path).status_code == 302
    assert signs_in(key)[1].status_code == 400


def test_an_account_that_may_not_sign_in_does_not(rob):
    key = VirtualKey()
    added(rob, key)
    User.objects.update(is_active=False)
    assert signs_in(key)[1].status_code == 400


def test_a_code_by_mail_is_still_enough_for_somebody_with_a_passkey(rob, client, mailoutbox):
    added(rob, VirtualKey())
    client.post("/accounts/login/", {"email": rob.email})
    code = next(word for word in mailoutbox[-1].body.split() if len(word.strip(".")) >= 6 and word.isupper())
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert who_is(client) == str(rob.pk)


def test_the_question_names_nobody(rob):
    added(rob, VirtualKey())
    asked = json.dumps(Client().post(ASK).json())
    assert "allowCredentials" not in asked
    assert rob.email not in asked


HOSTILE = {
    "nothing": "",
    "no JSON": "{",
    "a list": "[]",
    "a number": "7",
    "nothing in it": "{}",
    "a response that is none": '{"id": "eA", "rawId": "eA", "type": "public-key", "response": 7}',
    "parts that are no bytes": '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "%%",'
    ' "authenticatorData": "%%", "signature": "%%", "attestationObject": "%%"}}',
    "an id that is a list": '{"id": [], "rawId": [], "type": "public-key", "response": {}}',
    "values within values": "[" * 5000 + "]" * 5000,
    "bytes within bytes": json.dumps(
        {"rawId": "eA", "response": {"clientDataJSON": "e30", "attestationObject": "gYGB" * 3000}}
    ),
    "a letter that is no text": '{"rawId": "\\ud800", "response": {}}',
    "more than anybody sends": "x" * 40_000,
}


@pytest.mark.parametrize("answer", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_answer_is_refused_in_words(rob, answer):
    stranger, browser = Client(), signed_in(rob)
    stranger.post(ASK)
    browser.post(ASK_TO_ADD)
    refused = stranger.post(SIGN_IN, {"credential": answer}), browser.post(ADD, {"credential": answer})
    assert [one.status_code for one in refused] == [400, 400]
    assert not Passkey.objects.exists()


def test_a_caller_who_asks_without_end_waits(settings, rob):
    settings.PASSKEYS_PER_MINUTE = 3
    browser = Client()
    answers = [browser.post(ASK).status_code for _ in range(8)]
    assert 429 in answers


def test_asking_and_answering_is_for_post_alone():
    assert [Client().get(path).status_code for path in (ASK, SIGN_IN)] == [405, 405]


def test_it_stands_on_the_page_of_everything_that_is_kept():
    rob = Rob()
    added(rob.user, VirtualKey(), "My <phone>")
    assert "My <phone> · made on" in text_of(signed_in(rob.user).get("/settings/data/all/"))


def test_it_stands_there_for_somebody_who_follows_nothing(rob):
    added(rob, VirtualKey())
    assert "My phone · made on" in text_of(signed_in(rob).get("/settings/data/all/"))


def test_erasing_the_account_erases_its_passkeys(rob):
    added(rob, VirtualKey())
    rob.delete()
    assert not Passkey.objects.exists()
