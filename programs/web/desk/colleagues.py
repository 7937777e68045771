"""One of the people of a clinic: their role, the clients they answer for, and their leaving."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.models import Membership
from programs.selectors.clinics import READ, RUN_THE_HOUSE, may
from programs.selectors.staff import ANSWERING, clients_of, is_last_owner, may_answer_instead, person_seen_by
from programs.services.leaving import LastOwnerError, StillAnsweringError, change_role, end_membership, hand_over
from programs.web.desk.door import READING, TELLING, at_desk
from programs.web.desk.people import to_settings
from programs.web.mine import forms
from rehab.asking import BadAnswersError, Wrong

View = Callable[..., HttpResponse]
ROLES = tuple(role.value for role in Membership.Role)
# Named one by one on the page; a form that is larger would be refused.
MOST_SHOWN = 200


def with_person(*methods: str, needs: str = READ) -> Callable[[View], View]:
    """A page of one of the clinic's people, for an owner and for that person: the view is given both. 404 for every
    other key, whether anybody has it or not.
    """

    def decorate(view: View) -> View:
        @at_desk(*methods, needs=needs)
        @wraps(view)
        def found(request: HttpRequest, member: Membership, key: UUID) -> HttpResponse:
            person = person_seen_by(member, key)
            if person is None:
                raise Http404
            return view(request, member, person)

        return found

    return decorate


@with_person(*READING)
def person(request: HttpRequest, member: Membership, person: Membership) -> HttpResponse:
    """Their page."""
    return _page(request, member, person)


@with_person(*TELLING, needs=RUN_THE_HOUSE)
def role(request: HttpRequest, member: Membership, person: Membership) -> HttpResponse:
    """Another role."""
    sheet = forms.Sheet(request.POST)
    try:
        chosen = sheet.one("role", ROLES, needed=True) or person.role
        sheet.close()
        change_role(by=member, person=person, role=Membership.Role(chosen), now=timezone.now())
    except BadAnswersError as problem:
        return _page(request, member, person, problem.wrongs)
    except LastOwnerError:
        return _page(request, member, person, (_needs_an_owner(chosen),))
    except StillAnsweringError:
        return _page(request, member, person, (_needs_no_clients(chosen),))
    return to_settings("people")


@with_person(*TELLING)
def pass_on(request: HttpRequest, member: Membership, person: Membership) -> HttpResponse:
    """Give their clients to colleagues: those that are named one by one, and all the others to one."""
    colleagues = {str(one.key): one for one in may_answer_instead(person)}
    clients = [key for (key,) in clients_of(person).values_list("key")]
    sheet = forms.Sheet(request.POST)
    try:
        everybody = sheet.one("all", tuple(colleagues))
        chosen = {key: sheet.one(f"of-{key}", tuple(colleagues)) or everybody for key in clients}
        if not any(chosen.values()):
            sheet.refuse("all", "", _("one of the colleagues in the list"))
        sheet.close()
    except BadAnswersError as problem:
        return _page(request, member, person, problem.wrongs)
    heirs = {key: colleagues[heir] for key, heir in chosen.items() if heir}
    hand_over(by=member, person=person, heirs=heirs, now=timezone.now())
    return HttpResponseRedirect(reverse("desk-person", args=[person.key]))


@with_person(*TELLING)
def part(request: HttpRequest, member: Membership, person: Membership) -> HttpResponse:
    """End their work here."""
    try:
        end_membership(by=member, person=person, now=timezone.now())
    except LastOwnerError:
        return _page(request, member, person, (_needs_an_owner(_("the only owner")),))
    except StillAnsweringError:
        return _page(request, member, person, (_needs_no_clients(_("somebody with clients")),))
    return HttpResponseRedirect(reverse("start" if person.pk == member.pk else "desk-settings"))


def _needs_an_owner(given: str) -> Wrong:
    return Wrong(_("Owner"), given, _("this, once somebody else is an owner too"))


def _needs_no_clients(given: str) -> Wrong:
    return Wrong(_("Clients"), given, _("this, once every client has gone to a colleague"))


def _page(request: HttpRequest, member: Membership, person: Membership, wrongs: tuple[Wrong, ...] = ()) -> HttpResponse:
    clients = clients_of(person)
    many = clients.count()
    context: dict[str, Any] = {
        "member": member,
        "person": person,
        "is_self": person.pk == member.pk,
        "is_owner": may(member, RUN_THE_HOUSE),
        "is_last_owner": is_last_owner(person),
        "may_answer": person.role in ANSWERING,
        "many": many,
        "clients": clients.order_by("name", "pk") if many <= MOST_SHOWN else (),
        "colleagues": may_answer_instead(person),
        "roles": Membership.Role.choices,
        "faults": [(wrong, _("Colleague") if wrong.name == "all" else wrong.name) for wrong in wrongs],
    }
    return render(request, "desk/person.html", context, status=400 if wrongs else 200)
