"""What a clinic writes to a client and about them, and the links that open a client's day."""

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from programs.api.clinic.door import ClientDoor, not_now
from programs.api.clinic.told import Told
from programs.api.door import body_of
from programs.api.keeping import answered
from programs.client_papers import address_of
from programs.models import Client
from programs.models.clinics import LONGEST_MESSAGE
from programs.selectors.clinics import assignment_of, open_links, share_of
from programs.selectors.writings import LONGEST_NOTE, LONGEST_SEAL, Writing, writing_about
from programs.services import writing
from programs.services.clinics import make_client_link, revoke_client_links
from rehab.rendering import JsonObject


class Writings(ClientDoor):
    """The message to a client, and the notes about them."""

    def get(self, request: Request, id: str) -> HttpResponse:
        """Both, with the seal that a change of them names."""
        _, client = self.client_at(request, id)
        return answered(_json(writing_about(client)))

    def post(self, request: Request, id: str) -> HttpResponse:
        """Write one of them or both; written again, they stay as they are."""
        member, client = self.client_at(request, id, noted="")
        told = Told(body_of(request))
        texts = {
            "message": told.text("message", longest=LONGEST_MESSAGE),
            "notes": told.text("notes", longest=LONGEST_NOTE),
        }
        kept = {name: None if told.raw(name) is None else text for name, text in texts.items()}
        seen = told.text("seen", longest=LONGEST_SEAL, needed=True)
        told.close()
        if texts["message"] and not (assignment_of(client) and writing.hears(member, client)):
            raise not_now("somebody to whom nothing of yours is shown", "a client whom the clinic guides")
        wanted = writing.Told(kept["message"], kept["notes"], seen)
        return answered(_json(writing.write_to(member=member, client=client, told=wanted, now=timezone.now())))


class Links(ClientDoor):
    """A new link."""

    def post(self, request: Request, id: str) -> HttpResponse:
        """Its address, told this once: whoever opens it sees the client's day."""
        member, client = self.client_at(request, id, noted="")
        Told(body_of(request)).close()
        share = share_of(member, client)
        if share is not None and not share.steers:
            raise not_now("a programme that another clinic steers", "one that is yours to change")
        now = timezone.now()
        token = make_client_link(member=member, client=client, now=now)
        answer = answered({"address": address_of(request, token), "links": _open(client)})
        answer.status_code = 201
        return answer


class NoLinks(ClientDoor):
    """The end of all of them."""

    def post(self, request: Request, id: str) -> HttpResponse:
        """None of them opens anything any more, wherever it is printed or open."""
        member, client = self.client_at(request, id, noted="")
        Told(body_of(request)).close()
        revoke_client_links(member=member, client=client, now=timezone.now())
        return answered({"links": _open(client)})


def _json(stands: Writing) -> JsonObject:
    return {"message": stands.message, "notes": stands.notes, "seen": stands.seal}


def _open(client: Client) -> int:
    return open_links(timezone.now()).filter(client=client).count()
