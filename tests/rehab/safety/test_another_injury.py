"""A protocol of another injury, with its own phases and categories, runs on the same engine."""

from pathlib import Path

import pytest

from rehab.assembly import assemble
from rehab.checking import check_protocol
from rehab.citations import load_citations
from rehab.library import read_protocol
from rehab.safety import check_data, check_programme
from rehab.safety.numbers import CALF_STRAIN, figures_of
from rehab.situation import Situation, terms_of
from tests.rehab.naming import told
from tests.rehab.safety.runners import CALVES, Runner, breaches_of

ANKLES = read_protocol(Path(__file__).parents[1] / "protocols" / "ankle-sprain" / "1.0")
KITS = (frozenset({"chair", "wall"}), frozenset({"chair", "wall", "band"}))
SITUATIONS = [
    Situation(grade=grade, focus=focus, cleared_on_day=cleared, previous_strain=earlier, gradual_onset=True, kit=kit)
    for grade, cleared in ((1, None), (2, None), (3, None), (3, 10), (3, 20))
    for focus in ANKLES.focuses
    for earlier in (False, True)
    for kit in KITS
]


def test_its_files_are_clean_and_safe():
    assert check_protocol(ANKLES, sources=load_citations().sources) == []
    assert check_data(ANKLES) == []


@pytest.mark.parametrize("situation", SITUATIONS, ids=told)
def test_every_planned_course_is_safe(situation):
    days = assemble(ANKLES, situation, 26).days
    assert check_programme(terms_of(ANKLES, situation), days) == []
    uncleared = situation.grade == 3 and situation.cleared_on_day is None
    assert {day.phase for day in days} == ({"calm"} if uncleared else {phase.id for phase in ANKLES.phases})


def test_random_runners_are_safe():
    for seed in range(12):
        history = Runner(seed, ANKLES).live(120)
        assert breaches_of(ANKLES, history) == [], f"runner {seed}"


def test_its_figures_are_its_files():
    figures = figures_of(ANKLES)
    assert figures_of(CALVES) is CALF_STRAIN
    assert figures.run_from == {1: 16, 2: 30, 3: 63}
    assert figures.stretch_from == {1: 0, 2: 0, 3: 0}
    assert figures.spring_place == 2
    assert figures.rung_minutes == (6, 10, 14)
    assert figures.contacts_most == {2: 60, 3: 60}
    assert figures.minutes_most == (20, 20, 30, 30)
    assert figures.stretched_places == {2, 3}
    assert figures.starts == {("two-leg-jump", 1): "2 x 6 contact"}
    assert figures.early_items == {"wrap", "ankle-circles"}
    assert figures.place_of["loaded-pull"] == 2
