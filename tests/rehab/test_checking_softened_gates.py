"""Gates that somebody softened: refused with place and cure. Harder ones, and those of other injuries, are not."""

import pytest

from rehab.checking.place import Place
from rehab.checking.ways_out import AT_MOST, LEAST, NUMBERS, RISING, softened_gates
from rehab.protocol import Criterion, Protocol
from tests.rehab.doctored import CALVES, told, with_criterion
from tests.rehab.safety.plants import changed

GATES = CALVES.gates
OURS = [(phase, criterion) for phase, criteria in GATES.items() for criterion in criteria]


def without(phase: str, name: str) -> Protocol:
    return changed(CALVES, gates=GATES | {phase: tuple(c for c in GATES[phase] if c.criterion != name)})


def problems(protocol: Protocol) -> list[tuple[str, str]]:
    return [(fault.entry, fault.problem) for fault in softened_gates(Place(protocol))]


SOFT = {
    "five raises before running": ("power", "single-leg-raises", dict(needs=5), "needs is 5"),
    "no bottom to what a weak other leg lowers": ("power", "single-leg-raises", dict(clamp=(1, 20)), "clamp is 1, 20"),
    "what the other leg does lowers a plain number": (
        "strengthen", "two-leg-raises", dict(clamp=(1, 25)), "clamp is 1, 25, which stands in for needs"),
    "half the other leg's raises": ("power", "raise-symmetry", dict(percent_of_sound=50), "percent_of_sound is 50"),
    "a share that nobody asks for": (
        "power", "bent-knee-symmetry", dict(percent_of_sound=None), "percent_of_sound is nothing"),
    "a share in place of a number": (
        "power", "hops-10", dict(percent_of_sound=1), "percent_of_sound is 1, which stands in for needs"),
    "hops that hurt": ("power", "hops-10", dict(max_pain=4), "max_pain is 4"),
    "hops of which nobody asks how they hurt": ("power", "hops-10", dict(max_pain=None), "max_pain is nothing"),
    "one set of pogos": ("power", "pogo-3x10", dict(sets=1), "sets is 1"),
    "ankles far apart": ("strengthen", "knee-to-wall", dict(within_of_sound=9), "within_of_sound is 9"),
    "ankles far apart, as a share": ("power", "knee-to-wall", dict(within_percent=30), "within_percent is 30"),
    "pain at rest of 5": ("protect", "rest-pain", dict(needs=5), "needs is 5"),
    "much pain where little was good": ("protect", "rest-pain", dict(compare="at_least"), "compare is 'at_least'"),
    "one green morning": ("mobilise", "two-green-mornings", dict(needs=1), "needs is 1"),
    "a diary read for something else": (
        "return_to_run", "ladder-done", dict(reads="no-flag"), "reads is 'no-flag'"),
    "an easier exercise": (
        "power", "hops-10", dict(exercise="two-leg-pogo"), "exercise is 'two-leg-pogo'"),
    "raises as slow as one likes": (
        "power", "single-leg-raises", dict(beats_per_minute=12), "beats_per_minute is '12'"),
    "a share of something else": (
        "return_to_run", "forward-hop", dict(tried_in="rep"), "tried_in is 'rep'"),
    "a test that no longer counts as load": ("power", "hops-10", dict(tier=2), "tier is 2"),
    "a doctor's word told by the runner": ("protect", "clearance", dict(kind="measure"), "kind is 'measure'"),
    "a severe strain let off": ("power", "hops-10", dict(grades=(1, 2)), "is not asked of grade 3"),
    "nobody asked for clearance": ("protect", "clearance", dict(grades=()), "is not asked of grade 3"),
}  # fmt: skip


@pytest.mark.parametrize(("phase", "name", "changes", "problem"), SOFT.values(), ids=SOFT)
def test_a_gate_gone_soft_is_refused(phase, name, changes, problem):
    soft = with_criterion(phase, name, **changes)
    entry = f"gate '{phase}' criterion '{name}'"
    assert problems(soft) == [(entry, problem)]
    assert ("gates.toml", entry, problem) in told(soft)
    assert all(fault.cure.endswith(".") for fault in softened_gates(Place(soft)))


@pytest.mark.parametrize(("phase", "criterion"), OURS, ids=[f"{c.criterion} of {phase}" for phase, c in OURS])
def test_a_criterion_left_out_is_refused(phase, criterion):
    found = problems(without(phase, criterion.criterion))
    assert found == [(f"gate '{phase}' criterion '{criterion.criterion}'", "is missing")]


def test_a_gate_left_out_is_refused():
    soft = changed(CALVES, gates={phase: gate for phase, gate in GATES.items() if phase != "power"})
    assert [problem for _, problem in problems(soft)] == ["is missing"] * len(GATES["power"])


def moved(criterion: Criterion, name: str, by: int) -> dict[str, object]:
    value = getattr(criterion, name)
    return {name: tuple(number + by for number in value) if isinstance(value, tuple) else value + by}


def test_each_number_of_each_gate_may_rise_in_care_and_not_fall():
    for phase, criterion in OURS:
        for name in NUMBERS:
            if getattr(criterion, name) is None:
                continue
            harder = 1 if name in RISING or (name == "needs" and criterion.compare != AT_MOST) else -1
            for by, faults in ((harder, 0), (-harder, 1)):
                found = problems(with_criterion(phase, criterion.criterion, **moved(criterion, name, by)))
                assert len(found) == faults, f"{phase}, {criterion.criterion}, {name} by {by}: {found}"


def test_our_own_gates_are_as_hard_as_their_second_writing_and_no_harder():
    assert problems(CALVES) == []
    ours = {phase: [changed(c, sources=()) for c in gate] for phase, gate in GATES.items()}
    assert ours == {phase: list(gate) for phase, gate in LEAST[CALVES.id].items()}


def test_a_criterion_more_is_welcome():
    more = changed(GATES["protect"][1], criterion="stairs-pain", needs=0)
    assert problems(changed(CALVES, gates=GATES | {"protect": (*GATES["protect"], more)})) == []


def test_another_injury_has_gates_of_its_own():
    assert problems(changed(with_criterion("power", "hops-10", needs=1), id="ankle-sprain")) == []
