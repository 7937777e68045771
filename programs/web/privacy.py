"""Answers to an address that says something about somebody stay with the one who asked."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

KEPT_NOWHERE = "private, no-store"


class KeepNoAnswers:
    """Whatever is answered to an address with a query (age, day of the injury) is kept nowhere on its way.

    Files and views that have said how long they may be kept are left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self._get_response(request)
        if request.META.get("QUERY_STRING"):
            answer.headers.setdefault("Cache-Control", KEPT_NOWHERE)
        return answer
