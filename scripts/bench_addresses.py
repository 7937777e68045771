"""Our own addresses, and two views to compare pages with: one that says hello, one that shows the same text barely."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

handler400 = "programs.web.errors.bad_request"
handler404 = "programs.web.errors.not_found"

BARE = engines["django"].from_string(
    "{% extends 'base.html' %}{% block main %}{% for text in texts %}<p>{{ text }}</p>{% endfor %}"
    "{% for src, alt in pictures %}<img src='{{ src }}' alt='{{ alt }}' width='320' height='320'>{% endfor %}"
    "{% endblock %}"
)
# What the bare page shows: every piece of text and every picture of the page it is compared with.
TEXTS: list[str] = []
PICTURES: list[tuple[str, str]] = []


def hello(request: HttpRequest) -> HttpResponse:
    """The least a view can do."""
    return HttpResponse("Hello, world")


def bare(request: HttpRequest) -> HttpResponse:
    """A page of equal content: the same texts, each in a paragraph, and pictures, with nothing worked out."""
    return HttpResponse(BARE.render({"texts": TEXTS, "pictures": PICTURES}, request))


urlpatterns = [path("hello/", hello), path("bare/", bare), path("", include("config.urls"))]
