"""The link of a clinic's client: the button, the yes, then Today, or the warning signs where nobody has asked them."""

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from programs.models import ClientLink
from programs.selectors.clinics import assignment_of, link_of, member_of
from programs.selectors.kept import KEY, LIFE
from programs.services.assigning import check_in
from programs.services.clinics import LinkShutError, OtherPersonError, UnderAnAccountError, open_client_link
from programs.services.joining import AlreadyFollowingError
from programs.web.callers import keep_link
from programs.web.errors import not_allowed
from programs.web.privacy import KEPT_NOWHERE

METHODS = ("GET", "HEAD", "POST")


def go(request: HttpRequest, token: str) -> HttpResponse:
    """What the clinic has made and what is kept, with the one button that agrees; 404, with a way on, for a link that
    opens nothing or nothing more. Looking at it does nothing: who fetches addresses agrees to nothing.
    """
    if request.method not in METHODS:
        return not_allowed(METHODS)
    link = link_of(token, timezone.now())
    if link is None:
        answer = render(request, "desk/link_shut.html", {}, status=404)
    elif request.method == "POST":
        answer = _opened(request, link)
    else:
        answer = _shown(request, link)
    answer["Cache-Control"] = KEPT_NOWHERE
    return answer


def _shown(request: HttpRequest, link: ClientLink, *, refused: str = "", status: int = 200) -> HttpResponse:
    context = {
        "clinic": link.client.clinic,
        "again": link.client.runner is not None,
        "works_there": member_of(request.user) is not None,
        "refused": refused,
    }
    return render(request, "desk/link.html", context, status=status)


def _opened(request: HttpRequest, link: ClientLink) -> HttpResponse:
    """Agree. Somebody who works at a clinic opens no client's plan, neither for a look nor by mistake."""
    now, user = timezone.now(), request.user
    if member_of(user) is not None:
        return _shown(request, link, refused="member", status=400)
    if link.client.runner is None and request.POST.get("agree") != "yes":
        return _shown(request, link, refused="agree", status=400)
    account = user if user.is_authenticated else None
    try:
        open_client_link(link=link, user=account, zone=request.POST.get("zone", ""), now=now)
    except LinkShutError:  # by the clinic, between looking and pressing
        return HttpResponseRedirect(request.path)
    except OtherPersonError:
        return _shown(request, link, refused="other", status=400)
    except UnderAnAccountError:
        return _shown(request, link, refused="account", status=400)
    except AlreadyFollowingError:
        return _shown(request, link, refused="following", status=400)
    if account is None:
        keep_link(request, link)
    assignment = assignment_of(link.client)
    if assignment is None or assignment.programme is not None:
        return HttpResponseRedirect(reverse("today"))
    begun = msgspec.structs.replace(check_in(assignment), answered_at=int(now.timestamp()))
    request.session[KEY] = msgspec.to_builtins(begun)
    request.session.set_expiry(int(LIFE.total_seconds()))
    return HttpResponseRedirect(reverse("check"))
