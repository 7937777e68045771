"""A finished plan as the JSON people and programs read: keys, order and types are a promise."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from rehab.catalogue import Exercise
from rehab.known import rest_of, tempo_of
from rehab.programme import Day, Item, NoPlan, Notice, Programme, Test, Week
from rehab.protocol import Criterion, PainLimit, Protocol
from rehab.reason import Reason, because
from rehab.situation import Terms
from rehab.vocabulary import Role, Route
from rehab.words import Words

JsonObject = dict[str, Any]


class Told(msgspec.Struct, frozen=True):
    """A notice in words: *level*, one sentence, and the points it lists, if any."""

    level: str
    rule: str
    text: str
    points: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """Sentence and points in one line."""
        return f"{self.text}: {'; '.join(self.points)}." if self.points else self.text


class Rendering(msgspec.Struct, frozen=True):
    """Turns plans made under *terms* into JSON, in the language of *words*.

    *heard* is what the safety check adds to the notices, by week.
    """

    terms: Terms
    words: Words
    heard: Mapping[int, tuple[Notice, ...]] = {}

    @property
    def protocol(self) -> Protocol:
        """The protocol the plan was made under."""
        return self.terms.protocol

    def week(self, programme: Programme, week: Week) -> JsonObject:
        """One week as JSON."""
        return {
            "protocol": {"id": programme.protocol, "version": programme.version},
            "grade": programme.grade,
            "week": week.number,
            "focus": programme.focus,
            "cleared_on_day": programme.cleared_on_day,
            "basis": programme.basis.value,
            "phases": list(week.phases),
            "days": [self.day(day) for day in week.days],
            "tests": [self.test(test) for test in week.tests],
            "gates": [self.gate(phase, criterion) for phase, criterion in self.gates(week)],
            "notices": [{"level": told.level, "text": told.line} for told in self.notices(week)],
        }

    def whole(self, programme: Programme) -> JsonObject:
        """All weeks of a course as JSON."""
        return {
            "protocol": {"id": programme.protocol, "version": programme.version},
            "grade": programme.grade,
            "weeks": [self.week(programme, week) for week in programme.weeks],
        }

    def day(self, day: Day) -> JsonObject:
        """One day; its notices stand with those of the week."""
        return {
            "day": day.day,
            "date": day.date.isoformat() if day.date else None,
            "phase": day.phase,
            "kind": day.kind.value,
            "minutes": day.minutes,
            "items": [self.item(item, day.phase) for item in day.items],
        }

    def item(self, item: Item, phase: str) -> JsonObject:
        """One line of a day. `bouts` is there for runs and for nothing else."""
        exercise = self.protocol.catalogue[item.exercise]
        tempo = tempo_of(self.protocol, exercise, item.dose)
        line: JsonObject = {
            "exercise": item.exercise,
            "name": self.words.in_catalogue(item.exercise),
            "category": exercise.category,
            "muscle": exercise.muscle,
            "load_tier": exercise.tier,
            "side": exercise.side.value,
            "equipment": list(exercise.equipment),
            "optional": item.optional,
            "sets": item.dose.sets,
            "amount": item.dose.amount,
            "unit": item.dose.unit.value,
            "per_side": exercise.per_side,
            "times_per_day": item.times_per_day,
            "rest_seconds": rest_of(self.protocol, exercise),
            "tempo": "-".join(map(str, tempo)) if tempo else None,
            "stop_rule": self.stop_rule(exercise, phase),
            "why": self.why(item.why),
        }
        if item.bouts:
            line["bouts"] = [msgspec.structs.asdict(bout) for bout in item.bouts]
        return line

    def why(self, why: Reason) -> JsonObject:
        """The rule that spoke, in words, and what it rests on."""
        return reason_json(why, self.words)

    def test(self, test: Test) -> JsonObject:
        """A criterion that is tried on a day."""
        criterion = self.criterion(test.phase, test.criterion)
        needs, unit = asked_for(criterion)
        return {
            "day": test.day,
            "criterion": criterion.criterion,
            "side": criterion.side,
            "needs": needs,
            "unit": unit,
            "text": self.words.gate(test.phase, criterion),
        }

    def gate(self, phase: str, criterion: Criterion) -> JsonObject:
        """A criterion that must be true before *phase* is left."""
        needs, unit = asked_for(criterion)
        return {
            "phase": phase,
            "criterion": criterion.criterion,
            "text": self.words.gate(phase, criterion),
            "needs": needs,
            "unit": unit,
        }

    def gates(self, week: Week) -> Iterator[tuple[str, Criterion]]:
        """What must be true to leave each phase of *week*, phase by phase."""
        for phase in week.phases:
            yield from ((phase, criterion) for criterion in self.criteria(phase))

    def criteria(self, phase: str) -> tuple[Criterion, ...]:
        """What must be true to leave *phase* in this grade."""
        return tuple(c for c in self.protocol.gates.get(phase, ()) if self.terms.grade in c.grades)

    def criterion(self, phase: str, name: str) -> Criterion:
        """The criterion called *name* in *phase*."""
        return next(c for c in self.protocol.gates[phase] if c.criterion == name)

    def notices(self, week: Week) -> tuple[Told, ...]:
        """What to know before *week*: the check's notices first, the review of the protocol last."""
        notices = [*self.heard.get(week.number, ()), *week.notices]
        if not self.protocol.reviewed_by:
            notices.append(Notice("info", because("not-reviewed")))
        return tuple(dict.fromkeys(self._told(notice) for notice in notices))

    def _told(self, notice: Notice) -> Told:
        inputs = dict(notice.why.inputs)
        points: Iterable[str] = ()
        if "before" in inputs:
            before = str(inputs["before"])
            points = (self.words.gate(before, c, form="short") for c in self.criteria(before))
        return Told(notice.level, notice.why.rule, self.words.reason(notice.why), tuple(points))

    def stop_rule(self, exercise: Exercise, phase: str) -> str:
        """When to stop *exercise* in *phase*."""
        context, limit = self.pain_context(exercise, phase)
        if self.protocol.role_of(exercise) is Role.PROTECTION:
            context = "protection"
        return self.words.stop_rule(context, limit, exercise=exercise.id)

    def pain_context(self, exercise: Exercise, phase: str) -> tuple[str, PainLimit]:
        """The pain limits *exercise* is judged by; early phases judge strength by the early ones."""
        context = self.protocol.categories[exercise.category].pain
        early = self.protocol.phases[self.protocol.phase_index[phase]].pain
        if context == "strength" and early == "early":
            context = "early"
        return context, self.protocol.pain[context]


def reason_json(why: Reason, words: Words) -> JsonObject:
    """The rule that spoke, in words, and what it rests on."""
    return {"rule": why.rule, "text": words.reason(why), "sources": list(dict.fromkeys(why.sources))}


def unscreened(body: JsonObject, words: Words) -> JsonObject:
    """*body*, a week or a whole course, for somebody who told no warning sign: each week opens with them all."""
    if "weeks" in body:
        return body | {"weeks": [unscreened(week, words) for week in body["weeks"]]}
    signs = (("emergency", Route.EMERGENCY), ("same_day", Route.SAME_DAY))
    asked = [{"level": "confirm", "text": _signs_text(kind, route, words)} for kind, route in signs]
    return body | {"notices": [*asked, *body["notices"]]}


def noted(body: JsonObject, protocol: Protocol, words: Words) -> JsonObject:
    """*body* with the notice that every answer carries until a clinician has signed *protocol*."""
    review = [] if protocol.reviewed_by else [{"level": "info", "text": words.reason(because("not-reviewed"))}]
    return body | {"notices": [*body.get("notices", ()), *review]}


def _signs_text(kind: str, route: Route, words: Words) -> str:
    signs = "; ".join(words.lines("no_plan", "signs", kind))
    return words.text("no_plan", "ask_first", kind).format(signs=signs, action=words.action(route.value))


def asked_for(criterion: Criterion) -> tuple[int, str]:
    """Number and unit of a criterion; one that can be true or not needs one yes."""
    return (criterion.needs, criterion.unit) if criterion.unit else (1, "yes")


def no_plan(answer: NoPlan, words: Words) -> JsonObject:
    """The JSON in place of a plan."""
    return {
        "route": answer.route.value,
        "flags": list(answer.flags),
        "text": no_plan_text(answer, words),
        "days": [],
    }


def no_plan_text(answer: NoPlan, words: Words) -> str:
    """The action first, then the reason, then what to tell those who look at the leg."""
    action, reason = words.action(answer.route.value), words.reason(answer.why)
    parts = [action, reason]
    if answer.route.urgency >= Route.SAME_DAY.urgency:
        parts.append(words.text("no_plan", "after", "tell"))
    return " ".join(parts)


def as_json(body: JsonObject) -> bytes:
    """*body* as UTF-8 text a person can read too; the same body gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(body), indent=2) + b"\n"
