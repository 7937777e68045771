"""The operations of a runner's own diary, in words and shapes."""

from programs.api import problems
from programs.api.described import Operation, Said
from programs.api.mine import ENTRIES, MOST_ENTRIES, PROGRAMME, SENT_AT
from programs.api.own_shapes import UUID
from programs.api.reminders import as_told
from programs.api.shapes import Schema, listing, maybe, one_of, ref
from rehab.rendering import JsonObject
from rehab.wanted import Wanted

DIARY = "diary"
FIRST, SECOND = "5f6f5a2e-5c55-4b7e-9d49-2f7d6b1c8a10", "0c9d1d52-98f1-4d3a-8a3e-1b0f6f2f7e21"
ENTRIES_TOLD = [
    {
        "uuid": FIRST,
        "at": "2026-11-23T07:31:00+00:00",
        "on": "2026-11-23",
        "event": {"type": "morning", "pain": 1},
    },
    {
        "uuid": SECOND,
        "at": "2026-11-23T18:02:00+00:00",
        "version": 12,
        "event": {"type": "did", "exercise": "two-leg-heel-raise", "outcome": "done", "pain": 2},
    },
]
WANTED = as_told(Wanted(weekly_day=6))
TIME = {"type": "string", "format": "date-time"}


def body_of_list() -> Schema:
    """What a list of entries holds. Each entry is read by itself, so that one that cannot be read stops no other."""
    own = maybe(UUID) | {"description": "Whose diary it is for; another than the caller's is not found."}
    clock = maybe(TIME) | {"description": "The teller's clock at sending. Times are set right by its difference."}
    entries = listing(ref("EntryTold"), minItems=1, maxItems=MOST_ENTRIES) | {"description": "In their order."}
    return {
        "type": "object",
        "properties": {PROGRAMME: own, SENT_AT: clock, ENTRIES: entries},
        "required": [ENTRIES],
        "additionalProperties": False,
    }


def kept_example() -> JsonObject:
    """One entry that is new, and one that was there."""
    entries = [{"uuid": FIRST, "status": 200, "problem": None}, {"uuid": SECOND, "status": 201, "problem": None}]
    return {"entries": entries, "date": "2026-11-23", "version": 13, "status": "active"}


def reminders_example() -> JsonObject:
    """The answer to `WANTED`."""
    return {"programme": FIRST, "zone": "Europe/London", "wanted": WANTED, "confirmed": True, "mail_stopped": None}


TODAY = {
    "GET": Operation(
        "today",
        "The caller's day at hand",
        "Today's plan with what was told of it, the light so far and its reasons, what must be true to move on, and "
        "when running may start. While the diary holds an emergency or urgent answer, the route stands in its place.",
        DIARY,
        Said(one_of("Today", "NoPlan"), "Today, or where to go in place of a plan."),
        own=True,
        problems=(problems.CHECK_LOST,),
    )
}
CHECK_INS = {
    "POST": Operation(
        "check_ins",
        "Tell what happened",
        f"A list of up to {MOST_ENTRIES} entries for the caller's diary. Each carries a UUID of its own, made where it "
        "was told: sent again it is kept once. Entries are answered one by one, so that one that cannot be kept loses "
        "no other. What somebody did is always taken, against the `version` of the plan that was on the screen.",
        DIARY,
        Said(ref("AllKept"), "An answer for each entry.", {"One new, one known": kept_example}),
        body=body_of_list,
        example={SENT_AT: "2026-11-23T18:10:00+00:00", ENTRIES: ENTRIES_TOLD},
        own=True,
    )
}
REMINDERS = {
    "GET": Operation(
        "reminders",
        "How the caller is reminded",
        "The times that were chosen, by the runner's own clock. Where nothing was chosen they are as offered, and off.",
        DIARY,
        Said(ref("Reminders"), "What is wanted, and what keeps mail back.", {"As chosen": reminders_example}),
        own=True,
    ),
    "PUT": Operation(
        "set_reminders",
        "Set how the caller is reminded",
        "All of `wanted`, as GET answers it: what is sent is what holds from then on. Sent again, it changes nothing. "
        "What was due before stays owed. Mail that was stopped is tried again.",
        DIARY,
        Said(ref("Reminders"), "As they are set now.", {"As chosen": reminders_example}),
        body=lambda: ref("RemindersWanted"),
        example=WANTED,
        own=True,
    ),
}
