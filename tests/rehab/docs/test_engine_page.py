"""docs/engine.md: every test it names exists, its tables are the protocol's, its links lead somewhere."""

import ast
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from rehab.library import load_protocol
from rehab.words import words_in

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"
ENGINE = (DOCS / "engine.md").read_text(encoding="utf-8")
PAGES = [DOCS / "engine.md", *sorted((DOCS / "decisions").glob("*.md"))]
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::([^`]+))?`")
LINK = re.compile(r"\]\(([^)#:]+)\)")
CALF = load_protocol()
GRADES = (1, 2, 3)


@cache
def named_in(file: Path) -> frozenset[str]:
    """Every function a file defines, and every text it holds, as the id of a case is one."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return frozenset(functions | texts)


def table_under(heading: str) -> list[list[str]]:
    """The cells of the first table of a section, without its head."""
    section = ENGINE.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_test_a_page_names_is_there(page):
    for name, case in TEST.findall(page.read_text(encoding="utf-8")):
        file = ROOT / name
        assert file.is_file(), f"{page.name} names {name}"
        assert not case or case in named_in(file), f"{page.name} names {name}::{case}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).is_file(), target


def test_every_section_of_rules_names_a_test():
    without = {"Words", "What is judgement"}
    for section in ENGINE.split("\n## ")[1:]:
        title = section.splitlines()[0]
        assert title in without or TEST.search(section), title


def test_decisions_are_numbered_without_a_gap_and_fit_a_page():
    names = [page.name for page in PAGES[1:]]
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert all(len(page.read_text(encoding="utf-8").splitlines()) <= 60 for page in PAGES[2:])


def test_every_decision_on_a_rule_is_linked():
    rules = [page.name for page in PAGES[2:] if "rehab/engine" in page.read_text(encoding="utf-8")]
    assert [name for name in rules if name not in ENGINE] == []


def floors() -> list[list[str]]:
    return [
        [words_in().phase(p.id), p.rhythm.value, *(f"day {p.floor_day[g]}" for g in GRADES), str(p.max_tier)]
        for p in CALF.phases
    ]


def greens() -> list[list[str]]:
    return [[str(rule.max_tier), *(str(rule.needed[grade]) for grade in GRADES)] for rule in CALF.greens]


def rungs() -> list[list[str]]:
    ladder = CALF.ladder
    assert ladder is not None
    found = []
    for place, rung in enumerate(ladder.rungs):
        turns = f"{rung.times} × run {rung.run_minutes}, walk {rung.walk_minutes}" if rung.walk_minutes else "run 30"
        found.append([rung.id, turns, str(rung.total), *(str(ladder.sessions[grade][place]) for grade in GRADES)])
    return found


CONTEXTS = {
    "early": "Protect and Mobilise; stretches, mobility and massage always",
    "hold": "holds, walks and other work for heart and lungs",
    "strength": "strength and balance, hips and trunk, from Strengthen on",
    "plyometric": "springs and hop tests",
    "run": "running",
    "run_later": "running after the ladder, widespread soreness and nothing else",
}


def pain() -> list[list[str]]:
    return [[CONTEXTS[name], str(limit.amber_from), str(limit.red_from)] for name, limit in CALF.pain.items()]


def missed() -> list[list[str]]:
    rules = CALF.missed
    starts = [1, rules.repeat_from, rules.step_back_from, rules.phase_back_from, rules.restart_from]
    spans = [f"{a} to {b - 1}" for a, b in pairwise(starts)]
    follows = [
        "go on; nothing is doubled",
        "the last dose, or the last rung, once more",
        f"a step lower; on the ladder {rules.rungs_down} rungs down; the gate's tests again",
        "a phase back, not below Mobilise; the ladder from its entry; the safety check again",
        "Mobilise at most, no credit for what was reached; the safety check and all tests again",
    ]
    return [[span, text] for span, text in zip([*spans, f"{starts[-1]} and more"], follows, strict=True)]


TABLES = {
    "Phases and floors": floors,
    "Doses and greens": greens,
    "The ladder": rungs,
    "Lights": pain,
    "Days away, fever, other work, moved clocks": missed,
}


@pytest.mark.parametrize("heading", TABLES)
def test_a_table_is_the_protocols_own(heading):
    assert table_under(heading) == TABLES[heading]()
