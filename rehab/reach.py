"""Where the planned course may be followed today: as far as its dates and the leg itself have come.

Dates alone move the planned course on. Somebody who reports what the leg can do is shown no phase
whose gate is still shut, however long ago the injury was.
"""

from rehab.assembly import gates_of, planned_course
from rehab.protocol import Criterion, Protocol
from rehab.situation import NEVER, Situation, Terms
from rehab.vocabulary import Rhythm

# The first phase asks nothing of the leg but time, so the one after it is open to everybody.
ALWAYS_OPEN = 1


def gates_passed(protocol: Protocol, situation: Situation, day: int) -> dict[str, tuple[Criterion, ...]]:
    """The phases that the dates have opened by *day*, in order, each with what must be true before it.

    Phases that ask nothing of the leg are left out.
    """
    course = planned_course(protocol, situation)
    places = range(ALWAYS_OPEN + 1, course.day(day)[0].phase + 1)
    asked = {protocol.phases[place].id: gates_of(course.terms, protocol.phases[place - 1].id) for place in places}
    return {phase: gate for phase, gate in asked.items() if gate}


def first_run_day(terms: Terms) -> int | None:
    """The earliest day of the first walk-run session; None where running waits for a clinician or is barred."""
    ladder = terms.protocol.ladder
    if ladder is None:
        return None
    place = next(n for n, phase in enumerate(terms.protocol.phases) if phase.rhythm is Rhythm.LADDER)
    day, situation = terms.floors[place], terms.situation
    waits = ladder.exercise in situation.barred and situation.cleared_on_day is None
    open_then = ladder.exercise in terms.open_in[terms.protocol.phases[place].id]
    return day if day < NEVER and open_then and not waits else None


def phase_on(protocol: Protocol, situation: Situation, day: int) -> str:
    """The phase the dates alone have come to on *day*."""
    return protocol.phases[planned_course(protocol, situation).day(day)[0].phase].id


def day_to_follow(protocol: Protocol, situation: Situation, day: int, reached: str | None) -> int:
    """The day of the planned course for somebody on *day* whose leg has *reached* a phase, None for none
    that asks anything: *day* itself, or the last day of the phase reached, which is then repeated.
    """
    course = planned_course(protocol, situation)
    most = ALWAYS_OPEN if reached is None else protocol.phase_index[reached]
    while course.day(day)[0].phase > most:
        day -= 1
    return day
