"""The operations of a clinic's programs, in words and shapes."""

from programs.api import problems
from programs.api.clinic.bodies import (
    FIRST,
    SECOND,
    body_of_client,
    body_of_search,
    given_example,
    key,
    query_of_list,
    reason,
    seen,
    uuid,
    wish,
)
from programs.api.clinic.listed import WORDS
from programs.api.clinic.plans import PDF
from programs.api.described import Operation, Said
from programs.api.shapes import closed, one_of, ref
from programs.client_papers import SIZES
from programs.models import ClinicToken

CLINIC = "clinic"
Scope = ClinicToken.Scope
ID = {"id": "The key of a client, as the list tells it."}
CLIENT = Said(ref("ClinicClient"), "The client.")
STANDING = Said(ref("StandingIntents"), "What stands.")
INTENT = {"type": "dose", "exercise": "two-leg-heel-raise", "sets": 2, "amount": 12}

LIST = {
    "GET": Operation(
        "clinic_clients",
        "The clients of a clinic, worst first",
        "Fifty to a page, each with the code of the reason that put them there and its sentence. A name that is "
        "searched for has no place in an address: POST it to `/api/v1/clinic/clients/find/`.",
        CLINIC,
        Said(ref("ClinicList"), "A page of the list."),
        query=query_of_list,
        scope=Scope.CLIENTS_READ,
    ),
    "POST": Operation(
        "clinic_new_client",
        "A new client, with what they are given",
        "The same check as on the form at the desk. With the warning signs asked the programme begins at once where "
        "they allow one; without, the client answers them first, behind the link.",
        CLINIC,
        CLIENT,
        body=lambda: body_of_client(new=True),
        example=given_example(new=True),
        scope=Scope.CLIENTS_WRITE,
        makes=True,
        problems=(problems.TOLD_OTHERWISE, problems.CHANGED, problems.BREAKS_RULES),
    ),
}
TEMPLATES = {
    "GET": Operation(
        "clinic_templates",
        "The templates that can be picked",
        "By name, each with the number of its last version and what that asks for. Archived and empty ones are left "
        "out.",
        CLINIC,
        Said(ref("ClinicTemplates"), "The templates."),
        scope=Scope.CLIENTS_WRITE,
    )
}
FIND = {
    "POST": Operation(
        "clinic_find",
        "Clients by name",
        "The list, of those whose name or e-mail address holds the words. What is searched for is kept nowhere.",
        CLINIC,
        Said(ref("ClinicList"), "A page of the list."),
        body=body_of_search,
        example={WORDS: "hale"},
        scope=Scope.CLIENTS_READ,
    )
}
ONE = {
    "GET": Operation(
        "clinic_client",
        "One client",
        "Who they are, what they were given, where their programme stands. It is put on record, with the token's name.",
        CLINIC,
        CLIENT,
        path=ID,
        scope=Scope.CLIENTS_READ,
    )
}
ASSIGN = {
    "POST": Operation(
        "clinic_assign",
        "Give a client a programme",
        "What they follow ends, and this begins. The same check as on the form at the desk.",
        CLINIC,
        CLIENT,
        path=ID,
        body=lambda: body_of_client(new=False),
        example=given_example(new=False),
        scope=Scope.CLIENTS_WRITE,
        makes=True,
        problems=(problems.TOLD_OTHERWISE, problems.NOT_NOW, problems.CHANGED, problems.BREAKS_RULES),
    )
}
DISCHARGE = {
    "POST": Operation(
        "clinic_discharge",
        "Discharge a client",
        "Links are shut. The programme stays with its runner; one that nobody has opened ends. Send `{}`.",
        CLINIC,
        CLIENT,
        path=ID,
        body=lambda: closed({}),
        example={},
        scope=Scope.CLIENTS_WRITE,
    )
}
TODAY = {
    "GET": Operation(
        "clinic_today",
        "A client's day at hand",
        "As `/api/v1/today/` tells it to the client, in the client's words. Behind a warning sign the route stands in "
        "its place.",
        CLINIC,
        Said(one_of("Today", "NoPlan"), "Today, or where to go in place of a plan."),
        path=ID,
        scope=Scope.PLANS_READ,
    )
}
WEEK = {
    "GET": Operation(
        "clinic_week",
        "A client's coming week",
        "Seven days from today on, as the client's paper has them. No gate is supposed to open meanwhile.",
        CLINIC,
        Said(one_of("WeekAhead", "NoPlan"), "The week, or where to go in place of a plan."),
        path=ID,
        scope=Scope.PLANS_READ,
        problems=(problems.NOT_NOW,),
    )
}
INTENTS = {
    "GET": Operation(
        "clinic_intents",
        "What is asked for in a plan",
        "What people of clinics ask for beside the rules, and who that is.",
        CLINIC,
        STANDING,
        path=ID,
        scope=Scope.PLANS_READ,
    ),
    "POST": Operation(
        "clinic_ask",
        "Ask for something in a plan",
        "From now on, for the rest of the plan. `seen` is the number of the plan that you weighed it on: where it has "
        "changed since, nothing is kept. A rule that may be overridden takes a `reason`; the others refuse.",
        CLINIC,
        STANDING,
        path=ID,
        body=lambda: wish(uuid=uuid(), seen=seen(), reason=reason()),
        example={"uuid": FIRST, "seen": 3, "reason": "It pinches at the top.", "intent": INTENT},
        scope=Scope.PLANS_ADJUST,
        makes=True,
        problems=(
            *(problems.CHANGED, problems.BREAKS_RULES, problems.TOLD_OTHERWISE),
            *(problems.NOT_KEPT, problems.NOT_NOW),
        ),
    ),
}
WEIGH = {
    "POST": Operation(
        "clinic_weigh",
        "What a wish would do",
        "Each rule that it would break, with the first day, and what changes if every day is green. Keeps nothing.",
        CLINIC,
        Said(ref("Weighed"), "What it would do."),
        path=ID,
        body=wish,
        example={"intent": INTENT},
        scope=Scope.PLANS_ADJUST,
        problems=(problems.NOT_NOW,),
    )
}
TAKE_BACK = {
    "POST": Operation(
        "clinic_take_back",
        "Take back what was asked for",
        "From now on it counts for nothing; what it did to days before stays. `key` is that of the intent.",
        CLINIC,
        STANDING,
        path=ID,
        body=lambda: closed({"uuid": uuid(), "key": key(), "seen": seen(), "reason": reason()}, optional=("reason",)),
        example={"uuid": SECOND, "key": FIRST, "seen": 4, "reason": None},
        scope=Scope.PLANS_ADJUST,
        problems=(problems.CHANGED, problems.TOLD_OTHERWISE, problems.NOT_KEPT, problems.NOT_NOW),
    )
}
CLEARANCE = {
    "POST": Operation(
        "clinic_clearance",
        "Somebody examined the leg and agrees",
        "With `keep` false it tells what that would change and records nothing: look before you keep. Once kept, it "
        "lifts what was ticked up to its day. It is taken back at the desk alone.",
        CLINIC,
        Said(ref("ClearanceEffect"), "What it changes."),
        path=ID,
        body=lambda: ref("ClearanceTold"),
        example={
            "uuid": FIRST,
            "on": "2026-11-23",
            "role": "physio",
            "name": "Tess Moran",
            "agreed": True,
            "keep": False,
        },
        scope=Scope.FINDINGS_WRITE,
        problems=(problems.TOLD_OTHERWISE, problems.NOT_KEPT),
    )
}
TESTS = {
    "POST": Operation(
        "clinic_tests",
        "Tests measured at the clinic",
        "For the gates from that at hand on. Behind a warning sign nothing is tried.",
        CLINIC,
        CLIENT,
        path=ID,
        body=lambda: ref("TestsTold"),
        example={
            "uuid": FIRST,
            "on": "2026-11-23",
            "tests": [{"criterion": "single-leg-raises", "injured": 18, "sound": 24, "pain": 1}],
        },
        scope=Scope.FINDINGS_WRITE,
        problems=(problems.TOLD_OTHERWISE, problems.NOT_KEPT, problems.NOT_NOW),
    )
}
PAPER = {
    "POST": Operation(
        "clinic_paper",
        "A client's coming week on paper",
        "A PDF with the clinic's face. Its code opens the client's day: each paper has a new link.",
        CLINIC,
        Said({"type": "string", "contentMediaType": PDF}, "The PDF.", media=PDF),
        path=ID,
        body=lambda: closed(
            {"paper": {"type": "string", "enum": list(SIZES)}, "large_print": {"type": ["boolean", "null"]}},
            optional=("large_print",),
        ),
        example={"paper": "a4", "large_print": False},
        scope=Scope.PAPERS_PRINT,
        problems=(problems.NOT_NOW,),
    )
}
