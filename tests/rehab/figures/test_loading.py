"""figures.toml: what is wrong with it is said with its place and its cure, all at once."""

import shutil
from pathlib import Path

import pytest

from rehab.checking.pictured import picture_faults
from rehab.fault import BadFileError
from rehab.figures.loading import figure_faults, load_figures, read_figures
from rehab.library import DATA

HEAD = 'schema = 1\n[[figures]]\nid = "stand"\n'
POSE = """
[[figures.poses]]
near = { ball = [0, 0] }
far = { ball = [2, 0] }
near_arm = { upper = 0, fore = 0 }
far_arm = { upper = 0, fore = 0 }
"""
NEXT = "[[figures.poses]]\n"
PROP = 'props = [{ kind = "weight", by = "nose" }]'


def faults_of(folder: Path, text: str) -> list[str]:
    (folder / "figures.toml").write_text(text, encoding="utf-8")
    return [str(fault) for fault in read_figures(folder)[1]]


def test_a_plain_stand_is_fine(tmp_path):
    assert faults_of(tmp_path, HEAD + POSE) == []


def test_a_later_pose_has_from_the_first_what_it_does_not_say(tmp_path):
    assert faults_of(tmp_path, f"{HEAD}{POSE}{NEXT}near_arm = {{ upper = 20 }}\ntakes = 2.0\n") == []
    second = read_figures(tmp_path)[0]["stand"].side[1]
    assert (second.near.ball, second.near_arm.upper, second.near_arm.fore, second.takes) == ((0, 0), 20, 0, 2)


def test_a_pose_that_does_not_move_says_everything_itself(tmp_path):
    alone = POSE.replace("near = { ball = [0, 0] }", "near = { thigh = -20, shin = 10 }\nhip = [-11, 88]")
    assert faults_of(tmp_path, HEAD + "moving = [0]\n" + POSE + alone) == []


FAULTS = {
    "no figures at all": ("schema = 1\n", "figures: has no entries. Write at least one [[figures]]."),
    "no list": ("schema = 1\nfigures = 3\n", "figures: has no entries. Write at least one [[figures]]."),
    "a key too many": (f"{HEAD}{POSE}[other]\na = 1\n", "other: is not known here. Remove it; known are schema and"),
    "no table": ("schema = 1\nfigures = [3]\n", "figures 1: is no table."),
    "another view": (f'{HEAD}view = "back"\n{POSE}', "unknown view 'back'. Allowed: front, side."),
    "no poses": (HEAD, "figures 'stand': has no poses. Write [[figures.poses]] at least once."),
    "poses that are none": (f"{HEAD}poses = [1]\n", "figures 'stand': has no poses."),
    "poses under another name": (f"{HEAD}side = []\n{POSE}", "says 'side'. Write its poses as [[figures.poses]]."),
    "a key nobody knows": (
        f"{HEAD}{POSE}knee = 3\n",
        "Object contains unknown field `knee` - at `$.poses[0]`. Correct the key named there",
    ),
    "another shape": (
        f"{HEAD}{POSE}{NEXT}near_arm = {{ hand = [20, 100] }}\n",
        "pose 2 says near_arm.hand, which pose 1 does not. Say it in pose 1 too",
    ),
    "a hip out of the blue": (f"{HEAD}{POSE}{NEXT}hip = [0, 80]\n", "pose 2 says hip, which pose 1 does not."),
    "a limb out of the blue": (
        f"{HEAD}{POSE}{NEXT}third = {{ ball = [0, 0] }}\n",
        "pose 2 says third.ball, which pose 1 does not.",
    ),
    "a thing nobody knows": (f'{HEAD}props = [{{ kind = "chiar" }}]\n{POSE}', "unknown prop 'chiar'. Did you mean"),
    "a joint nobody knows": (f"{HEAD}{PROP}\n{POSE}", "unknown joint 'nose'. Allowed: far_hand, near_ball"),
    "a muscle nobody knows": (f'{HEAD}muscle = "calves"\n{POSE}', "unknown muscle 'calves'. Did you mean 'calf'?"),
    "a word nobody counts": (f'{HEAD}{POSE}takes = "upp"\n', "unknown word of the tempo 'upp'. Did you mean 'up'?"),
    "a ghost that is not there": (f"{HEAD}ghosts = [1]\n{POSE}", "names pose 1. Write 0 to 0, the first being 0."),
    "shifts without ghosts": (f"{HEAD}shifts = [[1, 0], [2, 0]]\n{POSE}", "has 2 shifts for 1 ghosts. Give each"),
    "an arrow without a way": (
        f"{HEAD}arrows = [{{ points = [[0, 0]] }}]\n{POSE}",
        "has an arrow with fewer than two points. Give it two or more.",
    ),
    "a knee the wrong way round": (
        HEAD + POSE.replace("near = { ball = [0, 0] }", "near = { ball = [0, 0], shin = -20, thigh = 10 }"),
        "figures 'stand', pose 1: near: the knee is bent by -30 degrees. Keep it from -5 to 150.",
    ),
    "a hand out of reach": (
        HEAD + POSE.replace("far_arm = { upper = 0, fore = 0 }", "far_arm = { hand = [90, 130] }"),
        "cm out of reach. Bring it nearer, or move the hip or the trunk.",
    ),
    "a foot out of reach": (
        HEAD + POSE.replace("far = { ball = [2, 0] }", "far = { ball = [40, 0] }"),
        "far: the foot is",
    ),
    "twice the same": (HEAD + POSE + HEAD.removeprefix("schema = 1\n") + POSE, "figures 'stand': is there twice."),
    "no TOML": ("schema = ", "whole file:"),
    "another schema": (HEAD.replace("1", "2", 1) + POSE, "schema: is not 1."),
}


@pytest.mark.parametrize(("text", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_with_its_place_and_its_cure(tmp_path, text, told):
    found = faults_of(tmp_path, text)
    assert any(fault.startswith("figures.toml, ") and told in fault for fault in found), found


def test_all_faults_are_told_at_once(tmp_path):
    text = f'{HEAD}muscle = "calves"\nprops = [{{ kind = "chiar" }}]\nghosts = [4]\n{POSE}'
    assert len(faults_of(tmp_path, text)) == 3


def test_a_front_view_is_held_to_the_same(tmp_path):
    text = (
        HEAD
        + """view = "front"
[[figures.poses]]
hip = [0, 89, 0]
near = { ankle = [-9, 7.6, 0] }
far = { ankle = [60, 7.6, 0] }
near_arm = { hand = [-15.5, 129, 3] }
far_arm = { hand = [30, 100, 0] }
"""
    )
    found = faults_of(tmp_path, text)
    assert any("far: the foot is" in fault for fault in found)
    assert any("near_arm: the elbow is bent by" in fault for fault in found)


def test_a_file_that_is_missing_is_a_fault_and_loading_it_an_error(tmp_path):
    assert len(read_figures(tmp_path)[1]) == 1
    with pytest.raises(BadFileError):
        load_figures(tmp_path)


def test_an_exercise_without_a_picture_and_a_picture_without_an_exercise_are_faults():
    unknown, missing = figure_faults(DATA, ["new-one"], [*load_figures(), "new-one"][1:])
    assert str(unknown).startswith("figures.toml, figures: unknown exercise 'relative-rest-and-walking-aid'. Allowed: ")
    assert str(missing) == ("figures.toml, figures 'new-one': is missing. Draw it: write [[figures]] with this id.")


def test_a_protocol_goes_by_the_pictures_of_its_own_data_folder_or_by_ours(tmp_path):
    folder = tmp_path / "data" / "protocols" / "other" / "1.0"
    folder.mkdir(parents=True)
    assert picture_faults(folder, ["cold-pack"], {name: {} for name in load_figures()}) == []
    shutil.copy(DATA / "figures.toml", tmp_path / "data" / "figures.toml")
    text = (tmp_path / "data" / "figures.toml").read_text(encoding="utf-8").replace('"cold-pack"', '"cold-pakc"', 1)
    (tmp_path / "data" / "figures.toml").write_text(text, encoding="utf-8")
    told = {fault.problem for fault in picture_faults(folder, ["cold-pack"], {name: {} for name in load_figures()})}
    assert told == {"unknown exercise 'cold-pakc'", "is missing"}
