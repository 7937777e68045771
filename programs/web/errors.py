"""Pages for what cannot be answered: short, in the product's look, with a way on. They ask no database, no session."""

from collections.abc import Callable, Iterable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from programs.web.frame import surroundings

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
READING = ("GET", "HEAD")

View = Callable[..., HttpResponse]


def only_read(view: View) -> View:
    """*view* for reading, and 405 for everything else. A page that changes nothing needs no CSRF token to say so."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in READING:
            return view(request, *args, **kwargs)
        return not_allowed(READING)

    return guarded


def not_allowed(methods: Iterable[str]) -> HttpResponse:
    """405 with the *methods* there are."""
    told = _("This page can only be looked at"), _("Nothing was changed and nothing was kept.")
    answer = _page(HTTPStatus.METHOD_NOT_ALLOWED, *told)
    answer["Allow"] = ", ".join(methods)
    return answer


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 for more than anybody has to send: nothing of the request is repeated."""
    if isinstance(exception, TOO_LARGE):
        told = _("That is more than we can take"), _("Send less at once. Nothing was changed and nothing was kept.")
        return _page(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, *told)
    told = _("That request cannot be read"), _("Its address, or what came with it, is not as a browser would send it.")
    return _page(HTTPStatus.BAD_REQUEST, *told)


def refused(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403, also for a form without its token."""
    told = _("This is not open to you"), _("If you sent a form, go back, load its page again and send it once more.")
    return _page(HTTPStatus.FORBIDDEN, *told)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    told = _("There is no such page"), _("The address may have a slip in it, or the page may be gone.")
    return _page(HTTPStatus.NOT_FOUND, *told)


def too_many(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """429 for a view that has been asked too often; *seconds* until it may be asked again."""
    told = _("That was a lot at once"), _("Wait a moment, then go on. What you did so far is still there.")
    answer = _page(HTTPStatus.TOO_MANY_REQUESTS, *told)
    answer["Retry-After"] = str(seconds)
    return answer


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    told = _("Something broke on our side"), _("It is noted in the log. Try again in a moment.")
    return _page(HTTPStatus.INTERNAL_SERVER_ERROR, *told)


def _page(status: HTTPStatus, title: str, text: str) -> HttpResponse:
    context = {"title": title, "text": text, **surroundings()}
    return HttpResponse(render_to_string("error.html", context), status=status)
