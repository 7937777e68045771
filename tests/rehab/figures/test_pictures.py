"""The files: valid, small, alike each time, mirrored by side, different for each exercise."""

import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from functools import cache
from itertools import product
from statistics import median
from time import process_time

import brotli
import pytest

from rehab.figures.head import BODIES
from rehab.figures.moving import unwound
from rehab.figures.picture import MOTIONS, Look, picture
from rehab.figures.scene import frame, moment, still
from rehab.figures.shapes import bounds
from rehab.figures.svg import UNITS, Sheet, path_data
from tests.rehab.alike import of_each
from tests.rehab.figures.posed import FIGURES, PROTOCOL

MOST_BYTES = {"still": 4096, "moving": 10240}
MOST_SECONDS = 0.005
NAMESPACE = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "style", "rect", "g", "path", "animate", "animateTransform"}


def fresh(name: str, **look: str) -> str:
    return picture(FIGURES[name], PROTOCOL, Look(**look))


drawn = cache(fresh)


@of_each({name: (name,) for name in FIGURES})
def test_each_file_is_small_valid_and_holds_drawing_alone(name):
    for motion, most in MOST_BYTES.items():
        file = drawn(name, motion=motion)
        tags = {element.tag.removeprefix(NAMESPACE) for element in ElementTree.fromstring(file).iter()}
        assert tags <= ALLOWED
        assert len(brotli.compress(file.encode(), quality=5)) <= most  # larger than at 11, and quick


def seconds(name: str) -> float:
    """What drawing the moving picture takes of the processor, in the middle of three times."""
    times = []
    for _ in range(3):
        begun = process_time()
        fresh(name, motion="moving")
        times.append(process_time() - begun)
    return median(times)


@of_each({name: (name,) for name in FIGURES})
def test_drawing_any_takes_a_blink(name):
    drawn(name, motion="moving")
    # Where coverage counts lines it takes several times as long. A machine that is busy gets two more chances.
    most = MOST_SECONDS * (5 if sys.gettrace() else 1)
    assert any(seconds(name) < most for _ in range(3))


@pytest.mark.parametrize(("body", "motion"), [*product(BODIES, ["still"]), ("bun", "moving")])
def test_no_two_exercises_share_a_drawing(body, motion):
    files = Counter(drawn(name, body=body, motion=motion) for name in FIGURES)
    assert max(files.values()) == 1


def test_the_same_question_gives_the_same_file():
    for name in ("flat-walking", "single-leg-reach"):
        assert fresh(name, motion="moving") == fresh(name, motion="moving")


@pytest.mark.parametrize("motion", MOTIONS)
def test_the_left_side_is_the_right_one_mirrored(motion):
    for name in ("cold-pack", "flat-walking", "single-leg-reach", "two-leg-heel-raise"):
        right, left = drawn(name, motion=motion), drawn(name, side="left", motion=motion)
        ground = '<rect width="100%" height="100%"/>'
        turned = f'{ground}<g transform="matrix(-1 0 0 1 {UNITS} 0)">'
        assert left == right.replace(ground, turned).replace("</svg>", "</g></svg>")


def test_the_two_people_differ_in_more_than_colour():
    with_bun, without = (drawn("two-leg-heel-raise", body=body).count("<path") for body in BODIES)
    assert with_bun == without + 3, "the bun, that of the ghost and the line round it"


@of_each({name: (name,) for name in FIGURES})
def test_nothing_is_cut_off_but_in_a_close_up(name):
    figure = FIGURES[name]
    edge = frame(figure)
    assert edge.right - edge.left == pytest.approx(edge.top - edge.bottom)
    if figure.close:
        return
    scenes = [still(figure, "bun")]
    if not figure.stride:  # marks on the ground pass by beyond the edge
        scenes += [moment(figure, pose, "bun") for pose in figure.poses]
    for parts in scenes:
        found = bounds(parts)
        assert edge.left <= found.left
        assert edge.bottom <= found.bottom
        assert found.right <= edge.right
        assert found.top <= edge.top


@of_each({name: (name,) for name in FIGURES})
def test_a_moving_picture_tells_its_times_in_order_with_a_curve_for_each(name):
    root = ElementTree.fromstring(drawn(name, motion="moving"))
    for element in root.iter():
        if not element.tag.startswith(NAMESPACE + "animate"):
            continue
        times = [float(time) for time in element.attrib["keyTimes"].split(";")]
        assert times[0] == 0
        assert times[-1] == 1
        assert times == sorted(times)
        assert len(element.attrib["keySplines"].split(";")) == len(times) - 1
        assert len(element.attrib["values"].split(";")) == len(times)


def test_turns_go_the_short_way_round():
    assert unwound([170, -170, 100]) == [170, 190, 100]


def test_a_path_is_told_from_point_to_point():
    path = (("M", (1.0, 2.0)), ("L", (2.0, 1.0)), ("L", (2.0, 3.0)), ("Z", ()))
    assert path_data(path, Sheet(0, 10, 10)) == "M10 80l10 10 0-20z"


def test_a_dark_ground_has_its_own_colours():
    assert "@media(prefers-color-scheme:dark){rect{fill:#222D33}" in drawn("single-leg-stand")
