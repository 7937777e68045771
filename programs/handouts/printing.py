"""From an answer to its paper, the same for every door: what was asked about the paper, and what stands on it."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import msgspec

from programs.handouts.programme import programme_booklet
from programs.handouts.programme_paper import programme_paper
from programs.handouts.week import week_handout
from programs.handouts.week_paper import week_paper
from rehab.answering import Answer
from rehab.asking import Asked, Bounds, fields, read_all
from rehab.figures.picture import SIDES, Look

# What is said of the paper alone; the plan that its code opens has no use for it.
OF_PAPER = ("paper", "large_print", "figure", "language")
OF_A_COURSE = "weeks"
# Letters of an address: more make a code so fine that no phone reads it.
LONGEST_CODE = 400
# A plan's page shows one week; that of a whole course opens at its first.
FIRST_WEEK = {"week": ["1"]}

Given = Mapping[str, Sequence[str]]


def handout_of(found: Answer, asked: Asked, given: Given, bounds: Bounds, *, plan: str) -> bytes:
    """The handout of the week of *found*, which is what was *asked* in the words *given*.

    *plan* is where the plan lies, its answers included.
    """
    size, large_print = _printed(given, bounds)
    paper = week_paper(found, asked, look_of(asked), address=_coded(plan))
    return week_handout(paper, size=size, large_print=large_print, language=asked.language)


def booklet_of(found: Answer, asked: Asked, given: Given, bounds: Bounds, *, plan: str) -> bytes:
    """The booklet of the whole course *found*, which is what was *asked* in the words *given*; *plan* as above."""
    size, large_print = _printed(given, bounds)
    paper = programme_paper(found, asked, look_of(asked), address=_coded(plan))
    return programme_booklet(paper, size=size, large_print=large_print, language=asked.language)


def _printed(given: Given, bounds: Bounds) -> tuple[str, bool]:
    """The size of the paper, and whether its letters are large."""
    printed, wrongs = read_all({name: given[name] for name in OF_PAPER if given.get(name)}, fields(bounds))
    assert not wrongs, "answers have been read before they are printed"
    return printed.get("paper", "a4"), printed.get("large_print", False)


def look_of(asked: Asked) -> Look:
    """The look of the pictures in the plan that is *asked* for: on the sore leg, as far as it is known."""
    return msgspec.convert({"side": asked.leg or SIDES[0], "body": asked.body}, Look)


def query_of(given: Given) -> str:
    """The answers *given* as the query of a plan's page, each once and in a fixed order."""
    named = sorted(name for name in given if given[name] and name not in (*OF_PAPER, OF_A_COURSE))
    kept = {
        name: ",".join(sorted({part.strip() for text in given[name] for part in text.split(",")})) for name in named
    }
    return urlencode(kept, safe=",")


def _coded(plan: str) -> str:
    """*plan* where a code of it can be read from paper, else nothing."""
    return plan if len(plan) <= LONGEST_CODE else ""
