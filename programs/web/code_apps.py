"""Codes from an app: set up beside the passkeys, and typed before any client is seen."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.models import User
from programs.selectors.clinics import member_of
from programs.services.code_apps import (
    TooManyTriesError,
    WrongCodeError,
    add_code_app,
    make_secret,
    remove_code_app,
    take_code,
)
from programs.web.callers import mark_strong
from programs.web.desk.people import proof_page
from programs.web.errors import not_found, too_many
from programs.web.fresh import entered
from programs.web.mine import forms
from programs.web.mine.door import signed_in
from programs.web.mine.today import TELLING
from programs.web.passkeys import BEGUN, fresh, going_to, page
from rehab.asking import BadAnswersError, Wrong, shown

LONGEST_CODE = 40


@signed_in(*TELLING)
@fresh
def begin(request: HttpRequest) -> HttpResponse:
    """Make a secret for an app to hold, and show it until a code of it is typed."""
    request.session[BEGUN] = make_secret()
    return HttpResponseRedirect(f"{reverse('passkeys')}#app")


@signed_in(*TELLING)
@fresh
def add(request: HttpRequest) -> HttpResponse:
    """Take codes of the app from now on; with the recovery codes, shown this once."""
    user, secret = _user(request), request.session.get(BEGUN, "")
    try:
        code = _typed(request)
        if not secret:
            return HttpResponseRedirect(reverse("passkeys"))
        codes = add_code_app(user=user, secret=secret, code=code, now=timezone.now())
    except BadAnswersError as problem:
        return page(request, problem.wrongs, status=400)
    except WrongCodeError:
        return page(request, (_wrong(code),), status=400)
    del request.session[BEGUN]
    mark_strong(request)
    return render(request, "mine/recovery_codes.html", {"codes": codes, "works": member_of(user) is not None})


@signed_in(*TELLING)
@fresh
def remove(request: HttpRequest) -> HttpResponse:
    """Take none any more; 404 where there is no app."""
    if not remove_code_app(user=_user(request)):
        return not_found(request)
    return HttpResponseRedirect(reverse("passkeys"))


@signed_in(*TELLING)
def prove(request: HttpRequest) -> HttpResponse:
    """Take a code in place of a passkey, and lead on to where somebody was going."""
    user = _user(request)
    if member_of(user) is None:
        return not_found(request)
    typed = request.POST.get("code", "")[:LONGEST_CODE]
    try:
        taken = take_code(user=user, typed=typed, now=timezone.now(), most=settings.CODES_PER_HOUR)
    except TooManyTriesError as problem:
        return too_many(request, seconds=problem.seconds)
    if not taken:
        return proof_page(request, request.POST.get("next", ""), wrong_code=True)
    request.session.cycle_key()
    entered(request)
    mark_strong(request)
    return HttpResponseRedirect(going_to(request, otherwise="desk"))


def _typed(request: HttpRequest) -> str:
    sheet = forms.Sheet(request.POST)
    code = sheet.text("code", longest=LONGEST_CODE)
    sheet.close()
    return "".join(code.split())


def _wrong(code: str) -> Wrong:
    return Wrong("code", shown(code), _("the six digits that the app shows now"))


def _user(request: HttpRequest) -> Any:
    return cast(User, request.user)
