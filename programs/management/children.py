"""Child processes that live and die together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

GRACE_SECONDS = 6
WIDTH = 7
BOUND = str(Path(__file__).with_name("bound.py"))


class Children:
    """Starts programs, each in a session of its own, prefixes what they say with their name, and stops them all.

    A Ctrl-C in the terminal therefore reaches only the parent, which stops the children in order and in peace.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._running: dict[str, subprocess.Popen[str]] = {}
        self._ending: set[str] = set()
        self._readers: list[threading.Thread] = []

    def start(self, name: str, command: Sequence[str], *, ends: bool = False) -> None:
        """Start *command* under *name*; its output appears here, line by line. One that *ends* has done its work when
        it does so in peace.
        """
        child = subprocess.Popen(  # noqa: S603  # our own commands, no shell
            # The child dies with us, however we die; -S and -I because it needs nothing but the standard library.
            [sys.executable, "-I", "-S", BOUND, str(os.getpid()), *command],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        assert child.stdout is not None
        reader = threading.Thread(target=_prefix_lines, args=(name, child.stdout), daemon=True)
        reader.start()
        self._readers.append(reader)
        self._running[name] = child
        if ends:
            self._ending.add(name)

    def first_dead(self) -> tuple[str, int] | None:
        """Name and exit code of a child that has ended and should not have; None while all is well."""
        for name, child in self._running.items():
            code = child.poll()
            if code is not None and not (name in self._ending and code == 0):
                return name, code
        return None

    def stop(self) -> None:
        """Ask every child to end, wait, and end by force whatever is left of their sessions."""
        for child in self._running.values():
            _signal_session(child, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self._running.values():
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.0, deadline - time.monotonic()))
        for child in self._running.values():
            _signal_session(child, signal.SIGKILL)
            child.wait()
        for reader in self._readers:
            reader.join(timeout=1)


def _signal_session(child: subprocess.Popen[str], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, number)


def _prefix_lines(name: str, lines: IO[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{name:<{WIDTH}}| {line}")
        sys.stdout.flush()
