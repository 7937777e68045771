"""Tokens by which programs act for somebody of the clinic: made after a fresh proof, shown once, taken back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.models import ClinicToken, Membership
from programs.models.tokens import LONGEST_NAME
from programs.selectors.clinics import (
    RUN_THE_HOUSE,
    clinic_tokens_seen_by,
    may,
    open_clinic_tokens,
    scopes_of,
    scopes_open_to,
)
from programs.services.clinic_tokens import TooManyTokensError, give_clinic_token, revoke_clinic_token
from programs.services.tokens import LONGEST_DAYS
from programs.web.desk.door import READING, TELLING, at_desk, shown_anew
from programs.web.mine import forms
from rehab.asking import BadAnswersError, Wrong

USUAL_DAYS = 90


@at_desk(*READING, *TELLING)
@shown_anew
def tokens(request: HttpRequest, member: Membership) -> HttpResponse:
    """The tokens, the form for a new one, and once that is sent, its secret."""
    if request.method not in TELLING:
        return _page(request, member)
    sheet, now = forms.Sheet(request.POST), timezone.now()
    try:
        name, scopes, days = _wanted(sheet, member)
        token, secret = give_clinic_token(member=member, name=name, scopes=scopes, days=days, now=now)
    except BadAnswersError as problem:
        return _page(request, member, problem.wrongs)
    except TooManyTokensError as problem:
        return _page(request, member, (Wrong("name", request.POST.get("name", ""), str(problem)),))
    context = {"member": member, "token": token, "secret": secret, "scopes": _said(token.scopes)}
    return render(request, "desk/given_token.html", context)


@at_desk(*TELLING)
def revoke(request: HttpRequest, member: Membership, key: UUID) -> HttpResponse:
    """From now on the token opens nothing. 404 for every other key, whether anybody has it or not."""
    token = clinic_tokens_seen_by(member).filter(key=key).first()
    if token is None:
        raise Http404
    revoke_clinic_token(by=member, token=token, now=timezone.now())
    return HttpResponseRedirect(reverse("desk-tokens") + "#open")


def _wanted(sheet: forms.Sheet, member: Membership) -> tuple[str, frozenset[str], int]:
    """Name, scopes and days of the token that a form asks for."""
    name = sheet.name("name", longest=LONGEST_NAME)
    if not name:
        sheet.refuse("name", "", _("what the token is for, such as “front desk calendar”"))
    offered = scopes_open_to(member)
    scopes = sheet.many("scope", offered)
    if not scopes:
        sheet.refuse("scope", "", ", ".join(offered))
    days = sheet.number("days", most=LONGEST_DAYS, needed=True) or 0
    if not days:
        sheet.refuse("days", "0", _("1 to %(most)s days") % {"most": LONGEST_DAYS})
    sheet.close()
    return name, scopes, days


def _page(request: HttpRequest, member: Membership, wrongs: tuple[Wrong, ...] = ()) -> HttpResponse:
    now = timezone.now()
    chosen = set(request.POST.getlist("scope")) if wrongs else set()
    offered = scopes_open_to(member)
    context: dict[str, Any] = {
        "member": member,
        "tokens": _shown(member, now),
        "sees_all": may(member, RUN_THE_HOUSE),
        "scopes": [(scope, label, scope in chosen) for scope, label in ClinicToken.Scope.choices if scope in offered],
        "sent": {"name": request.POST.get("name", ""), "days": request.POST.get("days", USUAL_DAYS)},
        "longest_name": LONGEST_NAME,
        "longest_days": LONGEST_DAYS,
        "faults": [(wrong, _called(wrong.name)) for wrong in wrongs],
    }
    return render(request, "desk/tokens.html", context, status=400 if wrongs else 200)


def _shown(member: Membership, now: datetime) -> list[dict[str, Any]]:
    """The open tokens that *member* may take back, the newest first."""
    found = clinic_tokens_seen_by(member).filter(pk__in=open_clinic_tokens(now)).order_by("-made_at", "-pk")
    return [
        {
            "key": token.key,
            "name": token.name,
            "whose": "" if token.membership_id == member.pk else token.membership.name,
            "scopes": _said(scopes_of(token)),
            "expires_at": token.expires_at,
            "used_at": token.used_at,
        }
        for token in found
    ]


def _said(scopes: Any) -> list[tuple[str, str]]:
    """*scopes* with what each opens, in words."""
    return [(scope, str(ClinicToken.Scope(scope).label)) for scope in scopes]


def _called(name: str) -> str:
    """What the page calls a field."""
    return {"name": _("What it is for"), "scope": _("What it opens"), "days": _("Days")}.get(name, name)
