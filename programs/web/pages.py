"""The pages anyone may open: the start, and the planned course of a week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.selectors.kept import KEY
from programs.selectors.protocol import bounds_on
from programs.web.errors import only_read
from programs.web.plan_shown import week_shown
from rehab.answering import Answer, answer
from rehab.asking import Asked, BadAnswersError, Bounds, Wrong, ask, fields, shown
from rehab.programme import NoPlan
from rehab.rendering import no_plan_text
from rehab.vocabulary import Route
from rehab.words import words_in

# What the form asks, by its label. An address never carries warning signs.
LABELS = {
    "grade": gettext_lazy("Grade"),
    "week": gettext_lazy("Week"),
    "focus": gettext_lazy("Sore muscle"),
    "side": gettext_lazy("Sore leg"),
    "equipment": gettext_lazy("What you have at home"),
    "injured_on": gettext_lazy("Day of the injury"),
    "cleared_on_day": gettext_lazy("Days from the injury to the visit"),
    "previous_strain": gettext_lazy("Strained before"),
    "gradual_onset": gettext_lazy("Came on slowly"),
    "age": gettext_lazy("Age"),
    "guardian_agrees": gettext_lazy("A parent or guardian agrees"),
    "weekly_run_minutes": gettext_lazy("Minutes of running in a usual week"),
    "day": gettext_lazy("Day"),
    "flag": gettext_lazy("Warning signs"),
    "": gettext_lazy("A name in the address"),
}
NEVER_IN_AN_ADDRESS = "flag"
EVERY_DAY = "all"
# A page shows one week, a booklet the whole course; neither is told so by its address.
NOT_ON_A_PAGE = frozenset({"weeks"})
NOT_OF_A_BOOKLET = NOT_ON_A_PAGE | {"week"}
WHOLE_COURSE = {"weeks": ["all"]}
MOST_STRANGERS = 5


@only_read
def start(request: HttpRequest) -> HttpResponse:
    """What this is, the way to the check, and the form for those who know their grade.

    Answers in its address belong to the plan: they are sent on there, where they are read.
    """
    if query := request.META.get("QUERY_STRING"):
        return HttpResponseRedirect(f"{reverse('plan')}?{query}")
    return render(request, "start.html", _form(bounds_on(timezone.now().date() + timedelta(days=1)), {}))


@only_read
def plan(request: HttpRequest) -> HttpResponse:
    """The week that the address asks for; without one the form; 400 and the form when it cannot be."""
    if not request.GET:
        bounds = bounds_on(timezone.now().date() + timedelta(days=1))
        return render(request, "plan/first.html", _form(bounds, {}))
    found = refused_or_answered(request)
    if isinstance(found, HttpResponse):
        return found
    week = week_shown(found.answer, found.asked, found.chosen)
    context = _form(found.bounds, found.given)
    more = {"week": week, "links": _links(found.given, week.number), "has_answers": KEY in request.session}
    return render(request, "plan/week.html", context | more)


@dataclass(frozen=True)
class Found:
    """What an address asks for, and the plan that answers it. *given* is as it was written."""

    bounds: Bounds
    given: dict[str, list[str]]
    asked: Asked
    answer: Answer
    chosen: int | None


def refused_or_answered(request: HttpRequest, *, whole: bool = False) -> Found | HttpResponse:
    """The plan of one week that the address asks for, or of the *whole* course; or the page that says why there is
    none, 400 where the address is wrong.
    """
    bounds = bounds_on(timezone.now().date() + timedelta(days=1))
    known = fields(bounds).keys() - (NOT_OF_A_BOOKLET if whole else NOT_ON_A_PAGE)
    others = set() if whole else {"day"}
    given = {name: request.GET.getlist(name) for name in request.GET if name in known}
    context = _form(bounds, given)
    try:
        if NEVER_IN_AN_ADDRESS in given:
            raise BadAnswersError([Wrong("flag", _("an answer about your health"), _("nothing in an address"))])
        if strangers := sorted(request.GET.keys() - known - others):
            raise BadAnswersError([_stranger(name, known | others) for name in strangers[:MOST_STRANGERS]])
        asked = ask(given | WHOLE_COURSE if whole else given, bounds)
        chosen = None if whole else _chosen_day(request.GET.getlist("day"), asked)
    except BadAnswersError as refused:
        faults = [(_of_a_page(wrong, bounds), LABELS.get(wrong.name, wrong.name)) for wrong in refused.wrongs]
        wrong_names = {wrong.name for wrong in refused.wrongs}
        return render(request, "plan/first.html", context | {"faults": faults, "wrong": wrong_names}, status=400)
    found = answer(bounds.protocol, bounds.screening, asked)
    if isinstance(found, NoPlan):
        told = no_plan_text(found, words_in(asked.language))
        return render(request, "plan/first.html", context | {"no_plan": told})
    return Found(bounds, given, asked, found, chosen)


def _stranger(name: str, known: Iterable[str]) -> Wrong:
    """What to write in place of a *name* that no answer has, the nearest first."""
    names = {*known} - {NEVER_IN_AN_ADDRESS}

    def distance(other: str) -> tuple[float, str]:
        return -SequenceMatcher(None, shown(name), other).ratio(), other

    return Wrong("", shown(name), ", ".join(sorted(names, key=distance)))


def _of_a_page(wrong: Wrong, bounds: Bounds) -> Wrong:
    """A page shows one week: where none was given it does not offer the whole course."""
    if (wrong.name, wrong.given) == ("week", shown("")):
        return Wrong("week", wrong.given, fields(bounds)["week"].allowed)
    return wrong


def _form(bounds: Bounds, given: dict[str, list[str]]) -> dict[str, Any]:
    """What the form offers and what was given before, fit to show again."""
    words, protocol = words_in(), bounds.protocol
    value = {name: shown(texts[0]) if texts and texts[0] else "" for name, texts in given.items()}
    kit = {part.strip() for text in given.get("equipment", ()) for part in text.split(",")} or protocol.kit.given
    return {
        "value": value,
        "last_week": protocol.last_week,
        "grades": [(str(grade), words.name("grades", str(grade))) for grade in sorted(protocol.phases[0].floor_day)],
        "focuses": [(name, words.name("focuses", name)) for name in protocol.focuses],
        "kit": [(name, words.name("kit", name), name in kit) for name in protocol.kit.named],
        "emergency": words.lines("no_plan", "signs", "emergency"),
        "same_day": words.lines("no_plan", "signs", "same_day"),
        "emergency_action": words.action(Route.EMERGENCY.value),
    }


def _chosen_day(texts: list[str], asked: Asked) -> int | None:
    """The day to open: the one given, the week's first, or None for every day."""
    assert asked.week is not None
    first, last = 7 * (asked.week - 1), 7 * asked.week - 1
    if not texts:
        return first
    if texts == [EVERY_DAY]:
        return None
    days = {str(day): day for day in range(first, last + 1)}
    if len(texts) > 1 or texts[0] not in days:
        allowed = _("%(first)s to %(last)s, or %(all)s") % {"first": first, "last": last, "all": EVERY_DAY}
        raise BadAnswersError([Wrong("day", shown(" and ".join(texts)), allowed)])
    return days[texts[0]]


def _links(given: dict[str, list[str]], week: int) -> dict[str, str]:
    """Query strings of the pages next to this one, and addresses of its papers, with all answers kept."""
    kept = {name: texts for name, texts in given.items() if name != "week"}

    def to(number: int, **more: str) -> str:
        return "?" + urlencode({**kept, "week": number, **more}, doseq=True)

    links = {"before": to(week - 1), "after": to(week + 1), "every": to(week, day=EVERY_DAY)}
    links["paper"] = reverse("plan-paper") + to(week)
    links["booklet"] = f"{reverse('plan-booklet')}?{urlencode(kept, doseq=True)}"
    return links | {"day": to(week) + "&day=", "day_end": ""}
