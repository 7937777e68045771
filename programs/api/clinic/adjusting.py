"""What somebody of a clinic asks for in a client's plan, through a program: weighed, kept, listed, taken back."""

from uuid import uuid4

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from programs.api.clinic.clients import made
from programs.api.clinic.door import ClientDoor
from programs.api.clinic.told import Told
from programs.api.clinic.wishes import LONGEST_ID, read_intent, standing_json, weighed_json
from programs.api.door import body_of
from programs.api.keeping import answered
from programs.models import Membership, Programme
from programs.selectors.adjusting import weighed
from programs.selectors.programmes import following, protocol_of
from programs.services.adjusting import Ask, TakeBack
from programs.services.steering import ask_for, take_back
from rehab.rendering import JsonObject
from rehab.telling import LONGEST_WHY

LONGEST_VERSION = 10**9


class Intents(ClientDoor):
    """What is asked for and stands."""

    def get(self, request: Request, id: str) -> HttpResponse:
        """All of it, the oldest first."""
        member, client = self.client_at(request, id)
        return answered(_standing(member, self.programme_at(member, client)))

    def post(self, request: Request, id: str) -> HttpResponse:
        """One more, once; refused where it would break a rule that no reason given allows to."""
        member, client = self.client_at(request, id, noted="")
        programme = self.steered_at(member, client)
        told = Told(body_of(request))
        uuid, intent = told.uuid(), read_intent(told, "intent")
        reason, seen = told.text("reason", longest=LONGEST_WHY), told.number("seen", 0, LONGEST_VERSION)
        told.close()
        assert intent is not None, "a body without one was refused"
        assert seen is not None, "a body without it was refused"
        ask, now = Ask(uuid, intent, reason, seen), timezone.now()
        kept = ask_for(member=member, client=client, programme=programme, ask=ask, now=now)
        return made(_standing(member, self.programme_at(member, client)), is_new=kept.is_new)


class Weighing(ClientDoor):
    """What a wish would do."""

    def post(self, request: Request, id: str) -> HttpResponse:
        """The rules that it would break, with days, and what would change. Keeps nothing."""
        member, client = self.client_at(request, id)
        programme = self.steered_at(member, client)
        told = Told(body_of(request))
        intent = read_intent(told, "intent")
        told.close()
        assert intent is not None, "a body without one was refused"
        found = weighed(programme, intent, key=str(uuid4()), said="", now=timezone.now())
        return answered(weighed_json(programme, protocol_of(programme), found))


class TakingBack(ClientDoor):
    """What was asked for and is to count no longer."""

    def post(self, request: Request, id: str) -> HttpResponse:
        """From now on it counts for nothing; told again, it stays so."""
        member, client = self.client_at(request, id, noted="")
        programme = self.steered_at(member, client)
        told = Told(body_of(request))
        uuid, key = told.uuid(), told.text("key", longest=LONGEST_ID, needed=True)
        reason, seen = told.text("reason", longest=LONGEST_WHY), told.number("seen", 0, LONGEST_VERSION)
        told.close()
        assert seen is not None, "a body without it was refused"
        taken, now = TakeBack(uuid, key, reason, seen), timezone.now()
        take_back(member=member, client=client, programme=programme, taken=taken, now=now)
        return answered(_standing(member, self.programme_at(member, client)))


def _standing(member: Membership, programme: Programme) -> JsonObject:
    found = following(programme, timezone.now())
    return {"seen": programme.last_version, "intents": standing_json(found, member)}
