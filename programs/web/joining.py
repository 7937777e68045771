"""The link of an invitation: who invites, what to, and the button by which somebody comes to work at a clinic."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from programs.models import Invitation, User
from programs.models.clinics import LONGEST_NAME
from programs.selectors.clinics import member_of
from programs.selectors.staff import invitation_of, why_shut
from programs.services.inviting import OtherMailboxError, ShutError, WorksSomewhereError, accept_invitation
from programs.web.errors import not_allowed
from programs.web.mine import forms
from programs.web.privacy import KEPT_NOWHERE
from rehab.asking import BadAnswersError

METHODS = ("GET", "HEAD", "POST")


def join(request: HttpRequest, token: str) -> HttpResponse:
    """The page of an invitation; 404 with the reason for one that opens nothing, or nothing more. To look at it accepts
    nothing.
    """
    if request.method not in METHODS:
        return not_allowed(METHODS)
    invitation = invitation_of(token)
    shut = why_shut(invitation, timezone.now())
    if invitation is None or shut is not None:
        answer = render(request, "desk/invitation_shut.html", {"why": shut.value if shut else ""}, status=404)
    elif request.method == "POST" and isinstance(request.user, User):
        answer = _accepted(request, invitation, request.user)
    else:
        answer = _shown(request, invitation)
    answer["Cache-Control"] = KEPT_NOWHERE
    return answer


def _accepted(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    sheet = forms.Sheet(request.POST)
    try:
        name = sheet.name("name", longest=LONGEST_NAME)
        if not name:
            sheet.refuse("name", name, "a name")
        sheet.close()
        accept_invitation(invitation=invitation, user=user, name=name, now=timezone.now())
    except BadAnswersError as problem:
        return _shown(request, invitation, faults=[(wrong, wrong.name) for wrong in problem.wrongs], status=400)
    except (OtherMailboxError, WorksSomewhereError):
        return _shown(request, invitation, status=409)
    except ShutError:  # by somebody else, between looking and pressing
        return HttpResponseRedirect(request.path)
    return HttpResponseRedirect(reverse("desk"))


def _shown(request: HttpRequest, invitation: Invitation, *, status: int = 200, **more: object) -> HttpResponse:
    user = request.user
    context = {
        "invitation": invitation,
        "is_theirs": user.is_authenticated and user.email == invitation.email,
        "works_somewhere": member_of(user) is not None,
        "longest_name": LONGEST_NAME,
    }
    return render(request, "desk/invitation.html", context | more, status=status)
