"""Mutation testing of the clinical rules: plants seeded faults and counts how many the tests notice.

Prints killed and total for each module and lists the survivors; exit 1 when fewer than --at-least percent are killed,
2 when a module or its tests are not fit to be measured. A run that never ends counts as noticed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from scripts.mutants import Mutant, sample

ROOT = Path(__file__).resolve().parent.parent
MODULES = ("safety", "progression", "timeline", "running", "screening", "grading")
PYTEST = [
    *[sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "--tb=no"],
    # Hundreds of runs: no plugin is loaded but the one that the settings in pyproject.toml speak to.
    *["-p", "no:django", "-p", "no:cacheprovider", "-p", "pytest_timeout"],
    # Tests over large spaces take seconds each; what only they would notice counts as survived.
    *["-m", "not sliced and not deep"],
]
# pytest's exit code when no test is left to run, so that none can notice.
NOTHING_COLLECTED = 5


@dataclass
class Score:
    """What became of the faults of one module."""

    planted: int
    killed: int = 0
    survivors: list[Mutant] = field(default_factory=list)

    @property
    def tried(self) -> int:
        return self.killed + len(self.survivors)

    @property
    def percent(self) -> float:
        return 100 * self.killed / self.tried if self.tried else 0.0


@dataclass(frozen=True)
class Subject:
    """What is measured: modules of *package*, by the tests in *tests*, both named from *root*."""

    root: Path
    package: str
    tests: str

    def sources(self, module: str) -> dict[Path, str]:
        """The files of a module, which may be a package; empty when there is none."""
        single = self.root / self.package / f"{module}.py"
        files = [single] if single.is_file() else sorted((self.root / self.package / module).rglob("*.py"))
        return {path.relative_to(self.root): path.read_text() for path in files}

    def named_tests(self, path: Path) -> list[str]:
        """The test files named after the module that *path* belongs to, most likely to notice first."""
        module = Path(*path.with_suffix("").parts[len(Path(self.package).parts) :])
        words = [part for part in reversed(module.parts) if part != "__init__"]
        found = [test for word in words for test in sorted((self.root / self.tests).rglob(f"test_*{word}*.py"))]
        return list(dict.fromkeys(str(test.relative_to(self.root)) for test in found))

    def copy_to(self, folder: Path) -> None:
        """Copy the tree, since tests may read any file of it; no compiled files, which could be stale."""
        apart = shutil.ignore_patterns(".*", "__pycache__", "var", "node_modules")
        shutil.copytree(self.root, folder, ignore=apart, dirs_exist_ok=True)


def passes(folder: Path, tests: Iterable[str], timeout: float | None, output: int | None = subprocess.DEVNULL) -> bool:
    """Whether all *tests* pass in *folder*; False as well when they take longer than *timeout* seconds."""
    environment = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / ".hyp"),
    }
    child = subprocess.Popen(
        [*PYTEST, *tests],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
    )
    try:
        return child.wait(timeout) in {0, NOTHING_COLLECTED}
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, 9)
        child.wait()
        return False


def survives(mutant: Mutant, subject: Subject, folder: Path, timeout: float) -> bool:
    """Whether no test notices *mutant* in *folder*, which is left as it was."""
    target = folder / mutant.path
    original = target.read_bytes()
    target.write_text(mutant.source)
    try:
        named = subject.named_tests(mutant.path)
        if named and not passes(folder, named, timeout):
            return False
        return passes(folder, [subject.tests, *(f"--ignore={test}" for test in named)], timeout)
    finally:
        target.write_bytes(original)


def in_turn(batches: dict[str, list[Mutant]]) -> Iterator[tuple[str, Mutant]]:
    """One fault of each module after the other, so that a budget that ends early is shared fairly."""
    for place in range(max(map(len, batches.values()))):
        for module, mutants in batches.items():
            if place < len(mutants):
                yield module, mutants[place]


def measure(subject: Subject, batches: dict[str, list[Mutant]], *, minutes: float, workers: int) -> dict[str, Score]:
    """Try every fault until the *minutes* are over; each worker has a copy of the tree to itself."""
    scores = {module: Score(len(mutants)) for module, mutants in batches.items()}
    deadline = time.monotonic() + minutes * 60
    with tempfile.TemporaryDirectory(prefix="mutants-") as parent:
        folders: SimpleQueue[Path] = SimpleQueue()
        for number in range(workers):
            folder = Path(parent, str(number))
            subject.copy_to(folder)
            folders.put(folder)
        first = folders.get()
        started = time.monotonic()
        if not passes(first, [subject.tests], None, output=None):
            raise SystemExit(f"{subject.tests} does not pass as it is, so it can measure nothing.")
        timeout = 10 + 5 * (time.monotonic() - started)
        folders.put(first)

        def attempt(task: tuple[str, Mutant]) -> None:
            module, mutant = task
            if time.monotonic() > deadline:
                return
            folder = folders.get()
            try:
                if survives(mutant, subject, folder, timeout):
                    scores[module].survivors.append(mutant)
                else:
                    scores[module].killed += 1
            finally:
                folders.put(folder)

        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(attempt, in_turn(batches)))
    return scores


def report(scores: dict[str, Score]) -> None:
    for module, score in scores.items():
        for mutant in sorted(score.survivors, key=lambda mutant: (str(mutant.path), mutant.line)):
            print(f"survived: {mutant}")
        left = f", {score.planted - score.tried} not tried: the budget was over" if score.tried < score.planted else ""
        print(f"{module:<14} {score.killed}/{score.tried} killed ({score.percent:.1f} %){left}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--root", type=Path, default=ROOT, help="the tree to measure")
    parser.add_argument("--package", default="rehab")
    parser.add_argument("--tests", default="tests/rehab")
    parser.add_argument("--modules", nargs="+", default=MODULES)
    parser.add_argument("--number", type=int, default=300, help="faults per module")
    parser.add_argument("--seed", default="strideback")
    parser.add_argument("--minutes", type=float, default=float(os.environ.get("BUDGET") or 45))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--at-least", type=float, default=90.0, help="percent that must be killed in each module")
    chosen = parser.parse_args(arguments)

    subject = Subject(chosen.root, chosen.package, chosen.tests)
    batches = {}
    for module in chosen.modules:
        batches[module] = sample(subject.sources(module), number=chosen.number, seed=f"{chosen.seed} {module}")
        if not batches[module]:
            print(f"{chosen.package}/{module}: no such module, or nothing in it to change")
            return 2
    scores = measure(subject, batches, minutes=chosen.minutes, workers=chosen.workers)
    report(scores)
    return int(any(score.percent < chosen.at_least for score in scores.values()))


if __name__ == "__main__":
    sys.exit(main())
