"""Phones that are told of the day: added by their own browser, removed by a press, and forgotten with signing out."""

from allauth.account import views as accounts
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.models import Runner
from programs.notices.push import LONGEST_TOLD, UnfitSubscriptionError, public_half, subscription_in
from programs.pushing import sender
from programs.selectors.people import runner_of
from programs.selectors.programmes import Following
from programs.selectors.push import is_offered
from programs.services.push import PhoneError, Told, add_phone, remove_phone
from programs.services.reminders import switch_on
from programs.web.mine.door import own
from programs.web.mine.forms import Sheet
from programs.web.mine.today import READING, TELLING
from rehab.asking import BadAnswersError

# In the session: the phone that was added from it, which goes when it is signed out.
ADDED_HERE = "phone"
BROWSERS = (
    ("Edg", "Edge"),
    ("SamsungBrowser", "Samsung Internet"),
    ("OPR", "Opera"),
    ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


@own(*READING, route=False)
def key(request: HttpRequest, found: Following) -> HttpResponse:
    """What a browser is told, so that it takes messages of this house; 404 where none are sent."""
    if not is_offered():
        raise Http404(_("This server sends no push messages."))
    return JsonResponse({"key": public_half(sender())})


@own(*TELLING, route=False)
def add(request: HttpRequest, found: Following) -> HttpResponse:
    """Remind the runner on the phone that asks, by what its browser told; for the page's script."""
    sheet, runner = Sheet(request.POST), _runner(found)
    if not is_offered() or not request.user.is_authenticated:  # who came by a clinic's link is sent no reminders
        raise Http404(_("This server sends no push messages."))
    try:
        told = sheet.text("subscription", longest=LONGEST_TOLD)
        sheet.close()
        known = subscription_in(told)
        phone = add_phone(
            runner=runner,
            told=Told(known.endpoint, known.key, known.secret),
            name=called(request.headers.get("User-Agent", "")),
        )
    except BadAnswersError as problem:
        return JsonResponse({"problem": problem.wrongs[0].allowed}, status=400)
    except (UnfitSubscriptionError, PhoneError) as problem:
        return JsonResponse({"problem": str(problem)}, status=400)
    switch_on(programme=found.programme, now=timezone.now())
    request.session[ADDED_HERE] = phone.pk
    return JsonResponse({"name": phone.name})


@own(*TELLING, route=False)
def remove(request: HttpRequest, found: Following, number: int) -> HttpResponse:
    """Remind the runner on that phone no more; 404 for one of anybody else."""
    if not remove_phone(runner=_runner(found), number=number):
        raise Http404(_("You have no such phone."))
    return HttpResponseRedirect(f"{reverse('settings')}#reminders")


def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; a phone that was added from here is told nothing more."""
    if request.method == "POST" and request.user.is_authenticated:
        runner, number = runner_of(request.user), request.session.get(ADDED_HERE)
        if runner is not None and number is not None:
            remove_phone(runner=runner, number=number)
    answer: HttpResponse = accounts.logout(request)
    return answer


def called(user_agent: str) -> str:
    """A plain name for the browser that calls itself *user_agent*."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser")


def _runner(found: Following) -> Runner:
    runner = found.programme.runner
    assert runner is not None, "a programme that is opened by signing in has its runner"
    return runner
