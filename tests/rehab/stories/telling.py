"""How a story is lived: each day the runner is shown a plan, and tells what came of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from rehab.events import AnyEvent, CheckIn, Morning, OtherWork, Outcome, Report, Screened, Tried
from rehab.gates import criteria_of, passes
from rehab.library import load_protocol
from rehab.protocol import Criterion
from rehab.situation import Situation, terms_of
from rehab.state import Session, State
from rehab.timeline import Lived, advance, begin, plan_today
from rehab.vocabulary import Sign

CALF = load_protocol()
TEST_AHEAD_DAYS = 3
SOUND_LEG = 20


@dataclass(frozen=True)
class Today:
    """What a story may look at before it decides how the day goes.

    *nth* counts the loading sessions of this phase done before today, from 0.
    """

    day: int
    episode: int
    phase: str
    session: Session
    nth: int

    def loads(self, phase: str, nth: int) -> bool:
        """Whether today is the loading session number *nth* of *phase*."""
        return self.session.loading and self.phase == phase and self.nth == nth


@dataclass(frozen=True)
class Mood:
    """How a day goes. *morning* None: the first steps were not told. *hurts* names exercises that
    hurt, and how much; all else hurts *pain*. *does* False: the session is left out, untold.
    """

    morning: int | None = 0
    pain: int = 0
    hurts: Mapping[str, int] = field(default_factory=dict)
    after: int | None = None
    signs: frozenset[Sign] = frozenset()
    does: bool = True
    first: tuple[AnyEvent, ...] = ()
    last: tuple[AnyEvent, ...] = ()
    tests: bool = True


GREEN = Mood()
SILENT = Mood(morning=None, does=False, tests=False)


@dataclass(frozen=True)
class Story:
    """A runner, and what the runner makes of each day. *test_pain* is what a test hurts at most."""

    name: str
    title: str
    about: str
    situation: Situation
    days: int
    mood: Callable[[Today], Mood]
    test_pain: int = 1


def live(story: Story) -> tuple[Lived, ...]:
    """The story from the first day on, one lived day after another."""
    pages = []
    state = begin(CALF, story.situation, day=0)
    for number in range(story.days):
        lived = advance(CALF, state, tuple(events_of(story, state, begins=number == 0)))
        pages.append(lived)
        state = lived.after
    return tuple(pages)


def events_of(story: Story, state: State, *, begins: bool) -> Iterator[AnyEvent]:
    """What *story* tells on the day of *state*, in the order of the day."""
    opened, shown = plan_today(CALF, state)
    phase = CALF.phases[opened.phase].id
    mood = story.mood(Today(state.day, state.episode, phase, shown, opened.sessions[opened.phase]))
    told: list[AnyEvent] = [Screened(frozenset(), full=True)] if begins else []
    if mood.morning is not None:
        told.append(Morning(mood.morning))
    told += mood.first
    if mood.does and not any(isinstance(event, OtherWork) for event in told):
        opened, shown = plan_today(CALF, state, told)
        if mood.tests:
            told += tests_today(opened, shown, story.test_pain)
        reports = tuple(Report(e.exercise, Outcome.DONE, mood.hurts.get(e.exercise, mood.pain)) for e in shown.entries)
        if reports:
            told.append(CheckIn(reports, mood.after, mood.signs))
    yield from (*told, *mood.last)


def tests_today(state: State, session: Session, pain: int) -> Iterator[Tried]:
    """The tries a runner makes who may soon move on: each as late as it still counts, the hard
    ones on a loading day.
    """
    terms = terms_of(CALF, state.situation)
    ahead = state.phase + 1
    if ahead == len(terms.floors) or state.day < terms.floors[ahead] - (TEST_AHEAD_DAYS if ahead > 1 else 1):
        return
    for criterion in criteria_of(terms, state.phase):
        hard = criterion.tier >= CALF.limits.loading_tier
        if criterion.kind != "measure" or (hard and not session.loading):
            continue
        record = state.tests.get(criterion.criterion)
        grown_old = record is None or state.day - record.day >= CALF.limits.test_valid_days - TEST_AHEAD_DAYS
        if grown_old or not passes(terms, state, criterion):
            yield passing(criterion, pain)


def passing(criterion: Criterion, pain: int) -> Tried:
    """A try that meets *criterion*, hurting *pain* at most."""
    felt = None if criterion.max_pain is None else min(pain, criterion.max_pain)
    if criterion.percent_of_sound is not None:
        return Tried(criterion.criterion, SOUND_LEG, SOUND_LEG, felt)
    if criterion.within_of_sound is not None or criterion.within_percent is not None:
        return Tried(criterion.criterion, 10, 10, felt)
    return Tried(criterion.criterion, criterion.needs, SOUND_LEG if criterion.clamp else None, felt)
