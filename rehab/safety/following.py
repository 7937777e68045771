"""What a followed course says of each of its days, read from its history for the checks."""

from collections.abc import Mapping, Sequence

from rehab.events import CheckIn, Fever, Morning, OtherWork, Outcome, Tried
from rehab.protocol import Protocol
from rehab.safety.numbers import LOADING_TIER, TROUBLE_DAYS
from rehab.safety.reading import Told
from rehab.state import Decision, Pending
from rehab.timeline import Lived
from rehab.vocabulary import Light, Rhythm, Status

STOPPED = frozenset({Status.PAUSED, Status.ENDED, Status.STOPPED_REDFLAG})


def episodes(history: Sequence[Lived]) -> list[list[Lived]]:
    """The days of each injury apart, since a new one counts its days anew."""
    found: list[list[Lived]] = []
    for lived in history:
        if found and found[-1][-1].before.episode == lived.before.episode:
            found[-1].append(lived)
        else:
            found.append([lived])
    return found


def told_of(protocol: Protocol, episode: Sequence[Lived]) -> Mapping[int, Told]:
    """What became of each day of one episode, by day."""
    lights = lights_of(episode)
    trouble = {lived.before.day for lived in episode if _is_trouble(lived)}
    return {
        lived.before.day: Told(
            done=touched(lived),
            ran=minutes_run(lived),
            light=lights[lived.before.day],
            loaded=loaded_otherwise(protocol, lived),
            active=lived.before.status not in STOPPED,
            excused=any(day in trouble for day in range(lived.before.day - TROUBLE_DAYS, lived.before.day + 1)),
            flared=_is_sore(protocol, lived),
            flags=lived.before.flags,
            tested=painless_repetitions(protocol, lived),
            week=(lived.before.week.number, lived.before.week.planned),
            place=lived.before.phase,
        )
        for lived in episode
    }


def lights_of(episode: Sequence[Lived]) -> dict[int, Light | None]:
    """The light of each day's session, its next morning included; None while that is not known."""
    nexts: list[Lived | None] = [*episode[1:], None]
    return {lived.before.day: light_of(lived, after) for lived, after in zip(episode, nexts, strict=True)}


def light_of(lived: Lived, after: Lived | None = None) -> Light | None:
    """The light of a session by the end of its day, or by the end of the day *after*."""
    day = lived.before.day
    pending = next((p for p in lived.after.pending if p.day == day), None)
    if pending is None:
        reds = any(d.light is Light.RED and d.move == "stop" for d in lived.after.decisions)
        return Light.RED if reds and touched(lived) else None
    if after is not None and any(isinstance(event, Morning) for event in after.events):
        return next((d.light for d in after.after.decisions if _is_about(pending, d)), None)
    return Light.AMBER if pending.light is Light.AMBER else None


def _is_about(pending: Pending, decision: Decision) -> bool:
    """Whether a decision of the next day is what its morning made of the session; a session told
    before the morning, or a test, has a decision of its own.
    """
    of_morning = decision.why.rule.startswith("morning") or decision.why == pending.why
    return decision.light is not None and of_morning


def touched(lived: Lived) -> frozenset[str]:
    """The exercises of the day that were done, at least partly."""
    asked = {entry.exercise for entry in lived.session.entries}
    return frozenset(
        report.exercise
        for event in lived.events
        if isinstance(event, CheckIn)
        for report in event.reports
        if report.outcome is not Outcome.SKIPPED and report.exercise in asked
    )


def minutes_run(lived: Lived) -> int:
    """Minutes run in the plan and outside it."""
    planned = {entry.exercise: entry.amount for entry in lived.session.entries if entry.amount}
    total = sum(event.run_minutes for event in lived.events if isinstance(event, OtherWork))
    for event in lived.events:
        for report in event.reports if isinstance(event, CheckIn) else ():
            if report.exercise in planned and report.outcome is not Outcome.SKIPPED:
                done = planned[report.exercise] if report.outcome is Outcome.DONE else 0
                total += done if report.minutes is None else report.minutes
    return total


def loaded_otherwise(protocol: Protocol, lived: Lived) -> bool:
    """Whether a test or work outside the plan loaded the leg."""
    tiers = {c.criterion: c.tier for gate in protocol.gates.values() for c in gate}
    return any(
        (isinstance(event, OtherWork) and event.loaded)
        or (isinstance(event, Tried) and tiers.get(event.criterion, 0) >= LOADING_TIER)
        for event in lived.events
    )


def painless_repetitions(protocol: Protocol, lived: Lived) -> dict[str, int]:
    """The most repetitions shown without pain in the tests that stand, by exercise."""
    found: dict[str, int] = {}
    for gate in protocol.gates.values():
        for criterion in gate:
            record = lived.before.tests.get(criterion.criterion)
            if criterion.exercise and criterion.unit == "rep" and record is not None and record.pain == 0:
                found[criterion.exercise] = max(found.get(criterion.exercise, 0), record.injured)
    return found


def _is_trouble(lived: Lived) -> bool:
    """Whether the day was anything but plain: sore, ill, held, or loaded outside the plan."""
    return (
        lived.before.status is not Status.ACTIVE
        or any(d.light in (Light.AMBER, Light.RED) for d in lived.after.decisions)
        or any(isinstance(event, Fever | OtherWork | Tried) for event in lived.events)
        or lived.before.loading_from > lived.before.day
    )


def _is_sore(protocol: Protocol, lived: Lived) -> bool:
    weekly = protocol.phases[lived.before.phase].rhythm is Rhythm.WEEKLY
    return weekly and any(d.light in (Light.AMBER, Light.RED) for d in lived.after.decisions)
