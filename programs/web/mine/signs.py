"""The signs of the day, before the first exercise and whenever something is wrong; and the page of a stop."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.selectors.programmes import Following
from programs.selectors.protocol import emergency, screening_rules
from programs.selectors.stopped import stop_of
from programs.services.diary import RefusedError
from programs.services.telling import slip_of
from programs.web.check_shown import Choice, guessed_country
from programs.web.mine import forms
from programs.web.mine.door import own
from programs.web.mine.today import READING, TELLING, tell, wrongs_of
from rehab.asking import BadAnswersError, Wrong
from rehab.programme import NoPlan
from rehab.reason import because
from rehab.screening import asked_daily
from rehab.vocabulary import Route, Status
from rehab.watching import answered
from rehab.words import words_in

NONE_OF_THESE = "none"


@own(*READING, *TELLING, route=False)
def signs(request: HttpRequest, found: Following) -> HttpResponse:
    """The short check: asked, or answered. Answered with none of them it leads to the session, else to what follows."""
    if request.method != "POST":
        return asked_page(request)
    sheet, asked = forms.Sheet(request.POST), [flag.id for flag in asked_daily(screening_rules())]
    try:
        ticked, none = sheet.many("flag", asked), sheet.tick(NONE_OF_THESE)
        if bool(ticked) == none:
            sheet.refuse("flag", ", ".join(sorted(ticked)), _("what fits, or “None of these” alone"))
        sheet.close()
    except BadAnswersError as problem:
        return asked_page(request, wrongs_of(problem), ticked=tuple(request.POST.getlist("flag")))
    event = answered(screening_rules(), found.start, found.facts, found.today, ticked)
    try:
        then = tell(found, event, sheet.uuid).today.now
    except RefusedError as problem:
        # What may not be kept is answered all the same: somebody may need an ambulance.
        if event.route.stops:
            why = because("flagged", route=event.route.value)
            return stopped_page(request, found, NoPlan(event.route, tuple(sorted(ticked)), why))
        return asked_page(request, wrongs_of(problem), ticked=tuple(sorted(ticked)))
    if then.status is Status.STOPPED_REDFLAG:
        return HttpResponseRedirect(reverse("stopped"))
    return HttpResponseRedirect(reverse("today") if ticked else reverse("session"))


def asked_page(request: HttpRequest, wrongs: tuple[Wrong, ...] = (), ticked: tuple[str, ...] = ()) -> HttpResponse:
    """The signs of the day, asked."""
    words = words_in()
    asked = [
        Choice(
            flag.id,
            words.text("check", "ticks", flag.id),
            flag.id in ticked,
            words.text("red_flags", "flags", flag.id, "question"),
        )
        for flag in asked_daily(screening_rules())
    ]
    context = {"signs": asked, "faults": [(wrong, wrong.name) for wrong in wrongs], "uuid": uuid4()}
    return render(request, "mine/signs.html", context, status=400 if wrongs else 200)


@own(*READING, route=False)
def stopped(request: HttpRequest, found: Following) -> HttpResponse:
    """Where to go, in place of every plan, while the diary holds an emergency or urgent answer."""
    stop = stop_of(found)
    if stop is None:
        return HttpResponseRedirect(reverse("today"))
    slip = slip_of(found.programme, timezone.now())
    return stopped_page(request, found, stop, slip=str(slip.uuid) if slip else "")


def stopped_page(request: HttpRequest, found: Following, stop: NoPlan, *, slip: str = "") -> HttpResponse:
    """The page of *stop*: the action, whom to call, what to tell them. *slip* is the answer that may be taken back."""
    route, words = stop.route, words_in()
    code = guessed_country(request.headers.get("Accept-Language", ""))
    country = emergency().country(code)
    context = {
        "is_emergency": route is Route.EMERGENCY,
        "heading": words.text("routes", route.value, "heading"),
        "action": words.text("routes", route.value, "action"),
        "reason": words.reason(stop.why),
        "meanwhile": words.meanwhile(route.value, stop.flags),
        "tell": words.text("routes", route.value, "tell"),
        "numbers": [(number, number.replace(" ", "")) for number in emergency().numbers(code)],
        "country_name": country.name if country else "",
        "said": [(flag, words.text("red_flags", "flags", flag, "label")) for flag in stop.flags],
        "injured_on": found.today.now.situation.injured_on,
        "leg": words.name("legs", found.programme.leg),
        "slip": slip,
        "uuid": uuid4(),
    }
    return render(request, "mine/stopped.html", context)
