"""What cannot be answered is said as a page or, below /api/, as a problem: whichever door was knocked at."""

from types import ModuleType

from django.http import HttpRequest, HttpResponse

from programs.api import problems
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


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    answer: HttpResponse = _door(request).failed(request)
    return answer
