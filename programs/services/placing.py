"""Why a client stands where they do in a clinic's list, in sentences: the same for its pages and for programs."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rehab.protocol import Protocol
from rehab.triage import Place, Triage, Wanting
from rehab.words import Words

LABELS: dict[Place, Promise] = {
    Place.RED_FLAG: gettext_lazy("Warning sign"),
    Place.FLARE: gettext_lazy("Flare"),
    Place.CLEARANCE: gettext_lazy("Waiting for a look at the leg"),
    Place.STUCK: gettext_lazy("Stuck"),
    Place.SILENT: gettext_lazy("Silent"),
    Place.READY: gettext_lazy("Ready to move on"),
    Place.FINE: gettext_lazy("Fine"),
}
WHY_UNPLACED: dict[str, Promise] = {
    "nothing": gettext_lazy("No programme yet."),
    "asked": gettext_lazy("Waiting for their yes to share with you."),
    "check": gettext_lazy("Waiting for the client’s own safety check."),
    "over": gettext_lazy("The programme is over."),
    "private": gettext_lazy("No longer shared with the clinic."),
    "counted": gettext_lazy("The row is being counted. Open the client to see the plan."),
}
MOST_WANTED = 2


def reasons_said(triage: Triage, protocol: Protocol, words: Words) -> tuple[str, tuple[str, ...]]:
    """What put a course at its place, and what stands beside that, in *words*."""
    first, *beside = (words.reason(why) for why in triage.reasons)
    said = " ".join([first, *_flags(triage, words), *_wanted(triage, protocol, words)])
    return said, tuple(beside)


def _flags(triage: Triage, words: Words) -> list[str]:
    if triage.place is not Place.RED_FLAG or not triage.flags:
        return []
    return ["; ".join(words.text("red_flags", "flags", flag, "label") for flag in triage.flags) + "."]


def _wanted(triage: Triage, protocol: Protocol, words: Words) -> list[str]:
    """What a phase that takes too long waits for, the first of it."""
    if triage.place is not Place.STUCK or not triage.wanting:
        return []
    phase = protocol.phases[triage.phase].id
    known = {criterion.criterion: criterion for criterion in protocol.gates[phase]}
    named = [
        _with_try(words.gate(phase, known[one.criterion], form="short"), one)
        for one in triage.wanting
        if one.criterion in known
    ]
    said = ", ".join(named[:MOST_WANTED])
    return [_("Still open: %(what)s.") % {"what": said}]


def _with_try(text: str, one: Wanting) -> str:
    return text if one.did is None else _("%(what)s (last try %(did)s)") % {"what": text, "did": one.did}
