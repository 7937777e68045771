"""From a question to its answer: the plan in the words of a language, or where to go instead of one."""

import msgspec

from rehab.asking import Asked
from rehab.assembly import CLEARANCE_RULES, assemble, week_plan
from rehab.programme import NoPlan, Notice, Programme, Week
from rehab.protocol import Protocol
from rehab.reason import because
from rehab.rendering import Rendering
from rehab.screening import Assessment, Circumstances, Screening, screen
from rehab.situation import terms_of
from rehab.vocabulary import Lock
from rehab.words import words_in

AGE_FLAG = "rf29"


class Answer(msgspec.Struct, frozen=True):
    """A plan and how to render it."""

    programme: Programme
    rendering: Rendering


def answer(protocol: Protocol, screening: Screening, asked: Asked) -> Answer | NoPlan:
    """The plan that was asked for; no plan where the safety check or an age says so."""
    if allows_no_plan(asked.assessment):
        return no_plan_for(screening, asked.assessment, asked.ticked, asked.facts)
    if asked.week is None:
        programme = assemble(protocol, asked.situation)
    else:
        programme = week_plan(protocol, asked.situation, asked.week)
    heard = {week.number: _heard(screening, asked, week) for week in programme.weeks}
    return Answer(programme, Rendering(terms_of(protocol, asked.situation), words_in(asked.language), heard))


def allows_no_plan(assessment: Assessment) -> bool:
    """Whether what the check said leaves no plan at all."""
    return assessment.lock is Lock.NO_PLAN or assessment.route.stops


def no_plan_for(screening: Screening, assessment: Assessment, ticked: frozenset[str], facts: Circumstances) -> NoPlan:
    """Where to go, with the flags that say so: those of the rules that decided, in the order of the file."""
    route, first = assessment.route, assessment.reasons[0]
    deciding = {flag for flag in ticked if screen(screening, {flag}, facts).route is route}
    if first.rule.startswith("clot-"):
        clot = screening.clot
        deciding |= ticked & {*clot.signs, *clot.risks, clot.no_clear_moment}
    deciding |= {str(value) for name, value in first.inputs if name == "flag"}
    if first.rule.startswith("age-"):
        deciding = {AGE_FLAG}
    return NoPlan(route, tuple(flag for flag in screening.ids() if flag in deciding), first)


def _heard(screening: Screening, asked: Asked, week: Week) -> tuple[Notice, ...]:
    """What the check has to say about *week*; not that a grade wants a look, where the week says so itself."""
    heard = screen(screening, asked.ticked, msgspec.structs.replace(asked.facts, day=week.days[0].day))
    wanted = any(notice.why.rule in CLEARANCE_RULES for notice in week.notices)
    said = {grade.rule for grade in screening.grades} if wanted else set()
    stops = heard.lock in (Lock.LIGHT_ONLY, Lock.PROTECTION_ONLY)
    notices = []
    if asked.lifted:
        notices.append(Notice("advise", because("grade-lifted", grade=asked.situation.grade)))
    for why in heard.reasons:
        level = "advise" if why in heard.notices else "stop" if stops else "info"
        if why.rule not in said:
            notices.append(Notice(level, why))
    return tuple(notices)
