"""Checks of the protocol's own numbers: dose steps and the progression graph."""

from itertools import pairwise

from rehab.protocol import Protocol
from rehab.safety.breach import Findings
from rehab.safety.numbers import LOADING_TIER, STEP_GROWTH_LIGHT, STEP_GROWTH_LOADED


def gentle_steps(protocol: Protocol) -> Findings:
    """From one dose step to the next sets times amount grows by half at most from tier 3 on, and
    at most doubles below.
    """
    for exercise in protocol.exercises:
        growth = STEP_GROWTH_LOADED if exercise.tier >= LOADING_TIER else STEP_GROWTH_LIGHT
        for before, after in pairwise(exercise.dose_steps):
            if 100 * after.volume > (100 + growth) * before.volume:
                yield None, f"{exercise.id} grows from {before} to {after}"


def graph_in_order(protocol: Protocol) -> Findings:
    """The progression graph has no circle; what follows on loads no less and opens no earlier than
    what it follows; the way back is the same edge read the other way.
    """
    known = {exercise.id: exercise for exercise in protocol.exercises}
    for exercise in protocol.exercises:
        for name in exercise.progresses_to:
            after = known.get(name)
            if after is None:
                yield None, f"{exercise.id} leads to {name}, which nobody knows"
                continue
            if after.tier < exercise.tier:
                yield None, f"{exercise.id} has tier {exercise.tier} and leads to {name} with {after.tier}"
            if _opens(protocol, after.phases) < _opens(protocol, exercise.phases):
                yield None, f"{name} opens earlier than {exercise.id}, which leads to it"
            if exercise.id not in protocol.catalogue.regressions_of(name):
                yield None, f"there is no way back from {name} to {exercise.id}"
    for name in circle(protocol):
        yield None, f"{name} leads back to itself"


def circle(protocol: Protocol) -> list[str]:
    """The exercises that lead back to themselves, in the file's order."""
    following = {exercise.id: exercise.progresses_to for exercise in protocol.exercises}
    found = []
    for start in following:
        reached: set[str] = set()
        ahead = list(following[start])
        while ahead:
            name = ahead.pop()
            if name not in reached:
                reached.add(name)
                ahead.extend(following.get(name, ()))
        if start in reached:
            found.append(start)
    return found


def _opens(protocol: Protocol, phases: tuple[str, ...]) -> int:
    return min((protocol.phase_index[phase] for phase in phases), default=len(protocol.phases))
