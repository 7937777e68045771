"""The shape of what the API tells a runner, and hears from one. What may be told is described by what reads it."""

from functools import cache
from typing import Any

import msgspec

from programs.api.reminders import DAYS, OR_NOT, SWITCHES, TIMES, WEEKDAYS, WEEKLY_DAY
from programs.api.shapes import DATE, TEXT, WHOLE, Schema, answers, closed, listing, maybe, ref
from programs.selectors.protocol import protocol_in_use
from rehab.events import Outcome
from rehab.telling import EntryTold
from rehab.vocabulary import Light, Status
from rehab.wanted import Wanted

YES_NO: Schema = {"type": "boolean"}
PAIN: Schema = {"type": "integer", "minimum": 0, "maximum": 10}
STATUS: Schema = {"type": "string", "enum": [status.value for status in Status]}
UUID: Schema = {"type": "string", "format": "uuid"}
TIME_OF_DAY: Schema = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
WEEKDAY: Schema = {"type": "string", "enum": list(WEEKDAYS)}
REMINDERS_MEAN = {
    "on": "Whether there is a reminder for the days.",
    "at": "When it comes.",
    "nudge_at": "When to ask once more if nothing was told; null for never.",
    "weekdays": "On which days of the week.",
    "rest_days": "Whether it comes on days of rest too.",
    "quiet_from": "Nothing is sent from then on,",
    "quiet_until": "up to then.",
    "weekly_day": "When the mail of the week comes; null for never.",
    "weekly_at": "Its time.",
}


@cache
def own_shapes() -> dict[str, Schema]:
    """Every shape of a followed course, by name."""
    return {**_today(), **_told(), **_answers(), **_reminders()}


def _today() -> dict[str, Schema]:
    day = answers()["Day"]["properties"]
    phase = day["phase"]
    followed = {name: shape for name, shape in day.items() if name != "items"}
    gate = answers()["Gate"]["properties"] | {"met": YES_NO}
    own_name = {"type": ["string", "null"], "description": "What the clinic that guides the caller calls it."}
    items = [closed(answers()[name]["properties"] | {"own_name": own_name}) for name in ("Item", "RunItem")]
    item = {
        "exercise": ref("Id"),
        "outcome": {"type": "string", "enum": [outcome.value for outcome in Outcome]},
        "pain": maybe(PAIN),
        "minutes": maybe(WHOLE),
    }
    morning = closed({"pain": PAIN, "limp": YES_NO, "widespread": YES_NO})
    told = closed({"morning": maybe(morning), "items": listing(closed(item)), "finished": YES_NO})
    ahead = closed({"phase": phase, "floor_day": maybe(WHOLE), "gates": listing(closed(gate))})
    grades = sorted(protocol_in_use().phases[0].floor_day)
    return {
        "FollowedDay": closed(
            followed | {"items": listing({"oneOf": items})},
            about="A day of a followed course. Where nothing is asked, as in a pause, it holds nothing.",
        ),
        "Today": closed(
            {
                "programme": UUID,
                "version": {"type": ["integer", "null"], "description": "Send it back with what was done."},
                "made_by": {"type": ["string", "null"], "description": "Who made that version of the plan, in words."},
                "asked_for": listing(
                    closed(answers()["Reason"]["properties"] | {"by": {"type": ["string", "null"]}}),
                ),
                "protocol": ref("ProtocolName"),
                "basis": {"const": "followed"},
                "grade": {"type": "integer", "enum": grades},
                "status": STATUS,
                "plan": ref("FollowedDay"),
                "signs_due": YES_NO,
                "told": told,
                "light": {"type": ["string", "null"], "enum": [*(light.value for light in Light), None]},
                "settled": YES_NO,
                "reasons": listing(ref("Reason")),
                "ahead": maybe(ahead),
                "hopes": closed({"first_run": maybe(DATE), "whole_ladder": maybe(DATE)}),
                "notices": listing(ref("Notice")),
            },
            about="The day at hand. `light` is so far, until `settled`: the next morning has a say. "
            "`asked_for` is what a therapist asks for beside the rules, and who that is.",
        ),
    }


def _answers() -> dict[str, Schema]:
    statuses = {"type": "integer", "enum": [200, 201, 400, 409]}
    one: dict[str, Schema] = {
        "uuid": {"type": ["string", "null"]},
        "status": statuses,
        "problem": maybe(ref("Problem")),
    }
    return {
        "Kept": closed(one, about="201: kept. 200: it was there before. Else `problem` says why it was not kept."),
        "AllKept": closed(
            {"entries": listing(ref("Kept"), minItems=1), "date": DATE, "version": WHOLE, "status": STATUS},
            about="An answer for each entry, in their order, and where the course stands after them.",
        ),
    }


def _reminders() -> dict[str, Schema]:
    wanted = {name: _reminder_shape(name) | {"description": REMINDERS_MEAN[name]} for name in Wanted.__struct_fields__}
    return {
        "RemindersWanted": closed(wanted, about="How a runner wants to be reminded, by times of their own clock."),
        "Reminders": closed(
            {
                "programme": UUID,
                "zone": TEXT | {"description": "By whose clock the times are."},
                "wanted": ref("RemindersWanted"),
                "confirmed": YES_NO
                | {"description": "False: they came with a file, and nothing is sent until they are set here."},
                "mail_stopped": {
                    "type": ["string", "null"],
                    "description": "What the mailbox said when it refused mail three times in a row. Nothing is sent "
                    "until reminders are set again.",
                },
            },
            about="How reminders are set, and what keeps mail back.",
        ),
    }


def _reminder_shape(name: str) -> Schema:
    if name in SWITCHES:
        return YES_NO
    if name == DAYS:
        return listing(WEEKDAY, maxItems=len(WEEKDAYS))
    if name == WEEKLY_DAY:
        return {"type": ["string", "null"], "enum": [*WEEKDAYS, None]}
    assert name in TIMES, f"{name} has no shape"
    return TIME_OF_DAY | {"type": ["string", "null"]} if name in OR_NOT else TIME_OF_DAY


def _told() -> dict[str, Schema]:
    _, found = msgspec.json.schema_components([EntryTold], ref_template="#/components/schemas/{name}")
    return {name: _in_our_words(shape) for name, shape in found.items()}


def _in_our_words(shape: Any) -> Any:
    """A shape as msgspec makes it, without what OpenAPI reads in another way."""
    if isinstance(shape, list):
        return [_in_our_words(one) for one in shape]
    if not isinstance(shape, dict):
        return shape
    found = {name: _in_our_words(inner) for name, inner in shape.items() if name not in ("title", "discriminator")}
    if "description" in found and isinstance(found["description"], str):
        found["description"] = " ".join(found["description"].replace("*", "").split())
    if "anyOf" in found:
        found["oneOf"] = found.pop("anyOf")
    return found
