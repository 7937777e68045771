"""The operations of a clinic's texts and links, in words and shapes."""

from programs.api import problems
from programs.api.clinic.operations import CLINIC, ID
from programs.api.described import Operation, Said
from programs.api.shapes import closed, ref
from programs.models import ClinicToken
from programs.models.clinics import LONGEST_MESSAGE
from programs.selectors.writings import LONGEST_NOTE, LONGEST_SEAL

Scope = ClinicToken.Scope
TEXTS = Said(ref("ClinicTexts"), "The texts.")

WRITING = {
    "GET": Operation(
        "clinic_texts",
        "What you wrote to a client, and about them",
        "The message stands on the client's Today and on paper. The notes never leave the clinic. It is put on record.",
        CLINIC,
        TEXTS,
        path=ID,
        scope=Scope.CLIENTS_WRITE,
    ),
    "POST": Operation(
        "clinic_write",
        "Write to a client, or about them",
        "What is left out or null stays as it is. `seen` names the texts that you read: where others stand by now, "
        "nothing is kept.",
        CLINIC,
        TEXTS,
        path=ID,
        body=lambda: closed(
            {
                "message": {"type": ["string", "null"], "maxLength": LONGEST_MESSAGE},
                "notes": {"type": ["string", "null"], "maxLength": LONGEST_NOTE},
                "seen": {"type": "string", "minLength": 1, "maxLength": LONGEST_SEAL},
            },
            optional=("message", "notes"),
        ),
        example={"message": "Slow on the way down.", "notes": None, "seen": "4f53cda18c2baa0c0354bb5f9a3ecbe5"},
        scope=Scope.CLIENTS_WRITE,
        problems=(problems.CHANGED, problems.NOT_NOW),
    ),
}
LINKS = {
    "POST": Operation(
        "clinic_link",
        "A new link to a client's day",
        "Told this once and kept nowhere. Whoever opens it sees the client's day without an account: hand it to nobody "
        "else. Send `{}`.",
        CLINIC,
        Said(ref("ClinicLink"), "The link."),
        path=ID,
        body=lambda: closed({}),
        example={},
        scope=Scope.PAPERS_PRINT,
        makes=True,
        problems=(problems.NOT_NOW,),
    )
}
LINKS_BACK = {
    "POST": Operation(
        "clinic_links_back",
        "Take all links back",
        "Wherever they are printed or open, they open nothing any more. Send `{}`.",
        CLINIC,
        Said(ref("ClinicLinks"), "How many are left."),
        path=ID,
        body=lambda: closed({}),
        example={},
        scope=Scope.PAPERS_PRINT,
    )
}
