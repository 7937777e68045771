"""The mutation tester on a small tree: good tests notice every fault, idle ones are shown to be idle."""

from pathlib import Path

import pytest

from scripts.mutants import count_sites, plant, sample
from scripts.mutate import main

RULE = '''"""A rule with 2 edges."""

def light(pain: int, rising: bool) -> str:
    """Red from 5 on."""
    if pain >= 5 and not rising:
        return "red"
    return "amber"
'''
GOOD = """import pytest
from rules.light import light

@pytest.mark.parametrize(("pain", "rising", "expected"), [
    (4, False, "amber"), (5, False, "red"), (6, False, "red"), (5, True, "amber"), (4, True, "amber"),
])
def test_light(pain, rising, expected):
    assert light(pain, rising) == expected
"""
IDLE = """from rules.light import light

def test_light():
    light(1, True)
"""


@pytest.fixture
def tree(tmp_path: Path):
    """A package of rules, with tests of our choice."""

    def build(tests: str, name: str = "light") -> Path:
        (tmp_path / "rules").mkdir()
        (tmp_path / "rules/__init__.py").write_text("")
        (tmp_path / f"rules/{name}.py").write_text(RULE)
        (tmp_path / "tests/rules").mkdir(parents=True)
        (tmp_path / f"tests/rules/test_{name}.py").write_text(tests)
        (tmp_path / "pyproject.toml").write_text('[tool.pytest.ini_options]\npythonpath = ["."]\n')
        return tmp_path

    return build


def measure(root: Path, name: str = "light", *more: str) -> int:
    chosen = ["--root", str(root), "--package", "rules", "--tests", "tests/rules", "--modules", name]
    return main([*chosen, "--patience", "0.1", "--workers", "1", *more])


def test_good_tests_notice_every_fault(tree, capsys):
    assert measure(tree(GOOD)) == 0
    planted = count_sites(RULE)
    assert f"light          {planted}/{planted} killed (100.0 %)" in capsys.readouterr().out


def test_idle_tests_are_shown_with_place_and_change(tree, capsys):
    assert measure(tree(IDLE)) == 1
    said = capsys.readouterr().out
    assert "survived: rules/light.py:5: pain >= 5  ->  pain > 5" in said
    assert "survived: rules/light.py:7: return 'amber'  ->  return None" in said


def test_the_tree_itself_is_never_touched(tree):
    root = tree(GOOD)
    measure(root)
    assert (root / "rules/light.py").read_text() == RULE


ENDLESS = {
    "it works on and on": (
        "def light(pain):\n    while pain:\n        pain -= 1\n    return pain\n",
        "pain -= 1  ->  ",
    ),
    "it waits for ever": (
        "from threading import Lock\n\ndef light(pain):\n    lock = Lock()\n"
        "    lock.acquire()\n    return lock.acquire(False)\n",
        "False  ->  True",
    ),
}


@pytest.mark.deep
@pytest.mark.parametrize(("rule", "fault"), ENDLESS.values(), ids=ENDLESS)
def test_a_run_that_never_ends_counts_as_noticed(rule, fault, tree, capsys):
    root = tree("from rules.light import light\n\ndef test_light():\n    light(3)\n")
    (root / "rules/light.py").write_text(rule)
    measure(root)
    said = capsys.readouterr().out
    assert fault not in said
    assert "survived: " in said


NOTICING = {
    "by a test that only reads the file": (
        "import subprocess, sys\nfrom pathlib import Path\nimport rules.light\n\ndef test_light():\n"
        "    code = 'from rules.light import light; print([light(p, r) for p in (4, 5, 6) for r in (False, True)])'\n"
        "    said = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True).stdout\n"
        "    rules.light.light(5, False)\n    rules.light.light(1, True)\n"
        "    assert said.split() == \"['amber', 'amber', 'red', 'amber', 'red', 'amber']\".split()\n"
    ),
    "by a test that leans on what another has worked out": (
        "import functools\nfrom rules.light import light\n\n@functools.cache\ndef lights():\n"
        "    return [light(p, r) for p in (4, 5, 6) for r in (False, True)]\n\n"
        "def test_first():\n    lights()\n\n"
        "def test_light():\n    assert lights() == 'amber amber red amber red amber'.split()\n"
    ),
    "while the tests are read": (
        "from rules.light import light\n\nLIGHTS = [light(p, r) for p in (4, 5, 6) for r in (False, True)]\n"
        "assert LIGHTS == 'amber amber red amber red amber'.split()\n\ndef test_light():\n    pass\n"
    ),
}


@pytest.mark.deep
@pytest.mark.parametrize("tests", NOTICING.values(), ids=NOTICING)
def test_a_fault_is_noticed(tests, tree, capsys):
    assert measure(tree(tests)) == 0, capsys.readouterr().out


def test_a_test_that_never_meets_the_line_is_not_asked(tree, capsys):
    root = tree(GOOD)
    (root / "rules/lamp.py").write_text("def lamp():\n    return 1\n")
    assert measure(root, "lamp") == 1
    said = capsys.readouterr().out
    assert "survived: rules/lamp.py:2: return 1  ->  return None" in said
    assert "0/3 killed (0.0 %), 0.0 s of a core each" in said


def test_a_module_that_is_a_package_is_measured_too(tree, capsys):
    root = tree(GOOD.replace("rules.light", "rules.lamp.light"))
    (root / "rules/lamp").mkdir()
    (root / "rules/light.py").rename(root / "rules/lamp/light.py")
    assert measure(root, "lamp", "--number", "3") == 0
    assert "3/3 killed" in capsys.readouterr().out


def test_a_budget_that_is_over_is_said(tree, capsys):
    assert measure(tree(GOOD), "light", "--minutes", "0") == 1
    assert "not tried: the budget was over" in capsys.readouterr().out


def test_a_missing_module_is_named(tree, capsys):
    assert measure(tree(GOOD), "lite") == 2
    assert "rules/lite: no such module" in capsys.readouterr().out


def test_tests_that_fail_already_measure_nothing(tree, capsys):
    assert measure(tree(GOOD.replace('(4, False, "amber")', '(4, False, "green")'))) == 2
    assert "tests/rules/test_light.py does not pass as it is" in capsys.readouterr().out


FAULTS = {
    "an edge moves": ("assert a < 1", "a <= 1 | a > 1 | a < 2 | a < 0"),
    "both edges of a range move": ("assert a <= b < c", "a < b < c | a >= b < c | a <= b <= c | a <= b > c"),
    "a comparison turns": ("assert a == b", "a != b"),
    "membership turns": ("assert a in b", "a not in b"),
    "plus becomes minus": ("assert a + b", "a - b"),
    "and becomes or, and each side goes away": ("assert a and b", "a or b | a | b"),
    "not goes away": ("assert not a", "a"),
    "truth turns": ("assert True", "False"),
    "a choice turns, and is none": ("assert a if b else c", "c if b else a | a | c"),
    "the most becomes the least": ("assert max(a)", "min(a)"),
    "two facts change places": ("assert f(a, b)", "f(b, a)"),
    "a named fact goes away": ("assert f(a, b=c)", "f(a)"),
    "a condition of a list goes away": ("assert {a for a in b if c}", "{a for a in b if True}"),
    "a word becomes another that is spoken": (
        "assert a[L.ONE] is L.TWO",
        "a[L.ONE] is not L.TWO | a[L.TWO] is L.TWO | a[L.ONE] is L.ONE",
    ),
    "each of some words goes away": ("assert ('a', 'b')", "('b',) | ('a',)"),
    "a pair that is worked out stays": ("assert (a, b)", ""),
    "the parameters of a type stay": ("assert dict[A.ONE, A.TWO]", ""),
    "text is left alone": ("assert 'a' + b", ""),
}


@pytest.mark.parametrize(("source", "expected"), FAULTS.values(), ids=FAULTS)
def test_faults_inside_a_line(source, expected):
    made = {plant(Path("a.py"), source, number).source.removeprefix("assert ") for number in range(count_sites(source))}
    assert made == set(filter(None, expected.split(" | ")))


STATEMENTS = {
    "a name gets nothing": ("x = a", {"x = None"}),
    "what a package shows stays": ("__all__ = ['a', 'b']", set()),
    "a call is dropped": ("f(a)", {"pass"}),
    "a step is turned or dropped": ("a += b", {"a -= b", "pass"}),
    "a raise is dropped": ("raise E", {"pass"}),
    "a question turns, or is none": (
        "if a:\n    b = 1",
        {
            "if not a:\n    b = 1",
            "if True:\n    b = 1",
            "if False:\n    b = 1",
            "if a:\n    b = None",
            "if a:\n    b = 2",
            "if a:\n    b = 0",
        },
    ),
    "a docstring is left alone": ("'''Red from 5 on.'''", set()),
    "a type is left alone": ("x: Literal[1]", set()),
}


@pytest.mark.parametrize(("source", "expected"), STATEMENTS.values(), ids=STATEMENTS)
def test_faults(source, expected):
    made = {plant(Path("a.py"), source, number).source for number in range(count_sites(source))}
    assert made == expected


def test_a_long_line_is_shown_where_it_changes():
    source = f"f({', '.join(f'name{n}=value{n}' for n in range(20))})"
    shown = {str(plant(Path("a.py"), source, number)) for number in range(count_sites(source))}
    assert len(shown) == count_sites(source)
    assert all(len(line) < 250 for line in shown)


def test_the_same_seed_plants_the_same_faults():
    sources = {Path("a.py"): RULE}
    assert sample(sources, number=4, seed="a") == sample(sources, number=4, seed="a")
    assert sample(sources, number=4, seed="a") != sample(sources, number=4, seed="b")


PLACES = {
    "a statement has all its lines": ("f(\n  1,\n  a,\n)", [1, 2, 3, 4]),
    "a question has those above its answers": ("if (\n  a\n  < 1\n):\n  pass\n", [1, 2, 3, 4]),
    "an answer has its own": ("if a:\n  f(\n    b)\n", [2, 3]),
    "a case has those of its match": ("match a:\n  case 1:\n    pass\n", [1]),
    "a default has those of its function": ("def f(a=1):\n  pass\n  pass\n", [1]),
}


@pytest.mark.parametrize(("source", "expected"), PLACES.values(), ids=PLACES)
def test_the_lines_that_meet_a_fault(source, expected):
    last = count_sites(source) - 1
    assert list(plant(Path("a.py"), source, last).lines) == expected
