"""What every number rests on: sources, our own judgements, and where the seed documents disagree.

`python -m rehab.citations > docs/sources.md` writes the page people read.
"""

import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec

from rehab.fault import BadFileError
from rehab.tables import Table

SOURCES = Path(__file__).parent / "data" / "sources.toml"


class SourceKind(StrEnum):
    """What sort of thing a source is, as its heading on the page says it."""

    SEED = "seed"
    TRIAL = "trial"
    REVIEW = "review"
    COHORT = "cohort"
    CONSENSUS = "consensus"
    GUIDELINE = "guideline"
    LEAFLET = "leaflet"
    CLINICIAN_PAGE = "clinician-page"
    JUDGEMENT = "judgement"


class Checked(StrEnum):
    """How far we looked: seen in the source itself, at least in part, or known and not looked up."""

    EXCERPT = "excerpt"
    MEMORY = "memory"


class Outcome(StrEnum):
    """What became of a claim of the seed documents."""

    OVERRULED = "overruled"
    NARROWED = "narrowed"
    JOINED = "joined"
    KEPT = "kept"


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody else's work says *citation*, *checked* and *finding*; a judgement of ours its *reason*.

    *held_for* names the part of a protocol that rests on it while no file cites it.
    """

    kind: SourceKind
    citation: str = ""
    checked: Checked | None = None
    finding: str = ""
    reason: str = ""
    held_for: str = ""

    def __post_init__(self) -> None:
        theirs = (self.citation, self.checked, self.finding)
        if self.kind is SourceKind.JUDGEMENT and (any(theirs) or not self.reason):
            raise ValueError("a judgement has a reason, and no citation, checked or finding")
        if self.kind is not SourceKind.JUDGEMENT and (not all(theirs) or self.reason):
            raise ValueError("a source has a citation, checked and a finding, and no reason")


class Settlement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where seed documents (*by*) disagree with each other or with better evidence, and what holds here."""

    topic: str
    said: str
    by: tuple[str, ...]
    outcome: Outcome
    ruled: str
    because: str
    sources: tuple[str, ...]


class Citations(msgspec.Struct, frozen=True):
    """Everything `sources.toml` holds; *sources* by id, in the order of the file."""

    sources: Mapping[str, Source]
    settlements: tuple[Settlement, ...]


@cache
def load_citations(path: Path = SOURCES) -> Citations:
    """The sources and settlements in *path*, read once per process.

    BadFileError lists every entry that does not decode.
    """
    table = Table(path, shown_as=path.name)
    table.only("schema", "sources", "settlements")
    sources = table.one("sources", dict[str, Source])
    settlements = table.entries("settlements", Settlement)
    if table.faults or sources is None:
        raise BadFileError(table.faults)
    return Citations(sources, settlements)


HEADINGS = {
    SourceKind.SEED: "The documents the project started from",
    SourceKind.TRIAL: "Trials",
    SourceKind.REVIEW: "Reviews",
    SourceKind.COHORT: "Groups of people followed or measured",
    SourceKind.CONSENSUS: "What experts agree on",
    SourceKind.GUIDELINE: "Guidelines",
    SourceKind.LEAFLET: "Leaflets for patients",
    SourceKind.CLINICIAN_PAGE: "Pages by clinicians",
    SourceKind.JUDGEMENT: "Our own judgements",
}
INTRODUCTION = """\
# Where the numbers come from

Every number in a plan names what it rests on. This page lists it all. It is made from
`rehab/data/sources.toml` by `python -m rehab.citations`; change the file, not the page.

For calf strains the evidence is thin: one small trial on when to begin, one study of what experts
do, groups of athletes, and leaflets that disagree. So most day numbers are judgements of ours, on the
careful side, and await review by a clinician. What we say about the work of others we saw in an
abstract, a table or a page, never in the whole paper. *From memory* means that we did not look it up
again: check it before you rely on it.
"""


def sources_page(citations: Citations) -> str:
    """The page of all sources and settlements in Markdown; the same citations give the same page."""
    return "\n".join([INTRODUCTION, *_sources(citations), *_settlements(citations)])


def _sources(citations: Citations) -> Iterator[str]:
    for kind, heading in HEADINGS.items():
        yield f"## {heading}\n"
        yield from (_line(key, source) for key, source in citations.sources.items() if source.kind is kind)
        yield ""


def _line(key: str, source: Source) -> str:
    if source.kind is SourceKind.JUDGEMENT:
        return f"- `{key}`: {source.reason}"
    memory = " *From memory.*" if source.checked is Checked.MEMORY else ""
    return f"- `{key}`: {source.citation}. {source.finding}{memory}"


def _settlements(citations: Citations) -> Iterator[str]:
    yield "## Where the seed documents disagree\n"
    yield "With each other, or with better evidence: what each says, what holds here, and why.\n"
    yield "| On | The seeds say | So here | Why | Rests on |"
    yield "|---|---|---|---|---|"
    for row in citations.settlements:
        by, rests = (", ".join(f"`{key}`" for key in keys) for keys in (row.by, row.sources))
        yield f"| {row.topic} ({row.outcome}) | {row.said} ({by}) | {row.ruled} | {row.because} | {rests} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(sources_page(load_citations()))
