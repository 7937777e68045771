"""The clients of a clinic, worst first: the list, a search in it, and how it opens next time."""

from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from programs.models import Membership
from programs.selectors.clinics import ASSIGN, may
from programs.selectors.standings import LONGEST_SEARCH, counts_of, last_written, page_of, saved_view, unplaced
from programs.services.standings import save_view
from programs.web.desk.door import READING, TELLING, at_desk
from programs.web.desk.listed_forms import Choice, after_of, choice_of
from programs.web.desk.listed_shown import list_shown
from rehab.telling import is_text

# In the session, because a name has no place in an address that proxies and logs keep.
SEARCH = "desk_search"


@at_desk(*READING)
def clients(request: HttpRequest, member: Membership) -> HttpResponse:
    """Everybody who was not discharged, as the address, or the saved view, asks for them."""
    choice, after = choice_of(request.GET, saved_view(member)), after_of(request.GET)
    view = choice.view(str(request.session.get(SEARCH, "")))
    page = page_of(member, view, after)
    today = timezone.now().astimezone(ZoneInfo(member.clinic.zone)).date()
    others = () if view.places or view.phase is not None or page.after else unplaced(member, view)
    shown = list_shown(page, counts_of(member, view), choice, others, today)
    context = {
        "member": member,
        "may_assign": may(member, ASSIGN),
        "words": view.words,
        "longest_search": LONGEST_SEARCH,
        "stamp": _stamp(member),
        "is_chosen": choice != Choice(),
        "later": f"?{urlencode(msgspec.to_builtins(choice) | {'after': page.after})}" if page.after else "",
        "first": f"?{urlencode(msgspec.to_builtins(choice))}" if after else "",
    }
    return render(request, "desk/list.html", context | shown)


@at_desk(*TELLING)
def find(request: HttpRequest, member: Membership) -> HttpResponse:
    """Look for clients by name or e-mail address; no words end the search. They stay in the session."""
    choice = choice_of(request.POST, {})
    words = request.POST.get("words", "").strip()[:LONGEST_SEARCH]
    # What no name has would stay in the session, and one database fails over it each time the list is opened.
    request.session[SEARCH] = words if is_text(words) else ""
    return _to(choice)


@at_desk(*TELLING)
def keep_view(request: HttpRequest, member: Membership) -> HttpResponse:
    """Open the list like this from now on."""
    choice = choice_of(request.POST, {})
    save_view(member=member, choice=msgspec.to_builtins(choice))
    return _to(choice)


@at_desk(*READING)
def stamp(request: HttpRequest, member: Membership) -> HttpResponse:
    """When a row was last written, for an open page to know that it has aged."""
    return JsonResponse({"stamp": _stamp(member)})


def _stamp(member: Membership) -> str:
    at = last_written(member)
    return at.isoformat() if at else ""


def _to(choice: Choice) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('desk')}?{urlencode(msgspec.to_builtins(choice))}")
