"""The house's own rules: each breach is found, named and cured; this tree has none of its own making."""

import subprocess

import pytest

from scripts.house_rules import breaches, files_of


def found(tmp_path, name: str, text: str) -> list[str]:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return list(breaches(tmp_path, [name]))


# The forbidden words are put together here, so that this file keeps the rules it tests.
BREACHES = {
    "a file that is too long": ("programs/long.py", "x = 1\n" * 301, "programs/long.py: 301 lines, 300 at most"),
    "a drawer for the rest": ("programs/" + "utils.py", "", "a drawer for the rest"),
    "a folder of leftovers": ("programs/" + "common/dates.py", "", "a drawer for the rest"),
    "work put off": ("rehab/a.py", "x = 1\n# TO" + "DO later\n", "rehab/a.py:2: left for later"),
    "a promise not kept": ("rehab/a.py", "raise NotImplemented" + "Error\n", "left for later"),
    "a test left out": ("tests/test_a.py", "@pytest.mark.sk" + "ip\n", "a test that does not run"),
    "a test expected to fail": ("tests/test_a.py", "@pytest.mark.xf" + "ail\n", "a test that does not run"),
    "a path of one machine": ("docs/a.md", "see /wo" + "rk/main\n", "an address or path of one machine"),
    "a hidden folder": ("docs/a.md", "see .lib" + "rary/README\n", "an address or path of one machine"),
    "a registry's address": ("package.json", "https://registry.npm" + "js.org/x", "an address or path of one machine"),
    "a script in a page": ("templates/a.html", "<script>alert()</script>", "inline script or style"),
    "a style in a page": ("templates/part/a.html", '<p style="color:red">', "inline script or style"),
    "a remark that a page would show": ("templates/a.html", "{# one\ntwo #}", "a remark of more than one line"),
    "borrowed marks": (
        "tests/a.py",
        "from tests.b import House, pytest" + "mark\n",
        "marks of tests from another file",
    ),
    "a handler in a page": ("templates/a.html", '<a onclick="go()">', "inline script or style"),
    "a clock in the rules": ("rehab/a.py", "date.today" + "()\n", "a clock, chance or the environment"),
    "chance in the rules": ("rehab/deep/a.py", "import random\n", "a clock, chance or the environment"),
    "the environment in the rules": ("rehab/a.py", "os.environ['A']\n", "a clock, chance or the environment"),
}
KEPT = {
    "a long migration": ("programs/migrations/0001_a.py", "x = 1\n" * 400),
    "a clock at the door": ("programs/tasks.py", "timezone.now()\n"),
    "a script in a file": ("templates/a.html", '<script src="a.js" defer></script>'),
    "a word that only contains another": ("rehab/a.py", "metodo = 1\n"),
    "a module that is called so": ("rehab/a.py", "from rehab.lib" + "rary import load\n"),
    "marks of its own": ("tests/a.py", "pytestmark = [pytest.mark.django_db, pytest.mark" + ".db]\n"),
    "a remark in a line": ("templates/a.html", "{# one #}{# two #}\n"),
    "a picture": ("docs/a.png", "\0/wo" + "rk/"),
}


@pytest.mark.parametrize(("name", "text", "expected"), BREACHES.values(), ids=BREACHES)
def test_breach_is_found(tmp_path, name, text, expected):
    (breach,) = found(tmp_path, name, text)
    assert expected in breach


@pytest.mark.parametrize(("name", "text"), KEPT.values(), ids=KEPT)
def test_rule_is_kept(tmp_path, name, text):
    assert found(tmp_path, name, text) == []


def test_new_files_are_looked_at_before_git_knows_them(tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text("ignored.py\n")
    (tmp_path / "new.py").write_text("")
    (tmp_path / "ignored.py").write_text("")
    assert files_of(tmp_path) == [".gitignore", "new.py"]
