"""From an answer to its paper, the same for every door: what was asked about the paper, and what stands on it."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import msgspec

from programs.handouts.week import week_handout
from programs.handouts.week_paper import week_paper
from rehab.answering import Answer
from rehab.asking import Asked, Bounds, fields, read_all
from rehab.figures.picture import SIDES, Look

# What is said of the paper alone; the plan that its code opens has no use for it.
OF_PAPER = ("paper", "large_print", "figure", "language")

Given = Mapping[str, Sequence[str]]


def handout_of(found: Answer, asked: Asked, given: Given, bounds: Bounds, *, plan: str) -> bytes:
    """The handout of the week of *found*, which is what was *asked* in the words *given*.

    *plan* is where the plan lies, its answers included.
    """
    printed, wrongs = read_all({name: given[name] for name in OF_PAPER if given.get(name)}, fields(bounds))
    assert not wrongs, "answers have been read before they are printed"
    return week_handout(
        week_paper(found, asked, look_of(asked), address=plan),
        size=printed.get("paper", "a4"),
        large_print=printed.get("large_print", False),
        language=asked.language,
    )


def look_of(asked: Asked) -> Look:
    """The look of the pictures in the plan that is *asked* for: on the sore leg, as far as it is known."""
    return msgspec.convert({"side": asked.leg or SIDES[0], "body": asked.body}, Look)


def query_of(given: Given) -> str:
    """The answers *given* as the query of a plan's page, one value after the other, in a fixed order."""
    kept = {name: sorted(given[name]) for name in sorted(given) if given[name] and name not in OF_PAPER}
    return urlencode(kept, doseq=True, safe=",")
