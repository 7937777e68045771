"""What somebody asks for in a plan, in JSON: read from a body, and told of what stands and what it would do."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, get_args

import msgspec

from programs.api.clinic.told import Told
from programs.api.reading import as_given
from programs.models import Membership, Programme
from programs.selectors.askers import asked_for
from programs.selectors.programmes import Following
from programs.selectors.shown_as import shown_as
from programs.services import calling
from programs.services.naming import asker_to_clinic
from rehab.adjusting import Broken, Verdict, Weighed
from rehab.adjusting_faults import LONGEST_RUN
from rehab.asking import Wrong
from rehab.changes import DateMove, DoseChange
from rehab.intents import AnyIntent, Days
from rehab.protocol import Protocol
from rehab.rendering import JsonObject
from rehab.telling import LONGEST_WHY
from rehab.wish_reasons import why_asked
from rehab.wishes import standing
from rehab.words import words_in

TYPE = "type"
LONGEST_ID, MOST_SETS, MOST_AMOUNT = 60, 999, 9999
KINDS: dict[str, Any] = {str(kind.__struct_config__.tag): kind for kind in get_args(AnyIntent)}
DAYS = tuple(days.value for days in Days)
# What the rules note of a wish themselves, and nobody tells.
UNTOLD = ("done",)


def _until(told: Told, name: str) -> date | None:
    return None if told.raw(name) is None else told.day(name)


def _id(told: Told, name: str) -> str:
    return told.text(name, longest=LONGEST_ID)


READERS: dict[str, Callable[[Told, str], Any]] = {
    **dict.fromkeys(("exercise", "other", "criterion", "phase"), _id),
    "sets": lambda told, name: told.number(name, 1, MOST_SETS),
    "amount": lambda told, name: told.number(name, 1, MOST_AMOUNT),
    "minutes": lambda told, name: told.number(name, 0, LONGEST_RUN),
    "until": _until,
    "days": lambda told, name: Days(told.one(name, DAYS)),
    "text": lambda told, name: told.text(name, longest=LONGEST_WHY),
}


def names_of(kind: Any) -> tuple[str, ...]:
    """What is told of an intent of that *kind* beside its type."""
    return tuple(name for name in kind.__struct_fields__ if name not in UNTOLD)


def read_intent(told: Told, name: str) -> AnyIntent | None:
    """The intent that stands in a body as *name*; None where it is wrong, which is noted in *told*. Whether its ids and
    doses are there is looked at when it is weighed.
    """
    raw = told.raw(name)
    kind = raw.get(TYPE) if isinstance(raw, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        given = "nothing" if raw is None else as_given(kind if isinstance(raw, dict) else raw)
        told.wrongs.append(Wrong(f"{name}.{TYPE}", given, ", ".join(KINDS)))
        return None
    inner = Told({key: value for key, value in raw.items() if key != TYPE}, f"{name}.")
    values = {field: READERS[field](inner, field) for field in names_of(KINDS[kind])}
    told.wrongs += inner.found()
    if told.wrongs:
        return None
    intent: AnyIntent = KINDS[kind](**values)
    return intent


def intent_json(intent: AnyIntent) -> JsonObject:
    """*intent* as a body tells it."""
    told: JsonObject = msgspec.to_builtins(intent)
    return {name: value for name, value in told.items() if name not in UNTOLD}


def standing_json(found: Following, member: Membership) -> list[JsonObject]:
    """What is asked for in the programme of *found* and stands, the oldest first, and who asked."""
    words = calling.words_for(found.programme)
    return [
        {
            "key": one.wish.key,
            "on": one.wish.on.isoformat(),
            "by": asker_to_clinic(one.by, member),
            "reason": one.wish.said,
            "text": words.reason(why_asked(found.protocol, one.wish)),
            "intent": intent_json(one.wish.intent),
        }
        for one in asked_for(found.programme, standing(found.today.now), found.askers)
    ]


def weighed_json(programme: Programme, protocol: Protocol, found: Weighed) -> JsonObject:
    """What a wish would do. Where a rule refuses it there are no changes to tell of: it cannot be kept."""
    is_refused = found.verdict is Verdict.REFUSED
    verdict = Verdict.NEEDS_REASON if found.broken and not is_refused else found.verdict
    changes = None if is_refused else found.differs
    own = calling.names_of(shown_as(programme))
    return {
        "verdict": verdict.value,
        "seen": programme.last_version,
        "rules": [_rule(broken) for broken in found.broken],
        "by_itself_on": _said(found.by_itself) if is_refused else None,
        "doses": [_dose(one, own) for one in changes.doses] if changes else [],
        "days": [{"on": one.on.isoformat(), "before": one.before, "after": one.after} for one in changes.kinds]
        if changes
        else [],
        "phases": [_move(one, protocol) for one in changes.phases] if changes else [],
        "first_run": {"before": _said(found.hopes[0].first_run), "after": _said(found.hopes[not is_refused].first_run)},
    }


def _rule(broken: Broken) -> JsonObject:
    return {
        "rule": broken.rule,
        "text": words_in().text("adjusting", "rules", broken.rule),
        "day": broken.day,
        "on": _said(broken.date),
        "overridable": broken.overridable,
    }


def _dose(change: DoseChange, own: Mapping[str, str]) -> JsonObject:
    return {
        "exercise": change.exercise,
        "name": words_in().exercise(change.exercise),
        "own_name": own.get(change.exercise),
        "way": change.way.value,
        "before_on": _said(change.before.on if change.before else None),
        "after_on": _said(change.after.on if change.after else None),
    }


def _move(move: DateMove, protocol: Protocol) -> JsonObject:
    return {
        "phase": protocol.phases[int(move.what)].id,
        "before_on": _said(move.before),
        "after_on": _said(move.after),
    }


def _said(day: date | None) -> str | None:
    return day.isoformat() if day else None
