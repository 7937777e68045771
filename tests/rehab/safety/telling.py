"""A breach told as a story: the days that led to it, in short."""

from rehab.events import AnyEvent, CheckIn, Report
from rehab.safety import Breach
from rehab.timeline import Lived
from tests.rehab.safety.runners import CALVES

DAYS_BEFORE = 4


def story(breach: Breach, history: list[Lived]) -> str:
    """The breach, and the days that led to it."""
    last = history[-1].before.day if breach.day is None else breach.day
    lines = [f"{breach}, after"]
    for lived in history:
        if last - DAYS_BEFORE <= lived.before.day <= last:
            asked = ", ".join(f"{e.exercise} step {e.step + 1}" for e in lived.session.entries) or "nothing"
            phase = CALVES.phases[lived.before.phase].id
            lines.append(f"  day {lived.before.day} ({phase}, {lived.before.status}): asked for {asked}")
            lines += [f"    {in_short(event)}" for event in lived.events]
    return "\n".join(lines)


def in_short(event: AnyEvent) -> str:
    """An event; of a session what is worth telling."""
    if not isinstance(event, CheckIn):
        return str(event)
    plain = sum(report == Report(report.exercise, pain=0) for report in event.reports)
    others = [report for report in event.reports if report != Report(report.exercise, pain=0)]
    told = f"{plain} done without pain, {others or 'nothing else'}"
    return f"CheckIn({told}, after={event.after}, signs={set(event.signs)}, widespread={event.widespread})"
