"""What a therapist may ask for, as choices: of one exercise, or of the whole plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from programs.selectors.programmes import Following
from programs.selectors.stopped import stop_of
from programs.services.calling import words_to_choose_by
from programs.web.desk.intents_said import days_said, dose_field
from programs.web.mine.changes_shown import asked_text
from rehab.adjusting_faults import LONGEST_HOLD_DAYS, LONGEST_RUN
from rehab.catalogue import Exercise
from rehab.changes import Asked
from rehab.hoped import days_ahead
from rehab.intents import Days
from rehab.protocol import Protocol
from rehab.telling import LONGEST_WHY
from rehab.vocabulary import Role
from rehab.wishes import NOT_ADJUSTED
from rehab.words import Words, unbroken, words_in

DAYS_AHEAD = 7
USUAL_HOLD = timedelta(days=7)
# Of the same family: so many are pressed at once, the others chosen from a list.
MOST_PRESSED = 4


@dataclass(frozen=True)
class Choice:
    """Something that can be chosen: the *value* a form sends, its *text*, and whether it is what stands *now*."""

    value: str
    text: str
    now: bool = False


@dataclass(frozen=True)
class ExerciseAhead:
    """An exercise of the coming week: its name, the *dose* and the day it first comes at."""

    exercise: str
    name: str
    dose: str
    on: date


def ahead_of(found: Following, words: Words) -> tuple[ExerciseAhead, ...]:
    """The exercises of today and the six days after it, each where it first comes, in *words*."""
    first = _first_asked(found)
    return tuple(
        ExerciseAhead(name, words.exercise(name), asked_text(found.protocol, name, asked), asked.on)
        for name, asked in first.items()
    )


def _first_asked(found: Following) -> dict[str, Asked]:
    first: dict[str, Asked] = {}
    for day in islice(days_ahead(found.protocol, found.today), DAYS_AHEAD):
        for entry in day.session.entries:
            rung = day.session.rung if entry.amount else None
            first.setdefault(entry.exercise, Asked(day.date, entry, rung))
    return first


def plan_choices(found: Following) -> dict[str, Any]:
    """What may be asked of the whole plan, and which exercise there is to choose."""
    words, protocol, here = words_to_choose_by(found.programme), found.protocol, found.today.read_from.phase
    ahead = ahead_of(found, words)
    known = {one.exercise for one in ahead}
    tomorrow = found.today.date + timedelta(days=1)
    return {
        "ahead": ahead,
        "others": [one for one in _adjustable(found, words) if one.value not in known],
        "phases": [
            Choice(phase.id, words.phase(phase.id))
            for place, phase in enumerate(protocol.phases)
            if place < here or place == here + 1
        ],
        "tests": tuple(_tests(found)),
        "first_until": tomorrow,
        "usual_until": found.today.date + USUAL_HOLD,
        "last_until": found.today.date + timedelta(days=LONGEST_HOLD_DAYS),
        "longest_run": LONGEST_RUN,
        "longest_text": LONGEST_WHY,
        "stopped": stop_of(found) is not None,
    }


def exercise_choices(found: Following, name: str) -> dict[str, Any]:
    """What may be asked of the exercise *name*, which is in the catalogue: what makes sense for what it is."""
    protocol, words = found.protocol, words_to_choose_by(found.programme)
    exercise = protocol.catalogue[name]
    role, first = protocol.role_of(exercise), _first_asked(found)
    asked = first.get(name)
    near, far = _partners(found, exercise, words)
    adjustable = role not in NOT_ADJUSTED
    now = asked.entry.step if asked and not asked.entry.amount else None
    doses = [
        Choice(dose_field(dose.sets, dose.amount), unbroken(words.dose(dose)), step == now)
        for step, dose in enumerate(exercise.dose_steps)
    ]
    return {
        "exercise": name,
        "name": words.exercise(name),
        "asked": asked_text(protocol, name, asked) if asked else "",
        "asked_on": asked.on if asked else None,
        "doses": doses if adjustable else [],
        "near": near if adjustable else [],
        "far": far if adjustable else [],
        "days": [Choice(days.value, days_said(days), days is Days.LOADING) for days in Days],
        "may_add": adjustable and name not in found.today.now.situation.never,
        "may_remove": role is not Role.RUN,
        "is_run": role is Role.RUN,
        "longest_run": LONGEST_RUN,
    }


def _adjustable(found: Following, words: Words) -> list[Choice]:
    """Exercises that may come into the plan, by name."""
    protocol = found.protocol
    names = (
        one.id
        for one in protocol.exercises
        if protocol.role_of(one) not in NOT_ADJUSTED and one.id not in found.today.now.situation.never
    )
    return sorted((Choice(name, words.exercise(name)) for name in names), key=lambda one: one.text)


def _partners(found: Following, exercise: Exercise, words: Words) -> tuple[list[Choice], list[Choice]]:
    """What may stand in the place of *exercise*: what leads to it or comes after it and those of its category, the
    nearest load first; and all others by name.
    """
    protocol = found.protocol
    others = [one for one in _adjustable(found, words) if one.value != exercise.id]
    kin = {*exercise.progresses_to, *protocol.catalogue.regressions_of(exercise.id)}

    def distance(choice: Choice) -> tuple[bool, int, str]:
        other = protocol.catalogue[choice.value]
        return choice.value not in kin, abs(other.tier - exercise.tier), choice.text

    family = [one for one in others if one.value in kin or _category(protocol, one) == exercise.category]
    near = sorted(family, key=distance)[:MOST_PRESSED]
    return near, [one for one in others if one not in near]


def _category(protocol: Protocol, choice: Choice) -> str:
    return protocol.catalogue[choice.value].category


def _tests(found: Following) -> Iterator[Choice]:
    """The tests of the gates ahead, each once."""
    told: set[str] = set()
    for phase in found.protocol.phases[found.today.read_from.phase :]:
        for criterion in found.protocol.gates.get(phase.id, ()):
            if criterion.kind == "measure" and criterion.criterion not in told:
                told.add(criterion.criterion)
                text = words_in().gate(phase.id, criterion, form="short")
                yield Choice(
                    criterion.criterion, _("%(phase)s: %(test)s") % {"phase": words_in().phase(phase.id), "test": text}
                )
