"""An owner invites by mail; whoever reads that mail, and nobody else, comes to work there by its link, once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client as Browser
from django.utils import timezone

from programs.models import AuditEntry, Invitation, Membership, User
from programs.selectors.clinics import member_of
from programs.services.audit import broken_link
from programs.services.erasing import erase_person
from programs.services.inviting import forget_old_invitations
from tests.programs.check_path import HERE, text_of
from tests.programs.desk.houses import House, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]

BEN = "Ben@Example.com"
INVITE = "/clinic/invitations/"


@pytest.fixture
def house() -> House:
    return House()


def invited(house: House, email: str = BEN, role: str = "therapist") -> str:
    """The link in the mail that the owner of *house* has sent."""
    answer = signed_in(house.owner).post(INVITE, {"email": email, "role": role})
    assert (answer.status_code, answer["Location"]) == (302, "/clinic/settings/#invited")
    return link_in_the_last_mail()


def link_in_the_last_mail() -> str:
    found = re.search(r"(/join/[0-9a-f]{32}/)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def ben() -> User:
    return User.objects.create_user(BEN)


def test_the_mail_says_who_invites_to_what_and_its_subject_says_nothing(house):
    invited(house)
    letter = mail.outbox[-1]
    assert letter.to == ["ben@example.com"]
    assert "Tess Moran invites you to work at Calder Street Physio as therapist." in letter.body
    for told in ("Calder", "calf", "Tess"):
        assert told not in letter.subject


def test_to_look_at_it_accepts_nothing_and_a_stranger_is_led_to_sign_in_and_back(house):
    link = invited(house)
    answer = signed_in(None).get(link)
    assert f'href="/accounts/login/?next={link}"' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert signed_in(None).post(link, {"name": "Ben"}).status_code == 200
    assert Membership.objects.count() == len(house.members)


def test_by_a_code_from_the_same_mailbox_they_come_back_join_and_are_asked_for_a_passkey(house):
    link, browser = invited(house, role="assistant"), Browser(headers=HERE)
    browser.post("/accounts/login/code/", {"email": BEN, "next": link})
    code = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code is not None, mail.outbox[-1].body
    signed = browser.post("/accounts/login/code/confirm/", {"code": code[0], "next": link})
    assert signed["Location"] == link
    assert "Start to work here" in text_of(browser.get(link))
    answer = browser.post(link, {"name": "Ben Ode"})
    assert (answer.status_code, answer["Location"]) == (302, "/clinic/")
    joined = member_of(User.objects.get(email="ben@example.com"))
    assert joined is not None
    assert (joined.name, joined.role, joined.clinic) == ("Ben Ode", "assistant", house.clinic)
    assert browser.get("/clinic/")["Location"].startswith("/clinic/proof/")


def test_all_of_it_is_on_record_and_no_address_is(house):
    link = invited(house)
    signed_in(ben()).post(link, {"name": "Ben Ode"})
    entries = list(AuditEntry.objects.order_by("seq").values_list("what", flat=True))
    assert entries[-2:] == ["invited", "joined"]
    assert broken_link(house.clinic) is None


def after(house: House, link: str, what: str) -> None:
    """Let something end the invitation of *link*."""
    if what == "used":
        signed_in(ben()).post(link, {"name": "Ben Ode"})
    elif what == "revoked":
        key = Invitation.objects.get().key
        assert signed_in(house.owner).post(f"{INVITE}{key}/revoke/").status_code == 302
    elif what == "sent anew":
        invited(house)
    elif what == "over":
        Invitation.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    elif what == "its owner is none any more":
        house.members["therapist"].role = "owner"
        house.members["therapist"].save()
        path = f"/clinic/people/{house.owner.key}/role/"
        assert signed_in(house.members["therapist"]).post(path, {"role": "therapist"}).status_code == 302


SHUT = {
    "used": "It was used already, and it works once.",
    "revoked": "The clinic has taken it back, or sent a newer one.",
    "sent anew": "The clinic has taken it back, or sent a newer one.",
    "over": "Its seven days are over.",
    "its owner is none any more": "The clinic has taken it back",
}


@pytest.mark.parametrize("what", SHUT)
def test_it_opens_nothing_and_says_why_once_it_is(house, what):
    link = invited(house)
    after(house, link, what)
    before = Membership.objects.filter(until__isnull=True).count()
    carl = User.objects.get_or_create(email=BEN.lower())[0]
    for answer in (signed_in(None).get(link), signed_in(carl).post(link, {"name": "Ben"})):
        assert answer.status_code == 404
        assert SHUT[what] in text_of(answer)
    assert Membership.objects.filter(until__isnull=True).count() == before


def test_a_wrong_letter_says_so_and_names_no_clinic(house):
    link = invited(house)
    answer = signed_in(None).get("/join/" + "0" * 32 + "/")
    assert answer.status_code == 404
    assert "A letter of the address is missing or wrong." in text_of(answer)
    assert house.name not in text_of(answer)
    assert signed_in(None).get(link).status_code == 200


def test_whoever_is_signed_in_with_another_address_is_told_and_never_which_one_it_went_to(house):
    link = invited(house)
    carl = signed_in(User.objects.create_user("carl@example.com"))
    answer = carl.post(link, {"name": "Carl"})
    assert answer.status_code == 409
    assert "this invitation went to another address" in text_of(answer)
    assert "ben@example.com" not in answer.content.decode()
    assert Membership.objects.count() == len(house.members)


def test_whoever_works_somewhere_leaves_there_first(house):
    elsewhere = House("Elsewhere").members["therapist"]
    assert elsewhere.user is not None
    link = invited(house, email=elsewhere.user.email)
    answer = signed_in(elsewhere).post(link, {"name": "Ben"})
    assert answer.status_code == 409
    assert "You work at a clinic already. Leave it first" in text_of(answer)


NAMES = {"none": "", "longer than anybody's": "x" * 301, "with a control character": "Ben\x00"}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_is_needed_and_not_one(house, name):
    answer = signed_in(ben()).post(invited(house), {"name": name})
    assert answer.status_code == 400
    assert "Allowed:" in text_of(answer)
    assert Membership.objects.count() == len(house.members)


def test_the_owner_sees_it_waiting_until_it_is_accepted_and_nobody_else_does(house):
    link = invited(house)
    seen, unseen = signed_in(house.owner), signed_in(house.members["therapist"])
    assert "ben@example.com therapist, open until" in text_of(seen.get("/clinic/settings/"))
    assert "ben@example.com" not in text_of(unseen.get("/clinic/settings/"))
    signed_in(ben()).post(link, {"name": "Ben Ode"})
    page = text_of(seen.get("/clinic/settings/"))
    assert "ben@example.com" not in page
    assert "Ben Ode therapist" in page


def test_the_answer_is_the_same_whether_or_not_anybody_has_an_account(house):
    User.objects.create_user("known@example.com")
    answers = [signed_in(house.owner).post(INVITE, {"email": f"{who}@example.com", "role": "owner"})
               for who in ("known", "nobody")]  # fmt: skip
    assert [(a.status_code, a["Location"], a.content) for a in answers] == [(302, "/clinic/settings/#invited", b"")] * 2
    assert not User.objects.filter(email="nobody@example.com").exists()


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no address": ({"email": "", "role": "owner"}, "an address such as name@example.com"),
    "what is no address": ({"email": "ben", "role": "owner"}, "an address such as name@example.com"),
    "an address with a line break": ({"email": "ben@example.com\nBcc: a@b.c", "role": "owner"}, "an address such as"),
    "a role that is none": ({"email": BEN, "role": "boss"}, "owner, therapist, assistant"),
    "no role": ({"email": BEN}, "owner, therapist, assistant"),
    "a field that nobody asked for": ({"email": BEN, "role": "owner", "clinic": "1"}, "email, role"),
}


@pytest.mark.parametrize(("sent", "allowed"), WRONG.values(), ids=WRONG)
def test_refused_in_words_and_nothing_sent_is(house, sent, allowed):
    answer = signed_in(house.owner).post(INVITE, sent)
    assert answer.status_code == 400
    assert allowed in text_of(answer)
    assert not mail.outbox
    assert not Invitation.objects.exists()


def test_one_too_many_in_an_hour_is_refused_for_the_clinic_and_for_the_mailbox(house, settings):
    cache.clear()
    settings.INVITATIONS_PER_HOUR, settings.INVITATIONS_TO_ONE_PER_HOUR = 3, 2
    owner, other = signed_in(house.owner), signed_in(House("Elsewhere").owner)
    codes = [owner.post(INVITE, {"email": BEN, "role": "owner"}).status_code for _ in range(2)]
    codes += [other.post(INVITE, {"email": BEN.upper(), "role": "owner"}).status_code]
    codes += [owner.post(INVITE, {"email": f"{n}@example.com", "role": "owner"}).status_code for n in range(2)]
    assert codes == [302, 302, 429, 302, 429]
    assert len(mail.outbox) == 3


def test_a_mail_that_cannot_go_invites_nobody_and_says_so(house, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 2
    answer = signed_in(house.owner).post(INVITE, {"email": BEN, "role": "owner"})
    assert answer.status_code == 503
    assert "the mail could not be sent, nobody is invited" in text_of(answer)
    assert Invitation.objects.get().revoked_at is not None


def test_what_came_to_nothing_is_forgotten_a_month_later_and_with_the_account_at_once(house):
    invited(house)
    assert forget_old_invitations(now=timezone.now() + timedelta(days=36)) == 0
    assert forget_old_invitations(now=timezone.now() + timedelta(days=38)) == 1
    invited(house)
    erase_person(user=ben())
    assert not Invitation.objects.exists()


def test_what_was_typed_into_the_page_stays_where_something_is_wrong_about_it(house):
    page = signed_in(house.owner).post(INVITE, {"email": "ben@", "role": "assistant"})
    assert page.status_code == 400
    text = page.content.decode()
    assert 'value="ben@"' in text
    assert '<option value="assistant" selected>' in text
    assert 'tabindex="-1" autofocus' in text, "the focus is on what is wrong"
