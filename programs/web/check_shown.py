"""The screens of the check as templates need them: words and choices ready, with what was answered before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation.trans_real import parse_accept_lang_header

from programs.models.checks import Check
from programs.selectors.checks import (
    ABOUT,
    EXAMINED,
    GRADE,
    MORE,
    QUESTION,
    REACHED,
    RESULT,
    Standing,
    may_have_been_examined,
    questions_ahead,
    questions_now,
    screens_asked,
    steps,
)
from programs.selectors.protocol import emergency, grading_rules
from programs.web.check_forms import ELSEWHERE, said_none
from programs.web.reached_shown import reached_shown
from rehab.emergency import Country
from rehab.programme import NoPlan
from rehab.screening import age_asked_with, screens, start_asked_with
from rehab.vocabulary import Route
from rehab.words import Words, words_in

Sent = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Choice:
    """One thing to tick or to press; *more* is the same in full."""

    name: str
    text: str
    chosen: bool
    more: str = ""


@dataclass(frozen=True)
class Progress:
    """The steps of the part at hand, each `on`, `now` or nothing."""

    number: int
    total: int
    marks: tuple[str, ...]


def step_shown(step: str, now: Standing, sent: Sent | None = None) -> tuple[str, dict[str, Any]]:
    """The template of *step*, and what it needs; *sent* is what was sent and could not be used."""
    words = words_in()
    context: dict[str, Any] = {"progress": _progress(step, now)}
    if step == MORE:
        return "check/more.html", context | _more(words, now, sent)
    if step == GRADE:
        return "check/grade.html", context | _grade(words, now)
    if step == RESULT:
        return "check/result.html", context | _result(words, now)
    if step == ABOUT:
        return "check/about.html", context | _about(words, now, sent)
    if step == REACHED:
        return "check/reached.html", context | reached_shown(words, now, sent)
    if step.startswith(QUESTION):
        return "check/question.html", context | _question(words, step.removeprefix(QUESTION), now)
    return "check/signs.html", context | _signs(words, step, now, sent)


def _progress(step: str, now: Standing) -> Progress | None:
    """Where *step* stands among the screens of signs, or among the questions about the grade."""
    signs = screens_asked(now)
    part = signs if step in signs else tuple(name for name in steps(now) if name.startswith(QUESTION))
    if step not in part:
        return None
    place = part.index(step)
    marks = tuple("now" if n == place else "on" if n < place else "" for n in range(len(part)))
    return Progress(place + 1, len(part), marks)


def _signs(words: Words, group: str, now: Standing, sent: Sent | None) -> dict[str, Any]:
    rules, check = now.bounds.screening, now.check
    flags = dict(screens(rules))[group]
    ticked = sent.get("flag", ()) if sent is not None else check.ticks.get(group, ())
    is_start, is_age = group == start_asked_with(rules), group == age_asked_with(rules)
    today = now.bounds.latest - timedelta(days=1)
    when = {today: "today", today - timedelta(days=1): "yesterday", None: ""}.get(check.injured_on, "earlier")
    return {
        "title": words.text("red_flags", "groups", group),
        "signs": [
            Choice(
                flag.id,
                words.text("check", "ticks", flag.id),
                flag.id in ticked,
                words.text("red_flags", "flags", flag.id, "question"),
            )
            for flag in flags
        ],
        "unsure": any(flag.not_sure_is_yes for flag in flags),
        "start": is_start,
        "asks_age": is_age,
        "when": _first(sent, "when", when),
        "injured_on": _first(sent, "injured_on", str(check.injured_on) if when == "earlier" else ""),
        "today": today,
        "previous_strain": Choice(
            "previous_strain",
            words.text("check", "beside", "previous_strain"),
            bool(sent.get("previous_strain")) if sent is not None else check.previous_strain,
        ),
        "age": _first(sent, "age", "" if check.age is None else str(check.age)),
        "none_before": sent is None and said_none(now, group),
        "left_out": group in now.left_out,
    }


def _first(sent: Sent | None, name: str, otherwise: str) -> str:
    """What was sent as *name*; without a form sent, what was answered before."""
    if sent is None:
        return otherwise
    values = sent.get(name, ())
    return values[0] if values else ""


def _more(words: Words, now: Standing, sent: Sent | None) -> dict[str, Any]:
    check, asked = now.check, []
    for name in questions_now(now):
        flag = name.startswith("rf")
        text = words.text("red_flags", "flags", name, "question") if flag else words.text("check", "more", name)
        before = ("yes" if check.more[name] else "no") if name in check.more else ""
        asked.append({"name": name, "text": text, "given": _first(sent, name, before), "day": name == EXAMINED})
    day = _first(sent, "day", str(check.examined_on or ""))
    first, today = check.injured_on, now.bounds.latest - timedelta(days=1)
    return {"asked": asked, "day": day, "first": first, "today": today}


def _grade(words: Words, now: Standing) -> dict[str, Any]:
    check = now.check
    grades = [
        Choice(str(grade), words.name("grades", str(grade)), check.grade == grade)
        for grade in sorted(now.bounds.protocol.phases[0].floor_day)
    ]
    return {
        "grades": grades,
        "by_questions": check.by_questions,
        "count": questions_ahead(now),
    }


def _question(words: Words, question: str, now: Standing) -> dict[str, Any]:
    options = next(entry.options for entry in grading_rules().questions if entry.id == question)
    given = now.check.points.get(question)
    return {
        "title": words.text("grading", "questions", question, "question"),
        "options": [
            Choice(str(o.points), words.text("grading", "questions", question, str(o.points)), given == o.points)
            for o in options
        ],
    }


def _result(words: Words, now: Standing) -> dict[str, Any]:
    guess = now.guess
    assert guess is not None, "the result is shown after the last question"
    told = list(dict.fromkeys(words.reason(why) for why in guess.reasons if words.knows_rule(why.rule)))
    return {
        "grade": guess.grade,
        "name": words.name("grades", str(int(guess.grade))) if guess.grade else "",
        "provisional": guess.provisional,
        "reasons": told,
        "limits": words.lines("grading", "limits", "text"),
        "limits_title": words.text("grading", "limits", "title"),
        "within_a_week": words.text("routes", "W", "heading"),
    }


def _about(words: Words, now: Standing, sent: Sent | None) -> dict[str, Any]:
    about, protocol = now.check.about, now.bounds.protocol
    kit = set(sent.get("equipment", ())) if sent is not None else set(about.kit if about else protocol.kit.given)
    signs = set(sent.get("sign", ())) if sent is not None else set(about.signs if about else ())
    known = about.weekly_run_minutes if about else None
    minutes = _first(sent, "weekly_run_minutes", "" if known is None else str(known))
    return {
        "leg": _first(sent, "side", about.leg if about else ""),
        "kit": [Choice(name, words.name("kit", name), name in kit) for name in protocol.kit.named],
        "signs_title": words.text("grading", "focus", "question"),
        "signs": [
            Choice(sign, words.text("grading", "focus", sign), sign in signs)
            for muscle in grading_rules().focuses
            for sign in muscle.signs
        ],
        "minutes": minutes,
        "more_told": bool(minutes or signs),
    }


# In place of a plan


def route_shown(no_plan: NoPlan, now: Standing, accept_language: str) -> dict[str, Any]:
    """What stands in place of a plan: the action and the number first."""
    words, check = words_in(), now.check
    key = _wording(no_plan)
    code = check.country or guessed_country(accept_language)
    country, known = emergency().country(code), emergency()
    numbers = known.numbers(code)
    return {
        "route": no_plan.route.value,
        "is_emergency": no_plan.route is Route.EMERGENCY,
        "stops": no_plan.route.stops,
        "heading": words.text("routes", key, "heading"),
        "action": words.text("routes", key, "action"),
        "reason": words.reason(no_plan.why),
        "meanwhile": words.meanwhile(key, no_plan.flags),
        "tell": words.text("routes", key, "tell"),
        "note": words.text("routes", key, "note"),
        "numbers": [(number, number.replace(" ", "")) for number in numbers],
        "always": known.always,
        "urgent": _urgent(country),
        "country": country.code if country else "",
        "elsewhere": ELSEWHERE,
        "country_name": country.name if country else "",
        "countries": sorted((entry.name, entry.code, entry.emergency[0]) for entry in known.countries),
        "said": said(check, no_plan, now),
        "injured_on": check.injured_on,
        "leg": words.name("legs", check.about.leg) if check.about and check.about.leg else "",
        "may_be_examined": may_have_been_examined(now),
    }


def _wording(no_plan: NoPlan) -> str:
    by_age = {"age-under-16": "under-16", "age-16-17-no-guardian": "guardian"}
    return by_age.get(no_plan.why.rule, no_plan.route.value)


def _urgent(country: Country | None) -> tuple[str, str] | None:
    number = country.urgent if country else None
    return (number, number.replace(" ", "")) if number else None


def said(check: Check, no_plan: NoPlan, now: Standing) -> list[tuple[str, str]]:
    """Each answer that led here, in words, with the step that asks it."""
    words = words_in()
    group_of = {flag: group for group, flags in check.ticks.items() for flag in flags}
    found = [
        (words.text("red_flags", "flags", flag, "label"), group_of.get(flag, MORE))
        for flag in no_plan.flags
        if flag in check.flags
    ]
    if not found and no_plan.why.rule.startswith("age-"):
        found = [(words.reason(no_plan.why).removesuffix("."), age_asked_with(now.bounds.screening))]
    if not found:
        rules = grading_rules()
        lift = next((lift for lift in rules.overrides if lift.rule == no_plan.why.rule), None)
        for answer in lift.when if lift else ():
            points = str(check.points[answer.question])
            found.append((words.text("grading", "questions", answer.question, points), QUESTION + answer.question))
    return found


def guessed_country(accept_language: str) -> str:
    """The first country in a browser's list of languages that there are numbers for; "" for none."""
    for language, _ in parse_accept_lang_header(accept_language.lower()[:500]):
        region = language.split("-")[-1].upper()
        if "-" in language and emergency().country(region):
            return region
    return ""
