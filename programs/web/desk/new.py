"""A new client, and what they are given: one form, with what they will see beside it."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from programs.client_form import NOT_ASKED, ClientForm
from programs.models import Client, Membership
from programs.models.clinics import LONGEST_MESSAGE
from programs.selectors.clinics import ASSIGN, assignment_of, client_seen_by
from programs.selectors.protocol import bounds_on, grading_rules, screening_rules
from programs.selectors.templates import offered_to
from programs.services.assigning import assign, check_in, check_of
from programs.services.calling import words_at
from programs.services.clinics import add_client
from programs.services.diary import RefusedError
from programs.services.giving import TemplateRefusedError
from programs.services.joining import AlreadyFollowingError
from programs.services.templates import NotOfferedError, TemplateChangedError
from programs.services.working import NotGuidedError, still_working
from programs.web.check_forms import kept
from programs.web.desk.door import READING, TELLING, at_desk, to_client, with_client
from programs.web.desk.picked import STEP, TAKE, taken_over, templates_shown
from programs.web.desk.preview import Preview, preview_of
from programs.web.desk.template_shown import given_shown, refused_wrongs
from rehab.asking import BadAnswersError, Wrong
from rehab.screening import screens
from rehab.telling import LONGEST_WHY
from rehab.words import words_in

LABELS = {
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail"),
    "age": gettext_lazy("Age"),
    "grade": gettext_lazy("Grade"),
    "side": gettext_lazy("Sore side"),
    "injured_on": gettext_lazy("Day of the injury"),
    "signs": gettext_lazy("Warning signs"),
    "flag": gettext_lazy("Warning signs"),
    "message": gettext_lazy("Message"),
    "examined_on": gettext_lazy("Cleared on"),
    "weekly_run_minutes": gettext_lazy("Minutes of running in a usual week"),
    "template": gettext_lazy("Template"),
    "template_reason": gettext_lazy("Reason for what the template asks"),
    "": gettext_lazy("A name in the form"),
}


@at_desk(*READING, *TELLING, needs=ASSIGN)
def new(request: HttpRequest, member: Membership) -> HttpResponse:
    """The form, and once it is sent, the client with their programme."""
    now = timezone.now()
    if request.method != "POST":
        return render(request, "desk/new.html", _blank(member, now) | {"form_key": uuid4()})
    if request.POST.get(STEP) == TAKE:
        return _again(request, member, ())
    form = ClientForm(request.POST, _today(member, now), offered_to(member))
    try:
        form.close()
        client = _taken_on(member, form, now)
    except BadAnswersError as problem:
        return _again(request, member, problem.wrongs)
    return to_client(client)


@with_client(*READING, *TELLING, needs=ASSIGN, noted="")
def assign_anew(request: HttpRequest, member: Membership, client: Client) -> HttpResponse:
    """The same form for somebody who is known: what they follow ends, and this begins."""
    now = timezone.now()
    if request.method != "POST":
        return render(request, "desk/new.html", _filled(member, client, now) | {"client": client})
    if request.POST.get(STEP) == TAKE:
        return _again(request, member, (), client)
    form = ClientForm(request.POST, _today(member, now), offered_to(member))
    try:
        form.close()
        _assigned(member, client, form, now)
    except BadAnswersError as problem:
        return _again(request, member, problem.wrongs, client)
    return to_client(client)


@at_desk(*TELLING, needs=ASSIGN)
def preview(request: HttpRequest, member: Membership) -> HttpResponse:
    """What the form, as far as it is filled in, would give: the part of the page beside it."""
    now = timezone.now()
    form = ClientForm(request.POST, _today(member, now), offered_to(member))
    found = _previewed(member, form, now)
    given = given_shown(form.wished, clinic=member.clinic, now=now) if form.wished else ()
    context = {"preview": found, "given": given, "wrongs": [] if found else form.form.wrongs, "name": form.name}
    return render(request, "desk/_preview.html", context)


def _previewed(member: Membership, form: ClientForm, now: datetime) -> Preview | None:
    wished = form.wished
    return preview_of(check_of(wished, now), clinic=member.clinic, now=now, wished=wished) if wished else None


def _taken_on(member: Membership, form: ClientForm, now: datetime) -> Client:
    """The client of *form*; one sent twice is one client."""
    # Of the clinic's own: what a form of another house made names nobody here.
    key = uuid5(member.clinic.key, form.key or str(uuid4()))
    with transaction.atomic():
        still_working(member)  # and holds the clinic: of two hands at once the second finds the client of the first
        known = client_seen_by(member, key)
        if known is not None:
            return known
        client = add_client(member=member, name=form.name, email=form.email, now=now, key=key)
        _assigned(member, client, form, now)
    return client


def _assigned(member: Membership, client: Client, form: ClientForm, now: datetime) -> None:
    assert form.wished is not None, "a form without a fault says what is wished"
    try:
        assign(member=member, client=client, wished=form.wished, message=form.message, now=now)
    except (AlreadyFollowingError, NotGuidedError) as problem:
        raise BadAnswersError([Wrong("name", client.name, str(problem))]) from problem
    except TemplateRefusedError as problem:
        raise BadAnswersError(refused_wrongs(problem.refused, words_at(member.clinic, client))) from problem
    except (RefusedError, TemplateChangedError, NotOfferedError) as problem:
        raise BadAnswersError([Wrong("template", client.name, str(problem))]) from problem


def _today(member: Membership, now: datetime) -> date:
    return now.astimezone(ZoneInfo(member.clinic.zone)).date()


def _again(
    request: HttpRequest, member: Membership, wrongs: tuple[Wrong, ...], client: Client | None = None
) -> HttpResponse:
    """The form as it was sent, with what was wrong; where its template's kit and muscle are asked for, with those."""
    sent = kept({name: request.POST.getlist(name) for name in request.POST})
    if request.POST.get(STEP) == TAKE:
        sent = taken_over(sent, offered_to(member))
    context = _shown(member, sent, timezone.now()) | {
        "faults": [(wrong, LABELS.get(wrong.name, wrong.name)) for wrong in wrongs],
        "wrong": {wrong.name for wrong in wrongs},
        "form_key": sent.get("key", [""])[0],
        "client": client,
        "took": request.POST.get(STEP) == TAKE,
    }
    return render(request, "desk/new.html", context, status=400 if wrongs else 200)


def _blank(member: Membership, now: datetime) -> dict[str, Any]:
    given = sorted(bounds_on(now.date()).protocol.kit.given)
    return _shown(member, {"equipment": given, "injured_on": [str(_today(member, now))], "signs": [NOT_ASKED]}, now)


def _filled(member: Membership, client: Client, now: datetime) -> dict[str, Any]:
    """The form as it was last sent for *client*, the warning signs to be asked anew."""
    sent = {"name": [client.name], "email": [client.email], "injured_on": [str(_today(member, now))]}
    assignment = assignment_of(client)
    if assignment is not None:
        check = check_in(assignment)
        about = check.about
        assert about is not None, "an assignment says which leg it is"
        sent |= {
            "grade": [str(check.grade)],
            "side": [about.leg],
            "injured_on": [str(check.injured_on)],
            "equipment": list(about.kit),
            "age": [] if check.age is None else [str(check.age)],
            "message": [assignment.message],
        }
    return _shown(
        member, {"equipment": sorted(bounds_on(now.date()).protocol.kit.given), "signs": [NOT_ASKED], **sent}, now
    )


def _shown(member: Membership, sent: dict[str, list[str]], now: datetime) -> dict[str, Any]:
    """Everything the form needs, *sent* being what stands in it."""
    words, bounds = words_in(), bounds_on(_today(member, now))
    first = {name: values[0] if values else "" for name, values in sent.items()}
    kit, flags = set(sent.get("equipment", ())), set(sent.get("flag", ()))
    return templates_shown(offered_to(member), first.get("template", "")) | {
        "member": member,
        "sent": first,
        "today": _today(member, now),
        "grades": [
            (str(grade), words.name("grades", str(grade)), first.get("grade") == str(grade))
            for grade in sorted(bounds.protocol.phases[0].floor_day)
        ],
        "kit": [(name, words.name("kit", name), name in kit) for name in bounds.protocol.kit.named],
        "focuses": [
            (muscle.id, words.name("focuses", muscle.id), first.get("focus") == muscle.id)
            for muscle in grading_rules().focuses
        ],
        "signs": [
            [(flag.id, words.text("red_flags", "flags", flag.id, "label"), flag.id in flags) for flag in asked]
            for _, asked in screens(screening_rules())
        ],
        "any_flag": bool(flags),
        "longest_message": LONGEST_MESSAGE,
        "longest_reason": LONGEST_WHY,
    }
