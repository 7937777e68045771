"""The clients of a clinic: the list, a new one, one of them, what they are given, and their discharge."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from programs.api.clinic.door import ClientDoor, ClinicDoor
from programs.api.clinic.listed import asked_of_list, list_json
from programs.api.clinic.newcomers import form_in
from programs.api.clinic.said import client_json
from programs.api.clinic.told import Told
from programs.api.door import body_of
from programs.api.keeping import answered
from programs.api.reading import read_query
from programs.models import Membership
from programs.services.clinics import discharge
from programs.services.intakes import Newcomer
from programs.services.told_once import Given, assign_once, take_on_once
from rehab.rendering import JsonObject


class Clients(ClinicDoor):
    """All of them, worst first; and a new one."""

    def get(self, request: Request) -> HttpResponse:
        """A page of the list."""
        values = read_query(request.query_params, asked_of_list())
        return answered(list_json(self.member_behind(request), values))

    def post(self, request: Request) -> HttpResponse:
        """Somebody new, with what they are given; told again, the same client."""
        member, now = self.member_behind(request), timezone.now()
        uuid, form = form_in(member, body_of(request), today_at(member, now))
        assert form.wished is not None, "a form without a fault says what is wished"
        person = Newcomer(form.name, form.email, form.message, form.wished)
        client, is_new = take_on_once(member=member, uuid=uuid, person=person, now=now)
        return made(client_json(member, client, now), is_new=is_new)


class OneClient(ClientDoor):
    """One of them."""

    def get(self, request: Request, id: str) -> HttpResponse:
        """Who they are, what they were given, where their programme stands."""
        member, client = self.client_at(request, id)
        return answered(client_json(member, client, timezone.now()))


class Assignments(ClientDoor):
    """What a client is given."""

    def post(self, request: Request, id: str) -> HttpResponse:
        """What they follow ends, and this begins; told again, it stays as it is."""
        member, client = self.client_at(request, id, noted="")
        now = timezone.now()
        uuid, form = form_in(member, body_of(request), today_at(member, now), of=client)
        assert form.wished is not None, "a form without a fault says what is wished"
        given = Given(uuid, form.wished, form.message)
        _, is_new = assign_once(member=member, client=client, given=given, now=now)
        return made(client_json(member, client, now), is_new=is_new)


class Discharge(ClientDoor):
    """The end of what the clinic does for a client."""

    def post(self, request: Request, id: str) -> HttpResponse:
        """Links are shut, and the programme stays with its runner; somebody who was discharged stays so."""
        member, client = self.client_at(request, id, noted="")
        Told(body_of(request)).close()
        now = timezone.now()
        if client.discharged_at is None:
            discharge(member=member, client=client, now=now)
            client.refresh_from_db()
        return answered(client_json(member, client, now))


def today_at(member: Membership, now: datetime) -> date:
    """The date at the clinic of *member*."""
    return now.astimezone(ZoneInfo(member.clinic.zone)).date()


def made(body: JsonObject, *, is_new: bool) -> HttpResponse:
    """*body* with 201 for what was not there before, 200 for what was told again."""
    answer = answered(body)
    answer.status_code = 201 if is_new else 200
    return answer
