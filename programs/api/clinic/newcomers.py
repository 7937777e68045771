"""A client in a body, read as the form of one client would be sent: the rules for both are those of the form."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict

from programs.api.clinic.listed import chosen_from
from programs.api.clinic.picking import TEMPLATE, picked_in
from programs.api.door import refuse
from programs.api.reading import FLAG, FLAGS, YES, as_given, texts_of
from programs.client_form import ASKED, LONGEST_ADDRESS, NOT_ASKED, ClientForm
from programs.models import Client, Membership
from programs.models.clinics import LONGEST_MESSAGE, LONGEST_NAME
from programs.selectors.protocol import bounds_on, grading_rules
from programs.selectors.templates import Brings, Picked, brings_of, wanted_in
from rehab.asking import BadAnswersError, Bounds, Field, Wrong, fields

UUID_, KIT, SIGNS, FOCUS = "uuid", "equipment", "signs", "focus"
ALIKE = ("grade", "side", "injured_on", "age", KIT, "weekly_run_minutes", "previous_strain", "guardian_agrees")
ABOUT = {
    UUID_: "Made where it is told. Sent again, it is the same client, or the same assignment.",
    "name": f"Name or initials, at most {LONGEST_NAME} letters.",
    "email": f"An e-mail address, at most {LONGEST_ADDRESS} letters. It gives nobody anything.",
    "message": f"Some words that stand on Today and on paper, at most {LONGEST_MESSAGE} letters.",
    "grade": "How bad the strain is: 1 mild, 2 moderate, 3 severe.",
    "side": "The sore leg.",
    "injured_on": "The day of the injury, today by the clinic's clock at the latest.",
    "age": "Age in years. Needed where the warning signs were asked.",
    FLAGS: "The warning signs that somebody at the clinic asked for today: an empty list for none of these. Null or "
    "left out: nobody asked, and the client answers them first, behind the link.",
    FOCUS: "The sorer muscle; that of the template when left out, where it names one.",
    KIT: "What is at hand, none as an empty list; when left out that of the template, or the usual kit of a home.",
    "weekly_run_minutes": "Minutes of running in a usual week before.",
    "previous_strain": "Whether this calf was strained before in the last year.",
    "guardian_agrees": "Whether a parent or guardian agrees; needed at 16 and 17.",
    "examined_on": "The day on which a clinician who saw the leg agreed to exercise.",
}


def known_of_client(bounds: Bounds, *, new: bool) -> dict[str, Field]:
    """Everything a body may tell of a client, with who they are where they are *new*."""
    known = fields(bounds)
    who = {"name": Field(str, "a name, or initials"), "email": Field(str, "an address such as name@example.com")}
    return {
        UUID_: Field(UUID, "a UUID of its own, made where it is told"),
        **(who if new else {}),
        **{name: known[name] for name in ALIKE},
        FLAGS: known[FLAG],
        FOCUS: chosen_from(tuple(muscle.id for muscle in grading_rules().focuses)),
        "examined_on": known["injured_on"],
        "message": Field(str, f"at most {LONGEST_MESSAGE} letters"),
    }


def form_in(
    member: Membership, body: Mapping[str, Any], today: date, *, of: Client | None = None
) -> tuple[UUID, ClientForm]:
    """The UUID that *body* bears, and the form that says what it does, of the client that is known already or a new
    one; 400 with all that is wrong.
    """
    version, reason, wrong = picked_in(member, body.get(TEMPLATE))
    brings = brings_of(version) if version else Brings()
    bounds = bounds_on(today)
    without_kit = body.get(KIT) == []
    told = {name: value for name, value in body.items() if name != TEMPLATE and not (name == KIT and without_kit)}
    texts, wrongs = texts_of(told, known_of_client(bounds, new=of is None))
    wrongs += wrong
    uuid = _uuid(body.get(UUID_), wrongs)
    if KIT not in texts and not without_kit:
        kit = frozenset(bounds.protocol.kit.given if brings.kit is None else brings.kit)
        texts[KIT] = sorted(kit & frozenset(bounds.protocol.kit.named))
    if FOCUS not in texts and brings.focus:
        texts[FOCUS] = [brings.focus]
    picked = Picked(version.pk, wanted_in(version), reason) if version else None
    form = ClientForm(_sent(texts, of), today, picked=picked)
    try:
        form.close()
    except BadAnswersError:
        named = {wrong.name for wrong in wrongs}
        wrongs += [found for found in map(_ours, form.form.wrongs) if found.name not in named]
    refuse(wrongs)
    assert uuid is not None, "a body without one was refused"
    return uuid, form


def _sent(texts: dict[str, list[str]], of: Client | None) -> QueryDict:
    """The form that somebody at the desk would send who says what *texts* do."""
    form = QueryDict(mutable=True)
    for name, values in texts.items():
        if name in ("previous_strain", "guardian_agrees"):
            values = [value for value in values if value == YES]
        if name != UUID_:
            form.setlist(FLAG if name == FLAGS else name, values)
    form[SIGNS] = ASKED if FLAGS in texts else NOT_ASKED
    if of is not None:
        form["name"] = of.name
    return form


def _uuid(given: Any, wrongs: list[Wrong]) -> UUID | None:
    try:
        return UUID(given)
    except (AttributeError, TypeError, ValueError):
        if UUID_ not in {wrong.name for wrong in wrongs}:
            value = "nothing" if given is None else as_given(given)
            wrongs.append(Wrong(UUID_, value, "a UUID of its own, made where it is told"))
        return None


def _ours(wrong: Wrong) -> Wrong:
    """A fault of the form in the names of a body."""
    return Wrong(FLAGS, wrong.given, wrong.allowed) if wrong.name in (FLAG, SIGNS) else wrong
