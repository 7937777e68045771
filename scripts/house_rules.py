"""Rules of this house that no other tool checks. Prints every breach with its place and cure; exit 1 on any.

The forbidden words are written with a gap between their letters here, so that this file does not break its own rules.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

LONGEST_FILE = 300
DRAWERS = {"utils", "helpers", "common", "misc"}
# Text that lists every line of a licence or a lock is not ours to shorten or reword.
NOT_OURS = ("LICENSE", "requirements*.txt", "*/vendor/*")


def spaced(pattern: str) -> re.Pattern[str]:
    """A pattern from text whose blanks only keep this file from matching itself."""
    return re.compile(pattern.replace(" ", ""))


@dataclass(frozen=True)
class Wording:
    """Lines that match *pattern* in files that match *where* break a rule."""

    name: str
    pattern: re.Pattern[str]
    where: tuple[str, ...]
    cure: str
    but: tuple[str, ...] = ()


WORDINGS = (
    Wording(
        "left for later",
        spaced(r"\b(TO DO|FIX ME|XX X)\b|\bNot Implemented Error\b"),
        ("*.py", "*.js", "*.css", "*.html", "*.toml", "*.sh", "Makefile"),
        "Do it, or file an issue and describe what is true today.",
    ),
    Wording(
        "a test that does not run",
        spaced(r"mark\.(sk ip|xf ail)|pytest\.(sk ip|xf ail)\(|import or skip|unittest\.sk ip"),
        ("tests/*.py",),
        "Make it run, or make what it misses a failure.",
    ),
    Wording(
        "an address or path of one machine",
        spaced(r"/wo rk/|/fa rm/|(?<!\w)\.lib rary\b|\.\./sha red|python hosted\.org|registry\.npm js|py pi\.org"),
        ("*",),
        "The project stands alone: name the thing, not where one machine keeps it.",
    ),
    Wording(
        "inline script or style",
        re.compile(r"<script>|<style|\sstyle=|\son[a-z]+=\"", re.IGNORECASE),
        ("templates/*.html",),
        "The page's policy forbids it: put it in a file under static/ and hook it by data-*.",
        but=("templates/notices/mail.html",),  # a mail has no policy, and nowhere else for its sheet
    ),
    Wording(
        "a remark of more than one line",
        re.compile(r"\{#(?:(?!#\})[^\n])*$", re.MULTILINE),
        ("templates/*",),
        "Django shows it to everybody. Shorten it, or write {% comment %}.",
    ),
    Wording(
        "marks of tests from another file",
        re.compile(r"^from tests\S* import .*\bpytestmark\b", re.MULTILINE),
        ("tests/*.py",),
        "Name them where the tests are: what is to run on PostgreSQL again is found by the files that name mark.db.",
    ),
    Wording(
        "a clock, chance or the environment in the clinical rules",
        re.compile(
            r"\b(now|today|utcnow)\(\)|^\s*(import|from) (random|secrets|time)\b|os\.environ|getenv", re.MULTILINE
        ),
        ("rehab/*.py",),
        "Facts come in as arguments; doors supply them.",
    ),
)


def breaches(root: Path, files: Iterable[str]) -> Iterator[str]:
    """One line for each breach in *files*, which are named from *root*."""
    for name in files:
        if any(fnmatch(name, pattern) for pattern in NOT_OURS):
            continue
        for check in (too_long, drawer, forbidden_wording):
            yield from check(name, lambda name=name: (root / name).read_text(errors="replace"))  # type: ignore[misc]


def too_long(name: str, read: Callable[[], str]) -> Iterator[str]:
    if name.endswith(".py") and "/migrations/" not in name:
        length = len(read().splitlines())
        if length > LONGEST_FILE:
            yield f"{name}: {length} lines, {LONGEST_FILE} at most. Split it by subject."


def drawer(name: str, read: Callable[[], str]) -> Iterator[str]:
    if DRAWERS & {Path(part).stem for part in Path(name).parts}:
        yield f"{name}: a drawer for the rest. Name the file after what it holds."


def forbidden_wording(name: str, read: Callable[[], str]) -> Iterator[str]:
    rules = [
        rule for rule in WORDINGS if name not in rule.but and any(fnmatch(name, pattern) for pattern in rule.where)
    ]
    if not rules:
        return
    text = read()
    if "\0" in text:
        return  # a picture or a font
    for rule in rules:
        for match in rule.pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{name}:{line}: {rule.name} ({match.group().strip()}). {rule.cure}"


def files_of(root: Path) -> list[str]:
    """Every file git knows or would take, by its name from *root*."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\0")
    return sorted(name for name in names if name and (root / name).is_file())


def main() -> int:
    root = Path(__file__).resolve().parent.parent
    found = list(breaches(root, files_of(root)))
    print("\n".join(found) or "house rules: kept")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
