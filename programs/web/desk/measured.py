"""Tests measured at the clinic: those of the gate ahead first, and what of it is met with them."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from programs.models import Client, Membership
from programs.selectors.authors import tellers
from programs.selectors.clinics import STEER, programme_steered_by
from programs.selectors.programmes import Following, following
from programs.selectors.stopped import stop_of
from programs.selectors.trials import TRIED, measured_in
from programs.services.diary import RefusedError
from programs.services.examining import measure
from programs.web.desk.door import READING, TELLING, with_client
from programs.web.desk.measured_form import read_tests, tests_shown
from programs.web.mine import forms
from programs.web.mine.progress_shown import gates_shown
from programs.web.mine.today import wrongs_of
from rehab.asking import BadAnswersError, Wrong
from rehab.words import words_in


@with_client(*READING, *TELLING, needs=STEER, noted="")
def tests(request: HttpRequest, member: Membership, client: Client) -> HttpResponse:
    """The tests asked, or told; after them what is met and what is missing. Behind a warning sign nothing is tried."""
    programme, now = programme_steered_by(member, client), timezone.now()
    if programme is None:
        raise Http404
    found = following(programme, now)
    if stop_of(found) is not None:
        return render(request, "desk/tests_wait.html", {"member": member, "client": client}, status=409)
    if request.method != "POST":
        return _page(request, member, client, found)
    sheet = forms.Sheet(request.POST)
    try:
        measure(member=member, client=client, programme=programme, measured=read_tests(sheet, found), now=now)
    except (BadAnswersError, RefusedError) as problem:
        return _page(request, member, client, found, wrongs_of(problem))
    return HttpResponseRedirect(f"{reverse('desk-tests', args=[client.key])}#met")


def _page(
    request: HttpRequest, member: Membership, client: Client, found: Following, wrongs: tuple[Wrong, ...] = ()
) -> HttpResponse:
    words, state = words_in(), found.today.now
    tried = list(found.programme.events.filter(kind=TRIED).order_by("on", "happened_at", "uuid"))
    gates = gates_shown(found, measured_in(tried, tellers(entry.author for entry in tried)))
    shown = tests_shown(found, request.POST if wrongs else None)
    labels = {name: f"{test.title}, {label}" for test in shown for name, label in test.labels.items()}
    ahead = state.phase + 1
    context: dict[str, Any] = {
        "member": member,
        "client": client,
        "uuid": uuid4(),
        "faults": [(wrong, labels.get(wrong.name, wrong.name)) for wrong in wrongs],
        "gates": gates,
        "met": sum(gate.met for gate in gates),
        "ahead": words.phase(found.protocol.phases[ahead].id) if ahead < len(found.protocol.phases) else "",
        "first": [test for test in shown if test.is_ahead],
        "later": [test for test in shown if not test.is_ahead],
        "on": request.POST.get("on", "") if wrongs else found.today.date.isoformat(),
        "earliest": found.programme.joined_on,
        "today": found.today.date,
        "how": words.name("plain", "tests_how"),
    }
    return render(request, "desk/tests.html", context, status=400 if wrongs else 200)
