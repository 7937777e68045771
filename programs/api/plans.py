"""A week of the planned course, and the whole of it."""

from typing import ClassVar

from django.contrib.auth import get_user
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from programs.api.door import Door, body_of, bounds_today
from programs.api.keeping import BY_THE_CALLER, NOWHERE, answered, unless_known
from programs.api.problems import CHECK_LOST, ProblemError
from programs.api.reading import FLAGS, asked_in_address, asked_in_body
from programs.selectors.checks import held_route
from programs.selectors.kept import is_damaged
from programs.selectors.stopped import route_of
from rehab.answering import answer
from rehab.asking import Asked, Bounds
from rehab.rendering import JsonObject, as_json, no_plan
from rehab.rendering_answer import answer_json
from rehab.words import words_in

# What says which course, and of whom nothing; more than that tells of somebody.
OF_NOBODY = frozenset({"grade", "week", "focus", "equipment", "language"})


def planned(asked: Asked, bounds: Bounds, *, checked: bool) -> JsonObject:
    """The plan, or where to go instead, as the command gives it."""
    return answer_json(answer(bounds.protocol, bounds.screening, asked), asked, checked=checked)


def held_answer(request: Request) -> HttpResponse | None:
    """Where to go instead of any plan, while the answers in the caller's session, or the
    caller's diary, say so: kept by nobody.
    ProblemError when they cannot be read.
    """
    now = timezone.now()
    if is_damaged(request.session, now):
        raise ProblemError(CHECK_LOST)
    held = held_route(request.session, now) or route_of(get_user(request._request), now)
    return answered(no_plan(held, words_in())) if held else None


class Plan(Door):
    """One week."""

    whole: ClassVar[bool] = False

    def get(self, request: Request) -> HttpResponse:
        """The course that the address asks for; it knows of no safety check but the session's."""
        if held := held_answer(request):
            return held
        bounds = bounds_today()
        asked = asked_in_address(request.query_params, bounds, whole=self.whole)
        content = as_json(planned(asked, bounds, checked=False))
        return unless_known(request, content, BY_THE_CALLER if request.query_params.keys() <= OF_NOBODY else NOWHERE)

    def post(self, request: Request) -> HttpResponse:
        """The course of a whole situation."""
        if held := held_answer(request):
            return held
        bounds = bounds_today()
        told = body_of(request)
        asked = asked_in_body(told, bounds, whole=self.whole)
        return answered(planned(asked, bounds, checked=told.get(FLAGS) is not None))


class Programme(Plan):
    """All weeks."""

    whole = True
