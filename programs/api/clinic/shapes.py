"""The shape of what a clinic's programs are told, and tell."""

from functools import cache

from programs.api.clinic.findings import MOST_ENTRIES, MOST_TESTS
from programs.api.clinic.wishes import (
    DAYS,
    KINDS,
    LONGEST_ID,
    MOST_AMOUNT,
    MOST_SETS,
    TYPE,
    names_of,
)
from programs.api.own_shapes import PAIN, STATUS, UUID, YES_NO
from programs.api.shapes import DATE, TEXT, WHOLE, Schema, answers, closed, listing, maybe, ref
from programs.selectors.protocol import grading_rules, protocol_in_use
from programs.services.placing import WHY_UNPLACED
from rehab.adjusting import Verdict
from rehab.adjusting_faults import LONGEST_RUN
from rehab.changes import Way
from rehab.gates import MOST_COUNTED
from rehab.telling import LONGEST_EXAMINER, LONGEST_SAID, LONGEST_WHY, ROLES
from rehab.triage import Place
from rehab.vocabulary import Basis, Light, Route

MOMENT: Schema = {"type": "string", "format": "date-time"}
ANY_TEXT: Schema = {"type": "string"}
DAY_OR_NONE = maybe(DATE)
ID: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_ID}
ROLE: Schema = {"type": "string", "enum": list(ROLES)}
SEEN: Schema = WHOLE | {"description": "The number of the plan. Send it back with what you ask for."}


@cache
def clinic_shapes() -> dict[str, Schema]:
    """Every shape of a clinic, by name."""
    return {**_list(), **_client(), **_templates(), **_week(), **_intents(), **_weighed(), **_findings(), **_texts()}


def _grade() -> Schema:
    return {"type": "integer", "enum": sorted(protocol_in_use().phases[0].floor_day)}


def _phase() -> Schema:
    return {"type": "string", "enum": [phase.id for phase in protocol_in_use().phases]}


def _list() -> dict[str, Schema]:
    place = {"type": "string", "enum": [place.name.lower() for place in Place]}
    without = {"client": UUID, "name": TEXT, "why": {"type": "string", "enum": list(WHY_UNPLACED)}, "text": TEXT}
    row = {
        "client": UUID,
        "name": TEXT,
        "therapist": ANY_TEXT,
        "place": place | {"description": "Where the client stands in the list, by its reason."},
        "rule": ref("Id"),
        "reason": TEXT,
        "beside": listing(TEXT),
        "since": DATE | {"description": "Since when for that reason."},
        "as_of": DATE | {"description": "The client's day that the row tells of."},
        "grade": _grade(),
        "phase": _phase(),
        "week": WHOLE,
        "light": {"type": ["string", "null"], "enum": [*(light.value for light in Light), None]},
        "told_on": DAY_OR_NONE,
        "pains": listing(maybe(PAIN)) | {"description": "Of the last 14 days, the oldest first; null: nobody told."},
        "done": WHOLE,
        "asked": WHOLE | {"description": "Sessions of the last seven days, of which `done` were done."},
    }
    return {
        "ClinicRow": closed(row, about="A client in the list, and why they stand there."),
        "ClinicList": closed(
            {
                "clients": listing(ref("ClinicRow")),
                "after": maybe(UUID) | {"description": "Ask for the next page with it; null on the last one."},
                "counts": closed({place.name.lower(): WHOLE for place in Place}),
                "without": listing(closed(without)) | {"description": "Clients without a programme in the list."},
            },
            about="A page of the list, and how many stand at each place.",
        ),
    }


def _client() -> dict[str, Schema]:
    clearance = {
        "on": DATE,
        "role": ANY_TEXT,
        "name": ANY_TEXT,
        "said": ANY_TEXT,
        "counts": YES_NO | {"description": "False: taken back, or told in another house."},
    }
    programme = {
        "programme": UUID,
        "seen": SEEN,
        "status": STATUS,
        "route": {"type": ["string", "null"], "enum": [*(route.value for route in Route), None]},
        "date": DATE,
        "day": WHOLE,
        "phase": _phase(),
        "grade": _grade(),
        "clearances": listing(closed(clearance)),
    }
    template = {"key": UUID, "name": TEXT, "version": WHOLE}
    given = {
        "at": MOMENT,
        "grade": {"type": ["integer", "null"]},
        "side": {"type": "string", "enum": ["left", "right"]},
        "injured_on": DAY_OR_NONE,
        "signs_asked": YES_NO | {"description": "False: the client answers them first, behind the link."},
        "message": ANY_TEXT,
        "template": maybe(closed(template)) | {"description": "The version of a template that it began from."},
    }
    why = {"why": {"type": "string", "enum": list(WHY_UNPLACED)}, "text": TEXT}
    return {
        "ClinicProgramme": closed(programme, about="Where a programme stands on the client's own day."),
        "ClinicClient": closed(
            {
                "client": UUID,
                "name": TEXT,
                "email": ANY_TEXT,
                "therapist": ANY_TEXT,
                "discharged_at": maybe(MOMENT),
                "links": WHOLE | {"description": "How many links open their plan now."},
                "given": maybe(closed(given)),
                "programme": maybe(ref("ClinicProgramme")),
                "without": maybe(closed(why)) | {"description": "Why no programme can be seen."},
            },
            about="A client, what they were given, and their programme as far as the clinic sees it.",
        ),
    }


def _templates() -> dict[str, Schema]:
    wanted = {"intent": ref("Intent"), "reason": ANY_TEXT}
    kit = listing({"type": "string", "enum": list(protocol_in_use().kit.named)})
    focus = {"type": ["string", "null"], "enum": [*(muscle.id for muscle in grading_rules().focuses), None]}
    template = {
        "key": UUID,
        "name": TEXT,
        "version": WHOLE,
        "equipment": maybe(kit) | {"description": "What stands for `equipment` where that is left out; null: nothing."},
        "focus": focus | {"description": "What stands for `focus` where that is left out."},
        "wanted": listing(closed(wanted), minItems=1),
    }
    return {
        "ClinicTemplates": closed(
            {"templates": listing(closed(template))}, about="What a clinic asks for again and again, under a name."
        )
    }


def _week() -> dict[str, Schema]:
    week = answers()["Week"]["properties"]
    basis = {"type": "string", "enum": [Basis.FOLLOWED.value, Basis.PLANNED.value]}
    days = listing(ref("FollowedDay"), minItems=7, maxItems=7)
    return {
        "WeekAhead": closed(
            week | {"basis": basis, "days": days},
            about="The coming seven days from today on, as they come if every one is green. `planned` is first care "
            "for somebody whose warning signs nobody has asked.",
        )
    }


def _intents() -> dict[str, Schema]:
    shapes: dict[str, Schema] = {
        **dict.fromkeys(("exercise", "other", "phase"), ID),
        "criterion": {"type": "string", "maxLength": LONGEST_ID},
        "sets": {"type": "integer", "minimum": 1, "maximum": MOST_SETS},
        "amount": {"type": "integer", "minimum": 1, "maximum": MOST_AMOUNT},
        "minutes": {"type": "integer", "minimum": 0, "maximum": LONGEST_RUN},
        "until": DATE | {"type": ["string", "null"]},
        "days": {"type": "string", "enum": list(DAYS)},
        "text": {"type": "string", "minLength": 1, "maxLength": LONGEST_WHY},
    }
    kinds = [
        closed(
            {TYPE: {"const": tag}} | {name: shapes[name] for name in names_of(kind)},
            optional=("until", "criterion"),
        )
        for tag, kind in KINDS.items()
    ]
    stands = {
        "key": TEXT,
        "on": DATE,
        "by": TEXT,
        "reason": ANY_TEXT,
        "text": TEXT,
        "intent": ref("Intent"),
    }
    return {
        "Intent": {
            "oneOf": kinds,
            "description": "Something asked of the plan: another exercise (`swap`), a dose up to which it grows, at "
            "most a dose or minutes of running, a hold until a day or a test, an exercise more or less, another phase, "
            "a message.",
        },
        "StandingIntents": closed(
            {"seen": SEEN, "intents": listing(closed(stands))}, about="What is asked for and stands, the oldest first."
        ),
    }


def _weighed() -> dict[str, Schema]:
    rule = {
        "rule": TEXT,
        "text": TEXT,
        "day": maybe(WHOLE),
        "on": DAY_OR_NONE,
        "overridable": YES_NO | {"description": "Whether a reason that is kept allows it."},
    }
    way = {"type": "string", "enum": [way.value for way in Way]}
    moved = {"before_on": DAY_OR_NONE, "after_on": DAY_OR_NONE}
    own = {"type": ["string", "null"], "description": "What the clinic that guides them calls it."}
    kind = answers()["Day"]["properties"]["kind"]
    verdict = {"type": "string", "enum": [verdict.value for verdict in Verdict]}
    return {
        "Weighed": closed(
            {
                "verdict": verdict,
                "seen": SEEN,
                "rules": listing(closed(rule)) | {"description": "Rules it would break, each with the first day."},
                "by_itself_on": DAY_OR_NONE | {"description": "When what is refused comes by itself."},
                "doses": listing(closed({"exercise": ref("Id"), "name": TEXT, "own_name": own, "way": way} | moved)),
                "days": listing(closed({"on": DATE, "before": kind, "after": kind})),
                "phases": listing(closed({"phase": _phase()} | moved)),
                "first_run": closed({"before": DAY_OR_NONE, "after": DAY_OR_NONE}),
            },
            about="What a wish would do in the coming six weeks if every day is green. Nothing of it is kept.",
        )
    }


def _findings() -> dict[str, Schema]:
    stands = {
        "phase": _phase(),
        "status": STATUS,
        "route": {"type": ["string", "null"], "enum": [*(route.value for route in Route), None]},
        "grade": _grade(),
    }
    count = {"type": "integer", "minimum": 0, "maximum": MOST_COUNTED}
    test = {"criterion": ID, "injured": count, "sound": maybe(count), "pain": maybe(PAIN)}
    text = {"type": "string", "minLength": 1, "maxLength": LONGEST_EXAMINER}
    return {
        "ClearanceTold": closed(
            {
                "uuid": UUID,
                "on": DATE | {"description": "The day of the examination."},
                "role": ROLE,
                "name": text | {"description": "Who examined the leg."},
                "said": {"type": ["string", "null"], "maxLength": LONGEST_SAID},
                "grade": {"type": ["integer", "null"], "enum": [*_grade()["enum"], None]},
                "agreed": {"const": True},
                "keep": YES_NO | {"description": "False: tell what it would change, and record nothing."},
                "seen": {
                    "type": ["integer", "null"],
                    "minimum": 0,
                    "maximum": MOST_ENTRIES,
                    "description": "As the look before told it; needed to keep.",
                },
            },
            optional=("said", "grade", "seen"),
        ),
        "ClearanceEffect": closed(
            {
                "kept": YES_NO,
                "seen": WHOLE | {"description": "The number of the diary's last entry. Send it back to keep."},
                "before": closed(stands),
                "after": closed(stands),
            },
            about="What a clearance changes on the day at hand.",
        ),
        "TestsTold": closed(
            {
                "uuid": UUID,
                "on": DATE,
                "tests": listing(closed(test, optional=("sound", "pain")), minItems=1, maxItems=MOST_TESTS)
                | {"description": "By the ids of gates. The other leg where it is compared, the pain where it counts."},
            }
        ),
    }


def _texts() -> dict[str, Schema]:
    seal = TEXT | {"description": "What names these texts. Send it back with what you write."}
    links = WHOLE | {"description": "How many links open their plan now."}
    return {
        "ClinicTexts": closed(
            {"message": ANY_TEXT, "notes": ANY_TEXT, "seen": seal},
            about="What a clinic wrote to a client, and about them.",
        ),
        "ClinicLink": closed(
            {"address": {"type": "string", "format": "uri"}, "links": links}, about="A link to a client's day."
        ),
        "ClinicLinks": closed({"links": links}, about="The links of a client."),
    }
