"""Templates of a clinic for its programs: which there are to pick, and the one that a body names."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from programs.api.clinic.door import ClinicDoor
from programs.api.clinic.told import Told
from programs.api.clinic.wishes import intent_json
from programs.api.door import refuse
from programs.api.keeping import answered
from programs.api.reading import MOST_STRANGERS, as_given
from programs.models import Membership, TemplateVersion
from programs.selectors.templates import Offered, offered_to, version_seen_by
from rehab.asking import Wrong, shown
from rehab.rendering import JsonObject
from rehab.telling import LONGEST_WHY

TEMPLATE, KEY, VERSION, REASON = "template", "key", "version", "reason"
# As many as the number of a row can be.
MOST_VERSIONS = 2**31 - 1


class Templates(ClinicDoor):
    """Those that may be picked."""

    def get(self, request: Request) -> HttpResponse:
        """All of them, by name, each with what it asks for."""
        names = sorted(request.query_params)[:MOST_STRANGERS]
        refuse([Wrong(shown(name), "a name in the address", "nothing beside the address") for name in names])
        member = self.member_behind(request)
        return answered({"templates": [_told(one) for one in offered_to(member)]})


def picked_in(member: Membership, body: Any) -> tuple[TemplateVersion | None, str, list[Wrong]]:
    """The version of a template that *body* names by key and number, the reason it gives, and what is wrong with that.
    Whether it is the last one is looked at when something new is made of it: what was made once stays what it was.
    """
    if body is None:
        return None, "", []
    if not isinstance(body, dict):
        allowed = f"an object with {KEY}, {VERSION} and, where it is needed, {REASON}"
        return None, "", [Wrong(TEMPLATE, as_given(body), allowed)]
    told = Told(body, f"{TEMPLATE}.")
    raw, number = told.raw(KEY), told.number(VERSION, 1, MOST_VERSIONS)
    reason = told.text(REASON, longest=LONGEST_WHY)
    key = _key(raw)
    found = version_seen_by(member, key, number) if key is not None and number is not None else None
    if key is None or (number is not None and found is None):
        told.refuse(KEY, "the key of a template of the clinic, with the number of one of its versions")
    wrongs = told.found()
    return None if wrongs else found, reason, wrongs


def _key(raw: Any) -> UUID | None:
    try:
        return UUID(raw)
    except (AttributeError, TypeError, ValueError):
        return None


def _told(one: Offered) -> JsonObject:
    return {
        KEY: str(one.template),
        "name": one.name,
        VERSION: one.number,
        "equipment": None if one.brings.kit is None else list(one.brings.kit),
        "focus": one.brings.focus or None,
        "wanted": [{"intent": intent_json(wish.intent), REASON: wish.said} for wish in one.wanted],
    }
