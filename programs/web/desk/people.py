"""The clinic itself, who works there, and the proof that is asked for before any client is seen."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from programs.models import Membership
from programs.models.clinics import (
    LEAST_YEARS,
    LONGEST_NAME,
    LONGEST_PHONE,
    LONGEST_REASON,
    MOST_YEARS,
    USUAL_YEARS,
)
from programs.selectors.clinics import RUN_THE_HOUSE, logo_of, may, member_of, members_of
from programs.selectors.code_apps import code_app_of
from programs.selectors.passkeys import passkeys_of
from programs.selectors.staff import open_invitations
from programs.services.clinics import rename
from programs.services.retention import keep_for
from programs.web.callers import STRONG_ANEW, STRONG_FOR, is_strong
from programs.web.desk.door import READING, TELLING, at_desk
from programs.web.errors import not_allowed, not_found
from programs.web.mine import forms
from programs.web.privacy import KEPT_NOWHERE
from rehab.asking import BadAnswersError, Wrong

LONGEST_NUMBER = 9


@login_required
def proof(request: HttpRequest) -> HttpResponse:
    """Ask a member for a passkey, then lead back to where they were going. With *anew* in the address, one of an hour
    ago does not do.
    """
    member = member_of(request.user)
    if request.method not in READING:
        answer = not_allowed(READING)
    elif member is None or member.user is None:
        answer = not_found(request)
    else:
        going, anew = _inside(request, request.GET.get("next", "")), request.GET.get("anew") == "yes"
        if is_strong(request, STRONG_ANEW if anew else STRONG_FOR):
            answer = HttpResponseRedirect(going)
        else:
            answer = proof_page(request, going, anew=anew)
    answer["Cache-Control"] = KEPT_NOWHERE
    return answer


def proof_page(request: HttpRequest, going: str, *, anew: bool = False, wrong_code: bool = False) -> HttpResponse:
    """The page that asks a member for a second proof, on the way to *going*."""
    member = member_of(request.user)
    assert member is not None, "doors ask nobody else"
    assert member.user is not None, "whoever asks has an account"
    context = {
        "member": member,
        "has_one": passkeys_of(member.user).exists(),
        "has_app": code_app_of(member.user) is not None,
        "next": _inside(request, going),
        "anew": anew,
        "wrong_code": wrong_code,
    }
    return render(request, "desk/proof.html", context, status=400 if wrong_code else 200)


def _inside(request: HttpRequest, given: str) -> str:
    """*given* where it is a page of this house, and else the list of clients."""
    is_inside = url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure())
    return given if is_inside else reverse("desk")


@at_desk(*READING)
def settings(request: HttpRequest, member: Membership) -> HttpResponse:
    """The clinic's name and telephone, as they stand on paper, and its people."""
    return page(request, member)


@at_desk(*TELLING, needs=RUN_THE_HOUSE)
def face(request: HttpRequest, member: Membership) -> HttpResponse:
    """Another name or telephone for paper."""
    sheet = forms.Sheet(request.POST)
    try:
        name = sheet.name("name", longest=LONGEST_NAME)
        phone = sheet.name("phone", longest=LONGEST_PHONE)
        if not name:
            sheet.refuse("name", name, "a name")
        sheet.close()
    except BadAnswersError as problem:
        return page(request, member, problem.wrongs, status=400)
    rename(member=member, name=name, phone=phone, now=timezone.now())
    return HttpResponseRedirect(reverse("desk-settings"))


@at_desk(*TELLING, needs=RUN_THE_HOUSE)
def keeping(request: HttpRequest, member: Membership) -> HttpResponse:
    """For how long records are kept, with the reason where it is not the usual time."""
    sheet = forms.Sheet(request.POST)
    try:
        given, why = sheet.text("years", longest=LONGEST_NUMBER), sheet.text("why", longest=LONGEST_REASON)
        years = int(given) if given.isascii() and given.isdigit() else 0
        if not LEAST_YEARS <= years <= MOST_YEARS:
            sheet.refuse("years", given, _years_allowed())
        elif years != USUAL_YEARS and not why:
            sheet.refuse("why", why, _("a reason, for any time but %(years)s years") % {"years": USUAL_YEARS})
        sheet.close()
    except BadAnswersError as problem:
        return page(request, member, problem.wrongs, status=400)
    keep_for(by=member, years=years, why=why, now=timezone.now())
    return to_settings("keeping")


def to_settings(part: str) -> HttpResponse:
    """Back to the *part* of that name of the clinic's page."""
    return HttpResponseRedirect(f"{reverse('desk-settings')}#{part}")


def _years_allowed() -> str:
    return _("a whole number from %(least)s to %(most)s") % {"least": LEAST_YEARS, "most": MOST_YEARS}


def page(
    request: HttpRequest, member: Membership, wrongs: tuple[Wrong, ...] = (), *, status: int = 200
) -> HttpResponse:
    """The page of the clinic, with what was wrong about a form on it."""
    context = {
        "member": member,
        "clinic": member.clinic,
        "people": members_of(member.clinic),
        "invited": open_invitations(member.clinic, timezone.now()),
        "roles": Membership.Role.choices,
        "has_logo": bool(logo_of(member.clinic)),
        "is_owner": may(member, RUN_THE_HOUSE),
        "longest_name": LONGEST_NAME,
        "longest_phone": LONGEST_PHONE,
        "longest_reason": LONGEST_REASON,
        "years": {"usual": USUAL_YEARS, "least": LEAST_YEARS, "most": MOST_YEARS},
        "named": request.POST.get("name", member.clinic.name),
        "phone": request.POST.get("phone", member.clinic.phone),
        "email": request.POST.get("email", ""),
        "role": request.POST.get("role", Membership.Role.THERAPIST),
        "kept_years": request.POST.get("years", member.clinic.kept_years),
        "kept_why": request.POST.get("why", member.clinic.kept_why),
        "faults": [(wrong, _said(wrong.name)) for wrong in wrongs],
    }
    return render(request, "desk/settings.html", context, status=status)


def _said(name: str) -> str:
    """What the page calls a field."""
    called = {
        "email": _("E-mail address"),
        "role": _("Role"),
        "name": _("Name"),
        "phone": _("Telephone"),
        "years": _("Years"),
        "why": _("Reason"),
    }
    return called.get(name, name)
