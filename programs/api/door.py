"""What all doors of the API share."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.request import Request
from rest_framework.views import APIView

from programs.api.described import Described, Operation
from programs.api.keeping import BY_ALL, unless_known
from programs.api.problems import NOT_FOUND, WRONG_VALUES, ProblemError
from programs.api.reading import MOST_STRANGERS, read_query
from programs.selectors.protocol import bounds_on
from rehab.asking import Bounds, Wrong, fields, shown
from rehab.fault import name_nearest
from rehab.rendering import JsonObject, as_json, noted
from rehab.words import Words, words_in


class Door(APIView):
    """Open to anybody: no account is asked for, and nothing is written, so that no token is needed either.

    *operations* tells the schema, by method, what is asked and answered here.
    """

    authentication_classes = ()
    permission_classes = ()
    http_method_names = ["get", "head", "post"]
    schema = Described()
    operations: dict[str, Operation] = {}

    @staticmethod
    def calls_allowed() -> int | None:
        """How many calls a caller has in a minute."""
        limit: int | None = settings.API_CALLS_PER_MINUTE
        return limit


class KnownDoor(Door):
    """Open to those alone who say who they are."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """405 before anybody is asked who they are."""
        if request.method and request.method not in self.allowed_methods:
            self.format_kwarg = None
            self.perform_content_negotiation(request)
            raise MethodNotAllowed(request.method)
        super().initial(request, *args, **kwargs)

    def perform_authentication(self, request: Request) -> None:
        """A call counts before anybody looks at what it bears: whoever guesses tokens has as few tries as anybody."""
        super().check_throttles(request)
        super().perform_authentication(request)

    def check_throttles(self, request: Request) -> None:
        """Done by then: each call counts once."""


class Catalogue(Door):
    """A door that tells everybody the same, in the language they name."""

    def get(self, request: Request, **place: str) -> HttpResponse:
        """All of it, or the one thing of that *place*."""
        bounds = bounds_today()
        known = {"language": fields(bounds)["language"]}
        values = read_query(request.query_params, known)
        words = words_in(values.get("language", "en"))
        body = noted(self.told(bounds, words, **place), bounds.protocol, words)
        return unless_known(request, as_json(body), BY_ALL)

    def told(self, bounds: Bounds, words: Words, **place: str) -> JsonObject:
        """What there is to tell."""
        raise ProblemError(NOT_FOUND)


def bounds_today() -> Bounds:
    """What answers are held against; no injury is later than tomorrow, which somewhere is today."""
    return bounds_on(timezone.now().date() + timedelta(days=1))


def body_of(request: Request) -> dict[str, Any]:
    """What the body tells. An address that tells something beside it is refused: part of it would go unheard."""
    names = sorted(request.query_params)[:MOST_STRANGERS]
    refuse([Wrong(shown(name), "a name in the address", "names in the body") for name in names])
    told: dict[str, Any] = dict(request.data)  # the parser lets objects through and nothing else
    return told


def no_such(field: str, given: str, known: list[str]) -> ProblemError:
    """404 that names what there is instead."""
    return ProblemError(NOT_FOUND, [Wrong(field, shown(given), name_nearest(given, known))])


def refuse(wrongs: list[Wrong]) -> None:
    """ProblemError with all *wrongs*, when there are any."""
    if wrongs:
        raise ProblemError(WRONG_VALUES, wrongs)
