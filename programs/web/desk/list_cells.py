"""What the cells of a list say, as the form of one client would be sent: the rules for both are those of the form."""

import re
from collections.abc import Callable, Mapping, Sequence

import msgspec
from django.http import QueryDict
from django.utils.translation import gettext as _

from programs.client_form import ASKED, NOT_ASKED
from programs.selectors.protocol import grading_rules, protocol_in_use
from rehab.asking import BadAnswersError, Wrong, shown
from rehab.fault import name_nearest
from rehab.words import words_in

# The fields of a form, and how a column may be called that fills one; the first is what it is called here.
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name", "initials", "client", "name or initials"),
    "grade": ("grade",),
    "side": ("side", "leg", "sore side"),
    "injured_on": ("date of injury", "injured on", "injured", "injury date", "day of the injury", "date"),
    "signs": ("warning signs", "signs", "red flags", "red flags asked today", "flags"),
    "age": ("age",),
    "email": ("e mail", "email", "mail", "e mail address"),
    "equipment": ("kit", "equipment", "kit at home"),
    "focus": ("muscle", "focus", "sorer muscle"),
    "weekly_run_minutes": ("running minutes", "weekly run minutes", "minutes"),
    "previous_strain": ("strained before", "previous strain"),
    "examined_on": ("cleared on", "examined on"),
    "guardian_agrees": ("guardian agrees",),
    "message": ("message",),
}
NEEDED = ("name", "grade", "side", "injured_on")
# What stands for everybody where a line says nothing.
COMMON = ("equipment", "focus", "message", "template", "template_reason")
LEGS = {"l": "left", "r": "right"}
DAYS = ("injured_on", "examined_on")
NONE, OPEN = "none", ("", "not asked", "open")
YES_OR_NO = {"yes": ["yes"], "y": ["yes"], "no": [], "n": []}
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_BETWEEN = re.compile(r"[\s,;+/|]+")

Sent = dict[str, list[str]]


class Common(msgspec.Struct, frozen=True):
    """What a line without a word of its own takes: kit, muscle and message; and the template that is given to all."""

    equipment: tuple[str, ...] = ()
    focus: str = ""
    message: str = ""
    template: str = ""
    template_reason: str = ""


def columns_in(heads: Sequence[str]) -> tuple[str, ...]:
    """The fields that columns with those *heads* fill, in their order.

    BadAnswersError for a head that is not known, one that is there twice, and one that is missing.
    """
    by_name = {name: field for field, names in COLUMNS.items() for name in names}
    found, wrongs = [by_name.get(_plain(head), "") for head in heads], []
    for place, (head, field) in enumerate(zip(heads, found, strict=True)):
        if not field:
            near = name_nearest(_plain(head), by_name) or ", ".join(names[0] for names in COLUMNS.values())
            wrongs.append(Wrong(_("Column %(number)s") % {"number": place + 1}, shown(head), near))
        elif field in found[:place]:
            told = _("each column once")
            wrongs.append(Wrong(_("Column %(number)s") % {"number": place + 1}, shown(head), told))
    missing = [COLUMNS[field][0] for field in NEEDED if field not in found]
    if missing:
        given = ", ".join(shown(head) for head in heads[:8])
        allowed = _("columns for %(missing)s too") % {"missing": ", ".join(missing)}
        wrongs.append(Wrong(_("Columns"), shown(given), allowed))
    if wrongs:
        raise BadAnswersError(wrongs)
    return tuple(found)


def sent_by(cells: Mapping[str, str], common: Common) -> QueryDict:
    """The form that somebody would send who says what stands in *cells*, and *common* where they are empty."""
    sent: Sent = {"equipment": list(common.equipment), "focus": [common.focus], "message": [common.message]}
    sent |= {"template": [common.template], "template_reason": [common.template_reason], "signs": [NOT_ASKED]}
    for field, cell in cells.items():
        if cell:
            sent |= READERS[field](cell) if field in READERS else {field: [cell]}
    form = QueryDict(mutable=True)
    for name, values in sent.items():
        form.setlist(name, values)
    return form


def day_in(text: str) -> str:
    """*text* as a date of ISO 8601 where its day stands first and cannot be its month, else as it is, which no form
    takes.
    """
    read = days_in(text)
    return read[0] if len(read) == 1 else text


def days_in(text: str) -> tuple[str, ...]:
    """The dates that *text* may be, with the day first: two where that may be the month as well; none where it is no
    such date.
    """
    found = _DAY_FIRST.fullmatch(text)
    if found is None:
        return ()
    first, second, year = int(found[1]), int(found[3]), found[4]
    if second > 12:
        return ()
    both = (f"{year}-{second:02}-{first:02}", f"{year}-{first:02}-{second:02}")
    return both[:1] if first > 12 or first == second else both


def _signs(cell: str) -> Sent:
    said = cell.casefold()
    if said in OPEN:
        return {"signs": [NOT_ASKED]}
    return {"signs": [ASKED], "flag": [] if said == NONE else _BETWEEN.split(said)}


def _kit(cell: str) -> Sent:
    said = cell.casefold()
    return {"equipment": [] if said == NONE else [name for name in _BETWEEN.split(said) if name]}


def _focus(cell: str) -> Sent:
    words = words_in()
    named = {words.name("focuses", muscle.id).casefold(): muscle.id for muscle in grading_rules().focuses}
    return {"focus": [named.get(cell.casefold(), cell.casefold())]}


def _yes_or_no(field: str) -> Callable[[str], Sent]:
    return lambda cell: {field: YES_OR_NO.get(cell.casefold(), [cell])}


def _side(cell: str) -> Sent:
    return {"side": [LEGS.get(cell.casefold(), cell.casefold())]}


READERS: dict[str, Callable[[str], Sent]] = {
    "side": _side,
    "injured_on": lambda cell: {"injured_on": [day_in(cell)]},
    "examined_on": lambda cell: {"examined_on": [day_in(cell)]},
    "signs": _signs,
    "equipment": _kit,
    "focus": _focus,
    "previous_strain": _yes_or_no("previous_strain"),
    "guardian_agrees": _yes_or_no("guardian_agrees"),
}


def allowed_in(field: str, cell: str) -> str:
    """What *cell*, of *field*, may say where that is more, or other, than the form offers; nothing where it is not."""
    days = days_in(cell) if field in DAYS else ()
    if len(days) > 1:
        return _("%(either)s or %(other)s: this may be either") % {"either": days[0], "other": days[1]}
    if field == "signs":
        return _("none, the ids of those that are there such as rf05, or empty where nobody asked")
    if field == "equipment":
        return _("none, or some of %(kit)s") % {"kit": ", ".join(protocol_in_use().kit.named)}
    return _("yes, no or empty") if field in ("previous_strain", "guardian_agrees") else ""


def _plain(head: str) -> str:
    """*head* as people may write it: case, hyphens and underscores apart."""
    return " ".join(re.sub(r"[-_:*]", " ", head.casefold()).split())
