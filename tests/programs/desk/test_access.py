"""Who at a clinic gets what: each address of the desk for each sort of people, made from the address book."""

from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.utils import timezone

from programs.models import AuditEntry, Membership, OwnPicture
from programs.print_room import print_owed
from programs.services.clinic_tokens import give_clinic_token
from programs.services.clinics import discharge, keep_logo
from programs.services.intakes import take_on_list
from programs.services.inviting import invite
from programs.services.print_jobs import PaperKind, order_papers
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, opened, signed_in
from tests.programs.desk.own import an_own
from tests.programs.desk.pictures import a_picture
from tests.programs.desk.templated import a_template
from tests.programs.followed import Rob
from tests.programs.test_roles import patterns

pytestmark = pytest.mark.django_db

# Of one client, and what of the role it needs; a page of the house has no client.
OF_A_CLIENT = {
    "desk-client": "assistant",
    "desk-assign": "therapist",
    "desk-paper": "assistant",
    "desk-link": "assistant",
    "desk-revoke": "assistant",
    "desk-message": "therapist",
    "desk-discharge": "therapist",
    "desk-clearance": "therapist",
    "desk-clearance-back": "therapist",
    "desk-tests": "therapist",
    "desk-diary": "assistant",
    "desk-diary-week": "assistant",
    "desk-report": "assistant",
    "desk-adjust": "therapist",
    "desk-keep": "therapist",
    "desk-undo": "therapist",
    "desk-client-template": "therapist",
    "desk-client-exercises": "therapist",
    "desk-share-link": "therapist",
    "desk-steering": "therapist",
}
OF_THE_HOUSE = {
    "desk": "assistant",
    "desk-find": "assistant",
    "desk-view": "assistant",
    "desk-stamp": "assistant",
    "desk-new": "therapist",
    "desk-share": "therapist",
    "desk-preview": "therapist",
    "desk-settings": "assistant",
    "desk-face": "owner",
    "desk-keeping": "owner",
    "desk-logo": "owner",
    "desk-logo-picture": "assistant",
    "desk-many": "therapist",
    "desk-intake": "assistant",
    "desk-intake-links": "assistant",
    "desk-print": "assistant",
    "desk-templates": "assistant",
    "desk-template-new": "therapist",
}
# Of one of its templates.
OF_A_TEMPLATE = {
    "desk-template": "assistant",
    "desk-template-words": "therapist",
    "desk-template-drop": "therapist",
    "desk-template-archive": "therapist",
    "desk-template-add": "therapist",
    "desk-template-keep": "therapist",
}
# Of one of its people, here the therapist, or of an invitation.
OF_A_PERSON = {
    "desk-person": "therapist",
    "desk-hand-over": "therapist",
    "desk-part": "therapist",
    "desk-token-revoke": "therapist",
    "desk-role": "owner",
    "desk-invitation-revoke": "owner",
}
OF_THE_HOUSE |= {"desk-exercises": "assistant", "desk-exercise-new": "therapist"}
# Of one of its own exercises.
OF_AN_EXERCISE = {
    "desk-exercise": "assistant",
    "desk-exercise-words": "therapist",
    "desk-exercise-use": "therapist",
    "desk-exercise-photo": "therapist",
    "desk-photo-erase": "owner",
}
OF_THE_HOUSE |= {"desk-tokens": "assistant"}
OF_THE_HOUSE |= {"desk-invite": "owner", "desk-audit": "owner", "desk-close": "owner", "desk-export": "owner"}
# Of whoever asked alone; here it is the owner.
OF_WHO_ASKED = {"desk-papers": "owner", "desk-stack": "owner"}
ORDER = ("assistant", "therapist", "owner")
POSTED = {
    "desk-preview",
    "desk-face",
    "desk-logo",
    "desk-paper",
    "desk-link",
    "desk-revoke",
    "desk-message",
    "desk-discharge",
}
POSTED |= {"desk-find", "desk-view", "desk-intake-links", "desk-print", "desk-clearance-back"}
POSTED |= {"desk-keep", "desk-undo", "desk-keeping", "desk-share-link", "desk-steering"}
POSTED |= {"desk-template-words", "desk-template-drop", "desk-template-archive", "desk-template-keep"}
POSTED |= {"desk-token-revoke", "desk-invite", "desk-invitation-revoke", "desk-role", "desk-hand-over", "desk-part"}
# Of an entry or a week that this client does not have: a member who may finds no such thing either.
OF_NOTHING = {"desk-clearance-back", "desk-diary-week"}
POSTED |= {"desk-exercise-use", "desk-exercise-photo"}
OF_SOMEBODY = OF_A_CLIENT | OF_A_PERSON | OF_A_TEMPLATE | OF_AN_EXERCISE
DESK = OF_SOMEBODY | OF_THE_HOUSE | OF_WHO_ASKED


def path_of(name: str, house: House) -> str:
    # Only what the address is about is made: a programme, a logo and a photo each take their time.
    key = uuid4()
    if name in OF_A_CLIENT:
        key = (house.clinic.clients.first() or house.assigned().client).key
    elif name == "desk-logo-picture":
        keep_logo(member=house.owner, data=a_picture(), now=house.now)
    elif name == "desk-invitation-revoke":
        key = invite(by=house.owner, email="new@example.com", role=Membership.Role.THERAPIST, now=house.now)[0].key
    elif name in OF_AN_EXERCISE:
        key = an_own(house, "glute-bridge", photo=name == "desk-photo-erase").key
    elif name == "desk-token-revoke":
        therapist, scopes = house.members["therapist"], ["clients:read"]
        key = give_clinic_token(member=therapist, name="calendar", scopes=scopes, days=9, now=house.now)[0].key
    elif name in OF_A_PERSON:
        key = house.members["therapist"].key
    elif name in OF_A_TEMPLATE:
        key = (house.clinic.templates.first() or a_template(house)).key
    elif name.startswith("desk-intake"):
        key = take_on_list(member=house.owner, key=uuid4(), people=[], kind=PaperKind("a4"), now=house.now).key
    elif name in OF_WHO_ASKED:
        client = house.assigned().client
        key = order_papers(member=house.owner, clients=[client], kind=PaperKind("a4"), now=house.now).key
        print_owed(clock=timezone.now)
    path = patterns()[name].replace("<uuid:key>", str(key))
    if name == "desk-photo-erase":
        path = path.replace("<uuid:photo>", str(OwnPicture.objects.latest("pk").key))
    return "/" + path.replace("<int:number>", "1").replace("<isodate:first>", "2026-01-05")


def asked(browser: Browser, name: str, path: str):
    return browser.post(path) if name in POSTED else browser.get(path)


def test_every_address_of_the_desk_has_its_row():
    found = {name for name in patterns() if name.startswith("desk")} - {"desk-proof", "desk-proof-code"}
    assert found == DESK.keys()


@pytest.mark.parametrize("role", ORDER)
@pytest.mark.parametrize("name", DESK)
def test_a_role_opens_what_it_may_and_finds_no_other_page(name, role):
    house = House()
    answer = asked(signed_in(house.members[role]), name, path_of(name, house))
    if ORDER.index(role) >= ORDER.index(DESK[name]):
        allowed = (200, 302, 400, 404) if name in OF_NOTHING else (200, 302, 400)
        assert answer.status_code in allowed, (answer.status_code, answer.content[:200])
    else:
        assert answer.status_code == 404


def somebody(who: str, house: House) -> Browser:
    """People who may see nothing of *house*."""
    if who == "stranger":
        return signed_in(None)
    if who == "runner":
        return signed_in(Rob(f"rob-{house.clinic.pk}@example.com", at=timezone.now()).user)
    if who == "therapist of another clinic":
        return signed_in(House("Elsewhere").members["therapist"])
    if who == "former therapist":
        member = house.members["therapist"]
        browser = signed_in(member)
        Membership.objects.filter(pk=member.pk).update(until=timezone.now())
        return browser
    return opened(house.link(house.assigned().client))


OUTSIDE = ("stranger", "runner", "therapist of another clinic", "former therapist", "holder of a client's link")


@pytest.mark.parametrize("who", OUTSIDE)
@pytest.mark.parametrize("name", OF_SOMEBODY)
def test_nobody_else_finds_a_client_a_colleague_or_a_template_by_any_key(name, who):
    """The answer for a real key is that for an invented one, byte for byte."""
    house = House()
    real = path_of(name, house)
    browser = somebody(who, house)
    invented = real.replace(real.split("/")[3], "00000000-0000-4000-8000-000000000000")
    answers = [asked(browser, name, path) for path in (real, invented)]
    if who in ("stranger", "holder of a client's link"):
        assert [answer["Location"].split("?")[0] for answer in answers] == ["/accounts/login/"] * 2
    else:
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].content == answers[1].content


@pytest.mark.parametrize("who", OUTSIDE)
@pytest.mark.parametrize("name", OF_THE_HOUSE | OF_WHO_ASKED)
def test_nobody_else_sees_anything_of_this_house(name, who):
    house = House()
    house.assigned()
    answer = asked(somebody(who, house), name, path_of(name, house))
    assert "Rob Hale" not in answer.content.decode()
    assert house.name not in answer.content.decode()
    if who != "therapist of another clinic":
        assert answer.status_code in (302, 404)


@pytest.mark.parametrize("name", DESK)
def test_without_a_second_proof_a_member_is_asked_for_it_and_sees_nobody(name):
    house = House()
    answer = asked(signed_in(house.owner, strong=False), name, path_of(name, house))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/clinic/proof/")


def test_a_proof_of_yesterday_is_none():
    house = House()
    browser = signed_in(house.owner)
    session = browser.session
    session["strong_since"] -= 12 * 60 * 60 + 1
    session.save()
    assert browser.get("/clinic/").status_code == 302


@pytest.mark.parametrize("name", DESK)
def test_what_a_clinic_sees_is_kept_nowhere_on_its_way(name):
    house = House()
    assert "no-store" in asked(signed_in(house.owner), name, path_of(name, house))["Cache-Control"]


def test_what_was_looked_at_and_printed_is_on_record_by_keys_alone():
    house = House()
    client = house.assigned().client
    signed_in(house.members["assistant"]).get(f"/clinic/clients/{client.key}/")
    entry = AuditEntry.objects.order_by("-seq").first()
    assert entry is not None
    assert (entry.what, entry.who, entry.about) == ("saw", house.members["assistant"].key, client.key)


def test_a_client_who_stopped_sharing_shows_no_plan_to_the_clinic():
    house = House()
    client = house.assigned().client
    browser = opened(house.link(client))
    assert browser.post("/settings/sharing/stop/").status_code == 302
    page = text_of(signed_in(house.owner).get(f"/clinic/clients/{client.key}/"))
    assert "They share their programme no longer." in page
    assert "As they see today" not in page


def test_after_discharge_links_are_shut_and_the_runner_keeps_the_programme():
    house = House()
    client = house.assigned().client
    link = house.link(client)
    browser = opened(link)
    discharge(member=house.owner, client=client, now=timezone.now())
    assert browser.get(link).status_code == 404
    assert browser.get("/today/").status_code == 302
    client.refresh_from_db()
    assert client.runner is not None
    assert client.runner.programmes.filter(ended_on__isnull=True).count() == 1
