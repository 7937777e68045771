"""Reading a protocol folder: what is there, what may be missing, and what is refused."""

import shutil
from pathlib import Path

import pytest

from rehab.fault import BadFileError as Refused
from rehab.library import PROTOCOLS, decode, load_protocol, read_protocol
from rehab.situation import Situation, terms_of
from rehab.vocabulary import Role
from tests.rehab.engine.people import CALF, a_runner

OURS = PROTOCOLS / "calf-strain" / "1.0"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "calf-strain" / "1.0"
    shutil.copytree(OURS, copy)
    return copy


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_our_protocol_is_read_once() -> None:
    assert load_protocol() is load_protocol()
    assert (CALF.id, CALF.version, CALF.injury) == ("calf-strain", "1.0", "calf strain")


def test_a_copy_reads_the_same(folder: Path) -> None:
    copy = read_protocol(folder)
    assert copy.phases == CALF.phases
    assert copy.exercises == CALF.exercises
    assert copy.gates == CALF.gates


def test_a_protocol_without_running_may_leave_that_file_out(folder: Path) -> None:
    (folder / "running.toml").unlink()
    walker = read_protocol(folder)
    assert (walker.ladder, walker.mileage) == (None, None)


REFUSED: dict[str, tuple[str, str, str, str]] = {
    "a dose that is none": ("exercises.toml", '"2 x 10 rep", "2 x 15 rep"', '"2 by 10"', "'2 by 10' is not a dose"),
    "a key nobody knows": ("gates.toml", 'kind = "history"', 'kynd = "history"', "kynd"),
    "no TOML": ("schedule.toml", "[schedule]", "[schedule", "schedule.toml"),
    "a number that is a word": ("protocol.toml", "max_tier = 2", 'max_tier = "two"', "max_tier"),
}


@pytest.mark.parametrize(("part", "old", "new", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_used_is_refused_with_file_and_cure(
    folder: Path, part: str, old: str, new: str, told: str
) -> None:
    change(folder / part, old, new)
    with pytest.raises(Refused) as refused:
        read_protocol(folder)
    assert told in str(refused.value)
    assert "calf-strain/1.0" in str(refused.value)
    assert refused.value.faults


def test_all_bad_doses_are_told_at_once(folder: Path) -> None:
    text = (folder / "exercises.toml").read_text(encoding="utf-8")
    (folder / "exercises.toml").write_text(text.replace(" contact", " bounces"), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_protocol(folder)
    assert len(refused.value.faults) == 3


NO_EXERCISES: dict[str, object] = {
    "an entry that is a word": ["two-leg-pogo"],
    "doses that are a word": [{"id": "two-leg-pogo", "dose_steps": "3 x 8 contact"}],
    "no list at all": {"id": "two-leg-pogo"},
    "nothing": None,
}


@pytest.mark.parametrize("exercises", NO_EXERCISES.values(), ids=NO_EXERCISES)
def test_exercises_that_are_none_are_refused_and_never_a_crash(exercises: object) -> None:
    with pytest.raises(Refused):
        decode({"id": "x", "exercises": exercises}, shown_as="x/1.0")


def test_a_missing_file_and_one_that_is_not_utf8_are_refused(folder: Path) -> None:
    (folder / "gates.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(Refused, match="Save it as UTF-8 TOML"):
        read_protocol(folder)
    (folder / "gates.toml").unlink()
    with pytest.raises(Refused, match=r"gates\.toml"):
        read_protocol(folder)


# --- numbers for a situation -----------------------------------------------------------------------


def test_roles_and_places() -> None:
    assert CALF.role_of(CALF.catalogue["two-leg-pogo"]) is Role.PLYOMETRIC
    assert CALF.phase_index["return_to_run"] == 4
    assert CALF.ladder is not None
    assert [rung.total for rung in CALF.ladder.rungs] == [5, 8, 12, 16, 20, 24, 27, 30, 30]


def test_greens_and_stays_by_grade() -> None:
    assert [a_runner(grade).terms.greens_by_tier for grade in (1, 2, 3)] == [
        (2, 2, 2, 1, 1, 2),
        (3, 3, 3, 2, 2, 2),
        (3, 3, 3, 2, 2, 3),
    ]
    assert [a_runner(grade).terms.stays for grade in (1, 2, 3)] == [
        (0, 1, 2, 2, 0, 0),
        (0, 5, 4, 4, 0, 0),
        (0, 11, 14, 11, 0, 0),
    ]
    assert a_runner(2).terms.grade == 2


NOBODY: dict[str, tuple[dict[str, int | None], str]] = {
    "grade 0": ({"grade": 0}, "grade"),
    "grade 4": ({"grade": 4}, "grade"),
    "15 years old": ({"grade": 1, "age": 15}, "16"),
}


@pytest.mark.parametrize(("facts", "told"), NOBODY.values(), ids=NOBODY)
def test_for_whom_there_is_no_plan(facts: dict[str, int], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        terms_of(CALF, Situation(focus="unknown", **facts))


def test_at_sixteen_there_is_a_plan() -> None:
    assert terms_of(CALF, Situation(grade=1, focus="unknown", age=16)).grade == 1


def test_chair_wall_and_household_are_always_there() -> None:
    bare = a_runner(2, kit=frozenset()).terms.usable
    assert {"seated-heel-raise", "weighted-seated-raise", "straight-knee-wall-stretch", "cold-pack"} <= bare
    assert not {"two-leg-heel-drop", "step-up", "band-foot-presses", "calf-foam-roll"} & bare
