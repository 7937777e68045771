"""Real servers and processes for tests: a Redis, a free port, the whole house as `make run` starts it."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(ask: Callable[[], Any], *, seconds: float, what: str) -> Any:
    """The first true answer of *ask*; an assertion that names *what* was waited for, when there is none in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := ask():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} seconds in vain for {what}")


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """The address of a Redis of our own, gone afterwards."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with (folder / "redis.log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as server:
        try:
            wait_until(lambda: listens(port), seconds=10, what="Redis")
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class House:
    """`make run` in a session of its own, with all it writes in *folder*."""

    def __init__(self, folder: Path, port: int | None = None, **settings: str) -> None:
        self.port = port or free_port()
        self.mark = uuid4().hex
        self._log = folder / "house.log"
        # Not what the tests' own settings say: this is what somebody types on a machine that has nothing set.
        ours = {"DJANGO_SETTINGS_MODULE", "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL"}
        # A make below the make that runs the tests would tell of folders, sometimes after the last word.
        ours |= {"MAKELEVEL", "MAKEFLAGS", "MFLAGS"}
        environment = {name: value for name, value in os.environ.items() if name not in ours and "PYTEST" not in name}
        environment |= {"VAR_DIR": str(folder / "var"), "STARTED_BY_TEST": self.mark, "DEMO": "0", **settings}
        with self._log.open("w") as log:
            self.make = subprocess.Popen(
                ["make", "run", f"PORT={self.port}"],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def __enter__(self) -> "House":
        return self

    def __exit__(self, *fault: object) -> None:
        for process in self.processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.make.wait()

    @property
    def said(self) -> str:
        return self._log.read_text()

    def wait_until_ready(self) -> None:
        def ready() -> bool:
            assert self.make.poll() is None, self.said
            return "is ready on" in self.said

        wait_until(ready, seconds=60, what=f"the house to be ready; it said:\n{self.said}")

    def get(self, path: str) -> Any:
        """The answer to a GET, whose body can be read."""
        return urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10)

    def processes(self, words: str = "") -> list[int]:
        """Every living process that descends from this house and has *words* in its command line."""
        found = []
        for folder in Path("/proc").iterdir():
            # A process may end while it is looked at, one that has ended leaves no command line, and a
            # stranger's may be no UTF-8.
            with suppress(OSError):
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                if folder.name.isdigit() and self.mark.encode() in (folder / "environ").read_bytes():
                    found += [int(folder.name)] if command and words in command else []
        return found


class Postgres:
    """A PostgreSQL of our own, which can be stopped and started; gone, with all it holds, at the end of the block."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        self._folder = Path(tempfile.mkdtemp(prefix="strideback-postgres-"))

    def __enter__(self) -> "Postgres":
        if os.geteuid() == 0:  # it refuses to run as root
            shutil.chown(self._folder, "postgres")
        self._run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "--no-sync", "--no-instructions")
        self.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "stop")
        shutil.rmtree(self._folder)

    def start(self) -> None:
        options = f"-p {self.port} -k {self._folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")

    def stop(self) -> None:
        """As an operator stops it for an upgrade: whoever is connected is cut off."""
        self._run("pg_ctl", "-D", "data", "-m", "fast", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        (found,) = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))[-1:]
        as_somebody = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*as_somebody, str(found), *arguments]
        subprocess.run(command, cwd=self._folder, check=True, stdout=subprocess.DEVNULL, timeout=60)
