"""One episode of a followed course made ready for the checks of its history."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from rehab.catalogue import Exercise
from rehab.events import AnyEvent, CheckIn, Ended, Morning, OtherWork, Paused, Reinjured, Tried
from rehab.protocol import Criterion, Protocol
from rehab.safety.following import light_of, lights_of, touched
from rehab.safety.numbers import FORGOTTEN_DAYS
from rehab.state import Entry, TestRecord
from rehab.timeline import Lived
from rehab.vocabulary import Light, Role

AFTER_THE_PLAN = (CheckIn, Tried, OtherWork, Reinjured, Paused, Ended)
WORSE = frozenset({Light.AMBER, Light.RED})


class Asked(msgspec.Struct, frozen=True):
    """One line of a prescription beside its exercise."""

    entry: Entry
    exercise: Exercise
    role: Role


class LivedDay(msgspec.Struct, frozen=True):
    """One day: what was asked, what was done, the light of its session with the next morning, and
    the steps every exercise was last done at in the four weeks before it.
    """

    lived: Lived
    asked: tuple[Asked, ...]
    done: frozenset[str]
    light: Light | None
    held: dict[str, int]

    @property
    def number(self) -> int:
        """Days since the injury."""
        return self.lived.before.day

    @property
    def place(self) -> int:
        """The phase the course is in, 0 first."""
        return self.lived.before.phase

    @property
    def events(self) -> tuple[AnyEvent, ...]:
        """What happened."""
        return self.lived.events

    @property
    def before_plan(self) -> tuple[AnyEvent, ...]:
        """What happened before the day's plan was made."""
        first = next((n for n, e in enumerate(self.events) if isinstance(e, AFTER_THE_PLAN)), len(self.events))
        return self.events[:first]

    @property
    def rung(self) -> int | None:
        """The rung asked for; None off the ladder."""
        return self.lived.session.rung

    @property
    def top(self) -> int:
        """The highest tier asked for, 0 on an empty day."""
        return max((asked.exercise.tier for asked in self.asked), default=0)

    @property
    def runs(self) -> bool:
        """Whether minutes are run."""
        return self.lived.session.run_minutes > 0

    @property
    def morning(self) -> Morning | None:
        """The first morning told on the day."""
        return next((event for event in self.events if isinstance(event, Morning)), None)

    @property
    def evening(self) -> Light | None:
        """The light of the session as far as the day itself tells it."""
        return light_of(self.lived)

    def decided(self, *lights: Light) -> bool:
        """Whether a rule of the day came to one of *lights*."""
        return any(decision.light in lights for decision in self.lived.after.decisions)

    def risen(self) -> list[Asked]:
        """What is asked above the step it was last done at."""
        return [asked for asked in self.asked if asked.entry.step > self.held.get(asked.entry.exercise, 99)]


class Life:
    """One episode in order. *days* are its days, *steps* of exercises those last done."""

    def __init__(self, protocol: Protocol, episode: Sequence[Lived]) -> None:
        self.protocol = protocol
        lights = lights_of(episode)
        held: dict[str, tuple[int, int]] = {}
        days = []
        for lived in episode:
            done = touched(lived)
            today = lived.before.day
            fresh = {name: step for name, (step, day) in held.items() if today - day <= FORGOTTEN_DAYS}
            days.append(LivedDay(lived, self._asked(lived), done, lights[today], fresh))
            held |= {e.exercise: (e.step, today) for e in lived.session.entries if e.exercise in done}
        self.days = tuple(days)
        self.following = tuple(pairwise(self.days))

    def _asked(self, lived: Lived) -> tuple[Asked, ...]:
        catalogue = self.protocol.catalogue
        exercises = ((entry, catalogue[entry.exercise]) for entry in lived.session.entries)
        return tuple(Asked(entry, exercise, self.protocol.role_of(exercise)) for entry, exercise in exercises)


def passed(criterion: Criterion, record: TestRecord) -> bool:
    """Whether one try is good enough: pain, the other side's share or distance, or the number."""
    injured, sound = record.injured, record.sound
    if criterion.max_pain is not None and not (record.pain is not None and record.pain <= criterion.max_pain):
        return False
    if criterion.percent_of_sound is not None:
        return sound is not None and sound > 0 and 100 * injured >= criterion.percent_of_sound * sound
    if criterion.within_of_sound is not None:
        return sound is not None and abs(injured - sound) <= criterion.within_of_sound
    if criterion.within_percent is not None:
        return sound is not None and sound > 0 and 100 * abs(injured - sound) <= criterion.within_percent * sound
    if criterion.compare == "at_most":
        return injured <= criterion.needs
    needs = criterion.needs
    if criterion.clamp is not None and sound is not None:
        needs = max(criterion.clamp[0], min(criterion.clamp[1], sound))
    return injured >= needs
