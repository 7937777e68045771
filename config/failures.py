"""What cannot be answered is said as a page or, below /api/, as a problem: whichever door was knocked at."""

from collections.abc import Callable
from http import HTTPStatus
from types import ModuleType

from django.http import HttpRequest, HttpResponse

from programs.api import problems
from programs.services.erasing import ERASED_MEANWHILE
from programs.web import errors

API = "/api/"


def _door(request: HttpRequest) -> ModuleType:
    return problems if request.path.startswith(API) else errors


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    answer: HttpResponse = _door(request).bad_request(request, exception)
    return answer


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    answer: HttpResponse = _door(request).refused(request, exception)
    return answer


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    answer: HttpResponse = _door(request).not_found(request, exception)
    return answer


class ErasedMeanwhile:
    """404 for whoever was let in a moment before everything of theirs was erased, and finds a row of theirs gone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer to *request*."""
        return self._next(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What Django asks where a page has failed."""
        return not_found(request, exception) if isinstance(exception, ERASED_MEANWHILE) else None


class NotFoundWhileDeveloping:
    """Under DEBUG Django answers 404 with the list of our addresses. `make run` is a front door too: whoever
    takes a wrong turn there gets the page that everybody gets.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer to *request*, a 404 in our own words."""
        answer = self._next(request)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        return not_found(request) if is_page and answer.status_code == HTTPStatus.NOT_FOUND else answer


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    answer: HttpResponse = _door(request).failed(request)
    return answer
