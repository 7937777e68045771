"""Sources: each complete, each cited or held for something, and shown on a page that is up to date."""

import runpy
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rehab.citations import SOURCES, Checked, Source, SourceKind, load_citations, sources_page
from rehab.fault import BadFileError
from rehab.reading_grade import reading_grade
from rehab.wording import forbidden_claims

PAGE = Path(__file__).parents[2] / "docs" / "sources.md"
CITATIONS = load_citations()
SETTLED = [text for row in CITATIONS.settlements for text in (row.topic, row.said, row.ruled, row.because)]
SENTENCES = [source.finding or source.reason for source in CITATIONS.sources.values()]


def cited(value: Any) -> Iterator[str]:
    """Every id in any list called `sources`, at any depth of a data file."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "sources" and isinstance(inner, list):
                yield from inner
            else:
                yield from cited(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from cited(inner)


def test_the_page_of_sources_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == sources_page(CITATIONS), (
        "run python -m rehab.citations > docs/sources.md"
    )


def test_the_module_prints_the_page(capsys, monkeypatch):
    monkeypatch.delitem(sys.modules, "rehab.citations")
    runpy.run_module("rehab.citations", run_name="__main__")
    assert capsys.readouterr().out == PAGE.read_text(encoding="utf-8")


def test_every_source_and_settlement_is_on_the_page():
    page = sources_page(CITATIONS)
    assert [key for key in CITATIONS.sources if f"- `{key}`: " not in page] == []
    assert [row.topic for row in CITATIONS.settlements if f"| {row.topic} (" not in page] == []


def test_every_source_is_cited_by_a_data_file_or_says_what_it_is_held_for():
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in SOURCES.parent.rglob("*.toml")]
    used = {key for tables in files for key in cited(tables)} | {key for row in CITATIONS.settlements for key in row.by}
    assert [key for key, source in CITATIONS.sources.items() if key not in used and not source.held_for] == []


def test_every_settlement_rests_on_sources_that_are_known_and_answers_seeds():
    for row in CITATIONS.settlements:
        assert row.sources
        assert set(row.sources) <= CITATIONS.sources.keys()
        assert {CITATIONS.sources[key].kind for key in row.by} == {SourceKind.SEED}


def test_the_three_seeds_are_named_by_subject():
    seeds = [key for key, source in CITATIONS.sources.items() if source.kind is SourceKind.SEED]
    assert seeds == ["seed-000", "seed-001", "seed-002"]


def test_a_judgement_is_told_by_its_id():
    judgements = {key for key, source in CITATIONS.sources.items() if source.kind is SourceKind.JUDGEMENT}
    assert judgements == {key for key in CITATIONS.sources if key.startswith("judgement:")}


@pytest.mark.parametrize("texts", [SENTENCES, SETTLED], ids=["sources", "settlements"])
def test_a_twelve_year_old_can_read_it(texts: list[str]):
    assert reading_grade(texts) <= 6.5


def test_nothing_forbidden_is_claimed():
    assert forbidden_claims([*SENTENCES, *SETTLED]) == []


INCOMPLETE = {
    "a judgement without a reason": {"kind": "judgement"},
    "a judgement with a finding": {"kind": "judgement", "reason": "Ours.", "finding": "Theirs."},
    "a trial nobody says was checked": {"kind": "trial", "citation": "A. 2020", "finding": "It works."},
    "a trial with a reason of ours": {
        "kind": "trial",
        "citation": "A. 2020",
        "checked": "memory",
        "finding": "It works.",
        "reason": "Ours.",
    },
    "a kind that is not known": {"kind": "rumour", "citation": "A", "checked": "memory", "finding": "So."},
}


@pytest.mark.parametrize("entry", INCOMPLETE.values(), ids=INCOMPLETE.keys())
def test_an_incomplete_source_is_refused(entry: dict[str, str]):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(entry, Source)


def test_a_faulty_file_is_refused_with_every_fault(tmp_path: Path):
    path = tmp_path / "sources.toml"
    path.write_text('schema = 1\nsurces = 2\n[sources.a]\nkind = "trial"\n', encoding="utf-8")
    with pytest.raises(BadFileError) as refused:
        load_citations(path)
    assert [fault.entry for fault in refused.value.faults] == ["settlements", "sources", "surces"]


def test_what_was_not_looked_up_again_is_marked_on_the_page():
    remembered = [key for key, source in CITATIONS.sources.items() if source.checked is Checked.MEMORY]
    lines = {line.split("`")[1]: line for line in sources_page(CITATIONS).splitlines() if line.startswith("- `")}
    assert remembered
    assert [key for key, line in lines.items() if line.endswith("*From memory.*")] == sorted(
        remembered, key=list(lines).index
    )
