"""A client's plan as the client sees it: the day at hand, the coming week, and that week on paper."""

from collections.abc import Mapping
from math import ceil

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from programs.api.clinic.door import ClientDoor, not_now
from programs.api.clinic.told import Told
from programs.api.door import body_of
from programs.api.keeping import NOWHERE, answered
from programs.api.mine import today_of
from programs.api.problems import NOT_FOUND, TOO_MANY, ProblemError
from programs.client_papers import SIZES, Printable, Unprintable, address_of, called_by, printable_of, sheet_of
from programs.handouts.week import week_handout
from programs.models import Client, Membership
from programs.selectors.clinics import programme_seen_by
from programs.selectors.programmes import following
from programs.selectors.shown_as import shown_as
from programs.selectors.stopped import stop_of
from programs.services.audit import note
from programs.services.calling import names_of
from programs.services.clinics import make_client_link
from programs.services.limits import seconds_to_wait
from rehab.asking import Wrong
from rehab.rendering import JsonObject, no_plan
from rehab.words import words_in

PDF = "application/pdf"
WHY_NOT = {
    Unprintable.READ: ("a programme that another clinic steers", "one that is yours to change"),
    Unprintable.SIGN: ("a client with a warning sign that stands", "this, once somebody has looked at the leg"),
    Unprintable.PAUSED: ("a client whose course has no week ahead", "this, once the pause is over or a new one begins"),
}


class Today(ClientDoor):
    """The day at hand."""

    def get(self, request: Request, id: str) -> HttpResponse:
        """What the client's own Today says, or where to go in place of a plan."""
        member, client = self.client_at(request, id)
        programme = self.programme_at(member, client)
        return answered(today_of(following(programme, timezone.now())))


class Week(ClientDoor):
    """The coming seven days, as they come if every one of them is green."""

    def get(self, request: Request, id: str) -> HttpResponse:
        """What the client's paper says, or where to go in place of a plan."""
        member, client = self.client_at(request, id)
        now = timezone.now()
        programme = programme_seen_by(member, client)
        stop = stop_of(following(programme, now)) if programme is not None else None
        if stop is not None:
            return answered(no_plan(stop, words_in()))
        found = _printable(member, client)
        plan = found.answered.programme
        own = names_of(shown_as(found.programme)) if found.programme is not None else {}
        return answered(_named(called_by(found.answered, own).rendering.week(plan, plan.weeks[0]), own))


class Pdf(BaseRenderer):
    """For programs that say that they take a PDF; the answer is made by the door."""

    media_type, format = PDF, "pdf"


class Paper(ClientDoor):
    """The week on paper, with the clinic's face and a link of the client's own."""

    renderer_classes = (JSONRenderer, Pdf)

    def post(self, request: Request, id: str) -> HttpResponse:
        """The PDF, whose code opens the client's day; each has a new link."""
        member, client = self.client_at(request, id, noted="")
        told = Told(body_of(request))
        size, large = told.one("paper", SIZES), told.yes("large_print")
        told.close()
        _refuse_too_many(request)
        found, now = _printable(member, client), timezone.now()
        note(member=member, what="printed", about=client.key, now=now)
        address = address_of(request, make_client_link(member=member, client=client, now=now))
        sheet = sheet_of(found, member=member, client=client, address=address)
        answer = HttpResponse(week_handout(sheet, size=size, large_print=large), content_type=PDF)
        answer["Content-Disposition"] = f'inline; filename="strideback-week-{sheet.number}.pdf"'
        answer["Cache-Control"] = NOWHERE
        return answer


def _printable(member: Membership, client: Client) -> Printable:
    """The week of *client*; 404 where nothing can be seen, 409 where there is none just now."""
    found = printable_of(member, client, timezone.now())
    if isinstance(found, Printable):
        return found
    if found in WHY_NOT:
        raise not_now(*WHY_NOT[found])
    raise ProblemError(NOT_FOUND)


def _named(week: JsonObject, own: Mapping[str, str]) -> JsonObject:
    """*week*, each exercise with its *own* name at the clinic, as its client's own day has it."""
    days = [
        day | {"items": [item | {"own_name": own.get(item["exercise"])} for item in day["items"]]}
        for day in week["days"]
    ]
    return week | {"days": days}


def _refuse_too_many(request: Request) -> None:
    """429 for a caller who has had `PAPERS_PER_MINUTE` papers, of pages and here, in this minute."""
    allowed = settings.PAPERS_PER_MINUTE
    wait = seconds_to_wait(request, kind="papers", allowed=allowed, now=timezone.now().timestamp())
    if wait:
        wrong = Wrong("papers", "more than that", f"{allowed} in a minute")
        raise ProblemError(TOO_MANY, [wrong], {"Retry-After": str(max(1, ceil(wait)))})
