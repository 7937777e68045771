"""A day of a followed course as JSON: its plan, what was told of it, the light so far, and what lies ahead."""

from collections.abc import Mapping
from typing import Any

import msgspec

from rehab.assembly import make_day
from rehab.events import CheckIn, Did, Morning, Report
from rehab.following import Today
from rehab.gates import criteria_of, passes
from rehab.hoped import Hopes
from rehab.protocol import Protocol
from rehab.rendering import JsonObject, Rendering, asked_for, noted, reason_json
from rehab.situation import NEVER, terms_of
from rehab.so_far import light_so_far
from rehab.wish_reasons import why_asked
from rehab.wishes import standing
from rehab.words import Words


class Beside(msgspec.Struct, frozen=True):
    """What is known of a day besides its course: which programme it belongs to, the *version* that holds the very
    plan on the page, None where none does yet, what is hoped for, and whether the warning signs are still to be asked.
    *made_by* says who made that version, *askers* who asks for a wish, by its key. *own_names* are what a clinic calls
    exercises, by their ids.
    """

    programme: str
    version: int | None
    hopes: Hopes
    signs_due: bool
    made_by: str | None = None
    askers: Mapping[str, str] = {}
    own_names: Mapping[str, str] = {}


def today_json(protocol: Protocol, today: Today, beside: Beside, words: Words) -> JsonObject:
    """*today* in words and numbers."""
    terms = terms_of(protocol, today.read_from.situation)
    rendering = Rendering(terms, words)
    so_far = light_so_far(today.now)
    body: JsonObject = {
        "programme": beside.programme,
        "version": beside.version,
        "made_by": beside.made_by,
        "protocol": {"id": protocol.id, "version": protocol.version},
        "basis": "followed",
        "grade": today.now.situation.grade,
        "status": today.now.status.value,
        "asked_for": _asked_for(protocol, today, beside, words),
        "plan": _plan(rendering.day(make_day(terms, today.read_from, today.plan)), beside),
        "signs_due": beside.signs_due,
        "told": _told(today),
        "light": so_far.light.value if so_far.light else None,
        "settled": so_far.settled,
        "reasons": [reason_json(why, words) for why in so_far.reasons],
        "ahead": _ahead(protocol, today, words),
        "hopes": {name: str(day) if day else None for name, day in msgspec.structs.asdict(beside.hopes).items()},
        "notices": [{"level": "info", "text": words.reason(why)} for why in today.plan.notices],
    }
    return noted(body, protocol, words)


def _plan(day: JsonObject, beside: Beside) -> JsonObject:
    """*day*, each exercise with the name that a clinic has for it, null where it has none."""
    return day | {"items": [item | {"own_name": beside.own_names.get(item["exercise"])} for item in day["items"]]}


def _asked_for(protocol: Protocol, today: Today, beside: Beside, words: Words) -> list[JsonObject]:
    """What a therapist asks for and stands, the oldest first, and who that is."""
    return [
        reason_json(why_asked(protocol, wish), words) | {"by": beside.askers.get(wish.key)}
        for wish in standing(today.now)
    ]


def _told(today: Today) -> JsonObject:
    """What was told today: the morning, the items of sessions, and whether a session was finished with all of them."""
    events, open_items = today.page.events, today.page.open_items
    reports: list[Report | Did] = [report for event in events if isinstance(event, CheckIn) for report in event.reports]
    items: dict[str, Any] = {}
    for item in [*reports, *open_items]:
        items[item.exercise] = {
            "exercise": item.exercise,
            "outcome": item.outcome.value,
            "pain": item.pain,
            "minutes": item.minutes,
        }
    morning = next((event for event in events if isinstance(event, Morning)), None)
    return {
        "morning": None if morning is None else msgspec.structs.asdict(morning),
        "items": list(items.values()),
        "finished": not open_items and any(isinstance(event, CheckIn) for event in events),
    }


def _ahead(protocol: Protocol, today: Today, words: Words) -> JsonObject | None:
    """The phase that comes next, its earliest day, and each thing that must be true for it; None where none comes."""
    state = today.now
    terms = terms_of(protocol, state.situation)
    place = state.phase + 1
    if place == len(protocol.phases):
        return None
    phase, floor = protocol.phases[state.phase].id, terms.floors[place]
    gates = []
    for criterion in criteria_of(terms, state.phase):
        needs, unit = asked_for(criterion)
        gate = {"phase": phase, "criterion": criterion.criterion, "text": words.gate(phase, criterion)}
        gates.append(gate | {"needs": needs, "unit": unit, "met": passes(terms, state, criterion)})
    return {"phase": protocol.phases[place].id, "floor_day": floor if floor < NEVER else None, "gates": gates}
