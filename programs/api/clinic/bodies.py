"""What a clinic's programs may send: the shapes of bodies and of the list's address, with examples."""

from typing import Any

from programs.api.clinic.listed import WORDS, asked_of_list, asked_of_search
from programs.api.clinic.newcomers import ABOUT, known_of_client
from programs.api.clinic.picking import MOST_VERSIONS
from programs.api.clinic.wishes import LONGEST_ID
from programs.api.described import body_of
from programs.api.operations import Query, bounds
from programs.api.shapes import Schema, closed, ref
from programs.selectors.standings import LONGEST_SEARCH
from rehab.telling import LONGEST_WHY

FIRST, SECOND = "0b6a4a0e-8f39-4d2c-9a55-6f7f6a6d3c11", "7d1f3c52-2c0e-4a57-8a53-b1c1d94f6e20"
OF_LIST = {
    "show": "Which places of the list; `needs` are those that need a look.",
    "order": "Worst first, by name, or by the longest without a word.",
    "whose": "`mine`: of whom the token acts for.",
    "phase": "One phase alone.",
    "after": "The `after` of the page before.",
    WORDS: "Part of a name or an e-mail address.",
}
ONCE = "Made where it is told. Sent again, it changes nothing; with something else in it, it is refused."


def query_of_list() -> Query:
    """What an address of the list may ask."""
    return {name: (read, OF_LIST[name]) for name, read in asked_of_list().items()}


def body_of_search() -> Schema:
    """The same by name."""
    known = {name: (read, OF_LIST[name]) for name, read in asked_of_search().items()}
    found = body_of(known, (WORDS,))
    found["properties"][WORDS] |= {"minLength": 1, "maxLength": LONGEST_SEARCH}
    return found


def body_of_client(*, new: bool) -> Schema:
    """What is told of a client."""
    known = {name: (read, ABOUT[name]) for name, read in known_of_client(bounds(), new=new).items()}
    needed = ("uuid", *(("name",) if new else ()), "grade", "side", "injured_on")
    template: dict[str, Schema] = {
        "key": {"type": "string", "format": "uuid", "description": "As the list of templates tells it."},
        "version": {
            "type": "integer",
            "minimum": 1,
            "maximum": MOST_VERSIONS,
            "description": "The number of the version that was seen.",
        },
        "reason": reason() | {"description": "For the wishes that need one and have none. The client reads it."},
    }
    about = "The template that is given with it. Where a rule stands against a wish of it, nothing is made."
    return body_of(known, needed, template=closed(template, optional=("reason",), about=about))


def given_example(*, new: bool) -> dict[str, Any]:
    """Somebody hurt on a Sunday, the warning signs asked."""
    who = {"name": "R. H."} if new else {}
    calf = {"grade": 2, "side": "left", "injured_on": "2026-11-22", "flags": [], "age": 44}
    return {"uuid": FIRST} | who | calf


def wish(**more: Schema) -> Schema:
    """A body with an intent in it."""
    return closed({**more, "intent": ref("Intent")}, optional=("reason",))


def reason() -> Schema:
    """Why, in a few words."""
    return {"type": ["string", "null"], "maxLength": LONGEST_WHY, "description": "Why. Kept, and shown to the client."}


def key() -> Schema:
    """What names an intent that stands."""
    return {"type": "string", "minLength": 1, "maxLength": LONGEST_ID}


def seen() -> Schema:
    """The number of the plan that was looked at."""
    return {"type": "integer", "minimum": 0, "maximum": 10**9, "description": "The number of the plan that was seen."}


def uuid() -> Schema:
    """A UUID of the teller's."""
    return {"type": "string", "format": "uuid", "description": ONCE}
