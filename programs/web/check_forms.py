"""What a form of the check says: read name by name, refused with what was given and what is allowed."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from programs.models.checks import About
from programs.selectors.checks import (
    ABOUT,
    EXAMINED,
    GRADE,
    MORE,
    QUESTION,
    REACHED,
    RESULT,
    Standing,
    gates_opened,
    questions_now,
)
from programs.selectors.protocol import grading_rules
from programs.sent import Form
from rehab.asking import Bounds, fields, shown
from rehab.screening import age_asked_with, screens, start_asked_with

NONE_OF_THESE = "none"
TODAY, YESTERDAY, EARLIER = "today", "yesterday", "earlier"
BY_QUESTIONS = "questions"
NOT_YET = "not-yet"
# ISO 3166 keeps this code free for everybody's own use: a country that has no row.
ELSEWHERE = "XX"


def read(step: str, sent: QueryDict, now: Standing) -> dict[str, Any]:
    """What the form of *step* says, as fields of a check; BadAnswersError for what cannot be used."""
    form = Form(sent, now.bounds)
    if step == MORE:
        said = _more(form, now)
    elif step == GRADE:
        said = _grade(form, now.bounds)
    elif step == RESULT:
        said = {"grade_read": True}
    elif step == ABOUT:
        said = _about(form, now.bounds)
    elif step == REACHED:
        reached = form.one("reached", [NOT_YET, *gates_opened(now)])
        said = {"reached": "" if reached == NOT_YET else reached}
    elif step.startswith(QUESTION):
        said = _points(form, step.removeprefix(QUESTION))
    else:
        said = _signs(form, step, now.bounds, now)
    form.finish()
    return said


def country(sent: QueryDict, codes: Sequence[str], bounds: Bounds) -> dict[str, Any]:
    """The country somebody is in, `ELSEWHERE` for one that is not among *codes*."""
    form = Form(sent, bounds)
    chosen = form.one("country", [*codes, ELSEWHERE], needed=False) or ELSEWHERE
    form.finish()
    return {"country": chosen}


def _signs(form: Form, group: str, bounds: Bounds, now: Standing) -> dict[str, Any]:
    """The ticks of a screen, with what else it asks. "None of these" and a tick cannot both be true."""
    rules = bounds.screening
    offered = [flag.id for flag in dict(screens(rules))[group]]
    ticks = form.many("flag", offered)
    said: dict[str, Any] = {"ticks": {group: ticks}}
    others = False
    if group == start_asked_with(rules):
        said |= {"injured_on": _injured_on(form, now), "previous_strain": form.tick("previous_strain")}
        others = said["previous_strain"]
    if group == age_asked_with(rules):
        said["age"] = form.told("age")
    none = form.one(NONE_OF_THESE, ("yes",), needed=False)
    if not none and "flag" not in form.given and not others and said_none(now, group):
        none = "yes"  # it stands pressed on the screen, and Next leaves it so
    if none and (ticks or others):
        form.refuse("flag", [_("a sign and “None of these”")], _("one of the two"))
    elif not none and not ticks and not others and "flag" not in form.given:
        form.refuse("flag", [], _("a tick, or “None of these”"))
    return said


def said_none(now: Standing, group: str) -> bool:
    """Whether "None of these" is the answer this screen has."""
    check = now.check
    with_start = group == start_asked_with(now.bounds.screening)
    return check.ticks.get(group) == () and not (with_start and check.previous_strain)


def signs_alone(group: str, sent: QueryDict, now: Standing) -> dict[str, Any]:
    """The ticks of a form that cannot be used otherwise; nothing where a tick itself is unknown."""
    form = Form(sent, now.bounds)
    ticks = form.many("flag", [flag.id for flag in dict(screens(now.bounds.screening))[group]])
    return {"ticks": {group: ticks}} if ticks and not form.wrongs else {}


def _injured_on(form: Form, now: Standing) -> Any:
    """The day of the injury: today, yesterday, or a date."""
    when = form.one("when", (TODAY, YESTERDAY, EARLIER), needed=False)
    latest = now.bounds.latest
    today = latest - timedelta(days=1)
    date = form.told("injured_on", needed=when in (None, EARLIER))
    quick = {TODAY: today, YESTERDAY: today - timedelta(days=1)}.get(when or "")
    if quick and date and date != quick:
        form.refuse("injured_on", [str(date), str(when)], _("one day"))
    first = today - timedelta(days=7 * now.bounds.protocol.last_week - 1)
    if date and date < first:
        form.refuse("injured_on", [str(date)], f"{first} – {today}")
    return quick or date


def _more(form: Form, now: Standing) -> dict[str, Any]:
    """Yes or no to each of what is asked of some; for an examination its day."""
    answers: dict[str, bool] = {}
    said: dict[str, Any] = {"more": answers}
    for name in questions_now(now):
        answer = form.one(name, ("yes", "no"))
        if answer:
            answers[name] = answer == "yes"
        if name == EXAMINED:
            said[EXAMINED] = _examined_on(form, now) if answer == "yes" else form.given.get("day") and None
            form.many("day", form.given.get("day", ()))
    return said


def _examined_on(form: Form, now: Standing) -> Any:
    """The day somebody looked at the leg: from the injury to today."""
    given = [value for value in form.given.get("day", ()) if value]
    first, last = now.check.injured_on, now.bounds.latest
    allowed = f"{first} – {last - timedelta(days=1)}" if first else str(last - timedelta(days=1))
    try:
        (text,) = given
        day = fields(now.bounds)["injured_on"].read(text.strip())
    except ValueError:
        form.refuse("day", given, allowed)
        return None
    if first and day < first:
        form.refuse("day", given, allowed)
        return None
    return day


def _grade(form: Form, bounds: Bounds) -> dict[str, Any]:
    grades = [str(grade) for grade in sorted(bounds.protocol.phases[0].floor_day)]
    chosen = form.one("grade", [*grades, BY_QUESTIONS])
    known = int(chosen) if chosen in grades else None
    return {"grade": known, "by_questions": known is None, "grade_read": False}


def _points(form: Form, question: str) -> dict[str, Any]:
    offered = next(entry.options for entry in grading_rules().questions if entry.id == question)
    chosen = form.one("points", [str(option.points) for option in offered])
    return {"points": {question: int(chosen)} if chosen else {}, "grade_read": False}


def _about(form: Form, bounds: Bounds) -> dict[str, Any]:
    signs = [sign for muscle in grading_rules().focuses for sign in muscle.signs]
    return {
        "about": About(
            leg=form.one("side", ("left", "right")) or "",
            kit=form.many("equipment", bounds.protocol.kit.named),
            signs=form.many("sign", signs),
            weekly_run_minutes=form.told("weekly_run_minutes", needed=False),
        )
    }


def kept(given: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What was sent, fit to show again."""
    return {name: [shown(value) if value else "" for value in values[:50]] for name, values in given.items()}


def question_ids() -> tuple[str, ...]:
    """Every question about the grade there is."""
    return tuple(question.id for question in grading_rules().questions)
