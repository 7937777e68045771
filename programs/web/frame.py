"""What stands around every page: where one is, whether a clinician has signed, who runs this."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from programs.selectors.protocol import is_reviewed

# Where the safety check begins.
CHECK_PAGE = "/check/"
# Pages below a place of the navigation stand at that place.
WITHIN = {"exercise": "exercises"}


def frame(request: HttpRequest) -> dict[str, Any]:
    """*here* is the place of the navigation that this page belongs to; empty where there is none. *followed* is what
    the scripts of a runner's own page need.

    Reads no row and no session: the frame of a page costs no query.
    """
    name = request.resolver_match.url_name if request.resolver_match else None
    followed = getattr(request, "followed", None)
    return {"here": WITHIN.get(name or "", name or ""), "followed": followed, **surroundings()}


def surroundings() -> dict[str, Any]:
    """What the frame shows whoever asks, for pages made without a request as well."""
    return {"reviewed": is_reviewed(), "operator": settings.OPERATOR_NAME, "check_page": CHECK_PAGE}
