"""Papers of many clients: asked for, looked after while they are made, and opened by whoever asked."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.client_papers import SIZES
from programs.models import Client, Membership
from programs.selectors.clinics import PRINT, clients_seen_by
from programs.selectors.intakes import clients_in, intake_seen_by
from programs.selectors.print_jobs import is_open, job_seen_by, orders_refused, stack_seen_by
from programs.selectors.standings import clients_of
from programs.services.audit import note
from programs.services.print_jobs import MOST_AT_ONCE, PaperKind, order_papers
from programs.web.desk.door import READING, TELLING, at_desk
from programs.web.desk.listed import SEARCH
from programs.web.desk.listed_forms import choice_of
from programs.web.desk.printing_shown import job_shown
from programs.web.papers import few_a_minute

TICKED, ALL, INTAKE = "ticked", "all", "intake"


@few_a_minute
@at_desk(*TELLING, needs=PRINT)
def ask(request: HttpRequest, member: Membership) -> HttpResponse:
    """Have the papers made of those who are ticked, of all that the list shows, or of an intake."""
    clients = _asked_for(request, member)
    if not clients:
        return _refused(request, member, _("Nobody was ticked."))
    if len(clients) > MOST_AT_ONCE:
        told = _("%(many)s clients are more than %(most)s. Show some of them, and print those.")
        return _refused(request, member, told % {"many": len(clients), "most": MOST_AT_ONCE})
    kind = kind_in(request.POST.get("paper", ""), request.POST.get("large", ""))
    job = order_papers(member=member, clients=clients, kind=kind, now=timezone.now())
    return HttpResponseRedirect(reverse("desk-papers", args=[job.key]))


@at_desk(*READING, needs=PRINT)
def papers(request: HttpRequest, member: Membership, key: UUID) -> HttpResponse:
    """How far they are, and once they are made, the files."""
    job = job_seen_by(member, key)
    if job is None:
        raise Http404
    stacks = [(stack, is_open(stack, member)) for stack in job.stacks.defer("data")]
    context = {"member": member, "job": job} | job_shown(job, stacks, list(orders_refused(job)))
    return render(request, "desk/papers.html", context)


@at_desk(*READING, needs=PRINT)
def stack(request: HttpRequest, member: Membership, key: UUID, number: int) -> HttpResponse:
    """One file of papers; 404 once somebody in it may not be seen any more."""
    found = stack_seen_by(member, key, number)
    if found is None:
        raise Http404
    note(member=member, what="opened papers", about=key, now=timezone.now())
    headers = {"Content-Disposition": f'inline; filename="strideback-papers-{number}.pdf"'}
    return HttpResponse(bytes(found.data), content_type="application/pdf", headers=headers)


def kind_in(paper: str, large: str) -> PaperKind:
    """What papers are to look like, of two answers of a form; the usual where an answer is none."""
    return PaperKind(paper if paper in SIZES else SIZES[0], large == "yes")


def _asked_for(request: HttpRequest, member: Membership) -> list[Client]:
    """Those whose papers a form asks for, of those whom *member* may see."""
    which = request.POST.get("which", TICKED)
    if which == INTAKE:
        intake = intake_seen_by(member, _key(request.POST.get("intake", "")))
        if intake is None:
            raise Http404
        return list(clients_in(intake, member))
    if which == ALL:
        view = choice_of(request.POST, {}).view(str(request.session.get(SEARCH, "")))
        return list(clients_of(member, view)[: MOST_AT_ONCE + 1])
    keys = [_key(text) for text in request.POST.getlist("client")[: MOST_AT_ONCE + 1]]
    return list(clients_seen_by(member).filter(key__in=keys, discharged_at__isnull=True).order_by("name", "pk"))


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as problem:
        raise Http404 from problem


def _refused(request: HttpRequest, member: Membership, told: str) -> HttpResponse:
    return render(request, "desk/no_papers.html", {"member": member, "told": told}, status=400)
