"""Runs tests in a copy of a tree: each file once as it is, then some of them with one fault after the other.

`scripts/mutate.py` starts it in the copy as a process of its own. It has imported pytest and the like and nothing of
the copy, so that a child it forks can read a changed source at once. A child runs the tests it is given, in the order
it is given them, and ends with the first that fails. Each line on standard input is an order, each line on standard
output its answer, both JSON.
"""

import contextlib
import json
import os
import resource
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import coverage
import hypothesis
import msgspec  # noqa: F401  # imported here once, so that no child needs to
import pytest

NOTICED = 1
UNFIT = 3
FINE = {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}
# The name for what a file does outside its tests: imports, tables of cases, what many tests share.
SHARED = "shared"
# A test may take this many times its own time. It is counted on the processor, so that a busy machine fails nothing.
TIMES = 10
# A loop that only appends meets this end long before the machine is out of memory.
BYTES = 4 << 30


def run(files: list[str], plugin: object) -> int:
    """pytest in this process, quietly; asserts stay plain, since nobody reads why one failed."""
    options = ["-q", "-q", "--no-header", "--no-summary", "--tb=no", "--assert=plain"]
    # Tests over large spaces take seconds each; what only they would notice counts as survived.
    options += ["-m", "not sliced and not deep"]
    # Hundreds of runs: no plugin is loaded but the one that the settings in pyproject.toml speak to.
    options += ["-p", "no:cacheprovider", "-p", "pytest_timeout"]
    return pytest.main([*options, *files], plugins=[plugin])


class Watch:
    """Notes what each test of a file takes and executes, and what all of them share."""

    def __init__(self, sources: list[str]) -> None:
        self.seconds: dict[str, float] = {}
        self.sources = {source: str(Path(source).resolve()) for source in sources}
        # A file that executes none of the sources is worth no warning.
        warnings.simplefilter("ignore", coverage.exceptions.CoverageWarning)
        self.coverage = coverage.Coverage(data_file=None, config_file=False, include=list(self.sources.values()))
        self.coverage.start()
        self.coverage.switch_context(SHARED)
        self.began = time.process_time()

    def pytest_collection_finish(self) -> None:
        self.seconds[SHARED] = time.process_time() - self.began

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        before = time.process_time()
        self.coverage.switch_context(item.nodeid)
        result = yield
        self.coverage.switch_context(SHARED)
        self.seconds[item.nodeid] = time.process_time() - before
        return result  # a wrapper hands on what it wraps

    def lines(self) -> dict[str, dict[int, list[str]]]:
        self.coverage.stop()
        data = self.coverage.get_data()
        return {source: data.contexts_by_lineno(path) for source, path in self.sources.items()}


class Judge:
    """Runs the tests of one stage in their order and ends the process with the first that fails."""

    def __init__(self, order: dict[str, Any], tests: list[str]) -> None:
        self.order = order
        self.places = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = (item for item in items if item.nodeid in self.places)
        items[:] = sorted(chosen, key=lambda item: self.places[item.nodeid])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.end(report.nodeid)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        allow(self.order["patience"] + TIMES * self.order["seconds"].get(nodeid, 0.0))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.end(report.nodeid)

    def end(self, test: str) -> None:
        """Name the test that noticed and leave at once: nothing more is to be learnt here."""
        Path(self.order["note"]).write_text(test)
        os._exit(NOTICED)


def allow(seconds: float) -> None:
    """From now on this process may use the processor for so long before the system ends it."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + 1, most))


def judge(order: dict[str, Any]) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
    for tests in order["stages"]:
        allow(order["patience"] + TIMES * order["collecting"])
        files = list(dict.fromkeys(test.split("::")[0] for test in tests))
        if run(files, Judge(order, tests)) not in FINE:
            return NOTICED
    return 0


def watch(order: dict[str, Any]) -> int:
    sys.dont_write_bytecode = False
    watching = Watch(order["sources"])
    if run([order["file"]], watching) not in FINE:
        return UNFIT
    Path(order["note"]).write_text(json.dumps({"seconds": watching.seconds, "lines": watching.lines()}))
    return 0


def forked(task: Callable[[dict[str, Any]], int], order: dict[str, Any]) -> tuple[int, float]:
    """*task* in a child: its exit code, below 0 when it was ended, and the seconds it used on the processor."""
    child = os.fork()
    if child == 0:
        code = UNFIT
        try:
            os.setsid()
            code = int(task(order))
        finally:
            os._exit(code)

    def end(*_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, end)
    # One that only waits uses no processor; 0 is no limit.
    signal.setitimer(signal.ITIMER_REAL, order.get("wall", 0))
    _, status, used = os.wait4(child, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    end()  # whatever the child started and left behind
    return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime


def try_fault(order: dict[str, Any]) -> dict[str, Any]:
    """Plant one fault in this copy and run the tests; the copy is left as it was."""
    note, target = Path(order["note"]), Path(order["path"])
    note.unlink(missing_ok=True)
    original, times = target.read_bytes(), target.stat()
    target.write_text(order["source"])
    # Another time than the compiled file remembers, so that the old one is not taken for this source.
    os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns + 10**10))
    try:
        code, cpu = forked(judge, order)
    finally:
        target.write_bytes(original)
        os.utime(target, ns=(times.st_atime_ns, times.st_mtime_ns))
    return {"survived": code == 0, "by": note.read_text() if note.is_file() else None, "cpu": cpu}


def watch_file(order: dict[str, Any]) -> dict[str, Any]:
    code, _ = forked(watch, order)
    found: dict[str, Any] = json.loads(Path(order["note"]).read_text()) if code == 0 else {}
    return {"fit": code == 0, **found}


def main() -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.dont_write_bytecode = True
    # The same examples in each run, none kept; the first that fails is as good as the smallest.
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    profile = hypothesis.settings(derandomize=True, database=None, deadline=None, phases=phases)
    hypothesis.settings.register_profile("mutation", profile)
    hypothesis.settings.load_profile("mutation")
    for line in sys.stdin:
        order = json.loads(line)
        answer = watch_file(order) if "file" in order else try_fault(order)
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
