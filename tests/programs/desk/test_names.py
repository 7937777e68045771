"""What somebody or something may be called, at each door that asks for a name: one line that can be seen."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from programs.models import Client, Clinic, ClinicToken, Event, Membership, OwnWording, Template, User
from programs.services.inviting import invite
from rehab.telling import is_name
from tests.programs.api.programs_of_clinics import CLIENTS, Program
from tests.programs.desk.houses import House, signed_in

NAMES = {
    "initials": "R. H.",
    "a right-to-left script": "رغد الحسن",
    "one with the marks that its script needs": "می\u200cخواهم\u200f",
    "letters with accents": "Zoë Łukasz-O'Brien",
    "a clinic in two scripts": "Physio 東京 (Nord)",
    "a sign": "★",
}
NONE = {
    "two lines": "Rob\nYour account is blocked: open https://evil.example",
    "a return": "Rob\rHale",
    "a tab": "Rob\tHale",
    "the line end of a mainframe": "Rob\x85Hale",
    "a line end of no keyboard": "Rob\u2028Hale",
    "letters turned about": "Rob\u202egpj.exe",
    "an island of letters": "Rob\u2067Hale",
    "a sign for a terminal": "Rob\x9b31mHale",
    "half a letter": "Rob\ud800",
    "nothing that is seen": "\u200b\u200d",
    "a blank letter": "\u3164",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_it_may_be(name):
    assert is_name(name)


@pytest.mark.parametrize("name", NONE.values(), ids=NONE)
def test_it_may_not_be(name):
    assert not is_name(name)


Door = Callable[[House, str], tuple[int, str]]


def _answered(answer) -> tuple[int, str]:
    return answer.status_code, answer.content.decode()


def _client(house: House) -> dict[str, str]:
    return {"grade": "2", "side": "left", "injured_on": str(house.now.date()), "signs": "not-asked"}


def _of_a_client(house: House, name: str) -> tuple[int, str]:
    return _answered(signed_in(house.owner).post("/clinic/new/", _client(house) | {"name": name}))


def _of_a_list(house: House, name: str) -> tuple[int, str]:
    text = f'name,grade,side,date of injury\n"{name}",2,left,{house.now.date()}\n'
    return _answered(signed_in(house.owner).post("/clinic/clients/many/", {"step": "look", "text": text}))


def _of_a_program(house: House, name: str) -> tuple[int, str]:
    body = {"uuid": str(uuid4()), "name": name, "grade": 2, "side": "left", "injured_on": str(house.now.date())}
    return _answered(Program(house=house).post(CLIENTS, body))


def _of_a_share(house: House, name: str) -> tuple[int, str]:
    return _answered(signed_in(house.owner).post("/clinic/share/", {"name": name}))


def _of_the_clinic(house: House, name: str) -> tuple[int, str]:
    return _answered(signed_in(house.owner).post("/clinic/settings/face/", {"name": name, "phone": ""}))


def _of_its_telephone(house: House, name: str) -> tuple[int, str]:
    return _answered(signed_in(house.owner).post("/clinic/settings/face/", {"name": "Us", "phone": name[:40]}))


def _of_a_member(house: House, name: str) -> tuple[int, str]:
    user = User.objects.create_user("new@example.com")
    _, token = invite(by=house.owner, email=user.email, role=Membership.Role.THERAPIST, now=timezone.now())
    return _answered(signed_in(user).post(f"/join/{token}/", {"name": name}))


def _of_a_template(house: House, name: str) -> tuple[int, str]:
    return _answered(signed_in(house.owner).post("/clinic/templates/new/", {"name": name, "note": ""}))


def _of_a_token(house: House, name: str) -> tuple[int, str]:
    form = {"name": name, "scope": "clients:read", "days": "9"}
    return _answered(signed_in(house.owner, anew=True).post("/clinic/tokens/", form))


def _of_an_exercise(house: House, name: str) -> tuple[int, str]:
    steps = "Lie on your back.\nBend your knees.\nLift your hips.\nLower them."
    form = {"for": "glute-bridge", "figure": "glute-bridge", "name": name, "steps": steps, "needs": ""}
    return _answered(signed_in(house.owner).post("/clinic/exercises/new/", form))


def _of_who_examined(house: House, name: str) -> tuple[int, str]:
    client, today = house.assigned().client, str(house.now.date())
    form = {"role": "doctor", "name": name, "day": today, "said": "", "grade": "", "agreed": "yes"}
    return _answered(signed_in(house.owner).post(f"/clinic/clients/{client.key}/clearance/", form))


def _of_who_examined_to_a_program(house: House, name: str) -> tuple[int, str]:
    client, today = house.assigned().client, str(house.now.date())
    body = {"uuid": str(uuid4()), "on": today, "role": "doctor", "name": name, "agreed": True, "keep": False}
    return _answered(Program(house=house).post(f"{CLIENTS}{client.key}/clearance/", body))


DOORS: dict[str, Door] = {
    "a client": _of_a_client,
    "a client in a list": _of_a_list,
    "a client that a program tells of": _of_a_program,
    "somebody who is to share": _of_a_share,
    "the clinic": _of_the_clinic,
    "its telephone": _of_its_telephone,
    "somebody who comes to work there": _of_a_member,
    "a template": _of_a_template,
    "a token": _of_a_token,
    "an own exercise": _of_an_exercise,
    "who examined a leg": _of_who_examined,
    "who examined a leg, to a program": _of_who_examined_to_a_program,
}
SENT = ("two lines", "letters turned about", "nothing that is seen")
TOLD = "no marks that turn the direction of writing"


def called() -> dict[str, list[str]]:
    """Whatever has a name by now."""
    models = (Client, Clinic, Membership, Template, OwnWording)
    return {model.__name__: sorted(model.objects.values_list("name", flat=True)) for model in models}


@pytest.mark.django_db
@pytest.mark.parametrize("name", SENT)
@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_refused_with_what_is_allowed_as_the_name_of(door, name):
    house = House()
    status, said = door(house, NONE[name])
    assert status == 400, said
    assert TOLD in said
    assert not any(NONE[name] in kept for names in called().values() for kept in names)
    assert not Event.objects.filter(kind="cleared").exists()
    assert not ClinicToken.objects.exclude(name="Front desk").exists()


TAKEN = {name: NAMES[name] for name in ("a right-to-left script", "letters with accents")}


@pytest.mark.django_db
@pytest.mark.parametrize("name", TAKEN.values(), ids=TAKEN)
@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_a_name_that_people_have_is_taken_as_that_of(door, name):
    _status, said = door(House(), name)
    assert TOLD not in said


@pytest.mark.django_db
@pytest.mark.parametrize("name", SENT)
def test_a_command_refuses_it_too(name):
    owner = User.objects.create_user("tess@example.com")
    with pytest.raises(CommandError):
        call_command("make_clinic", NONE[name], owner.email)
    with pytest.raises(CommandError):
        call_command("api_token", owner.email, "--name", NONE[name])
    assert not Clinic.objects.exists()
