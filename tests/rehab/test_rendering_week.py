"""What stands beside the days of a week: the gates ahead, and notices that say what no gate says."""

import pytest

from rehab.assembly import assemble
from rehab.library import load_protocol
from rehab.rendering import Rendering
from rehab.rendering_week import floor_of, gate_of, notices_beside_gates
from rehab.situation import Situation, terms_of
from rehab.vocabulary import Lock
from rehab.words import words_in

PROTOCOL = load_protocol()


def shown(**told):
    """A rendering of somebody's course, and its weeks by number."""
    situation = Situation(focus="unknown", **told)
    weeks = {week.number: week for week in assemble(PROTOCOL, situation, 6).weeks}
    return Rendering(terms_of(PROTOCOL, situation), words_in()), weeks


@pytest.mark.parametrize(
    ("told", "floor"),
    [({"grade": 2}, 22), ({"grade": 3, "cleared_on_day": 21}, 70), ({"grade": 3}, None)],
    ids=["a moderate strain", "a severe one, cleared", "a severe one nobody has seen"],
)
def test_a_gate_names_the_phase_ahead_its_first_day_and_all_that_must_be_true(told, floor):
    rendering, _ = shown(**told)
    gate = gate_of(rendering, "strengthen")
    assert gate is not None
    assert (gate.ahead, gate.floor) == ("Power", floor)
    assert gate.floor == floor_of(rendering, PROTOCOL.phase_index["power"])
    assert len(gate.texts) == len(rendering.criteria("strengthen"))


LOOK = "A doctor or physio has looked at the leg and agrees"
RUN = frozenset({PROTOCOL.ladder.exercise}) if PROTOCOL.ladder else frozenset()
WAITS = {
    "a lock that leaves light work holds before the third phase": ({"lock": Lock.LIGHT_ONLY}, "mobilise"),
    "a lock that leaves rest and care holds before the second": ({"lock": Lock.PROTECTION_ONLY}, "protect"),
    "a severe strain waits before the second, and says so once": ({"grade": 3}, "protect"),
    "a severe strain with a lock still says so once": ({"grade": 3, "lock": Lock.LIGHT_ONLY}, "protect"),
    "a run that waits is asked for before the phase of full running": ({"barred": RUN}, "return_to_run"),
    "a run taken away for good is given back by no look": ({"barred": RUN, "never": RUN}, None),
    "a lock that a look has lifted asks for none": ({"lock": Lock.LIGHT_ONLY, "cleared_on_day": 9}, None),
    "where nothing was ticked none is asked for": ({}, None),
}


@pytest.mark.parametrize(("told", "held"), WAITS.values(), ids=WAITS)
def test_the_gate_that_a_lock_holds_shut_asks_for_a_look_at_the_leg(told, held):
    rendering = Rendering(terms_of(PROTOCOL, Situation(focus="unknown", **{"grade": 2, **told})), words_in())
    gates = {phase.id: gate_of(rendering, phase.id) for phase in PROTOCOL.phases}
    asked = [phase for phase, gate in gates.items() if gate for text in gate.texts if text.startswith(LOOK)]
    assert asked == ([held] if held else [])


def test_the_last_phase_has_no_gate():
    assert gate_of(shown(grade=2)[0], "maintain") is None


def test_what_a_gate_of_the_week_says_is_said_once():
    rendering, weeks = shown(grade=1)
    for week in weeks.values():
        every = [told for told in rendering.notices(week) if told.rule != "not-reviewed"]
        beside = notices_beside_gates(rendering, week)
        left_out = [told for told in every if told not in beside]
        gates = [tuple(rendering.words.gate(p, c, form="short") for c in rendering.criteria(p)) for p in week.phases]
        assert all(told.points in gates for told in left_out)
        assert not any(told.points and told.points in gates for told in beside)
        assert not any(told.rule == "not-reviewed" for told in beside)
    assert any(len(week.phases) > 1 for week in weeks.values()), "a week of several phases has gates of its own"


def test_where_gates_of_all_phases_stand_no_notice_lists_what_they_say():
    rendering, weeks = shown(grade=2)
    phases = [phase.id for phase in PROTOCOL.phases]
    assert any(told.points for told in notices_beside_gates(rendering, weeks[3]))
    assert not any(told.points for told in notices_beside_gates(rendering, weeks[3], phases))
