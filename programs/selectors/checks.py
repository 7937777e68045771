"""Reads the check that a session holds: what it comes to, what it has yet to ask, the plan it allows.

Page, paper and API ask alike: `held_route(request.session, now)`, and `is_damaged` of `programs/selectors/kept.py`.
"""

from datetime import datetime, timedelta

import msgspec
from django.contrib.sessions.backends.base import SessionBase

from programs.models.checks import Check
from programs.selectors.kept import bounds_of, found_in
from programs.selectors.protocol import grading_rules, screening_rules
from rehab.answering import allows_no_plan, no_plan_for
from rehab.asking import Asked, Bounds, asked_by
from rehab.grading import (
    Checked,
    GradeResult,
    Override,
    focus,
    grade,
    questions_asked,
    reopened,
    sent_away,
    still_asked,
)
from rehab.programme import NoPlan
from rehab.protocol import Criterion, Protocol
from rehab.reach import gates_passed
from rehab.reason import because
from rehab.screening import (
    Assessment,
    Circumstances,
    denied_unticked,
    follow_ups,
    groups_deciding_nothing,
    outcome_so_far,
    screen,
    screens,
)
from rehab.screening import age_asked_with as group_with_age
from rehab.screening import start_asked_with as group_with_start
from rehab.situation import Situation, first_locked_phase

MORE, GRADE, RESULT, ABOUT, EXAMINED = "more", "grade", "result", "about", "examined_on"
REACHED = "reached"
QUESTION = "question-"
# The sign of the sore muscle that tells of a slow start; an unclear moment on the safety check tells the same.
CREPT_IN = "crept-in"
assert any(CREPT_IN in muscle.signs for muscle in grading_rules().focuses)


class Standing(msgspec.Struct, frozen=True):
    """What the answers of *check* come to on the day of *bounds*.

    *no_plan* is where to go instead of a plan. *guess* is there once every question about the grade
    has its answer. *grade* is the known or guessed one, None while there is none. *left_out* are screens of signs that
    have no answer and need none, as it would decide nothing.
    """

    check: Check
    bounds: Bounds
    facts: Circumstances
    assessment: Assessment
    no_plan: NoPlan | None
    guess: GradeResult | None
    grade: int | None
    left_out: frozenset[str]


# What the answers come to


def standing(check: Check, now: datetime, *, whole: bool = False) -> Standing:
    """What *check* comes to at *now*. A *whole* one leaves no screen out: so does one that was begun in a form that
    could not be read.
    """
    bounds = bounds_of(now)
    rules, day = bounds.screening, day_of(check, now)
    facts = Circumstances(
        day=day or 0,
        age=check.age,
        guardian_agrees=check.more.get("guardian_agrees", False),
        regular_exerciser=check.more.get("regular_exerciser", True),
        from_exercise=check.more.get("from_exercise", False),
        cleared_on_day=_cleared_on_day(check, now),
    )
    left_out: frozenset[str] = frozenset()
    if not whole and not check.unread:
        left_out = groups_deciding_nothing(rules, check.flags, facts) - check.ticks.keys()
    facts = msgspec.structs.replace(facts, risks_asked=not left_out)
    assessment = outcome_so_far(rules, check.flags, facts, is_day_known=day is not None)
    guess = _guess(check, bounds, facts)
    number = check.grade if check.grade is not None else guess.grade if guess else None
    no_plan = _instead(check, bounds, facts, assessment)
    return Standing(check, bounds, facts, assessment, no_plan, guess, number, left_out)


def day_of(check: Check, now: datetime) -> int | None:
    """Whole days from the injury to *now*, 0 at least; None while the day of the injury is not told."""
    return None if check.injured_on is None else max(0, (now.date() - check.injured_on).days)


def _cleared_on_day(check: Check, now: datetime) -> int | None:
    """The day of the examination; one before the injury, or later than *now*, does not count."""
    if check.examined_on is None or check.examined_on > now.date() + timedelta(days=1):
        return None
    if check.injured_on is None:
        return 0
    day = (check.examined_on - check.injured_on).days
    reached = day_of(check, now) or 0
    return min(day, reached) if day >= 0 else None


def _instead(check: Check, bounds: Bounds, facts: Circumstances, assessment: Assessment) -> NoPlan | None:
    """Where to go in place of a plan, by the check or by what was said about the grade."""
    rules = bounds.screening
    open_still = set(follow_ups(rules, check.flags, facts)) - check.more.keys()
    if allows_no_plan(assessment) and (assessment.route.stops or not open_still):
        return no_plan_for(rules, assessment, check.flags, facts)
    lift = _sent_away(check, facts)
    return NoPlan(lift.route, (), because(lift.rule, lift.sources)) if lift else None


def _sent_away(check: Check, facts: Circumstances) -> Override | None:
    """The answer about the grade that has to be seen. It is heard whoever names a grade afterwards: only another answer
    to its question, or an examination, lifts it.
    """
    return sent_away(grading_rules(), _points(check, facts), facts)


def _points(check: Check, facts: Circumstances) -> dict[str, int]:
    return still_asked(grading_rules(), check.points, day=facts.day, unticked=_denied(check))


def _denied(check: Check) -> frozenset[str]:
    """The signs that the screens answered so far asked, and that nobody ticked though they say to when not sure."""
    rules = screening_rules()
    asked = {flag.id for group, flags in screens(rules) if group in check.ticks for flag in flags}
    return frozenset(asked.intersection(denied_unticked(rules)) - check.flags)


def _asked_about_grade(check: Check, points: dict[str, int], facts: Circumstances) -> tuple[str, ...]:
    """The questions about the grade to ask, given the *points* of those answered."""
    return questions_asked(grading_rules(), points, day=facts.day, unticked=_denied(check))


def questions_ahead(now: Standing) -> int:
    """How many questions about the grade wait for somebody who has answered none."""
    return len(_asked_about_grade(now.check, {}, now.facts))


def _guess(check: Check, bounds: Bounds, facts: Circumstances) -> GradeResult | None:
    """The guess at the grade, as it was before any examination; None while a question is open."""
    rules, points = grading_rules(), _points(check, facts)
    asked = _asked_about_grade(check, points, facts)
    if not check.by_questions or check.injured_on is None or set(asked) != points.keys():
        return None
    # That a screen was left out is said beside the plan; it has no part in the grade.
    before = msgspec.structs.replace(facts, cleared_on_day=None, risks_asked=True)
    checked = Checked(bounds.screening, check.flags, before, _denied(check))
    return grade(rules, points, checked, previous_strain=check.previous_strain)


# What is asked


def screens_asked(now: Standing) -> tuple[str, ...]:
    """The screens of warning signs that this check asks, in order."""
    return tuple(group for group, _ in screens(now.bounds.screening) if group not in now.left_out)


def asked_of_some(now: Standing) -> tuple[str, ...]:
    """What is asked because of earlier answers, in the order it is asked."""
    check, rules = now.check, now.bounds.screening
    names = follow_ups(rules, check.flags, now.facts) if _screened(now) else ()
    ticked = {flag for flags in check.ticks.values() for flag in flags}
    again = check.flags | set(reopened(grading_rules(), _points(check, now.facts)))
    return (*names, *(flag for flag in rules.ids() if flag in again - ticked))


def _screened(now: Standing) -> bool:
    """Whether every screen of warning signs has its answer."""
    return all(is_answered(group, now) for group in screens_asked(now))


def may_have_been_examined(now: Standing) -> bool:
    """Whether it matters that somebody has looked at the leg: an answer that only waits for that, or a lock."""
    check, bounds = now.check, now.bounds
    if now.no_plan or check.examined_on:
        seen = msgspec.structs.replace(now.facts, cleared_on_day=now.facts.day)
        return not allows_no_plan(screen(bounds.screening, check.flags, seen))
    asked = question_of(now)
    return asked is not None and first_locked_phase(bounds.protocol, asked.situation) is not None


def questions_now(now: Standing) -> tuple[str, ...]:
    """What the screen for some asks, all of it."""
    examined = (EXAMINED,) if may_have_been_examined(now) else ()
    return (*asked_of_some(now), *examined)


def steps(now: Standing) -> tuple[str, ...]:
    """Every screen of this check, in order."""
    found = [*screens_asked(now)]
    if questions_now(now):
        found.append(MORE)
    found.append(GRADE)
    if now.check.by_questions or _sent_away(now.check, now.facts):
        asked = _asked_about_grade(now.check, _points(now.check, now.facts), now.facts)
        found += [*(QUESTION + question for question in asked), RESULT]
    return (*found, ABOUT, *([REACHED] if gates_opened(now) else []))


def gates_opened(now: Standing) -> dict[str, tuple[Criterion, ...]]:
    """What the dates alone do not tell: the phases they have opened, each with what the leg must do before it."""
    asked = question_of(now)
    if asked is None or now.no_plan:
        return {}
    return gates_passed(now.bounds.protocol, asked.situation, min(now.facts.day, last_day(now.bounds.protocol)))


def last_day(protocol: Protocol) -> int:
    """The last day there is a plan for."""
    return 7 * protocol.last_week - 1


def is_answered(step: str, now: Standing) -> bool:
    """Whether *step* has its answer."""
    check, rules = now.check, now.bounds.screening
    if step == MORE:
        return all(name in check.more for name in questions_now(now))
    if step == GRADE:
        return check.grade is not None or check.by_questions
    if step == RESULT:
        return check.grade_read and now.grade is not None
    if step == ABOUT:
        return check.about is not None
    if step == REACHED:
        return check.reached is not None
    if step.startswith(QUESTION):
        return step.removeprefix(QUESTION) in check.points
    told = {group_with_start(rules): check.injured_on is not None, group_with_age(rules): check.age is not None}
    return step in check.ticks and told.get(step, True)


def current(now: Standing) -> str | None:
    """The first screen without an answer; None when the check is done."""
    return next((step for step in steps(now) if not is_answered(step, now)), None)


# What it allows


def held_route(session: SessionBase, now: datetime) -> NoPlan | None:
    """Where the answers in *session* send somebody in place of any plan; None when they do not.

    While this is not None no door shows a plan to that session, whatever else it is asked.
    """
    check = found_in(session, now).check
    return standing(check, now).no_plan if check else None


def question_of(now: Standing) -> Asked | None:
    """The plan's question, as far as it is told; None while a grade, the set-up or the day are missing."""
    check, bounds, about = now.check, now.bounds, now.check.about
    if about is None or now.grade is None or check.injured_on is None:
        return None
    person = Situation(
        grade=now.grade,
        focus=focus(grading_rules(), set(about.signs)),
        injured_on=check.injured_on,
        cleared_on_day=now.facts.cleared_on_day,
        previous_strain=check.previous_strain,
        gradual_onset=CREPT_IN in about.signs or bounds.screening.clot.no_clear_moment in check.flags,
        age=check.age,
        weekly_run_minutes=about.weekly_run_minutes,
        kit=frozenset(about.kit),
    )
    facts = msgspec.structs.replace(now.facts, grade=now.grade)
    asked = asked_by(person, check.flags, facts, bounds)
    return msgspec.structs.replace(asked, leg=about.leg)
