"""The list of a clinic's clients, worst first, and a search in it by name."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from programs.api.clinic.door import ClinicDoor
from programs.api.door import body_of, refuse
from programs.api.keeping import answered
from programs.api.reading import read_body
from programs.models import Membership
from programs.selectors.protocol import protocol_in_use
from programs.selectors.standings import (
    LONGEST_SEARCH,
    ORDERS,
    SHOWN,
    WHOSE,
    Row,
    View,
    counts_of,
    page_of,
    unplaced,
)
from programs.services.calling import names_of
from programs.services.placing import WHY_UNPLACED, reasons_said
from rehab.asking import Field, Wrong, shown
from rehab.library import load_protocol
from rehab.rendering import JsonObject
from rehab.telling import TEXT_ALLOWED, is_text
from rehab.triage import Place
from rehab.words import words_in

WORDS = "words"


def chosen_from(choices: tuple[str, ...]) -> Field:
    """One of *choices*."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError
        return text

    return Field(read, ", ".join(choices), choices=choices)


def asked_of_list() -> dict[str, Field]:
    """What an address of the list may ask; nothing in it tells of any client but a key."""
    return {
        "show": chosen_from(tuple(SHOWN)),
        "order": chosen_from(tuple(ORDERS)),
        "whose": chosen_from(WHOSE),
        "phase": chosen_from(tuple(phase.id for phase in protocol_in_use().phases)),
        "after": Field(UUID, "the key of a client"),
    }


def asked_of_search() -> dict[str, Field]:
    """The same in a body, where a name may stand."""
    return {WORDS: Field(str, f"1 to {LONGEST_SEARCH} letters of a name or an address")} | asked_of_list()


class Find(ClinicDoor):
    """The same by name, which has no place in an address that proxies and logs keep."""

    def post(self, request: Request) -> HttpResponse:
        """A page of those whose name or e-mail address holds the words."""
        values = read_body(body_of(request), asked_of_search(), (WORDS,))
        words = values[WORDS].strip()
        if not words or len(words) > LONGEST_SEARCH or not is_text(words):
            refuse([Wrong(WORDS, shown(values[WORDS]), f"1 to {LONGEST_SEARCH} letters; {TEXT_ALLOWED}")])
        return answered(list_json(self.member_behind(request), values))


def list_json(member: Membership, asked: Mapping[str, Any]) -> JsonObject:
    """The page of the list that is *asked* for, with how many stand at each place."""
    view = View(
        SHOWN[asked.get("show", "all")],
        asked.get("whose") == "mine",
        _place_of(asked.get("phase")),
        asked.get("order", "worst"),
        asked.get(WORDS, "").strip(),
    )
    page = page_of(member, view, asked.get("after"))
    # Those whom no standing shows come with the last page, as on the desk.
    others = () if view.places or view.phase is not None or page.after else unplaced(member, view)
    counts = counts_of(member, view)
    return {
        "clients": [_row(row) for row in page.rows],
        "after": str(page.after) if page.after else None,
        "counts": {place.name.lower(): counts.get(place, 0) for place in Place},
        "without": [
            {"client": str(one.key), "name": one.name, "why": one.why, "text": str(WHY_UNPLACED[one.why])}
            for one in others
        ],
    }


def _row(row: Row) -> JsonObject:
    triage, protocol = row.triage, load_protocol(row.protocol, row.protocol_version)
    reason, beside = reasons_said(triage, protocol, words_in().calling(names_of(row.ways)))
    return {
        "client": str(row.key),
        "name": row.name,
        "therapist": row.therapist,
        "place": triage.place.name.lower(),
        "rule": triage.reasons[0].rule,
        "reason": reason,
        "beside": list(beside),
        "since": row.since.isoformat(),
        "as_of": row.on.isoformat(),
        "grade": int(triage.grade),
        "phase": protocol.phases[triage.phase].id,
        "week": triage.week,
        "light": triage.light.value if triage.light else None,
        "told_on": triage.told_on.isoformat() if triage.told_on else None,
        "pains": list(triage.pains),
        "done": triage.done,
        "asked": triage.asked,
    }


def _place_of(phase: str | None) -> int | None:
    ids = [one.id for one in protocol_in_use().phases]
    return None if phase is None else ids.index(phase)
