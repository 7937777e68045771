"""A safety check that somebody softened, and files with one word changed: refused with place and cure."""

import shutil
from pathlib import Path

import pytest

from rehab.checking import check_folder
from rehab.checking.bars import bar_faults, bars_missing
from rehab.checking.courses import course_faults
from rehab.checking.flags import LEAST, flag_faults
from rehab.checking.place import Place
from rehab.checking.screened import Screened
from rehab.library import CALF_STRAIN, PROTOCOLS
from rehab.screening.rules import Bar, Until
from rehab.vocabulary import Lock, Route
from tests.rehab.doctored import CALVES
from tests.rehab.safety.plants import changed, doses, with_exercise
from tests.rehab.screening_oracle import RULES

OURS = PROTOCOLS / CALF_STRAIN / "1.0"
FLAGS, BARS, RUNS, WEEKS = "red_flags.toml", "contraindications.toml", "running.toml", "schedule.toml"


def flag(name: str, **changes):
    return changed(RULES, flags=tuple(changed(f, **changes) if f.id == name else f for f in RULES.flags))


def without_flag(name: str):
    return changed(RULES, flags=tuple(f for f in RULES.flags if f.id != name))


def age(name: str, **changes):
    return changed(RULES, ages=tuple(changed(a, **changes) if a.rule == name else a for a in RULES.ages))


def clot_row(name: str, **changes):
    return changed(RULES, clot_rows=tuple(changed(r, **changes) if r.rule == name else r for r in RULES.clot_rows))


SOFT = {
    "an emergency seen the same day": (
        lambda: flag("rf01", route=Route.SAME_DAY), "flags 'rf01'", "leads to route U and lock no_plan"),
    "an urgent sign told to wait": (
        lambda: flag("rf07", route=Route.WITHIN_A_WEEK, lock=Lock.LIGHT_ONLY),
        "flags 'rf07'", "leads to route W and lock light_only"),
    "a lock let go": (lambda: flag("rf26", lock=Lock.ADVISE), "flags 'rf26'", "leads to route W and lock advise"),
    "a sign cleared by a date": (
        lambda: flag("rf09", examined_clears=True), "flags 'rf09'", "is cleared by the date of an examination"),
    "a sign asked once": (lambda: flag("rf10b", daily=False), "flags 'rf10b'", "is not asked again each day"),
    "not sure as no": (lambda: flag("rf14", not_sure_is_yes=False), "flags 'rf14'", "counts 'not sure' as no"),
    "a sign that nobody asks": (
        lambda: flag("rf01", asked_through="rf02"), "flags 'rf01'", "is asked only through 'rf02'"),
    "a bruise that raises no grade": (
        lambda: flag("rf23", raises_grade_to=None), "flags 'rf23'", "does not raise the grade"),
    "no rf30": (lambda: without_flag("rf30"), "flags 'rf30'", "is missing"),
    "a new bleed told to wait": (
        lambda: flag("rf14", escalations=()), "escalations, rf14 on day 0", "leads to route W and lock light_only"),
    "a clot sign in pregnancy told to wait": (
        lambda: changed(
            flag("rf15", escalations=()),
            clot=changed(RULES.clot, risks=tuple(risk for risk in RULES.clot.risks if risk != "rf15")),
        ),
        "escalations, rf15 and rf10a on day 0", "leads to route W and lock light_only"),
    "two signs of a clot told to wait": (
        lambda: clot_row("clot-two-signs", route=Route.WITHIN_A_WEEK, lock=Lock.LIGHT_ONLY),
        "clot, rf10a and rf10b", "leads to route W and lock light_only"),
    "no start and no exercise let go": (
        lambda: clot_row("clot-no-moment", route=Route.PROCEED, lock=Lock.NONE),
        "clot, rf12", "leads to route P and lock none"),
    "a risk not asked again": (
        lambda: clot_row("clot-risk-alone", ask_daily=False), "clot, rf11", "asks for the signs no more"),
    "nobody asked again": (
        lambda: changed(RULES, clot=changed(RULES.clot, ask_again_on_days=(7,))),
        "clot", "does not ask everybody again"),
    "a sign that may stay": (
        lambda: clot_row("clot-one-sign", persists_after_day=30), "clot_rows 'clot-one-sign'", "lets a sign stay"),
    "a plan for a child": (
        lambda: age("age-under-16", to_age=9), "ages, age 10", "leads to route P and lock none"),
    "a child examined": (
        lambda: age("age-under-16", stands=False), "ages, age 10", "leads to route P and lock none"),
    "age no risk of a clot": (
        lambda: age("age-60-clot-risk", counts_as=()),
        "ages, age 60 with a sign of a clot", "leads to route W and lock light_only"),
    "a severe strain without advice": (
        lambda: changed(RULES, grades=RULES.grades[:1]), "grades, grade 3", "leads to route P and lock none"),
}  # fmt: skip


@pytest.mark.parametrize(("doctor", "entry", "problem"), SOFT.values(), ids=SOFT)
def test_a_safety_check_gone_soft_is_refused(doctor, entry, problem):
    found = [fault for fault in flag_faults("f/1.0/red_flags.toml", doctor()) if fault.entry == entry]
    assert problem in [fault.problem for fault in found]
    assert all(fault.file == "f/1.0/red_flags.toml" and fault.cure.endswith(".") for fault in found)


def test_our_own_safety_check_is_as_hard_as_its_second_writing():
    assert list(flag_faults("f", RULES)) == list(bars_missing("f", RULES)) == []
    assert sorted(name for names in LEAST.values() for name in names) == sorted(RULES.ids())


def with_bars(*bars: Bar, drop: str = ""):
    return changed(RULES, bars=(*(bar for bar in RULES.bars if bar.id != drop), *bars))


@pytest.mark.parametrize(
    ("drop", "entry", "problem"),
    [
        ("bone", "flags 'rf20'", "no longer takes 'run' away"),
        ("raised-leg-and-vessels", "flags 'rf16'", "no longer takes 'elevation' away for good"),
    ],
)
def test_a_bar_left_out_is_refused(drop, entry, problem):
    found = [(fault.entry, fault.problem) for fault in bars_missing("f", with_bars(drop=drop))]
    assert (entry, problem) in found


def lasting(**names) -> Bar:
    return Bar("too-much", ("rf16",), Until.ALWAYS, ("judgement:locks",), **names)


@pytest.mark.parametrize(
    ("bar", "entry", "problem"),
    [
        (lasting(exercises=("walk-run-session-ladder",)), "bars 'too-much'", "takes the run 'walk-run-session-ladder'"),
        (lasting(categories=("run",)), "bars 'too-much'", "takes the run 'continuous-easy-run' away for good"),
        (lasting(categories=("stretch", "mobility")), "bars", "bars for good leave nothing of row 19"),
    ],
)  # fmt: skip
def test_a_bar_for_good_leaves_runs_and_something_for_each_day(bar, entry, problem):
    found = [(fault.entry, fault.problem) for fault in bar_faults(Place(CALVES), "f", with_bars(bar))]
    assert any(where == entry and what.startswith(problem) for where, what in found), found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of our own protocol to spoil."""
    return Path(shutil.copytree(OURS, tmp_path / CALF_STRAIN / "1.0"))


FILES = {
    "an emergency that is none": (
        FLAGS, 'route = "E"', 'route = "U"', (FLAGS, "flags 'rf01'", "leads to route U and lock no_plan")),
    "an age rule of another name": (
        FLAGS, "age-under-16", "age-under-15", (FLAGS, "rule 'age-under-15'", "has no sentence")),
    "an age rule with the sentence of another": (
        FLAGS, 'rule = "age-under-16"', 'rule = "clot-one-sign"', (FLAGS, "rule 'clot-one-sign'", "is there twice")),
    "a floor that care no longer moves": (
        "protocol.toml", "floor_stretched = true\nmax_tier = 4", "max_tier = 4",
        (WEEKS, "planned course of grade 1 with every care", "breaks INV-06")),
    "a run barred for good": (
        BARS, 'until = "clearance"\ncategories = ["plyometric", "run"]',
        'until = "always"\ncategories = ["plyometric", "run"]',
        (BARS, "bars 'bone'", "takes the run 'walk-run-session-ladder' away for good")),
    "another name than the folder's": (
        "protocol.toml", 'id = "calf-strain"', 'id = "calf"',
        ("protocol.toml", "id", "is 'calf' in a folder 'calf-strain'")),
    "a key in two files": (
        RUNS, "[ladder]", "[schedule]\nx = 1\n[ladder]",
        (WEEKS, "schedule", "stands in another file of the protocol too")),
    "flags that do not decode": (
        FLAGS, 'route = "E"', 'route = "X"', (FLAGS, "flags 'rf01'", "Invalid enum value 'X' - at `$.route`")),
    "hip work two days running": (
        WEEKS, '-heel-drop-straight-knee", "single-leg-reach"', '-heel-drop-straight-knee", "glute-bridge"',
        (WEEKS, "planned course of grade 3", "breaks INV-11")),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "expected"), FILES.values(), ids=FILES)
def test_one_word_of_a_file_is_refused(folder, name, old, new, expected):
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")
    file, entry, problem = expected
    found = [fault for fault in check_folder(folder) if fault.entry == entry and fault.problem.startswith(problem)]
    assert [fault.file for fault in found] == [f"calf-strain/1.0/{file}"]
    assert found[0].cure


def test_a_folder_of_another_protocol_needs_no_safety_check(tmp_path):
    other = Screened(tmp_path / "ankle-sprain" / "1.0", {})
    assert (other.faults, other.never(Place(CALVES)), other.against(Place(CALVES), frozenset())) == (
        [],
        frozenset(),
        [],
    )


def test_another_protocol_has_a_safety_check_of_its_own(folder, tmp_path):
    soft = (folder / FLAGS).read_text("utf-8").replace('route = "E"', 'route = "U"', 1)
    (folder / FLAGS).write_text(soft, "utf-8")
    folder.parent.rename(tmp_path / "ankle-sprain")
    other = Screened(tmp_path / "ankle-sprain" / "1.0", {})
    assert {fault.problem for fault in other.faults} == {"has no sentence"}


COURSES = {
    "steps that grow too fast": (
        lambda: with_exercise(CALVES, "step-up", dose_steps=doses("2 x 8 rep", "5 x 8 rep")),
        "exercises", "breaks INV-22"),
    "a row that is not there": (
        lambda: changed(CALVES, schedule=changed(CALVES.schedule, rows=CALVES.schedule.rows[1:])),
        "planned course of grade 1", "cannot be built: AssertionError"),
    "a phase of nothing": (
        lambda: changed(CALVES, schedule=changed(CALVES.schedule, laid=())),
        "planned course of grade 1", "holds nothing on day 0"),
}  # fmt: skip


@pytest.mark.parametrize(("doctor", "entry", "problem"), COURSES.values(), ids=COURSES)
def test_a_course_that_cannot_be_is_told(doctor, entry, problem):
    place = Place(doctor())
    place.grades = [1]
    found = [fault for fault in course_faults(place) if fault.entry == entry]
    assert any(fault.problem.startswith(problem) and fault.cure for fault in found), found
