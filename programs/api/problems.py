"""Every refusal of the API in one shape: RFC 9457 problem details, with each fault by field, given and allowed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from math import ceil
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils.functional import Promise
from django.utils.log import log_response
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.request import Request

from programs.api.keeping import NOWHERE
from programs.models import Programme
from rehab.asking import Wrong, shown
from rehab.rendering import as_json

MEDIA_TYPE = "application/problem+json"
LARGEST_BODY = 16_384
MOST_FAULTS = 40


@dataclass(frozen=True)
class Kind:
    """A kind of problem: the end of its address on the docs page, its status, and what it is in words."""

    slug: str
    status: HTTPStatus
    title: str | Promise
    detail: str | Promise

    @property
    def type(self) -> str:
        """What RFC 9457 calls its type: an address that says more."""
        return f"/api/v1/docs/#problem-{self.slug}"


WRONG_VALUES = Kind(
    "wrong-values",
    HTTPStatus.BAD_REQUEST,
    _("Some values cannot be used"),
    _("Each fault names a field, what was given, and what is allowed. All faults are listed at once."),
)
UNREADABLE = Kind(
    "unreadable",
    HTTPStatus.BAD_REQUEST,
    _("The request cannot be read"),
    _("A body is one JSON object in UTF-8, at most six levels deep, with no name twice."),
)
UNKNOWN = Kind(
    "unknown",
    HTTPStatus.UNAUTHORIZED,
    _("Who asks is not known"),
    _("Sign in on the pages, or send a token that still holds as Authorization: Bearer."),
)
REFUSED = Kind(
    "refused",
    HTTPStatus.FORBIDDEN,
    _("This is not open to you"),
    _("A session sends its CSRF token as X-CSRFToken; a token needs the scope to tell."),
)
NO_SCOPE = Kind(
    "no-scope",
    HTTPStatus.FORBIDDEN,
    _("This token does not open that"),
    _("The fault names the scopes that the token has, and the one that is needed. No scope outlives its role."),
)
NOT_FOUND = Kind(
    "not-found",
    HTTPStatus.NOT_FOUND,
    _("There is no such thing here"),
    _("Every address is listed at /api/v1/docs/ and ends with a slash."),
)
METHOD = Kind(
    "method",
    HTTPStatus.METHOD_NOT_ALLOWED,
    _("This address does not take that method"),
    _("The Allow header names those it takes."),
)
NOT_ACCEPTABLE = Kind(
    "not-acceptable",
    HTTPStatus.NOT_ACCEPTABLE,
    _("Answers are JSON only"),
    _("Let Accept allow application/json, or leave it out."),
)
CHECK_LOST = Kind(
    "check-lost",
    HTTPStatus.CONFLICT,
    _("Your safety check cannot be read any more"),
    _("It may have sent you to a doctor, so there is no plan in this browser until it is answered anew, at /check/."),
)
TOLD_OTHERWISE = Kind(
    "told-otherwise",
    HTTPStatus.CONFLICT,
    _("That entry was told before, with something else in it"),
    _("What was kept first stands. Give the new one a UUID of its own."),
)
NOT_KEPT = Kind(
    "not-kept",
    HTTPStatus.BAD_REQUEST,
    _("That entry cannot be kept"),
    _("Its day lies outside the course, or what it corrects is not there."),
)
CHANGED = Kind(
    "changed",
    HTTPStatus.CONFLICT,
    _("The plan has changed since you looked"),
    _("Read what is asked for and the plan again, weigh anew, and send the number you saw then."),
)
BREAKS_RULES = Kind(
    "breaks-rules",
    HTTPStatus.CONFLICT,
    _("That would break a rule"),
    _("Each fault names a rule and the first day. Some take a reason that is kept; the others nobody may override."),
)
NOT_NOW = Kind(
    "not-now",
    HTTPStatus.CONFLICT,
    _("That cannot be done now"),
    _("A warning sign stands, the course is paused, or it is not this clinic’s to change: the fault says which."),
)
TOO_LARGE = Kind(
    "too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("The body is too large"), _("No question needs that much.")
)
NOT_JSON = Kind(
    "not-json",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    _("Bodies are JSON only"),
    _("Send Content-Type: application/json."),
)
TOO_MANY = Kind(
    "too-many",
    HTTPStatus.TOO_MANY_REQUESTS,
    _("Too many calls"),
    _("Wait as many seconds as Retry-After says."),
)
FAILED = Kind(
    "failed",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    _("Something broke on our side"),
    _("It is noted in the log. Try again in a moment."),
)
KINDS = (
    WRONG_VALUES,
    UNREADABLE,
    UNKNOWN,
    REFUSED,
    NO_SCOPE,
    NOT_FOUND,
    METHOD,
    NOT_ACCEPTABLE,
    CHECK_LOST,
    TOLD_OTHERWISE,
    NOT_KEPT,
    CHANGED,
    BREAKS_RULES,
    NOT_NOW,
    TOO_LARGE,
    NOT_JSON,
    TOO_MANY,
    FAILED,
)


class ProblemError(exceptions.APIException):
    """Raised by a view or parser: a *kind* of problem and its *faults*, with *headers* where the kind has some."""

    def __init__(self, kind: Kind, faults: Iterable[Wrong] = (), headers: dict[str, str] | None = None) -> None:
        super().__init__(str(kind.title))
        self.status_code = kind.status
        self.kind = kind
        self.faults = tuple(faults)
        self.headers = headers or {}


def problem(kind: Kind, faults: Sequence[Wrong] = (), headers: dict[str, str] | None = None) -> HttpResponse:
    """The answer that tells *kind* and its *faults*; nobody keeps it."""
    answer = HttpResponse(as_json(told_of(kind, faults)), status=kind.status, content_type=MEDIA_TYPE)
    for name, value in {"Cache-Control": NOWHERE, **(headers or {})}.items():
        answer[name] = value
    return answer


def told_of(kind: Kind, faults: Sequence[Wrong] = ()) -> dict[str, Any]:
    """*kind* and its *faults* as problem details."""
    return {
        "type": kind.type,
        "title": str(kind.title),
        "status": int(kind.status),
        "detail": str(kind.detail),
        "faults": [{"field": w.name, "given": w.given, "allowed": w.allowed} for w in faults[:MOST_FAULTS]],
    }


def answer_exception(failure: Exception, context: dict[str, Any]) -> HttpResponse:
    """What a view raised, as a problem. A bug stays a 500 and goes to the log with its place."""
    request: Request = context["request"]
    kind, faults, headers = _told(failure, request, context)
    answer = problem(kind, faults, headers)
    if kind is FAILED:
        log_response("%s: %s", kind.title, request.path, response=answer, request=request, exception=failure)
    return answer


def _told(
    failure: Exception, request: Request, context: dict[str, Any]
) -> tuple[Kind, Sequence[Wrong], dict[str, str]]:
    """Kind, faults and headers of *failure*."""
    match failure:
        case ProblemError():
            return failure.kind, failure.faults, failure.headers
        case exceptions.MethodNotAllowed():
            allowed = ", ".join(context["view"].allowed_methods)
            return METHOD, [Wrong("method", shown(str(request.method)), allowed)], {"Allow": allowed}
        case exceptions.NotAcceptable():
            given = shown(request.headers.get("Accept", ""))
            return NOT_ACCEPTABLE, [Wrong("Accept", given, "application/json")], {}
        case exceptions.UnsupportedMediaType():
            return NOT_JSON, [Wrong("Content-Type", shown(request.content_type), "application/json")], {}
        case exceptions.Throttled():
            wait = max(1, ceil(getattr(failure, "wait", None) or 1))
            allowed = f"{context['view'].calls_allowed()} in a minute"
            return TOO_MANY, [Wrong("calls", "more than that", allowed)], {"Retry-After": str(wait)}
        case exceptions.NotFound() | Http404() | Programme.DoesNotExist():  # erased since it was read
            return NOT_FOUND, [], {}
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            return UNKNOWN, [], {"WWW-Authenticate": "Bearer"}
        case exceptions.PermissionDenied() | PermissionDenied():
            return REFUSED, [], {}
        case RequestDataTooBig():
            return TOO_LARGE, [], {}
        case exceptions.ParseError() | SuspiciousOperation() | UnreadablePostError():
            return UNREADABLE, [], {}
    return FAILED, [], {}


# The same for what fails before or beside a view: handlers of the address book.


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: nothing of the request is repeated."""
    return problem(UNREADABLE)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return problem(REFUSED)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return problem(NOT_FOUND)


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    return problem(FAILED)
