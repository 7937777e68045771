"""Exercises on paper in the way of a clinic: whole, within the sides and the size of the paper, in every script."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from programs.handouts.own_way import OwnPrinted
from programs.handouts.printing import look_of
from programs.handouts.week import week_handout
from programs.handouts.week_paper import WeekPaper, in_own_ways, week_paper
from programs.interchange.pictures import MOST_PRINTED, photo_from
from tests.programs.handouts.holding import laid_wrong
from tests.programs.handouts.reading import sizes, tree, words
from tests.programs.handouts.test_week_handout import PAPERS, PLAN, WEEKS, made

FULLEST = WEEKS["the fullest week"]
STEPS = ("Stand tall by a wall.", "Push up with care.", "Come down slowly.")


def a_busy_photo() -> bytes:
    """As many bytes as a photo may have on paper: no two dots alike."""
    file = BytesIO()
    Image.effect_noise((900, 900), 100).convert("RGB").save(file, format="JPEG")
    return photo_from(file.getvalue())[1]


BUSY = a_busy_photo()
WAY = OwnPrinted("Calder Street Physio", "The Calder way", STEPS, "a firm mat", "glute-bridge", "A bridge.", BUSY)


def the_week(**query: str) -> WeekPaper:
    found, asked, _pdf = made(FULLEST | query)
    return week_paper(found, asked, look_of(asked), address=PLAN)


def in_ways(paper: WeekPaper, way: OwnPrinted) -> WeekPaper:
    """*paper* with every exercise in a way of the clinic, numbered so that each can be told from the others."""
    ways = {line.id: replace(way, name=f"{way.name} {place}") for place, line in enumerate(paper.lines)}
    return in_own_ways(paper, ways)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_a_week_of_nothing_but_photos_keeps_its_sides_and_loses_no_word(paper):
    week = in_ways(the_week(), WAY)
    size, large = paper.get("paper", "a4"), "large_print" in paper
    pdf = week_handout(week, size=size, large_print=large)
    said = words(pdf)
    for place, line in enumerate(week.lines):
        assert said.count(f"The Calder way {place}") >= 2, "in the table and where it says how"
        assert line.cue in said
    assert said.count("As Calder Street Physio does it. You also need: a firm mat.") == len(week.lines)
    assert said.count(STEPS[0]) == len(week.lines)
    assert laid_wrong(pdf) == []
    assert large or len(sizes(pdf)) <= 4


def test_twelve_photos_leave_the_paper_within_its_size():
    week = the_week()
    twelve = replace(week, lines=week.lines[:12])
    assert len(twelve.lines) >= 10
    assert len(BUSY) > MOST_PRINTED / 2
    photos = [photo_from(a_noisy(seed))[1] for seed in range(len(twelve.lines))]
    assert len(set(photos)) == len(photos)
    ways = {line.id: replace(WAY, photo=photo) for line, photo in zip(twelve.lines, photos, strict=True)}
    pdf = week_handout(in_own_ways(twelve, ways))
    print(f"{len(pdf)} bytes with {len(photos)} photos of {sum(map(len, photos))}")
    assert len(pdf) <= 180_000


def a_noisy(seed: int) -> bytes:
    file = BytesIO()
    Image.effect_noise((600 + seed, 600), 100).convert("RGB").save(file, format="JPEG")
    return file.getvalue()


def test_a_photo_is_told_to_whoever_has_the_paper_read_aloud():
    for way, said in ((WAY, "A photo of this exercise."), (replace(WAY, photo=b""), "A bridge.")):
        week = in_ways(the_week(), way)
        told = [alternative for _, kind, alternative in tree(week_handout(week)) if kind == "Figure"]
        assert told.count(said) == len(week.lines)


UNPRINTABLE = {
    "a name": replace(WAY, name="提踵"),
    "a step": replace(WAY, steps=(*STEPS[:2], "提踵")),
    "what is needed": replace(WAY, needs="垫子"),
}


@pytest.mark.parametrize("way", UNPRINTABLE.values(), ids=UNPRINTABLE)
def test_in_letters_that_no_face_has_it_stays_whole_as_in_the_catalogue(way):
    week = the_week()
    assert in_ways(week, way) == week


def test_other_scripts_are_set():
    week = in_ways(the_week(), replace(WAY, name="رفع الكعبين", steps=("קום לאט.", "Вставай медленно.", "Σιγά.")))
    assert all(line.own for line in week.lines)
    pdf = week_handout(week)
    assert laid_wrong(pdf) == []
    assert "Вставай медленно." in words(pdf)


def test_the_same_paper_gives_the_same_bytes():
    week = in_ways(the_week(), WAY)
    assert week_handout(week) == week_handout(week)
