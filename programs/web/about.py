"""What this is and is not, what is kept of people, and the page for a phone without a network."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from programs.models.clinics import LEAST_YEARS, MOST_YEARS, USUAL_YEARS
from programs.web.errors import only_read

OLDEST_ANSWER_HOURS = 2


@only_read
def intended_use(request: HttpRequest) -> HttpResponse:
    """What this is for, and what it must not be used for."""
    return render(request, "about/intended_use.html")


@only_read
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, for how long, and who answers for it."""
    contact = settings.OPERATOR_CONTACT
    context = {
        "contact": contact,
        "link": _link(contact),
        "hours": OLDEST_ANSWER_HOURS,
        "years": USUAL_YEARS,
        "least": LEAST_YEARS,
        "most": MOST_YEARS,
    }
    return render(request, "about/privacy.html", context)


@only_read
def offline(request: HttpRequest) -> HttpResponse:
    """What a phone shows without a network: it asks for nothing that is not kept on the phone."""
    return render(request, "about/offline.html")


@only_read
def offline_own(request: HttpRequest) -> HttpResponse:
    """The same for a page of a runner's own that the phone does not keep, where it keeps today."""
    return render(request, "about/offline_own.html")


@only_read
def components(request: HttpRequest) -> HttpResponse:
    """Every component of the sheet in its states, for those who build pages; only while developing."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "components.html", {"heights": range(20, 73, 13)})


def _link(contact: str) -> str:
    """Where *contact* leads when it is pressed; empty when it is neither a web address nor an e-mail address."""
    if contact.startswith(("https://", "http://")):
        return contact
    return f"mailto:{contact}" if "@" in contact and " " not in contact else ""
