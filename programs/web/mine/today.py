"""Today: the morning check, the plan of the day, and what to do next."""

from uuid import UUID, uuid4, uuid5

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.models import Version
from programs.selectors.clinics import message_to
from programs.selectors.programmes import Following, last_version
from programs.selectors.protocol import screening_rules
from programs.services.diary import Entry, Recorded, RefusedError, record
from programs.web.mine import forms
from programs.web.mine.asked_shown import asked_shown
from programs.web.mine.door import author, own
from programs.web.mine.today_shown import today_shown
from rehab.asking import BadAnswersError, Wrong
from rehab.events import Answered, Noted, Paused, Resumed, Screened
from rehab.following import Today
from rehab.vocabulary import Lock
from rehab.watching import NO_BETTER, NO_BETTER_FLAG, signs_are_due

READING, TELLING = ("GET", "HEAD"), ("POST",)


@own(*READING)
def today(request: HttpRequest, found: Following) -> HttpResponse:
    """The day at hand."""
    return page(request, found)


@own(*TELLING)
def morning(request: HttpRequest, found: Following) -> HttpResponse:
    """Keep the morning check, and show what it makes of today."""
    sheet = forms.Sheet(request.POST)
    try:
        tell(found, forms.morning(sheet), sheet.uuid)
    except (BadAnswersError, RefusedError) as problem:
        return page(request, found, wrongs_of(problem))
    return HttpResponseRedirect(reverse("today"))


@own(*TELLING)
def pause(request: HttpRequest, found: Following) -> HttpResponse:
    """Stop for a while, or come back."""
    sheet = forms.Sheet(request.POST)
    try:
        what = sheet.one("what", ("pause", "resume"), needed=True)
        sheet.close()
        tell(found, Paused() if what == "pause" else Resumed(), sheet.uuid)
    except (BadAnswersError, RefusedError) as problem:
        return page(request, found, wrongs_of(problem))
    return HttpResponseRedirect(reverse("today"))


@own(*TELLING)
def asked(request: HttpRequest, found: Following) -> HttpResponse:
    """Keep the answer to what was asked beside the signs: whether the calf is no better."""
    sheet = forms.Sheet(request.POST)
    try:
        yes = sheet.one("no_better", ("yes", "no"), needed=True) == "yes"
        sheet.close()
        if yes:
            tell(found, Screened(frozenset({NO_BETTER_FLAG}), lock=Lock.ADVISE), uuid5(sheet.uuid, NO_BETTER_FLAG))
        tell(found, Answered(NO_BETTER, yes), sheet.uuid)
    except (BadAnswersError, RefusedError) as problem:
        return page(request, found, wrongs_of(problem))
    return HttpResponseRedirect(reverse("today"))


def tell(found: Following, event: Noted, uuid: UUID, *, supersedes: UUID | None = None) -> Recorded:
    """Put *event* into the diary as told by whoever is asking, now."""
    now = timezone.now()
    entry = Entry(uuid, event, now, supersedes=supersedes)
    return record(programme=found.programme, entry=entry, author=author(found), now=now)


def wrongs_of(problem: BadAnswersError | RefusedError) -> tuple[Wrong, ...]:
    """What was wrong with a form, as its page says it."""
    if isinstance(problem, BadAnswersError):
        return problem.wrongs
    return (Wrong("", _("that"), str(problem)),)


def page(
    request: HttpRequest,
    found: Following,
    wrongs: tuple[Wrong, ...] = (),
    *,
    whole: Today | None = None,
    version: Version | None = None,
) -> HttpResponse:
    """Today's page; 400 with what was wrong about a form on it. *whole* is as in `today_shown`, *version* the last one,
    where that was read.
    """
    context = today_shown(found, version or last_version(found.programme), whole)
    due = signs_are_due(screening_rules(), found.start, found.facts, found.today)
    begin = reverse("signs") if due else reverse("session")
    context |= {"faults": [(wrong, wrong.name) for wrong in wrongs], "begin": begin, "signs_due": due, "uuid": uuid4()}
    context["said"] = message_to(found.programme)
    context["asked_for"] = asked_for = asked_shown(found)
    told = {one.text for one in asked_for}
    context |= {name: [line for line in context[name] if line not in told] for name in ("why_now", "notices")}
    return render(request, "mine/today.html", context, status=400 if wrongs else 200)
