"""Stopping reminders without signing in: the page of the link in each mail, and the press of a mail program."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from programs.post import programme_stopped_by
from programs.services.reminders import stop_reminders
from programs.web.errors import not_allowed
from programs.web.privacy import KEPT_NOWHERE

METHODS = ("GET", "HEAD", "POST")


@csrf_exempt
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks and changes nothing; POST stops, also from a mail program that knows no cookie (RFC 8058).

    The token is all it takes, so no form of another site can do what its holder could not do anyway.
    """
    if request.method not in METHODS:
        return not_allowed(METHODS)
    programme = programme_stopped_by(token)
    if programme is None:
        raise Http404(_("This link stops no reminders. Use the one of a newer mail, or your settings."))
    if request.method == "POST":
        stop_reminders(programme=programme)
    answer = render(request, "mine/stop.html", {"is_stopped": request.method == "POST"})
    answer["Cache-Control"] = KEPT_NOWHERE
    return answer
