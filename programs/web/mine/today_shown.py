"""The day at hand as its page needs it: words ready, and what there is to do next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import msgspec

from programs.models import Version
from programs.selectors.choices import choices_of
from programs.selectors.programmes import Following
from programs.selectors.shown_as import shown_as
from programs.services.calling import words_for
from programs.services.versions import hopes_of
from programs.web.mine.forms import MOST_PAIN
from programs.web.own_shown import in_own_way
from programs.web.plan_shown import ItemShown, Path, Whose, item_shown, path_shown
from rehab.assembly import make_day
from rehab.events import CheckIn, Did, Morning, Outcome
from rehab.figures.picture import Look
from rehab.following import Today
from rehab.gates import criteria_of, passes, tests_due, tried_together
from rehab.hoped import Hopes, days_ahead
from rehab.programme import Day, Item
from rehab.protocol import Criterion, Protocol
from rehab.reason import Reason
from rehab.rendering import Rendering
from rehab.rendering_text import load_of
from rehab.situation import NEVER, terms_of
from rehab.so_far import SoFar
from rehab.state import Decision
from rehab.vocabulary import Kind, Light, Status
from rehab.watching import asked_besides
from rehab.words import Words, words_in

# What a runner with such a status is told above everything else.
TOLD_OF = frozenset(
    {Status.PAUSED, Status.STOPPED_ACUTE, Status.NEEDS_REVIEW, Status.REVIEW_HOLD, Status.STEPPED_BACK, Status.HOLD}
)


@dataclass(frozen=True)
class TodayItem:
    """An exercise of today: where it stands in the session, and what was told of it, "" for nothing."""

    number: int
    exercise: str
    shown: ItemShown
    told: str
    run_minutes: int


@dataclass(frozen=True)
class Trial:
    """Something to try today: its address, what it is in short, and all the criteria one try of it serves."""

    name: str
    title: str
    texts: tuple[str, ...]
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class GateMark:
    """A criterion of the way on, and whether it is met."""

    text: str
    met: bool


@dataclass(frozen=True)
class Verdict:
    """A light in words: *mark* is how it is drawn, *reasons* why it came."""

    light: str
    mark: str
    reasons: tuple[str, ...]


MARKS = {Light.GREEN: "go", Light.AMBER: "hold", Light.RED: "ease"}


def rendering_of(found: Following) -> Rendering:
    """Turns today's plan into words."""
    return Rendering(terms_of(found.protocol, found.today.read_from.situation), words_for(found.programme))


def whose(found: Following) -> Whose:
    """Whose leg is drawn."""
    return Whose(found.programme.leg, look_of(found))


def look_of(found: Following, motion: str = "still") -> Look:
    """How pictures are drawn for the runner: the sore leg, and who does it."""
    body = choices_of(found.programme.runner).body
    return msgspec.convert({"side": found.programme.leg, "body": body, "motion": motion}, Look)


def day_of(found: Following) -> Day:
    """Today's plan as a day people can read."""
    return make_day(found.terms, found.today.read_from, found.today.plan)


def told_today(found: Following) -> dict[str, Did]:
    """What was told of each item of today's session, finished or not."""
    told: dict[str, Did] = {}
    for event in found.today.page.events:
        if isinstance(event, CheckIn):
            told |= {r.exercise: Did(r.exercise, r.outcome, r.pain, r.minutes) for r in event.reports}
    return told | {item.exercise: item for item in found.today.page.open_items}


def items_of(found: Following) -> tuple[TodayItem, ...]:
    """Today's session, item by item."""
    rendering, day, told = rendering_of(found), day_of(found), told_today(found)
    ways, leg = shown_as(found.programme), whose(found)

    def shown(item: Item) -> ItemShown:
        plain = item_shown(rendering, item, day.phase, leg)
        return in_own_way(plain, ways.get(item.exercise), rendering.words, leg.look)

    return tuple(
        TodayItem(
            number=number,
            exercise=item.exercise,
            shown=shown(item),
            told=told[item.exercise].outcome.value if item.exercise in told else "",
            run_minutes=item.dose.amount if item.bouts else 0,
        )
        for number, item in enumerate(day.items, 1)
    )


def name_of(found: Following, exercise: str) -> str:
    """What *exercise* is called on the runner's day."""
    return words_for(found.programme).exercise(exercise)


def next_item(items: Iterable[TodayItem]) -> TodayItem | None:
    """The first item nobody has told anything of; what is optional comes when it is asked for."""
    return next((item for item in items if not item.told and not item.shown.optional), None)


def is_finished(found: Following) -> bool:
    """Whether a session was finished today, and nothing was told since."""
    return not found.today.page.open_items and any(isinstance(e, CheckIn) for e in found.today.page.events)


def trials_of(found: Following) -> tuple[Trial, ...]:
    """What may be tried today for the way on, one for all criteria that one try serves; not what was tried today."""
    state, terms, words = found.today.read_from, found.terms, words_in()
    if found.today.now.status in (Status.PAUSED, Status.STOPPED_ACUTE, Status.STOPPED_REDFLAG):
        return ()
    tried = {name for name, record in found.today.now.tests.items() if record.day == found.today.now.day}
    due = [c for c in tests_due(terms, state, loading=found.today.plan.loading) if c.criterion not in tried]
    phase = found.protocol.phases[state.phase].id
    return tuple(
        Trial(
            name,
            words.gate(phase, criteria[0], form="short"),
            tuple(words.gate(phase, criterion) for criterion in criteria),
            tuple(criteria),
        )
        for name, criteria in tried_together(due).items()
    )


def gates_of(found: Following) -> tuple[str, tuple[GateMark, ...], int | None]:
    """The phase ahead, what must be true for it and whether it is, and its earliest day; "" where none is ahead."""
    state, terms, words = found.today.now, found.terms, words_in()
    ahead = state.phase + 1
    if ahead == len(found.protocol.phases):
        return "", (), None
    phase = found.protocol.phases[state.phase].id
    marks = tuple(
        GateMark(words.gate(phase, c, form="short"), passes(terms, state, c)) for c in criteria_of(terms, state.phase)
    )
    floor = terms.floors[ahead]
    return words.phase(found.protocol.phases[ahead].id), marks, floor if floor < NEVER else None


def verdict_of(decisions: Sequence[Decision], words: Words) -> Verdict | None:
    """The worst light of *decisions*, with the reasons of those that gave it; None where none gave a light."""
    lights = [decision.light for decision in decisions if decision.light is not None]
    if not lights:
        return None
    worst = max(lights, key=lambda light: light.severity)
    return Verdict(worst.value, MARKS[worst], sentences((d.why for d in decisions if d.light is worst), words))


def verdict_so_far(so_far: SoFar, words: Words) -> Verdict | None:
    """The light of the day so far in words; None where nothing gave one."""
    light = so_far.light
    return Verdict(light.value, MARKS[light], sentences(so_far.reasons, words)) if light else None


def sentences(reasons: Iterable[Reason], words: Words) -> tuple[str, ...]:
    """*reasons* in *words*, each once."""
    return tuple(dict.fromkeys(words.reason(why) for why in reasons if words.knows_rule(why.rule)))


def today_shown(found: Following, version: Version | None, whole: Today | None = None) -> dict[str, Any]:
    """Everything the page of today shows. *whole* is the day with all that its plan rests on, where *found* holds back
    some of it from the page.
    """
    state, day, rendering = found.today.now, day_of(found), rendering_of(found)
    words = rendering.words
    items = items_of(found)
    ahead, marks, floor = gates_of(found)
    path: Path = path_shown(rendering, day)
    return {
        "date": found.today.date,
        "day": day,
        "phase": words.phase(day.phase),
        "goal": words.text("phases", day.phase, "goal"),
        "load": load_of(rendering, day),
        "items": items,
        "required": [item for item in items if not item.shown.optional],
        "optional": [item for item in items if item.shown.optional],
        "done": sum(bool(item.told) and item.told != Outcome.SKIPPED for item in items),
        "next": next_item(items),
        "finished": is_finished(found),
        "is_rest": day.kind is Kind.REST,
        "morning": next((e for e in found.today.page.events if isinstance(e, Morning)), None),
        "usual": usual_morning(found),
        "scale": range(MOST_PAIN + 1),
        "trials": trials_of(found),
        "verdict": verdict_of(state.decisions, words),
        "told_of": state.status.value if state.status in TOLD_OF else "",
        "stands": words.name("standing", state.status.value) if state.status in TOLD_OF else "",
        "why_now": sentences((d.why for d in state.decisions if d.light is not Light.GREEN), words),
        "path": path,
        "ahead": ahead,
        "marks": marks,
        "met": sum(mark.met for mark in marks),
        "floor": floor,
        "hopes": hopes_of(version) if version else Hopes(None, None),
        "tomorrow": tomorrow(found.protocol, whole or found.today),
        "notices": sentences(found.today.plan.notices, words),
        "asked": asked_besides(found.start, found.facts, found.today),
        "needs_check": state.needs_screening or state.needs_grade,
    }


def usual_morning(found: Following) -> int | None:
    """What the last morning before today was told as."""
    mornings = [pain for day, pain in found.today.began.mornings if day < found.today.began.day]
    return mornings[-1] if mornings else None


def tomorrow(protocol: Protocol, today: Today) -> tuple[str, ...]:
    """The kind and minutes of the day after *today*, if what is left of it is done in green; nothing where the course
    waits for somebody.
    """
    after = next(islice(days_ahead(protocol, today), 1, None), None)
    if after is None:
        return ()
    words = words_in()
    minutes = (f"{after.session.minutes} min",) if after.session.minutes else ()
    return (words.name("kinds", after.session.kind), *minutes)
