"""What is kept of somebody: to be taken along, read, brought in, and erased."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth import logout
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from programs.interchange.archives import MOST_BYTES, THE_FILE, archive_as_bytes, archive_from
from programs.models import Runner, Share, User
from programs.selectors.archives import archive_of
from programs.selectors.clinics import member_of, shared_with, still_reported
from programs.selectors.people import standing_consent
from programs.selectors.sharing import passed_on, waiting_for
from programs.services.clinics import stop_sharing
from programs.services.consents import agree, withdraw
from programs.services.erasing import erase_person, erase_runner
from programs.services.importing import import_archive
from programs.web.callers import forget_link, runner_for
from programs.web.mine import forms
from programs.web.mine.door import signed_in
from programs.web.mine.everything_shown import everything_shown
from programs.web.mine.today import READING, TELLING
from programs.web.uploads import OneSmallFile
from rehab.archive import FORMAT, VERSION, Archive
from rehab.asking import BadAnswersError, Wrong, shown

FILE_NAME = "strideback-diaries.json"
FIELD = "diaries"
# The form around the file: its token, its tick, its marks.
MOST_AROUND = 64 * 1024


@signed_in(*READING, link=True)
def overview(request: HttpRequest) -> HttpResponse:
    """The ways there are."""
    return data_page(request)


@signed_in(*READING, link=True)
def archive(request: HttpRequest) -> HttpResponse:
    """Everything as a file that another copy of Strideback takes in."""
    runner = runner_for(request)
    value = archive_of(runner) if runner else Archive(FORMAT, VERSION, ())
    answer = HttpResponse(archive_as_bytes(value), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer


@signed_in(*READING, link=True)
def everything(request: HttpRequest) -> HttpResponse:
    """Everything as a page that people can read and print."""
    return render(request, "mine/data_all.html", everything_shown(request.user, runner_for(request)))


@signed_in(*TELLING, link=True)
def consent(request: HttpRequest) -> HttpResponse:
    """Take back the yes to keeping facts of health, or give it again."""
    sheet, runner, now = forms.Sheet(request.POST), runner_for(request), timezone.now()
    try:
        what = sheet.one("what", ("withdraw", "give"), needed=True)
        sheet.close()
    except BadAnswersError as problem:
        return data_page(request, problem.wrongs, status=400)
    if runner is not None:
        (withdraw if what == "withdraw" else agree)(runner=runner, now=now)
    return HttpResponseRedirect(reverse("data"))


@signed_in(*TELLING, link=True)
def stop_shares(request: HttpRequest) -> HttpResponse:
    """One clinic, or none at all, sees anything of the programmes any more."""
    runner, sheet = runner_for(request), forms.Sheet(request.POST)
    shares = [*shared_with(runner), *still_reported(runner)] if runner else []
    try:
        chosen = sheet.one("clinic", [str(share.clinic.key) for share in shares])
        sheet.close()
    except BadAnswersError:
        wrong = Wrong(_("Clinic"), shown(request.POST.get("clinic", "")), _who(shares))
        return data_page(request, (wrong,), status=400)
    clinic = UUID(chosen) if chosen else None
    for programme in {share.programme for share in shares}:
        stop_sharing(programme=programme, clinic=clinic, now=timezone.now())
    return HttpResponseRedirect(f"{reverse('data')}#shares")


def _who(shares: Sequence[Share]) -> str:
    return ", ".join(dict.fromkeys(share.clinic.name for share in shares)) or _("none: you share with no clinic")


@signed_in(*READING, *TELLING, link=True)
def erase(request: HttpRequest) -> HttpResponse:
    """What goes, and once the word is typed, its going. Who works at a clinic leaves it first, so that no client is
    without anybody.
    """
    word, member = _("erase"), member_of(request.user)
    if member is not None:
        status = 409 if request.method == "POST" else 200
        return render(request, "mine/erase_later.html", {"member": member}, status=status)
    if request.method != "POST":
        return render(request, "mine/erase.html", {"word": word, **_counts(runner_for(request))})
    sheet = forms.Sheet(request.POST)
    try:
        typed = sheet.text("word", longest=40)
        if typed.casefold() != word.casefold():
            sheet.refuse("word", typed, word)
        sheet.close()
    except BadAnswersError as problem:
        context = {"word": word, "faults": _named(problem.wrongs), **_counts(runner_for(request))}
        return render(request, "mine/erase.html", context, status=400)
    runner = runner_for(request)
    if request.user.is_authenticated:
        erase_person(user=request.user)
        logout(request)
    elif runner is not None:
        erase_runner(runner=runner)
        forget_link(request)
    return render(request, "mine/erased.html", {})


@csrf_exempt  # checked within, once this form and no other may bring a file
@signed_in(*READING, *TELLING)
def bring_in(request: HttpRequest) -> HttpResponse:
    """Take in the archive of another copy of Strideback, as new programmes."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("data"))
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + MOST_AROUND:
        return _too_large(request)
    request.upload_handlers = [OneSmallFile(MOST_BYTES)]
    try:
        len(request.POST)  # read here, where what is too large can be told in words
    except (RequestDataTooBig, TooManyFilesSent):
        return _too_large(request)
    answer: HttpResponse = _brought_in(request)
    return answer


@csrf_protect
def _brought_in(request: HttpRequest) -> HttpResponse:
    sheet = forms.Sheet(request.POST)
    try:
        agreed = sheet.tick("agree")
        sheet.close()
        archive = archive_from(_bytes_of(request.FILES.get(FIELD)))
        taken = import_archive(user=_user(request), archive=archive, agreed=agreed, now=timezone.now())
    except BadAnswersError as problem:
        return data_page(request, problem.wrongs, status=400)
    is_running = any(programme.ended_on is None for programme in taken)
    return HttpResponseRedirect(reverse("today" if is_running else "data-all"))


def _bytes_of(file: "UploadedFile[Any] | None") -> bytes:
    if file is None:
        raise BadAnswersError([Wrong(THE_FILE, _("nothing"), _("the file that “Download” gave you"))])
    return bytes(file.read())


def _too_large(request: HttpRequest) -> HttpResponse:
    allowed = _("at most %(most)s MB, one file") % {"most": MOST_BYTES // 2**20}
    return data_page(request, (Wrong(THE_FILE, _("more"), allowed),), status=413)


def data_page(request: HttpRequest, wrongs: tuple[Wrong, ...] = (), *, status: int = 200) -> HttpResponse:
    """The ways there are, with what was wrong about a form on it."""
    runner = runner_for(request)
    standing = standing_consent(runner) if runner else None
    context: dict[str, Any] = {
        "faults": _named(wrongs),
        "consent": standing,
        "withdrawn": runner is not None and standing is None,
        "most": MOST_BYTES // 2**20,
    }
    return render(request, "mine/data.html", context | (_sharing(runner) if runner else {}), status=status)


def _sharing(runner: Runner) -> dict[str, Any]:
    """Who sees what *runner* follows, who steers it, and what was asked of that."""
    shares, programme = list(shared_with(runner)), None
    if shares:
        programme = shares[0].programme
    return {
        "shares": shares,
        "reported": list(still_reported(runner)),
        "readers": [share for share in shares if not share.steers],
        "waiting": waiting_for(programme) if programme else None,
        "passed": passed_on(programme) if programme else (),
    }


def _named(wrongs: tuple[Wrong, ...]) -> list[tuple[Wrong, str]]:
    return [(wrong, wrong.name) for wrong in wrongs]


def _user(request: HttpRequest) -> User:
    assert request.user.is_authenticated, "the door lets in nobody else"
    return request.user


def _counts(runner: Runner | None) -> dict[str, int]:
    programmes = list(runner.programmes.all()) if runner else []
    return {
        "programmes": len(programmes),
        "entries": sum(programme.last_seq for programme in programmes),
        "versions": sum(programme.last_version for programme in programmes),
    }
