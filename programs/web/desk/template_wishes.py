"""Something more for a template to ask for: chosen by the forms of adjusting, weighed for each grade, then kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec.structs import replace

from programs.models import Membership, Template
from programs.selectors.clinics import STEER
from programs.selectors.templates import brings_of, last_version_of, wanted_in
from programs.services.calling import words_at
from programs.services.templates import MOST_WISHES, TemplateChangedError, as_written, write_template
from programs.web.desk.adjust import labelled
from programs.web.desk.adjust_forms import AdjustForm
from programs.web.desk.door import READING, TELLING
from programs.web.desk.intents_said import fields_of
from programs.web.desk.template_shown import WantedShown, menu_of, protocol_of_version, weighed_in, wrongs_for_all
from programs.web.desk.templates import to_template, with_template
from rehab.adjusting import Verdict
from rehab.asking import BadAnswersError, Wrong
from rehab.fitting import Wanted, is_lasting
from rehab.telling import LONGEST_WHY


@dataclass(frozen=True)
class Written:
    """Somebody who writes a *template*."""

    request: HttpRequest
    member: Membership
    template: Template


@with_template(*READING, *TELLING, needs=STEER)
def add(request: HttpRequest, member: Membership, template: Template) -> HttpResponse:
    """What may be asked for; what may be asked of one exercise; and what a wish would break. Keeps nothing."""
    desk = Written(request, member, template)
    if request.method != "POST":
        return _menu(desk)
    form = AdjustForm(request.POST)
    try:
        form.close()
        if form.intent is None:
            return _menu(desk, chosen=form.exercise)
        found = _weighed(member, template, form)
    except BadAnswersError as problem:
        return _menu(desk, problem.wrongs, chosen=form.exercise)
    return _look(desk, form, found)


@with_template(*TELLING, needs=STEER)
def keep(request: HttpRequest, member: Membership, template: Template) -> HttpResponse:
    """Keep it in a new version; where it cannot be kept, the same page says why, with all that was typed."""
    desk = Written(request, member, template)
    form = AdjustForm(request.POST)
    try:
        form.close()
        if form.intent is None or form.seen is None:
            raise BadAnswersError([Wrong("kind", "nothing", "what the page before has shown")])
        found = _weighed(member, template, form)
        if needs_reason(found) and not form.reason:
            return _look(desk, form, found, status=400)
        draft = as_written(template, last_version_of(template), form.uuid)
        draft = replace(draft, wanted=(*draft.wanted, Wanted(form.intent, form.reason)))
        write_template(member=member, template=template, draft=draft, seen=form.seen, now=timezone.now())
    except BadAnswersError as problem:
        return _menu(desk, problem.wrongs, chosen=form.exercise)
    except TemplateChangedError:
        template.refresh_from_db()
        return _look(desk, form, _weighed(member, template, form), status=409)
    return to_template(template, part="wanted")


def needs_reason(found: WantedShown) -> bool:
    """Whether a grade lets it be for a reason alone."""
    return any(grade.verdict == Verdict.NEEDS_REASON.value for grade in found.grades)


def _weighed(member: Membership, template: Template, form: AdjustForm) -> WantedShown:
    """What the wish of *form* comes to beside those of *template*. BadAnswersError for one that no template holds."""
    assert form.intent is not None, "a form that asks for something is weighed"
    if not is_lasting(form.intent):
        given, allowed = _("a day, or a phase"), _("what is the same for everybody, whenever their plan begins")
        raise BadAnswersError([Wrong("kind", given, allowed)])
    last = last_version_of(template)
    wanted = wanted_in(last)
    # Sent twice, the form is one version: its own wish is not counted as one too many.
    if len(wanted) >= MOST_WISHES and form.seen in (None, last.number):
        allowed = _("%(most)s wishes at most: take one out first") % {"most": MOST_WISHES}
        raise BadAnswersError([Wrong("kind", _("one more"), allowed)])
    wanted = (*wanted, Wanted(form.intent, form.reason))
    brings = brings_of(last)
    if wrongs := wrongs_for_all(wanted, _today(member), brings):
        raise BadAnswersError(wrongs)
    return weighed_in(wanted, _today(member), brings, protocol_of_version(last), words_at(member.clinic))[-1]


def _today(member: Membership) -> date:
    return timezone.now().astimezone(ZoneInfo(member.clinic.zone)).date()


def _menu(desk: Written, wrongs: Sequence[Wrong] = (), *, chosen: str = "") -> HttpResponse:
    """The choices: of the exercise *chosen* where it is one, else of the whole plan."""
    context: dict[str, Any] = {"member": desk.member, "template": desk.template, "faults": labelled(wrongs)}
    context |= {
        "asks_at": reverse("desk-template-add", args=[desk.template.key]),
        "typed": desk.request.POST.get("text", ""),
    }
    context |= menu_of(desk.member.clinic, _today(desk.member), chosen)
    return render(desk.request, "desk/template_add.html", context, status=400 if wrongs else 200)


def _look(desk: Written, form: AdjustForm, found: WantedShown, status: int = 200) -> HttpResponse:
    """What the wish would break in a course of each grade, with the form that keeps it."""
    assert form.intent is not None, "a form that asks for something is looked at"
    context = {
        "member": desk.member,
        "template": desk.template,
        "asks_at": reverse("desk-template-add", args=[desk.template.key]),
        "found": found,
        "shown": (found,),
        "grades": [grade.grade for grade in found.grades],
        "fields": tuple(fields_of(form.intent).items()),
        "reason": form.reason,
        "exercise": form.exercise,
        "uuid": form.uuid,
        "seen": desk.template.last_version,
        "needs_reason": needs_reason(found),
        "wants_reason": status == 400,
        "is_late": status == 409,
        "longest_text": LONGEST_WHY,
    }
    return render(desk.request, "desk/template_weighed.html", context, status=status)
