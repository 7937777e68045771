"""docs/architecture.md against the code: every module named is there, and imports point up the page."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`((?:rehab|programs|config|scripts|tests)/[\w/]*(?:\.py)?)`")
STEP = re.compile(r"^### (\d)\. ", re.MULTILINE)


def modules() -> list[str]:
    """Every module of rehab by its path, packages by that of their folder."""
    found = [file.relative_to(ROOT).as_posix() for file in (ROOT / "rehab").rglob("*.py")]
    return sorted(name for name in found if name != "rehab/__init__.py" and not name.endswith("/__init__.py"))


def steps() -> dict[str, int]:
    """The step each module of rehab stands in on the page."""
    found: dict[str, int] = {}
    parts = STEP.split(PAGE.split("\n## programs/")[0])
    for number, text in zip(parts[1::2], parts[2::2], strict=True):
        for name in NAMED.findall(text):
            found.setdefault(name, int(number))
    return found


def imports(name: str) -> Iterator[str]:
    """The modules of rehab that a module imports, by path."""
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "rehab":
            place = "/".join(node.module.split("."))
            for alias in node.names:
                deeper = f"{place}/{alias.name}.py"
                if (ROOT / deeper).is_file():
                    yield deeper
                elif (ROOT / f"{place}.py").is_file():
                    yield f"{place}.py"
                elif place != "rehab":
                    yield f"{place}/__init__.py"


def test_everything_named_on_the_page_is_there():
    missing = [name for name in NAMED.findall(PAGE) if not (ROOT / name).exists()]
    assert missing == [], "docs/architecture.md names what is not there"


@pytest.mark.parametrize("name", modules())
def test_every_module_of_the_rules_is_on_the_page(name):
    assert name in steps(), f"docs/architecture.md does not name {name}: give it a line in the step it belongs to"


@pytest.mark.parametrize("name", modules())
def test_a_module_imports_only_from_its_own_step_and_those_before(name):
    known = steps()
    of_package = {
        inner.rsplit("/", 1)[0] + "/__init__.py": step for inner, step in known.items() if inner.count("/") == 2
    }
    for other in imports(name):
        assert (known | of_package)[other] <= known[name], f"{name} imports {other}, which stands further down"


def test_no_module_imports_in_a_circle():
    graph = {name: set(imports(name)) for name in modules()}
    assert list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("word", ["week_plan", "plan_today", "advance", "prescribe", "list_day", "make_day", "ask"])
def test_functions_the_page_follows_are_there(word):
    assert f"`{word}`" in PAGE
    assert any(f"def {word}(" in (ROOT / name).read_text(encoding="utf-8") for name in modules())
