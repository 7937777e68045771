"""How it has gone: the page of progress, and the versions of the plan."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from programs.selectors.askers import askers_of
from programs.selectors.courses import course_of, finished_by, hopes_told, told_between
from programs.selectors.programmes import Following, last_version
from programs.services.calling import words_for
from programs.services.naming import author_to_runner
from programs.web.mine.asked_shown import asked_shown
from programs.web.mine.door import own
from programs.web.mine.progress_shown import progress_shown
from programs.web.mine.today import READING
from programs.web.mine.versions_shown import Say, versions_shown

VERSIONS_A_PAGE = 10


@own(*READING)
def progress(request: HttpRequest, found: Following) -> HttpResponse:
    """The way so far, told from the whole diary."""
    course = course_of(found.programme, timezone.now())
    context = progress_shown(course, last_version(found.programme), hopes_told(found.programme))
    context["asked_for"] = asked_shown(course.found)
    return render(request, "mine/progress.html", context)


@own(*READING)
def versions(request: HttpRequest, found: Following) -> HttpResponse:
    """The plan as it was told, version by version, the last first. 404 for a page that is not there."""
    asked = request.GET.get("to", "")
    last = found.programme.last_version
    if asked and not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:9]) <= last):
        raise Http404
    to = int(asked[:9]) if asked else last
    told = told_between(found.programme, to - VERSIONS_A_PAGE, to)
    known = askers_of(found.programme, {one.author for one in told})
    shown = versions_shown(
        found,
        told,
        finished_by(found.programme),
        Say(words_for(found.programme), lambda author: author_to_runner(author, found.programme, known)),
        first=to - VERSIONS_A_PAGE + 1,
    )
    earlier = to - VERSIONS_A_PAGE
    return render(request, "mine/versions.html", {"versions": shown, "earlier": earlier if earlier >= 1 else None})
