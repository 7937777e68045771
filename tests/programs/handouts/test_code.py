"""The code at the head of a handout, for whatever address: read from a coarse page, and from a grey copy of it."""

from dataclasses import replace

import pytest
import zxingcpp
from PIL import ImageFilter

from programs.handouts.printing import LONGEST_CODE, query_of
from programs.handouts.week import week_handout
from rehab.asking import fields
from tests.programs.handouts.holding import laid_wrong
from tests.programs.handouts.papers import BOUNDS, paper
from tests.programs.handouts.reading import looked_at, words

HOST = "https://strideback.calf-clinic-northgate.example/plan/?"
# Every answer that an address may have, as long as it gets.
EVERYTHING = {
    "grade": ["3"],
    "week": ["104"],
    "focus": ["gastrocnemius"],
    "side": ["right"],
    "equipment": [",".join(BOUNDS.protocol.kit.named)],
    "injured_on": ["2026-11-02"],
    "cleared_on_day": ["120"],
    "previous_strain": ["yes"],
    "gradual_onset": ["yes"],
    "age": ["17"],
    "guardian_agrees": ["yes"],
    "weekly_run_minutes": ["2000"],
}
ADDRESSES = {
    "short": HOST + "grade=2&week=3",
    "with every answer": HOST + query_of(EVERYTHING),
    "the longest that has a code": (HOST + query_of(EVERYTHING) + "&" + "x" * LONGEST_CODE)[:LONGEST_CODE],
}
PAPERS = {
    "a4": dict(size="a4"),
    "letter": dict(size="letter"),
    "large print": dict(size="letter", large_print=True),
}


def test_every_answer_is_among_them():
    of_paper_or_course = {"paper", "large_print", "figure", "language", "weeks"}
    # A sign of danger stands in no address; others are given by few.
    assert set(fields(BOUNDS)) - of_paper_or_course - {"flag"} == set(EVERYTHING)
    assert len(ADDRESSES["with every answer"]) < LONGEST_CODE


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
@pytest.mark.parametrize("how", PAPERS.values(), ids=PAPERS)
def test_a_code_is_read_from_a_coarse_grey_copy(address, how):
    pdf = week_handout(replace(paper(), address=address, person="Rob " * 40), **how)
    first = looked_at(pdf, dpi=100)[0].convert("L").filter(ImageFilter.GaussianBlur(0.6))
    assert [code.text for code in zxingcpp.read_barcodes(first)] == [address]
    assert laid_wrong(pdf) == []


def test_the_address_stands_there_in_words_as_far_as_somebody_would_type_it():
    short = words(week_handout(replace(paper(), address="https://clinic.example/plan/?grade=2&week=3")))
    assert "https://clinic.example/plan/?grade=2&week=3" in short
    long = words(week_handout(replace(paper(), address=ADDRESSES["with every answer"])))
    assert "https://strideback.calf-clinic-northgate.example/plan/ " in long
    assert "equipment" not in long
