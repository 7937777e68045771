"""The session, one exercise a screen, and its end. Without a script it is forms all the way."""

from typing import Any
from uuid import uuid4, uuid5

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from programs.selectors.programmes import Following
from programs.selectors.protocol import screening_rules
from programs.services.calling import words_for
from programs.services.diary import RefusedError
from programs.web.mine import forms
from programs.web.mine.changes_shown import changes_of_today
from programs.web.mine.door import own
from programs.web.mine.player_shown import player_shown
from programs.web.mine.today import READING, TELLING, tell, wrongs_of
from programs.web.mine.today_shown import (
    TodayItem,
    Trial,
    day_of,
    items_of,
    name_of,
    next_item,
    rendering_of,
    told_today,
    tomorrow,
    trials_of,
    verdict_so_far,
)
from programs.web.mine.trials_shown import trial_shown
from rehab.asking import BadAnswersError, Wrong
from rehab.events import Outcome, WhyNot
from rehab.so_far import light_so_far
from rehab.vocabulary import Kind, Sign, Status
from rehab.watching import signs_are_due
from rehab.words import words_in


@own(*READING)
def session(request: HttpRequest, found: Following) -> HttpResponse:
    """To the first item nobody has told anything of, or to the end of the session."""
    return _go_on(found)


@own(*READING, *TELLING)
def item(request: HttpRequest, found: Following, number: int) -> HttpResponse:
    """One exercise: shown, or told. 404 for a number that today does not have."""
    if waits := _must_wait(found):
        return waits
    items = items_of(found)
    if not 1 <= number <= len(items):
        raise Http404
    chosen = items[number - 1]
    if request.method != "POST":
        return item_page(request, found, chosen, items)
    sheet = forms.Sheet(request.POST)
    try:
        told = forms.item(sheet, chosen.exercise, chosen.run_minutes)
        before = _entry_of(found, chosen.exercise)
        tell(found, told, sheet.uuid, supersedes=before if before != sheet.uuid else None)
    except (BadAnswersError, RefusedError) as problem:
        return item_page(request, found, chosen, items, wrongs_of(problem))
    return HttpResponseRedirect(_after(chosen, items))


@own(*READING, *TELLING)
def finish(request: HttpRequest, found: Following) -> HttpResponse:
    """The end of the session: asked, or told."""
    told = [name for name, did in told_today(found).items() if did.outcome is not Outcome.SKIPPED]
    if request.method != "POST":
        return finish_page(request, found, told)
    sheet = forms.Sheet(request.POST)
    try:
        then = tell(found, forms.finish(sheet, told), sheet.uuid).today.now
    except (BadAnswersError, RefusedError) as problem:
        return finish_page(request, found, told, wrongs_of(problem))
    return HttpResponseRedirect(reverse("today") if then.status is Status.STOPPED_ACUTE else reverse("result"))


@own(*READING)
def result(request: HttpRequest, found: Following) -> HttpResponse:
    """The light of the session so far, why, and what comes next."""
    so_far = light_so_far(found.today.now)
    words = words_for(found.programme)
    context = {
        "verdict": verdict_so_far(so_far, words),
        "settled": so_far.settled,
        "day": day_of(found),
        "changes": changes_of_today(found, words),
        "tomorrow": tomorrow(found.protocol, found.today),
    }
    return render(request, "mine/result.html", context)


@own(*READING, *TELLING)
def trial(request: HttpRequest, found: Following, name: str) -> HttpResponse:
    """A test for the way on: shown, or told. 404 for one that is not to be tried today."""
    chosen = next((entry for entry in trials_of(found) if entry.name == name), None)
    if chosen is None:
        raise Http404
    if waits := _must_wait(found):
        return waits
    if request.method != "POST":
        return trial_page(request, found, chosen)
    sheet = forms.Sheet(request.POST)
    try:
        for told in forms.trial(sheet, chosen.criteria):
            tell(found, told, uuid5(sheet.uuid, told.criterion))
    except (BadAnswersError, RefusedError) as problem:
        return trial_page(request, found, chosen, wrongs_of(problem))
    return HttpResponseRedirect(reverse("today"))


@own(*READING, *TELLING)
def other(request: HttpRequest, found: Following) -> HttpResponse:
    """A run or strength work outside the plan: asked, or told."""
    wrongs: tuple[Wrong, ...] = ()
    if request.method == "POST":
        sheet = forms.Sheet(request.POST)
        try:
            tell(found, forms.other_work(sheet), sheet.uuid)
            return HttpResponseRedirect(reverse("result"))
        except (BadAnswersError, RefusedError) as problem:
            wrongs = wrongs_of(problem)
    return other_page(request, wrongs)


def other_page(request: HttpRequest, wrongs: tuple[Wrong, ...] = ()) -> HttpResponse:
    """What was done outside the plan, asked."""
    return _form(request, "mine/other.html", {}, wrongs)


def _must_wait(found: Following) -> HttpResponse | None:
    """To the signs of the day where they have not been asked, and so no exercise is shown."""
    due = signs_are_due(screening_rules(), found.start, found.facts, found.today)
    return HttpResponseRedirect(reverse("signs")) if due else None


def _go_on(found: Following) -> HttpResponse:
    waiting = next_item(items_of(found))
    return HttpResponseRedirect(reverse("session-item", args=[waiting.number]) if waiting else reverse("finish"))


def _entry_of(found: Following, exercise: str) -> Any:
    """The UUID of what was told of *exercise* in the session that is going on, which a new word on it corrects."""
    open_now = {did.exercise for did in found.today.page.open_items}
    if exercise not in open_now:
        return None
    entries = found.programme.events.filter(on=found.today.date, kind="did", body__exercise=exercise)
    return entries.order_by("-seq").values_list("uuid", flat=True).first()


def _after(chosen: TodayItem, items: tuple[TodayItem, ...]) -> str:
    """Where one goes on to from *chosen*: the next item nobody has told anything of, or what was left out before."""
    later = next_item(items[chosen.number :])
    return reverse("session-item", args=[later.number]) if later else reverse("session")


def item_page(
    request: HttpRequest,
    found: Following,
    chosen: TodayItem,
    items: tuple[TodayItem, ...],
    wrongs: tuple[Wrong, ...] = (),
) -> HttpResponse:
    """One exercise, asked."""
    words = words_in()
    context = {
        "item": chosen,
        "marks": ["now" if other is chosen else "on" if other.told else "" for other in items],
        "total": len(items),
        "before": chosen.number - 1,
        "after": _after(chosen, items),
        "is_rest": day_of(found).kind is Kind.REST,
        "reasons": [(why.value, words.name("why_not", why.value)) for why in WhyNot],
        "player": player_shown(found, chosen, rendering_of(found)),
    }
    return _form(request, "mine/item.html", context, wrongs)


def finish_page(
    request: HttpRequest, found: Following, told: list[str], wrongs: tuple[Wrong, ...] = ()
) -> HttpResponse:
    """The end of a session of which *told* were told, asked."""
    words = words_in()
    context = {
        "told": [(name, name_of(found, name)) for name in told],
        "signs": [(sign.value, words.name("signs", sign.value)) for sign in Sign],
        "missing": [item for item in items_of(found) if not item.told and not item.shown.optional],
    }
    return _form(request, "mine/finish.html", context, wrongs)


def trial_page(request: HttpRequest, found: Following, chosen: Trial, wrongs: tuple[Wrong, ...] = ()) -> HttpResponse:
    """A test, asked."""
    context = {
        "name": chosen.name,
        "criteria": " ".join(criterion.criterion for criterion in chosen.criteria),
        "trial": trial_shown(found, chosen),
        "most": forms.LONGEST_COUNT,
        "comes_first": words_in().name("plain", "tests_how"),
    }
    return _form(request, "mine/trial.html", context, wrongs)


def _form(request: HttpRequest, template: str, context: dict[str, Any], wrongs: tuple[Wrong, ...]) -> HttpResponse:
    shown = {"faults": [(wrong, wrong.name) for wrong in wrongs], "uuid": uuid4(), "scale": range(forms.MOST_PAIN + 1)}
    return render(request, template, shown | context, status=400 if wrongs else 200)
