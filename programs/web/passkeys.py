"""Signing in with a passkey in place of a code, and the passkeys of an account. Without a script neither is shown.

Whoever adds or removes one has shown who they are within the last quarter of an hour, or does so first. Whoever works
at a clinic and has a second proof shows that one: or the mailbox, the first proof, would make itself the second.
"""

from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from programs.models import User
from programs.models.passkeys import LONGEST_NAME
from programs.selectors.clinics import member_of
from programs.selectors.code_apps import code_app_of, codes_left
from programs.selectors.passkeys import passkeys_of
from programs.services import passkeys
from programs.services.code_apps import address_of
from programs.services.limits import WINDOW, seconds_to_wait
from programs.services.passkeys import PasskeyError
from programs.web.accounts import asks_too_often
from programs.web.callers import STRONG_ANEW, is_strong, mark_strong, runner_for
from programs.web.desk.code import picture_of_code
from programs.web.desk.door import shown_to
from programs.web.errors import not_allowed, not_found, too_many
from programs.web.fresh import awaits_code, entered, is_fresh, send_code, take_code
from programs.web.links import BACKEND
from programs.web.mine import forms
from programs.web.mine.door import signed_in
from programs.web.mine.today import READING, TELLING
from programs.web.privacy import KEPT_NOWHERE
from rehab.asking import BadAnswersError, Wrong, shown

# What the answer is held against, in the session: for which of the two, until when, and the question.
ASKED = "passkey"
ADDING, SIGNING_IN = "adding", "signing in"
SECONDS_TO_ANSWER = 5 * 60
LONGEST_CODE = 40
# In the session: the secret of an app that has not shown a code of it yet.
BEGUN = "code app begun"
View = Callable[..., HttpResponse]


def fresh(view: View) -> View:
    """*view* for whoever has shown who they are a short time ago; others get 403, and the page that asks for it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        may_change = is_fresh(request) and not _owes_a_proof(request)
        return view(request, *args, **kwargs) if may_change else page(request, status=403)

    return guarded


def _owes_a_proof(request: HttpRequest) -> bool:
    """Whether a second proof of whoever asks opens a clinic's clients, and was not shown a short time ago."""
    user = _user(request)
    if member_of(user) is None or is_strong(request, STRONG_ANEW):
        return False
    return passkeys_of(user).exists() or code_app_of(user) is not None


@signed_in(*READING)
def overview(request: HttpRequest) -> HttpResponse:
    """The passkeys there are, and the way to another."""
    return page(request)


@signed_in(*TELLING)
def mail_code(request: HttpRequest) -> HttpResponse:
    """Mail a code that shows again who this is."""
    user = _user(request)
    if asks_too_often(request, user.email):
        return too_many(request, seconds=WINDOW)
    send_code(request, user)
    return HttpResponseRedirect(reverse("passkeys"))


@signed_in(*TELLING)
def type_code(request: HttpRequest) -> HttpResponse:
    """Take the code; a wrong one is refused, and after the third another has to be sent."""
    sheet = forms.Sheet(request.POST)
    try:
        code = sheet.text("code", longest=LONGEST_CODE)
        sheet.close()
    except BadAnswersError as problem:
        return page(request, problem.wrongs, status=400)
    if take_code(request, code):
        return HttpResponseRedirect(reverse("passkeys"))
    return page(request, (Wrong("code", shown(code), _("the code of the last mail, for 15 minutes")),), status=400)


@signed_in(*TELLING)
@fresh
def ask_to_add(request: HttpRequest) -> HttpResponse:
    """What this browser is to make a key from."""
    try:
        options, state = passkeys.ask_to_add(user=_user(request), host=_host(request))
    except PasskeyError as problem:
        return JsonResponse({"problem": str(problem)}, status=409)
    return _asked(request, ADDING, options, state)


@signed_in(*TELLING)
@fresh
def add(request: HttpRequest) -> HttpResponse:
    """Keep the key that was made."""
    sheet, state = forms.Sheet(request.POST), _taken(request, ADDING)
    try:
        name = sheet.name("name", longest=LONGEST_NAME) or _("My passkey")
        answer = sheet.text("credential", longest=passkeys.LONGEST_ANSWER)
        sheet.close()
        passkeys.add_passkey(user=_user(request), host=_host(request), state=state, answer=answer, name=name)
    except BadAnswersError as problem:
        return page(request, problem.wrongs, status=400)
    except PasskeyError as problem:
        return page(request, (Wrong("credential", _("that"), str(problem)),), status=400)
    return HttpResponseRedirect(reverse("passkeys"))


@signed_in(*TELLING)
@fresh
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Forget one of one's own; 404 for any other."""
    if not passkeys.remove_passkey(user=_user(request), number=number):
        return not_found(request)
    return HttpResponseRedirect(reverse("passkeys"))


def at_the_door(view: View) -> View:
    """For anybody, by POST, a few times in a minute, kept nowhere."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return not_allowed(TELLING)
        allowed, now = settings.PASSKEYS_PER_MINUTE, timezone.now().timestamp()
        wait = seconds_to_wait(request, kind="passkey", allowed=allowed, now=now)
        answer = too_many(request, seconds=ceil(wait)) if wait else view(request)
        answer["Cache-Control"] = KEPT_NOWHERE
        return answer

    return guarded


@at_the_door
def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """What a passkey of whoever is there is to sign."""
    options, state = passkeys.ask_to_sign_in(host=_host(request))
    if request.session.session_key is None:
        request.session.set_expiry(SECONDS_TO_ANSWER)
    return _asked(request, SIGNING_IN, options, state)


@at_the_door
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in whoever the answer is signed for, or say that it did not work, with the way by a code."""
    state, answer = _taken(request, SIGNING_IN), request.POST.get("credential", "")
    try:
        user = passkeys.take_passkey(host=_host(request), state=state, answer=answer, now=timezone.now())
    except PasskeyError:
        return render(request, "account/passkey_refused.html", {}, status=400)
    login(request, user, backend=BACKEND)
    entered(request)
    mark_strong(request)
    return HttpResponseRedirect(going_to(request))


def going_to(request: HttpRequest, *, otherwise: str = settings.LOGIN_REDIRECT_URL) -> str:
    """Where somebody was going: a page of this house and no other, and *otherwise* the one of that name."""
    given = request.POST.get("next", "")
    hosts = {request.get_host()}
    if given and url_has_allowed_host_and_scheme(given, hosts, require_https=request.is_secure()):
        return given
    return resolve_url(otherwise)


def _asked(request: HttpRequest, what: str, options: dict[str, Any], state: dict[str, Any]) -> HttpResponse:
    until = timezone.now().timestamp() + SECONDS_TO_ANSWER
    request.session[ASKED] = {"for": what, "until": until, "state": state}
    return JsonResponse(options)


def _taken(request: HttpRequest, what: str) -> dict[str, Any]:
    """The question an answer is held against, taken out of the session: nothing is answered twice."""
    asked = request.session.pop(ASKED, None) or {}
    if asked.get("for") != what or asked["until"] < timezone.now().timestamp():
        return {}
    return cast(dict[str, Any], asked["state"])


def _host(request: HttpRequest) -> str:
    """The name of this house as the browser knows it, without its port."""
    return request.get_host().partition(":")[0]


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def page(request: HttpRequest, wrongs: tuple[Wrong, ...] = (), *, status: int = 200) -> HttpResponse:
    """The page of both second proofs, passkeys and codes from an app, with what was wrong about a form on it."""
    user = _user(request)
    member = member_of(user)
    if member is not None:
        shown_to(request, member)
    faults = [(wrong, _("Code") if wrong.name == "code" else _("Passkey")) for wrong in wrongs]
    context: dict[str, Any] = {
        "passkeys": passkeys_of(user),
        "code_app": code_app_of(user),
        "codes_left": codes_left(user),
        "faults": faults,
        "longest": LONGEST_NAME,
        "fresh": is_fresh(request) and not _owes_a_proof(request),
        "owes_a_proof": _owes_a_proof(request),
        "awaits_code": awaits_code(request),
        "at_desk": member is not None and runner_for(request) is None,
    }
    secret = request.session.get(BEGUN) if context["fresh"] else None
    if secret:
        groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        context |= {"secret": groups, "code": picture_of_code(address_of(secret, email=user.email))}
    return render(request, "mine/passkeys.html", context, status=status)
