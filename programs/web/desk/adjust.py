"""A therapist asks for something in a client's plan: chosen, weighed and looked at, then kept or taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from programs.models import Client, Membership, Programme
from programs.selectors.adjusting import weighed
from programs.selectors.askers import askers_of
from programs.selectors.clinics import STEER, programme_steered_by
from programs.selectors.courses import Told, finished_by
from programs.selectors.programmes import following, protocol_of
from programs.services.adjusting import Ask, ChangedMeanwhileError, NotPermittedError, TakeBack
from programs.services.calling import words_to_choose_by
from programs.services.diary import RefusedError
from programs.services.naming import author_to_clinic
from programs.services.steering import ask_for, take_back
from programs.web.desk.adjust_forms import LONGEST_ID, LONGEST_VERSION, AdjustForm
from programs.web.desk.adjust_shown import exercise_choices, plan_choices
from programs.web.desk.client import Sent, client_page
from programs.web.desk.door import READING, TELLING, to_client, with_client
from programs.web.desk.weighed_shown import weighed_shown
from programs.web.mine.forms import Sheet
from programs.web.mine.today import wrongs_of
from programs.web.mine.versions_shown import Say, VersionShown, versions_shown
from rehab.adjusting import Verdict, Weighed
from rehab.asking import BadAnswersError, Wrong
from rehab.telling import LONGEST_WHY

LABELS = {
    "exercise": gettext_lazy("Exercise"),
    "other": gettext_lazy("Other exercise"),
    "dose": gettext_lazy("Dose"),
    "minutes": gettext_lazy("Minutes of running"),
    "hold": gettext_lazy("Until when"),
    "until": gettext_lazy("Day"),
    "criterion": gettext_lazy("Test"),
    "phase": gettext_lazy("Phase"),
    "text": gettext_lazy("Message"),
    "days": gettext_lazy("Days"),
    "kind": gettext_lazy("What is asked for"),
    "reason": gettext_lazy("Reason"),
    "key": gettext_lazy("What is taken back"),
    "": gettext_lazy("A name in the form"),
}


@dataclass(frozen=True)
class Steered:
    """Somebody at a desk with a client whose running *programme* their clinic may change."""

    request: HttpRequest
    member: Membership
    client: Client
    programme: Programme


View = Callable[[Steered], HttpResponse]


def steered(view: View) -> Callable[[HttpRequest, Membership, Client], HttpResponse]:
    """*view* where the clinic may change the client's programme; else their page, which tells how they stand."""

    @wraps(view)
    def found(request: HttpRequest, member: Membership, client: Client) -> HttpResponse:
        programme = programme_steered_by(member, client)
        return to_client(client) if programme is None else view(Steered(request, member, client, programme))

    return found


@with_client(*READING, *TELLING, needs=STEER)
@steered
def adjust(desk: Steered) -> HttpResponse:
    """What may be asked for; what may be asked of one exercise; and what a wish would do. Keeps nothing."""
    if desk.request.method != "POST":
        return _menu(desk)
    form = AdjustForm(desk.request.POST)
    try:
        form.close()
        if form.intent is None:
            return _menu(desk, chosen=form.exercise)
        found = _weighed(desk, form)
    except BadAnswersError as problem:
        return _menu(desk, problem.wrongs, chosen=form.exercise)
    return _look(desk, form, found)


@with_client(*TELLING, needs=STEER, noted="")
@steered
def keep(desk: Steered) -> HttpResponse:
    """Keep what is asked for; where it cannot be kept, the same page says why, with all that was typed."""
    form = AdjustForm(desk.request.POST)
    try:
        form.close()
        if form.intent is None or form.seen is None:
            raise BadAnswersError([Wrong("kind", "nothing", "what the page before has shown")])
        ask = Ask(form.uuid, form.intent, form.reason, form.seen)
        ask_for(member=desk.member, client=desk.client, programme=desk.programme, ask=ask, now=timezone.now())
    except BadAnswersError as problem:
        return _menu(desk, problem.wrongs, chosen=form.exercise)
    except ChangedMeanwhileError as changed:
        desk.programme.refresh_from_db()
        return _look(desk, form, _weighed(desk, form), since=_since(desk, changed.since), status=409)
    except NotPermittedError as refused:
        return _look(desk, form, refused.weighed, status=409 if refused.weighed.verdict is Verdict.REFUSED else 400)
    except RefusedError as problem:
        return _menu(desk, wrongs_of(problem), chosen=form.exercise, status=409)
    return to_client(desk.client, part="asked")


@with_client(*TELLING, needs=STEER, noted="")
@steered
def undo(desk: Steered) -> HttpResponse:
    """Take back what was asked for. Where that cannot be, the client's page says why."""
    sheet = Sheet(desk.request.POST)
    key, reason = sheet.text("key", longest=LONGEST_ID), sheet.text("reason", longest=LONGEST_WHY)
    try:
        seen = sheet.number("seen", most=LONGEST_VERSION, needed=True) or 0
        sheet.close()
        taken = TakeBack(sheet.uuid, key, reason, seen)
        take_back(member=desk.member, client=desk.client, programme=desk.programme, taken=taken, now=timezone.now())
    except (BadAnswersError, RefusedError) as problem:
        status = 400 if isinstance(problem, BadAnswersError) else 409
        faults = labelled(wrongs_of(problem))
        return client_page(desk.request, desk.member, desk.client, Sent(faults, status))
    return to_client(desk.client, part="asked")


def _weighed(desk: Steered, form: AdjustForm) -> Weighed:
    assert form.intent is not None, "a form that asks for something is weighed"
    return weighed(desk.programme, form.intent, key=str(form.uuid), said=form.reason, now=timezone.now())


def _menu(desk: Steered, wrongs: Sequence[Wrong] = (), *, chosen: str = "", status: int = 0) -> HttpResponse:
    """The choices: of the exercise *chosen* where it is one, else of the whole plan."""
    found = following(desk.programme, timezone.now())
    context: dict[str, Any] = {"member": desk.member, "client": desk.client, "faults": labelled(wrongs)}
    context["asks_at"] = reverse("desk-adjust", args=[desk.client.key])
    context["typed"] = desk.request.POST.get("text", "")
    context |= plan_choices(found)
    if chosen in found.protocol.catalogue:
        context |= exercise_choices(found, chosen)
    return render(desk.request, "desk/adjust.html", context, status=status or (400 if wrongs else 200))


def _look(
    desk: Steered, form: AdjustForm, found: Weighed, *, since: Sequence[VersionShown] = (), status: int = 200
) -> HttpResponse:
    """What the wish would do to the plan as it is now, with the form that keeps it."""
    words = words_to_choose_by(desk.programme)
    context = weighed_shown(protocol_of(desk.programme), found, words) | {
        "member": desk.member,
        "client": desk.client,
        "uuid": form.uuid,
        "seen": desk.programme.last_version,
        "since": since,
        "wants_reason": status == 400,
        "exercise": form.exercise,
    }
    return render(desk.request, "desk/weighed.html", context, status=status)


def _since(desk: Steered, told: Sequence[Told]) -> Sequence[VersionShown]:
    """The versions made since the one that was seen, as people of a clinic read them."""
    known = askers_of(desk.programme, {one.author for one in told})
    return versions_shown(
        following(desk.programme, timezone.now()),
        told,
        finished_by(desk.programme),
        Say(
            words_to_choose_by(desk.programme),
            lambda author: author_to_clinic(author, desk.programme, known, desk.member),
        ),
        first=told[0].number + 1 if told else 1,
    )


def labelled(wrongs: Sequence[Wrong]) -> list[tuple[Wrong, Any]]:
    """*wrongs*, each with what the form calls the field."""
    return [(wrong, LABELS.get(wrong.name, wrong.name)) for wrong in wrongs]
