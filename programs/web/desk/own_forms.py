"""What the form of an own exercise says: its words, held to what the catalogue's are held to, and its figure."""

from collections.abc import Collection

import msgspec
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.selectors.protocol import protocol_in_use
from programs.services.own_exercises import Said
from programs.web.mine import forms
from rehab.asking import BadAnswersError, Wrong, shown
from rehab.catalogue import Exercise
from rehab.checking.wording import STEPS
from rehab.own_words import LONGEST_NEEDS, LONGEST_OWN_NAME, LONGEST_STEP, Objection, OwnWords, objections
from rehab.wording import HARDEST_TO_READ
from rehab.words import words_in

LONGEST = {"name": LONGEST_OWN_NAME, "steps": LONGEST_STEP, "needs": LONGEST_NEEDS}
# Of a field as it is sent: words that are too long are told with what is allowed, a book in their place is not read.
MOST_LETTERS = 4000


class Typed(msgspec.Struct, frozen=True):
    """What stands in the form, as it was typed, and what is wrong with it."""

    name: str
    steps: str
    needs: str
    figure: str
    wrongs: tuple[Wrong, ...] = ()


def read_form(sheet: forms.Sheet, exercise: Exercise, taken: Collection[str]) -> Said:
    """What the form says of *exercise*, whose name is none of those *taken*. BadAnswersError with all that is wrong."""
    said = OwnWords(
        " ".join(sheet.name("name", longest=MOST_LETTERS).split()),
        tuple(line for part in sheet.text("steps", longest=MOST_LETTERS).splitlines() if (line := part.strip())),
        " ".join(sheet.name("needs", longest=MOST_LETTERS).split()),
    )
    figure = sheet.one("figure", [one.id for one in protocol_in_use().exercises], needed=True) or exercise.id
    sheet.one("for", [exercise.id])
    sheet.close()
    found = objections(said, exercise, protocol_in_use(), words_in(), taken)
    if found:
        raise BadAnswersError([_wrong(one, exercise) for one in found[: forms.MOST_TOLD]])
    return Said(said, figure)


def to_begin_with(exercise: Exercise) -> Typed:
    """The words of the catalogue for *exercise*."""
    words = words_in()
    steps = "\n".join(words.lines("exercises", exercise.id, "steps"))
    return Typed(words.exercise(exercise.id), steps, "", exercise.id)


def to_be_mended(sent: QueryDict, wrongs: tuple[Wrong, ...]) -> Typed:
    """What was *sent*, with what is wrong about it."""
    name, steps, needs, figure = (sent.get(field, "") for field in ("name", "steps", "needs", "figure"))
    return Typed(name, steps, needs, figure, wrongs)


def labelled(wrongs: tuple[Wrong, ...]) -> list[tuple[Wrong, str]]:
    """*wrongs*, each with what the page calls its field."""
    called = {
        "name": _("Name"),
        "steps": _("Steps"),
        "needs": _("You also need"),
        "figure": _("Picture"),
        "for": _("Exercise of the catalogue"),
        "photo": _("Photo"),
    }
    return [(wrong, called.get(wrong.name, wrong.name)) for wrong in wrongs]


def taken_told() -> str:
    """What is allowed in place of a name that another exercise of the clinic has."""
    return _("a name that no other exercise of your clinic has")


def _wrong(one: Objection, exercise: Exercise) -> Wrong:
    match one.rule:
        case "long":
            most, letters = LONGEST[one.field], int(one.amount)
            given = ngettext("%(letters)s letter", "%(letters)s letters", letters) % {"letters": letters}
            return Wrong(one.field, given, _("at most %(most)s letters") % {"most": most})
        case "number-of-steps":
            steps = int(one.amount)
            given = ngettext("%(steps)s step", "%(steps)s steps", steps) % {"steps": steps}
            allowed = _("%(least)s to %(most)s steps, one on a line") % {"least": STEPS[0], "most": STEPS[-1]}
            return Wrong(one.field, given, allowed)
        case "hard-to-read":
            told = {"grade": one.amount, "hardest": shown(one.found)}
            given = _("text of grade %(grade)s, hardest at “%(hardest)s”") % told
            allowed = _("grade %(grade)s or less: shorter sentences and shorter words") % {"grade": HARDEST_TO_READ}
            return Wrong(one.field, given, allowed)
    return Wrong(one.field, shown(one.found), _allowed(one.rule) % {"exercise": words_in().exercise(exercise.id)})


def _allowed(rule: str) -> str:
    said = {
        "no-letters": _("words"),
        "claim": _("words that promise nothing, name no drug and speak of no heat"),
        "another-exercise": _("a name that no other exercise of the catalogue has"),
        "taken": taken_told(),
        "amount": _("no sets and no counts, as the plan says how much"),
        "impact": _("no hops, jumps or runs, as “%(exercise)s” has none"),
    }
    return said[rule]
