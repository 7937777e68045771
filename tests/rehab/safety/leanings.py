"""Six ways a runner may lean, without chance: what each makes of what is left of a day."""

from collections.abc import Iterator, Sequence

from rehab.events import AnyEvent, CheckIn, Cleared, Morning, OtherWork, Regraded, Reinjured, Report, Screened, Tried
from rehab.protocol import Criterion, Protocol
from rehab.screening import Circumstances, screen
from rehab.state import Session, State
from rehab.timeline import plan_today
from rehab.vocabulary import Sign, Status
from tests.rehab.safety.runners import SCREEN, screened

LEANINGS = ("good", "eager", "flaring", "forgetful", "lying", "recurrent")
WAITING = (Status.NEEDS_REVIEW, Status.REVIEW_HOLD, Status.STOPPED_REDFLAG)
CLEARED_FROM = 14


def rest_of_day(protocol: Protocol, leaning: str, state: State, events: Sequence[AnyEvent]) -> list[AnyEvent]:
    """*events* and what somebody who leans that way adds: a morning, a session, tests, and now and then more."""
    day = list(events)
    if leaning == "forgetful" and state.day % 5 == 3:
        return day
    if not _has(day, Morning) and not (leaning == "forgetful" and state.day % 3 == 1):
        day.append(Morning(2 if leaning == "flaring" and state.day % 9 == 1 else 0))
    day += _answers(protocol, state)
    plan_from, session = plan_today(protocol, state, day)
    if session.entries and not _has(day, CheckIn):
        day.append(_check_in(leaning, state, session))
    if not _has(day, Tried):
        day += tries(protocol, plan_from, session, anyway=leaning == "lying")
    if leaning == "eager" and state.day % 4 == 3:
        day.append(OtherWork(25 if state.day % 8 == 3 else 0, loaded=True, pain=0))
    if leaning == "recurrent" and state.day % 60 == 59:
        day.append(Reinjured(2))
    return day


def _has(events: Sequence[AnyEvent], kind: type) -> bool:
    return any(isinstance(event, kind) for event in events)


def _answers(protocol: Protocol, state: State) -> Iterator[AnyEvent]:
    """What is asked is answered at once; a clinician is seen once a week, where one is wanted."""
    if state.needs_screening:
        yield Screened(frozenset(), full=True)
    if state.needs_grade:
        yield Regraded(state.situation.grade)
    severe = state.situation.grade in protocol.clearance_grades and state.cleared_day is None
    if state.day % 7 == 6 and (state.status in WAITING or (severe and state.day >= CLEARED_FROM)):
        yield Cleared("physiotherapist")


def _check_in(leaning: str, state: State, session: Session) -> CheckIn:
    """The session, done in full; those who lean to flares or to new strains report them at their times."""
    pain = 0
    if leaning == "flaring" and state.day % 9 == 0:
        pain = 5 if state.day % 27 == 0 else 3
    popped = leaning == "recurrent" and state.day % 45 == 44
    signs = frozenset({Sign.POP}) if popped else frozenset()
    return CheckIn(tuple(Report(entry.exercise, pain=pain) for entry in session.entries), pain, signs)


def tries(protocol: Protocol, state: State, session: Session, *, anyway: bool = False) -> Iterator[Tried]:
    """The tests of the phase, each passed: those whose last value has grown old, the loaded ones with a session that
    loads; or all of them *anyway*.
    """
    for criterion in protocol.gates.get(protocol.phases[state.phase].id, ()):
        record = state.tests.get(criterion.criterion)
        due = record is None or state.day - record.day > 3
        fits = session.loading or criterion.tier < protocol.limits.loading_tier
        if criterion.kind == "measure" and (anyway or (due and fits)):
            yield passing(criterion)


def passing(criterion: Criterion) -> Tried:
    """A try that meets *criterion*."""
    if criterion.percent_of_sound is not None or criterion.unit == "percent":
        return Tried(criterion.criterion, 30, 31, 0)
    if criterion.within_of_sound is not None:
        return Tried(criterion.criterion, 9, 10, 0)
    if criterion.compare == "at_most":
        return Tried(criterion.criterion, criterion.needs, None, 0)
    return Tried(criterion.criterion, criterion.needs, criterion.needs, 0)


def flagged(protocol: Protocol, state: State, flags: frozenset[str], *, full: bool) -> Screened:
    """What the safety check makes of *flags* that are new on *state*'s day: no clearance so far was about them."""
    told = state.situation
    circumstances = Circumstances(day=state.day, grade=told.grade, age=told.age, from_exercise=True)
    return screened(protocol, screen(SCREEN, flags, circumstances), flags, full=full)
