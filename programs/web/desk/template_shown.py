"""What a template asks for, in words, and for whom it would break which rule."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from programs.models import Assignment, Clinic, GivenTemplate, Programme, TemplateVersion
from programs.selectors.programmes import Following
from programs.selectors.protocol import known_protocol, protocol_in_use
from programs.selectors.shown_as import as_begun_at
from programs.selectors.templates import Brings, brings_of, refused_of, wanted_in
from programs.services.assigning import Wished, fit_by_grade, fit_for
from programs.services.calling import words_at
from programs.web.desk.adjust_shown import Choice, exercise_choices, plan_choices
from programs.web.desk.intents_said import intent_said
from programs.web.desk.weighed_shown import RuleBroken, rule_broken
from rehab.adjusting import Broken, Judged, Verdict
from rehab.asking import Wrong
from rehab.fitting import Wanted
from rehab.following import Start, day_at_hand, first_state
from rehab.protocol import Protocol
from rehab.situation import Situation
from rehab.words import Words, words_in


@dataclass(frozen=True)
class GradeSays:
    """What becomes of a wish in a course of *grade*: the *verdict*, the *rules* it would break, what is *wrong*."""

    grade: int
    verdict: str
    rules: tuple[RuleBroken, ...]
    wrong: str


@dataclass(frozen=True)
class WantedShown:
    """A wish of a template: its *place* there, its *text*, the reason that was *said*, and what each of the *grades*
    makes of it.
    """

    place: int
    text: str
    said: str
    grades: tuple[GradeSays, ...] = ()

    @property
    def rules(self) -> tuple[tuple[RuleBroken, tuple[tuple[int, int | None], ...]], ...]:
        """Every rule it would break, each with the grades and the first day there."""
        found: dict[str, RuleBroken] = {}
        days: dict[str, list[tuple[int, int | None]]] = {}
        for says in self.grades:
            for rule in says.rules:
                found.setdefault(rule.rule, rule)
                days.setdefault(rule.rule, []).append((says.grade, rule.day))
        return tuple((found[name], tuple(days[name])) for name in found)

    @property
    def fits_nobody(self) -> bool:
        """Whether no grade lets it be, on the day that it is weighed for."""
        return all(says.verdict == Verdict.REFUSED.value for says in self.grades)


@dataclass(frozen=True)
class GivenShown:
    """A wish of the template that is picked: its *text*, and *why* it may not be given; nothing where it may."""

    text: str
    why: str


def protocol_of_version(version: TemplateVersion) -> Protocol:
    """The protocol in whose names *version* was written."""
    return known_protocol(version.protocol, version.protocol_version) or protocol_in_use()


def said_in(version: TemplateVersion, words: Words) -> tuple[WantedShown, ...]:
    """What *version* asks for, in *words*."""
    protocol = protocol_of_version(version)
    wanted = enumerate(wanted_in(version))
    return tuple(WantedShown(place, intent_said(one.intent, protocol, words), one.said) for place, one in wanted)


def brings_said(version: TemplateVersion) -> tuple[str, str]:
    """The kit and the muscle that a form begins with where *version* is picked, in words; "" where it does not say."""
    words, brings = words_in(), brings_of(version)
    kit = ", ".join(words.name("kit", name) for name in brings.kit or ()) or _("none")
    return "" if brings.kit is None else kit, words.name("focuses", brings.focus) if brings.focus else ""


def weighed_in(
    wanted: Sequence[Wanted], on: date, brings: Brings, protocol: Protocol, words: Words
) -> tuple[WantedShown, ...]:
    """*wanted* in *words*, each with what becomes of it for somebody hurt *on* that day, by grade, with what the
    template *brings*.
    """
    by_grade = fit_by_grade(wanted, on, brings)
    return tuple(
        WantedShown(
            place,
            intent_said(one.intent, protocol, words),
            one.said,
            tuple(_grade_says(grade, judged[place]) for grade, judged in by_grade.items()),
        )
        for place, one in enumerate(wanted)
    )


def wrongs_for_all(wanted: Sequence[Wanted], on: date, brings: Brings) -> tuple[Wrong, ...]:
    """What is wrong with the last of *wanted* whatever the grade: names that are not there, doses nobody has."""
    found = [judged[-1].wrongs for judged in fit_by_grade(wanted, on, brings).values()]
    return found[0] if all(found) else ()


def _grade_says(grade: int, judged: Judged) -> GradeSays:
    wrong = judged.wrongs[0].closed if judged.wrongs else ""
    # A reason that is given already does not hide that one is needed.
    verdict = Verdict.NEEDS_REASON if judged.broken else Verdict.PERMITTED
    verdict = Verdict.REFUSED if judged.verdict is Verdict.REFUSED else verdict
    return GradeSays(grade, verdict.value, tuple(map(rule_broken, judged.broken)), wrong)


def given_shown(wished: Wished, *, clinic: Clinic, now: datetime) -> tuple[GivenShown, ...]:
    """What the template that *wished* names asks for, and what of it may not be given to this client of *clinic*."""
    protocol, judged = protocol_in_use(), fit_for(wished, zone=clinic.zone, now=now)
    words = words_at(clinic) if judged else words_in()
    return tuple(
        GivenShown(
            intent_said(one.wish.intent, protocol, words), "" if one.verdict is Verdict.PERMITTED else why_not(one)
        )
        for one in judged
    )


def refused_wrongs(refused: Sequence[Judged], words: Words) -> tuple[Wrong, ...]:
    """*refused* wishes of a template, in *words*, as what is wrong with a form."""
    protocol = protocol_in_use()
    return tuple(Wrong("template", _said(one, protocol, words), why_not(one)) for one in refused)


def _said(judged: Judged, protocol: Protocol, words: Words) -> str:
    """The wish in words; one that names what is not there is not looked for there."""
    return _("a wish it does not know") if judged.wrongs else f"“{intent_said(judged.wish.intent, protocol, words)}”"


def why_not(judged: Judged) -> str:
    """Why a wish may not be kept: the rule it would break, with its day, or what is there in its place. What nobody may
    override comes first.
    """
    if judged.wrongs:
        return " ".join(wrong.closed for wrong in judged.wrongs)
    first, *others = judged.broken
    rules = " ".join([_on_its_day(first), *([_and_others(others)] if others else [])])
    if judged.verdict is Verdict.NEEDS_REASON:
        return _("this with a reason. It breaks a rule. %(rules)s") % {"rules": rules}
    return _("what breaks no rule here. This breaks one. %(rules)s") % {"rules": rules}


def _and_others(broken: Sequence[Broken]) -> str:
    """Further rules by their ids: the page of the template has their sentences."""
    return _("It breaks %(rules)s too.") % {"rules": ", ".join(one.rule for one in broken)}


def _on_its_day(broken: Broken) -> str:
    """The rule in a sentence; its id, by which others know it, comes last."""
    rule = rule_broken(broken)
    if rule.on is None:
        return f"{rule.text} ({rule.rule})"
    named = {"rule": rule.rule, "day": words_in().day(rule.on), "text": rule.text}
    return _("%(text)s (%(rule)s, on %(day)s)") % named


def template_on_record(assignment: Assignment, words: Callable[[], Words]) -> dict[str, Any]:
    """The version that *assignment* began from, and what of it the rules did not let be, in *words*."""
    given: GivenTemplate | None = getattr(assignment, "given_template", None)
    if given is None:
        return {}
    protocol, refused = protocol_of_version(given.version), refused_of(assignment)
    called = words() if refused else words_in()
    shown = tuple(GivenShown(_said(one, protocol, called), why_not(one)) for one in refused)
    return {"template_version": given.version, "template_refused": shown}


def menu_of(clinic: Clinic, on: date, chosen: str) -> dict[str, Any]:
    """What a template of *clinic* may ask for: of the exercise *chosen* where it is one, else of the whole plan. The
    choices are those of a plan that begins *on* that day, without what hangs on a date or on where a leg stands.
    """
    found = _anybody(clinic, on)
    plan = plan_choices(found)
    known = {one.value for one in plan["others"]}
    ahead = [Choice(one.exercise, one.name) for one in plan["ahead"] if one.exercise not in known]
    ladder = found.protocol.ladder
    everything = [one for one in (*plan["others"], *ahead) if ladder is None or one.value != ladder.exercise]
    context = plan | {
        "ahead": (),
        "others": sorted(everything, key=lambda one: one.text),
        "phases": (),
        "first_until": None,
        "stopped": False,
    }
    if chosen in found.protocol.catalogue:
        context |= exercise_choices(found, chosen)
        context |= {"asked": "", "doses": [replace(dose, now=False) for dose in context["doses"]]}
    return context


def _anybody(clinic: Clinic, on: date) -> Following:
    """A plan that begins at *clinic* for nobody in particular."""
    protocol = protocol_in_use()
    situation = Situation(grade=min(protocol.phases[0].floor_day), focus=protocol.default_focus, injured_on=on)
    start = Start(situation=situation, joined_on=on)
    today = day_at_hand(protocol, first_state(protocol, start), ())
    return Following(as_begun_at(clinic, Programme()), protocol, start, (), today)
