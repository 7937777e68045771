"""One answer of a check at a time: two tabs that answer in the same moment both count."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from programs.web.errors import bad_request
from programs.web.frame import CHECK_PAGE

Answer = Callable[[HttpRequest], HttpResponse]
# What Django takes for a session's key.
SHORTEST = 8


class OneAnswerAtATime:
    """Stands around the session middleware: what changes something under a session's cookie waits until the answer
    before it is kept. A session is read whole and written whole, and the one lost could be an emergency.

    The lock is that of the session's row; SQLite takes the whole database for it. So the answer has arrived to its last
    byte before anybody waits for it: a phone that loses its network half way would hold up everybody.
    """

    def __init__(self, get_response: Answer) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer to *request*, given in its turn."""
        key = _key_of(request)
        if key is None or request.method != "POST" or not request.path.startswith(CHECK_PAGE):
            return self._next(request)
        try:
            _ = request.body
        except UnreadablePostError as failure:
            return bad_request(request, failure)
        with transaction.atomic():
            Session.objects.select_for_update().filter(pk=key).values_list("pk").first()
            return self._next(request)


def _key_of(request: HttpRequest) -> str | None:
    """The session's key in the cookie. One that none of ours has is taken away: PostgreSQL fails at NUL, and at a short
    one Django takes the cookie back, on pictures as well that anybody may keep.
    """
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if key is None or (len(key) >= SHORTEST and key.isascii() and key.isalnum()):
        return key
    del request.COOKIES[settings.SESSION_COOKIE_NAME]
    return None
