"""How long an answer may be kept, by whom, and how somebody who kept it asks whether it still holds."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from rehab.rendering import JsonObject, as_json

MEDIA_TYPE = "application/json"

# Tells of somebody.
NOWHERE = "private, no-store"
# A course that many ask for: the caller may keep it, and asks each time whether it still holds.
BY_THE_CALLER = "private, no-cache"
# The same for all; changes with a release.
BY_ALL = "public, max-age=3600"


def answered(body: JsonObject) -> HttpResponse:
    """*body* as the one answer to one question, kept by nobody."""
    answer = HttpResponse(as_json(body), content_type=MEDIA_TYPE)
    answer["Cache-Control"] = NOWHERE
    return answer


def unless_known(request: HttpRequest, content: bytes, kept: str) -> HttpResponse:
    """*content* under its tag, or 304 for somebody who has that very content already."""
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    known = {one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))}
    if known & {tag, "*"}:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = HttpResponse(content, content_type=MEDIA_TYPE)
    answer["ETag"] = tag
    answer["Cache-Control"] = kept
    return answer
