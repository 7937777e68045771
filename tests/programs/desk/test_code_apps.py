"""Six digits from an app, or a recovery code, open the desk as a passkey does; each of them once."""

import base64
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.test import Client as Browser
from django.utils import timezone

from programs.models import CodeApp, RecoveryCode, User
from programs.services.code_apps import (
    RECOVERY_CODES,
    TooManyTriesError,
    WrongCodeError,
    add_code_app,
    address_of,
    code_at,
    make_secret,
    step_of,
    take_code,
)
from programs.web.fresh import SHOWN_AT
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]

NOW = datetime(2026, 11, 23, 9, 0, 10, tzinfo=UTC)
PAGE, APP, PROOF = "/settings/passkeys/", "/settings/passkeys/app/", "/clinic/proof/code/"

# RFC 6238, appendix B: the last six of its eight digits.
RFC = base64.b32encode(b"12345678901234567890").decode()
MOMENTS = {59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037"}


@pytest.mark.parametrize(("seconds", "code"), MOMENTS.items(), ids=map(str, MOMENTS))
def test_the_code_is_that_of_the_standard_at(seconds, code):
    assert code_at(RFC, step_of(datetime.fromtimestamp(seconds, UTC))) == code


@pytest.fixture
def tess() -> User:
    return User.objects.create_user("tess@example.com")


def set_up(user: User, *, at: datetime = NOW) -> tuple[str, tuple[str, ...]]:
    """The secret in the app of *user*, and the recovery codes."""
    secret = make_secret()
    return secret, add_code_app(user=user, secret=secret, code=code_at(secret, step_of(at)), now=at)


STEPS = {"of now": (0, True), "of a clock half a minute behind": (-1, True), "of one half a minute ahead": (1, True),
         "of one a minute behind": (-2, False), "of one a minute ahead": (2, False)}  # fmt: skip


@pytest.mark.parametrize(("off", "taken"), STEPS.values(), ids=STEPS)
def test_a_code_counts(tess, off, taken):
    secret, _ = set_up(tess)
    later = NOW + timedelta(minutes=5)
    assert take_code(user=tess, typed=code_at(secret, step_of(later) + off), now=later) is taken


def test_a_code_counts_once_and_none_before_it_afterwards(tess):
    secret, _ = set_up(tess)
    later = NOW + timedelta(minutes=5)
    now, before = (code_at(secret, step_of(later) + off) for off in (0, -1))
    assert [take_code(user=tess, typed=code, now=later) for code in (now, now, before)] == [True, False, False]


def test_the_code_that_set_it_up_is_used_up(tess):
    secret, _ = set_up(tess)
    assert not take_code(user=tess, typed=code_at(secret, step_of(NOW)), now=NOW)


def test_each_recovery_code_counts_once_however_it_is_typed(tess):
    _, codes = set_up(tess)
    assert len(set(codes)) == RECOVERY_CODES
    typed = (codes[0], codes[0], codes[1].lower().replace("-", " "), "AAAA-AAAA-AAAA")
    assert [take_code(user=tess, typed=one, now=NOW) for one in typed] == [True, False, True, False]


NO_CODES = ["", "12345", "1234567", "abcdef", "１２３４５６", "١٢٣٤٥٦", "0x1234", "\x00" * 6, "9" * 4000]


@pytest.mark.parametrize("typed", NO_CODES, ids=[f"case {number}" for number, _ in enumerate(NO_CODES)])
def test_what_is_no_code_is_none(tess, typed):
    set_up(tess)
    assert not take_code(user=tess, typed=typed, now=NOW + timedelta(minutes=5))


def test_codes_of_somebody_else_open_nothing(tess):
    secret, codes = set_up(tess)
    ola = User.objects.create_user("ola@example.com")
    set_up(ola)
    later = NOW + timedelta(minutes=5)
    for typed in (code_at(secret, step_of(later)), codes[0]):
        assert not take_code(user=ola, typed=typed, now=later)


def test_the_base_alone_makes_no_code(tess, settings):
    secret, codes = set_up(tess)
    kept = CodeApp.objects.get()
    assert secret.encode() not in bytes(kept.sealed)
    assert codes[0] not in RecoveryCode.objects.values_list("digest", flat=True)
    settings.SECRET_KEY = "another house's"
    later = NOW + timedelta(minutes=5)
    assert not take_code(user=tess, typed=code_at(secret, step_of(later)), now=later)
    assert take_code(user=tess, typed=codes[0], now=later), "a recovery code still does"


def test_an_app_that_does_not_hold_the_secret_is_not_taken(tess):
    with pytest.raises(WrongCodeError):
        add_code_app(user=tess, secret=make_secret(), code="000000", now=NOW)
    assert not CodeApp.objects.exists()


def test_another_app_ends_the_first_with_its_recovery_codes(tess):
    _, codes = set_up(tess)
    set_up(tess, at=NOW + timedelta(days=1))
    assert CodeApp.objects.count() == 1
    assert not take_code(user=tess, typed=codes[0], now=NOW + timedelta(days=1))


SECRET = make_secret()


def test_the_address_in_the_picture_is_what_apps_read():
    read = urlsplit(address_of(SECRET, email="a+b@example.com"))
    assert (read.scheme, read.netloc, unquote(read.path)) == ("otpauth", "totp", "/Strideback:a+b@example.com")
    told = parse_qs(read.query)
    assert (told["secret"], told["issuer"]) == ([SECRET], ["Strideback"])
    assert told.get("period", ["30"]) == ["30"]
    assert told.get("digits", ["6"]) == ["6"]


def fresh(who: Any) -> Browser:
    """A browser that has signed in by a code just now, and shown no second proof."""
    browser = signed_in(who, strong=False)
    session = browser.session
    session[SHOWN_AT] = timezone.now().timestamp()
    session.save()
    return browser


def now_of(secret: str) -> str:
    return code_at(secret, step_of(timezone.now()))


def shown_secret(browser: Browser) -> str:
    """The secret that the page shows to be typed."""
    browser.post(APP)
    found = re.search(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})<", browser.get(PAGE).content.decode())
    assert found is not None
    return found[1].replace(" ", "")


def test_set_up_on_the_page_of_passkeys_it_opens_the_desk():
    house = House()
    browser = fresh(house.owner)
    assert browser.get("/clinic/")["Location"].startswith("/clinic/proof/")
    secret = shown_secret(browser)
    wrong = browser.post(f"{APP}add/", {"code": "000000"})
    assert wrong.status_code == 400
    assert "the six digits that the app shows now" in text_of(wrong)
    page = text_of(browser.post(f"{APP}add/", {"code": now_of(secret)}))
    assert "Keep these codes" in page
    assert len(re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", page)) == RECOVERY_CODES
    assert browser.get("/clinic/").status_code == 200
    assert secret[:4] + " " + secret[4:8] not in browser.get(PAGE).content.decode()
    assert "My code app" in text_of(browser.get("/settings/data/all/"))


def test_whoever_reads_the_mail_of_a_member_makes_no_second_proof_beside_theirs():
    house = House()
    assert house.owner.user is not None
    secret, _ = set_up(house.owner.user, at=timezone.now() - timedelta(minutes=5))
    browser = fresh(house.owner)
    assert "the mailbox alone does not do" in text_of(browser.get(PAGE))
    for door in (APP, f"{APP}add/", f"{APP}remove/", f"{PAGE}ask/", f"{PAGE}add/"):
        assert browser.post(door, {"code": "000000"}).status_code == 403, door
    assert CodeApp.objects.filter(user=house.owner.user).exists()
    proof = {"code": now_of(secret), "next": PAGE}
    assert browser.post(PROOF, proof)["Location"] == PAGE
    assert browser.post(APP).status_code == 302


def test_on_another_day_a_code_leads_where_one_was_going_and_is_as_fresh_as_a_passkey():
    house = House()
    assert house.owner.user is not None
    secret, _ = set_up(house.owner.user, at=timezone.now() - timedelta(minutes=5))
    browser = signed_in(house.owner, strong=False)
    assert "The six digits from your app" in text_of(browser.get("/clinic/proof/?next=/clinic/export/"))
    before = browser.session.session_key
    answer = browser.post(PROOF, {"code": now_of(secret), "next": "/clinic/export/"})
    assert (answer.status_code, answer["Location"]) == (302, "/clinic/export/")
    assert browser.session.session_key != before
    assert browser.get("/clinic/export/").status_code == 200


def test_a_wrong_one_is_refused_in_words_and_leads_nowhere_else():
    house = House()
    assert house.owner.user is not None
    set_up(house.owner.user, at=timezone.now() - timedelta(minutes=5))
    browser = signed_in(house.owner, strong=False)
    answer = browser.post(PROOF, {"code": "000000", "next": "https://evil.example/"})
    assert answer.status_code == 400
    assert "That is not the code that the app shows now" in text_of(answer)
    assert "evil.example" not in answer.content.decode()
    assert browser.get("/clinic/").status_code == 302


def test_tries_are_counted_wherever_they_come_from(settings):
    settings.CODES_PER_HOUR = 3
    house = House()
    assert house.owner.user is not None
    secret, _ = set_up(house.owner.user, at=timezone.now() - timedelta(minutes=5))
    for _number in range(3):
        assert signed_in(house.owner, strong=False).post(PROOF, {"code": "000000"}).status_code == 400
    answer = signed_in(house.owner, strong=False).post(PROOF, {"code": now_of(secret)})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_tries_are_counted_by_the_hour_of_the_clock(tess):
    secret, _ = set_up(tess)
    later = NOW + timedelta(minutes=5)
    assert not take_code(user=tess, typed="000000", now=later, most=1)
    with pytest.raises(TooManyTriesError) as problem:
        take_code(user=tess, typed=code_at(secret, step_of(later)), now=later, most=1)
    assert problem.value.seconds == 55 * 60 - 10
    next_hour = later + timedelta(seconds=problem.value.seconds)
    assert take_code(user=tess, typed=code_at(secret, step_of(next_hour)), now=next_hour, most=1)


def test_whoever_works_nowhere_finds_no_such_door(tess):
    secret, _ = set_up(tess)
    assert signed_in(tess, strong=False).post(PROOF, {"code": now_of(secret)}).status_code == 404


@pytest.mark.parametrize("path", [APP, f"{APP}add/", f"{APP}remove/"])
def test_whoever_signed_in_long_ago_shows_first_who_they_are(tess, path):
    set_up(tess)
    answer = signed_in(tess, strong=False).post(path, {"code": "1"})
    assert answer.status_code == 403
    assert "First show that it is you" in text_of(answer)
    assert CodeApp.objects.exists()


def test_removed_it_opens_nothing_and_takes_its_recovery_codes_along(tess):
    _, codes = set_up(tess)
    browser = fresh(tess)
    assert browser.post(f"{APP}remove/").status_code == 302
    assert not take_code(user=tess, typed=codes[0], now=NOW)
    assert not RecoveryCode.objects.exists()
    assert browser.post(f"{APP}remove/").status_code == 404
