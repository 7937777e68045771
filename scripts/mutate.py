"""Mutation testing of the clinical rules: plants seeded faults and counts how many the tests notice.

Prints killed and total for each module and lists the survivors; exit 1 when fewer than --at-least percent are killed,
2 when a module or its tests are not fit to be measured.

A survivor was tried against every test of every file that executes its line; where none does, it survives untried. A
run that never ends counts as noticed. Tests marked `sliced` or `deep` are left out: what only they would notice counts
as survived. So the figure may be too low, never too high.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from scripts.mutants import Mutant, sample
from scripts.mutation_tests import KnownTests

ROOT = Path(__file__).resolve().parent.parent
WORKER = Path(__file__).with_name("mutation_worker.py")
MODULES = ("safety", "progression", "timeline", "running", "screening", "grading")
# What a file does outside its tests, as the worker calls it.
SHARED = "shared"


class UnfitError(Exception):
    """Something cannot be measured; the message says what."""


@dataclass
class Score:
    """What became of the faults of one module."""

    planted: int
    killed: int = 0
    cpu: float = 0.0
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

    def test_files(self, word: str = "") -> list[str]:
        found = sorted((self.root / self.tests).rglob(f"test_*{word}*.py" if word else "test_*.py"))
        return [str(test.relative_to(self.root)) for test in found]

    def named_tests(self, path: Path) -> list[str]:
        """The test files named after the module that *path* belongs to, most likely to notice first."""
        module = Path(*path.with_suffix("").parts[len(Path(self.package).parts) :])
        words = [part for part in reversed(module.parts) if part != "__init__"]
        return list(dict.fromkeys(test for word in words for test in self.test_files(word)))

    def copy_to(self, folder: Path) -> None:
        """Copy the tree, since tests may read any file of it; no compiled files, which could be stale."""
        apart = shutil.ignore_patterns(".*", "__pycache__", "var", "node_modules")
        shutil.copytree(self.root, folder, ignore=apart, dirs_exist_ok=True)


@dataclass(frozen=True)
class Worker:
    """A process with a copy of the tree to itself."""

    process: subprocess.Popen[str]
    note: Path

    def ask(self, order: dict[str, Any]) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps(order | {"note": str(self.note)}), file=self.process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


@contextmanager
def worker(subject: Subject, folder: Path) -> Iterator[Worker]:
    subject.copy_to(folder / "tree")
    (folder / "temporary").mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "examples"),
        "TMPDIR": str(folder / "temporary"),
    }
    command = [sys.executable, "-P", str(WORKER)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder / "tree", env=environment, stdin=pipe, stdout=pipe, text=True) as process:
        yield Worker(process, folder / "note")


def in_turn(batches: dict[str, list[Mutant]]) -> Iterator[tuple[str, Mutant]]:
    """One fault of each module after the other, so that a budget that ends early is shared fairly."""
    for place in range(max(map(len, batches.values()))):
        for module, mutants in batches.items():
            if place < len(mutants):
                yield module, mutants[place]


class Measurement:
    """All faults of some modules, tried by some workers at once until the time is over."""

    def __init__(self, subject: Subject, batches: dict[str, list[Mutant]], *, patience: float) -> None:
        self.subject = subject
        self.batches = batches
        self.scores = {module: Score(len(mutants)) for module, mutants in batches.items()}
        self.tests = KnownTests()
        self.patience = patience
        self.idle: SimpleQueue[Worker] = SimpleQueue()

    def run(self, *, minutes: float, workers: int) -> dict[str, Score]:
        deadline = time.monotonic() + minutes * 60
        with tempfile.TemporaryDirectory(prefix="mutants-") as parent, ExitStack() as stack:
            for number in range(workers):
                self.idle.put(stack.enter_context(worker(self.subject, Path(parent, str(number)))))
            pool = stack.enter_context(ThreadPoolExecutor(workers))
            list(pool.map(self.watch, self.subject.test_files()))
            list(pool.map(lambda task: self.attempt(*task, deadline=deadline), in_turn(self.batches)))
        return self.scores

    def ask(self, order: dict[str, Any]) -> dict[str, Any]:
        free = self.idle.get()
        try:
            return free.ask(order)
        finally:
            self.idle.put(free)

    def watch(self, file: str) -> None:
        """Run one test file as it is, to learn what its tests take and execute."""
        sources = sorted({str(mutant.path) for mutants in self.batches.values() for mutant in mutants})
        answer = self.ask({"file": file, "sources": sources})
        if not answer["fit"]:
            raise UnfitError(f"{file} does not pass as it is, so it can measure nothing.")
        self.tests.learn(file, SHARED, answer)

    def attempt(self, module: str, mutant: Mutant, *, deadline: float) -> None:
        if time.monotonic() > deadline:
            return
        score = self.scores[module]
        answer = self.ask(self.order(mutant))
        score.cpu += answer["cpu"]
        if answer["survived"]:
            score.survivors.append(mutant)
            return
        score.killed += 1
        if answer["by"] in self.tests.seconds:
            self.tests.remember(mutant, answer["by"])

    def order(self, mutant: Mutant) -> dict[str, Any]:
        stages = self.tests.stages(mutant, self.subject.named_tests(mutant.path))
        seconds = {test: self.tests.seconds[test] for stage in stages for test in stage}
        collecting = sum(self.tests.collecting.values())
        return {
            "path": str(mutant.path),
            "source": mutant.source,
            "stages": stages,
            "seconds": seconds,
            "collecting": collecting,
            "patience": self.patience,
            "wall": 20 * (self.patience + collecting + sum(seconds.values())),
        }


def report(scores: dict[str, Score]) -> None:
    for module, score in scores.items():
        for mutant in sorted(score.survivors, key=lambda mutant: (str(mutant.path), mutant.line)):
            print(f"survived: {mutant}")
        left = f", {score.planted - score.tried} not tried: the budget was over" if score.tried < score.planted else ""
        each = f"{score.cpu / score.tried:.1f} s of a core each" if score.tried else "none tried"
        print(f"{module:<14} {score.killed}/{score.tried} killed ({score.percent:.1f} %), {each}{left}")


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
    parser.add_argument("--patience", type=float, default=5.0, help="seconds a test may take beyond ten times its own")
    parser.add_argument("--at-least", type=float, default=90.0, help="percent that must be killed in each module")
    chosen = parser.parse_args(arguments)

    subject = Subject(chosen.root, chosen.package, chosen.tests)
    batches = {}
    for module in chosen.modules:
        batches[module] = sample(subject.sources(module), number=chosen.number, seed=f"{chosen.seed} {module}")
        if not batches[module]:
            print(f"{chosen.package}/{module}: no such module, or nothing in it to change")
            return 2
    try:
        scores = Measurement(subject, batches, patience=chosen.patience).run(
            minutes=chosen.minutes, workers=chosen.workers
        )
    except UnfitError as unfit:
        print(unfit)
        return 2
    report(scores)
    return int(any(score.percent < chosen.at_least for score in scores.values()))


if __name__ == "__main__":
    sys.exit(main())
