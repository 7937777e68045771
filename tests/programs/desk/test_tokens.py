"""Tokens for programs at the desk: made after a fresh proof, shown once, kept as a digest, narrowed and ended."""

import re
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from programs.models import AuditEntry, ClinicToken, Membership
from programs.selectors.clinics import clinic_token_of
from programs.services.clinic_tokens import MOST_OPEN, TooManyTokensError, give_clinic_token
from programs.services.leaving import change_role, end_membership
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]

PAGE = "/clinic/tokens/"


@pytest.fixture
def house() -> House:
    return House()


def asks(browser: Browser, **more: Any) -> Any:
    return browser.post(PAGE, {"name": "Calendar", "scope": ["clients:read"], "days": "30"} | more)


def secret_on(page: Any) -> str:
    (found,) = re.findall(r"strideback_clinic_[0-9a-f]{32}", page.content.decode())
    return str(found)


def test_it_is_shown_once_and_kept_as_a_digest(house):
    tess = signed_in(house.owner, anew=True)
    shown = asks(tess, scope=["clients:read", "papers:print"])
    secret = secret_on(shown)
    token = ClinicToken.objects.get()
    assert clinic_token_of(secret, timezone.now()) == token
    assert (token.membership, token.scopes) == (house.owner, ["clients:read", "papers:print"])
    assert secret not in "".join(str(value) for value in vars(token).values())
    later = tess.get(PAGE)
    assert secret not in later.content.decode()
    assert "Calendar" in text_of(later)
    assert "Not used yet." in text_of(later)
    assert "no-store" in shown["Cache-Control"]


def test_a_proof_of_this_morning_is_asked_for_anew(house):
    browser = signed_in(house.owner)
    for answer in (browser.get(PAGE), asks(browser)):
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/clinic/proof/")
    assert not ClinicToken.objects.exists()


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no name": ({"name": ""}, "What it is for: nothing was given"),
    "a name that is too long": ({"name": "x" * 61}, "at most 60 letters"),
    "no scope": ({"scope": []}, "What it opens: nothing was given"),
    "a scope nobody has": ({"scope": ["clients:erase"]}, "clients:erase was given"),
    "no days": ({"days": "0"}, "1 to 366 days"),
    "more than a year": ({"days": "367"}, "a whole number from 0 to 366"),
    "days in words": ({"days": "always"}, "always was given"),
    "something nobody asked for": ({"member": "x"}, "member was given"),
}


@pytest.mark.parametrize(("more", "said"), BAD.values(), ids=BAD)
def test_what_cannot_be_is_named_and_what_was_typed_stays(house, more, said):
    answer = asks(signed_in(house.owner, anew=True), **more)
    assert answer.status_code == 400
    assert said in text_of(answer)
    if "name" not in more:
        assert 'value="Calendar"' in answer.content.decode()
    assert not ClinicToken.objects.exists()


def test_an_assistant_is_offered_what_the_role_opens_and_given_no_more(house):
    browser = signed_in(house.members["assistant"], anew=True)
    page = browser.get(PAGE).content.decode()
    assert re.findall(r'name="scope"\s+value="([\w:]+)"', page) == ["clients:read", "plans:read", "papers:print"]
    assert asks(browser, scope=["plans:adjust"]).status_code == 400
    with pytest.raises(ValueError, match="give some of clients:read, plans:read, papers:print"):
        give_clinic_token(
            member=house.members["assistant"], name="x", scopes=["plans:adjust"], days=9, now=timezone.now()
        )


def given(member: Membership, *scopes: str, name: str = "Calendar") -> ClinicToken:
    chosen = scopes or ("clients:read",)
    return give_clinic_token(member=member, name=name, scopes=chosen, days=9, now=timezone.now())[0]


def test_an_owner_sees_everybodys_and_takes_any_back_and_others_see_their_own(house):
    mine, theirs = given(house.owner, name="Of Tess"), given(house.members["therapist"], name="Of the therapist")
    page = text_of(signed_in(house.owner, anew=True).get(PAGE))
    assert "Of Tess" in page
    assert "Of the therapist of Therapist" in page
    therapist = signed_in(house.members["therapist"], anew=True)
    assert "Of Tess" not in text_of(therapist.get(PAGE))
    assert therapist.post(f"{PAGE}{mine.key}/revoke/").status_code == 404
    assert signed_in(house.owner).post(f"{PAGE}{theirs.key}/revoke/").status_code == 302
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.revoked_at is None, theirs.revoked_at is None) == (True, False)


def test_of_another_house_it_is_not_there(house):
    token = given(House("Elsewhere").owner)
    assert signed_in(house.owner).post(f"{PAGE}{token.key}/revoke/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_making_and_taking_back_are_on_record_by_name(house):
    tess = signed_in(house.owner, anew=True)
    asks(tess)
    key = ClinicToken.objects.get().key
    for _ in range(2):
        tess.post(f"{PAGE}{key}/revoke/")
    page = text_of(tess.get("/clinic/record/"))
    assert "Tess Moran made the token “Calendar” for a program" in page
    assert "Tess Moran took the token “Calendar” back" in page
    assert AuditEntry.objects.filter(what="took a token back").count() == 1


def test_a_role_that_shrinks_takes_scopes_for_good(house):
    therapist = house.members["therapist"]
    both, gone = given(therapist, "clients:read", "plans:adjust"), given(therapist, "clients:write")
    for role in (Membership.Role.ASSISTANT, Membership.Role.THERAPIST):
        change_role(by=house.owner, person=therapist, role=role, now=timezone.now())
        both.refresh_from_db()
        gone.refresh_from_db()
        assert both.scopes == ["clients:read"]
        assert both.revoked_at is None
        assert (gone.scopes, gone.revoked_at is None) == ([], False)


def test_with_a_greater_role_a_token_opens_what_it_did(house):
    token = given(house.members["assistant"], "clients:read")
    change_role(by=house.owner, person=house.members["assistant"], role=Membership.Role.OWNER, now=timezone.now())
    token.refresh_from_db()
    assert token.scopes == ["clients:read"]


def test_it_ends_with_the_membership(house):
    token = given(house.members["therapist"])
    end_membership(by=house.owner, person=house.members["therapist"], now=timezone.now())
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_nobody_has_more_than_anybody_keeps_in_view(house):
    for number in range(MOST_OPEN):
        given(house.owner, name=f"n{number}")
    with pytest.raises(TooManyTokensError, match="take one back first"):
        given(house.owner)
    answer = asks(signed_in(house.owner, anew=True))
    assert (answer.status_code, "take one back first" in text_of(answer)) == (400, True)


def test_a_name_with_markup_is_shown_as_it_is(house):
    given(house.owner, name="<b>Rob & Co</b>")
    assert "&lt;b&gt;Rob &amp; Co&lt;/b&gt;" in signed_in(house.owner, anew=True).get(PAGE).content.decode()
