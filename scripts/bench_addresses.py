"""Our own addresses, and views to compare pages with: one that says hello, and two that show the same text barely, to
anyone and to somebody who is signed in.
"""

import re

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from programs.selectors.programmes import entries_since, running_programme
from scripts.promises import texts_of

handler400 = "programs.web.errors.bad_request"
handler404 = "programs.web.errors.not_found"

BARE = engines["django"].from_string(
    "{% extends frame %}{% block main %}{% for text in texts %}<p>{{ text }}</p>{% endfor %}"
    "{% for src, alt in pictures %}<img src='{{ src }}' alt='{{ alt }}' width='320' height='320'>{% endfor %}"
    "{% endblock %}"
)
# What the bare page shows: every piece of text and every picture of the page it is compared with.
TEXTS: list[str] = []
PICTURES: list[tuple[str, str]] = []


def hello(request: HttpRequest) -> HttpResponse:
    """The least a view can do."""
    return HttpResponse("Hello, world")


def bare(request: HttpRequest, frame: str = "base.html") -> HttpResponse:
    """A page of equal content: the same texts, each in a paragraph, and pictures, with nothing worked out."""
    return HttpResponse(BARE.render({"texts": TEXTS, "pictures": PICTURES, "frame": frame}, request))


@login_required
def bare_own(request: HttpRequest) -> HttpResponse:
    """The same in a runner's own frame: session, account, programme and the list of entries are read, no more."""
    programme = running_programme(request.user)
    assert programme is not None, "whoever is timed follows a programme"
    entries_since(programme, programme.stands_on)
    return bare(request, "mine/base.html")


def shows_as_much(page: str) -> None:
    """Let the bare pages show as much as *page* does: its texts and its pictures."""
    TEXTS[:] = texts_of(page)
    PICTURES[:] = re.findall(r'<img class="pic"\s+src="([^"]+)".*?alt="([^"]*)"', page, re.DOTALL)


urlpatterns = [
    path("hello/", hello),
    path("bare/", bare),
    path("bare-own/", bare_own),
    path("", include("config.urls")),
]
