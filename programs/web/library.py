"""The pages to read: all exercises, one exercise, the learn cards."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.selectors.library import MUSCLES, NO_KIT, Wanted, exercise_called, exercises_like, kit_there_is
from programs.selectors.protocol import protocol_in_use
from programs.web.errors import only_read
from programs.web.library_shown import chapters, kit_name, shelves, told
from programs.web.pictures import asked_look, motion_of
from rehab.asking import Wrong, shown
from rehab.words import Words, words_in

MOST_LETTERS = 60
MOST_STRANGERS = 5
LABELS = {
    "phase": gettext_lazy("Phase"),
    "kit": gettext_lazy("Kit"),
    "muscle": gettext_lazy("Muscle"),
    "q": gettext_lazy("Words"),
    "": gettext_lazy("A name in the address"),
}
MUSCLE_NAMES = {
    "gastrocnemius": gettext_lazy("Outer calf"),
    "soleus": gettext_lazy("Deep calf"),
    "ankle": gettext_lazy("Ankle"),
    "other": gettext_lazy("Rest of the body"),
}
assert MUSCLE_NAMES.keys() == MUSCLES.keys()

NAMES = [name for name in LABELS if name]

# What may be chosen, by name: value and what people read.
Choices = dict[str, list[tuple[str, str]]]


@only_read
def exercises(request: HttpRequest) -> HttpResponse:
    """The catalogue, or what of it somebody looks for; 400 and the form when that cannot be looked for."""
    words = words_in()
    choices = _choices(words)
    given = {name: request.GET.getlist(name) for name in request.GET}
    wrongs = _wrongs(given, choices)
    value = {name: shown(texts[0]) if texts[0] else "" for name, texts in given.items() if name in NAMES}
    context: dict[str, Any] = {"choices": choices, "labels": LABELS, "value": value, "most": MOST_LETTERS}
    if wrongs:
        faults = [(wrong, LABELS[wrong.name]) for wrong in wrongs]
        context |= {"faults": faults, "wrong": {wrong.name for wrong in wrongs}}
        return render(request, "library/exercises.html", context, status=400)
    asked = {name: texts[0].strip() for name, texts in given.items()}
    words_wanted = asked.pop("q", "")
    found = exercises_like(Wanted(**asked, words=words_wanted), words)
    whole = len(protocol_in_use().exercises)
    context |= {"shelves": shelves(found, words), "found": len(found), "whole": whole}
    return render(request, "library/exercises.html", context)


@only_read
def exercise(request: HttpRequest, exercise_id: str) -> HttpResponse:
    """One exercise: how, how much, what comes before and after it, when to stop, what it rests on.

    Its picture moves until it is told not to; 400 when the address asks for a picture there is not.
    """
    found = exercise_called(exercise_id)
    if found is None:
        raise Http404
    look, faults = asked_look(request)
    if look is None:
        return render(request, "library/no_figure.html", {"faults": faults}, status=400)
    words = words_in()
    context = {"told": told(found, words, look), "motion": motion_of(request, exercise_id, words, look)}
    return render(request, "library/exercise.html", context)


@only_read
def learn(request: HttpRequest) -> HttpResponse:
    """Every learn card in its chapter, with what it rests on."""
    return render(request, "library/learn.html", {"chapters": chapters(words_in())})


def _choices(words: Words) -> Choices:
    """All that can be chosen; the empty value is any."""
    phases = [(phase.id, words.phase(phase.id)) for phase in protocol_in_use().phases]
    kit = [(name, kit_name(name, words).capitalize()) for name in kit_there_is()]
    return {
        "phase": [("", _("Any")), *phases],
        "kit": [("", _("Any")), (NO_KIT, _("None")), *kit],
        "muscle": [("", _("Any")), *((name, str(said)) for name, said in MUSCLE_NAMES.items())],
    }


def _wrongs(given: dict[str, list[str]], choices: Choices) -> list[Wrong]:
    """Everything that cannot be looked for, with what can."""
    strangers = sorted(given.keys() - set(NAMES))
    wrongs = [Wrong("", shown(name), ", ".join(NAMES)) for name in strangers[:MOST_STRANGERS]]
    for name in (name for name in NAMES if name in given):
        texts, allowed = given[name], _allowed(name, choices)
        if len(texts) > 1:
            wrongs.append(Wrong(name, shown(" and ".join(texts)), _("one value: %(allowed)s") % {"allowed": allowed}))
        elif not _is_allowed(name, texts[0], choices):
            wrongs.append(Wrong(name, shown(texts[0]), allowed))
    return wrongs


def _allowed(name: str, choices: Choices) -> str:
    if name in choices:
        return ", ".join(value for value, _said in choices[name] if value)
    return _("%(most)s plain letters at most") % {"most": MOST_LETTERS}


def _is_allowed(name: str, text: str, choices: Choices) -> bool:
    if name in choices:
        return text in {value for value, _said in choices[name]}
    return len(text) <= MOST_LETTERS and text.isprintable()
