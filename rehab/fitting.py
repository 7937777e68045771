"""Several wishes asked for together, as a template does: each weighed beside those before it, on the day it begins."""

from collections.abc import Sequence

import msgspec

from rehab.adjusting import Judged, Verdict, judge
from rehab.events import Adjusted
from rehab.following import Today, told_also
from rehab.intents import AddExercise, AnyIntent, CapDose, CapRun, Hold, Message, RemoveExercise, SetDose, SwapExercise
from rehab.protocol import Protocol

# What a template may hold. A move to a phase and a hold until a date are about one leg on one day.
LASTING = (SwapExercise, SetDose, CapDose, CapRun, Hold, AddExercise, RemoveExercise, Message)


class Wanted(msgspec.Struct, frozen=True):
    """What a template asks for: an *intent*, and the reason that is kept with it, as far as somebody *said* one."""

    intent: AnyIntent
    said: str = ""


def is_lasting(intent: AnyIntent) -> bool:
    """Whether *intent* asks the same of everybody, on whichever day their plan begins."""
    return isinstance(intent, LASTING) and not (isinstance(intent, Hold) and intent.until is not None)


def fit(protocol: Protocol, today: Today, wanted: Sequence[Wanted], *, reason: str = "") -> tuple[Judged, ...]:
    """What becomes of each of *wanted*, asked for in this order in a course that begins *today*. *reason* is kept with
    those that need one and have none. One that may not be kept counts for none after it.
    """
    found = []
    for place, one in enumerate(wanted):
        judged = judge(protocol, (), today, Adjusted(f"wanted-{place}", today.date, one.intent, one.said.strip()))
        if judged.verdict is Verdict.NEEDS_REASON and reason.strip():
            judged = msgspec.structs.replace(judged, wish=msgspec.structs.replace(judged.wish, said=reason.strip()))
        if judged.verdict is Verdict.PERMITTED:
            today = told_also(protocol, today, judged.wish)
        found.append(judged)
    return tuple(found)
