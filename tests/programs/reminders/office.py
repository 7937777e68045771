"""The grown house as compose.yaml runs it, without its pages: PostgreSQL, Redis, a mail server, workers, beats."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
import psycopg
import yaml
from aiosmtpd.controller import Controller
from celery import Celery
from django.conf import settings
from redis import Redis

from tests.programs.reminders.sinks import Sink
from tests.servers import ROOT, Postgres, free_port, redis_server

COMMANDS = {
    name: [sys.executable, "-m", *service["command"]]
    for name, service in yaml.safe_load((ROOT / "compose.yaml").read_text())["services"].items()
    if name in ("worker", "printer", "beat")
}
SETTLED = ("sent", "skipped", "dead")
# Seconds without any change after which whoever waits for a time to come may have it come.
IDLE = 3.0


class Found(msgspec.Struct, frozen=True):
    """What came of a round: deliveries by state, copies of mails beyond the first, and the seconds it took."""

    states: dict[str, int]
    copies: int
    seconds: float

    @property
    def lost(self) -> int:
        """Those that were neither sent nor given a reason."""
        return sum(count for state, count in self.states.items() if state not in SETTLED)


class Office:
    """Everything but the pages. *sink* is the mail server, whose answers a test chooses."""

    def __init__(self, folder: Path, postgres: Postgres, redis: str) -> None:
        self.postgres, self.redis, self.sink = postgres, Redis.from_url(redis), Sink()
        self._mail = Controller(self.sink, hostname="127.0.0.1", port=free_port())
        self._mail.start()
        self._log = (folder / "office.log").open("w")
        self._running: list[subprocess.Popen[bytes]] = []
        self._environment = os.environ | {
            "DATABASE_URL": postgres.address,
            "REDIS_URL": redis,
            "EMAIL_URL": f"smtp://127.0.0.1:{self._mail.port}?tls=none",
            "VAR_DIR": str(folder / "var"),
        }
        self._beat = Celery("impatient", broker=redis, set_as_current=False)
        self._beat.conf.task_queues = settings.CELERY_TASK_QUEUES
        self._beat.conf.task_default_queue = settings.CELERY_TASK_DEFAULT_QUEUE

    def gather(self, number: int) -> None:
        """That many runners, whose reminder is due now."""
        self.run("tests.programs.reminders.crowd", str(number))

    def run(self, module: str, *arguments: str) -> bytes:
        """What a module of the tests says that is run as a program of this house."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self._environment, check=True, timeout=600, stdout=subprocess.PIPE)
        return done.stdout

    def start(self, name: str) -> subprocess.Popen[bytes]:
        """One more worker or beat."""
        process = subprocess.Popen(
            COMMANDS[name], cwd=ROOT, env=self._environment, stdout=self._log, stderr=self._log, start_new_session=True
        )
        self._running.append(process)
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """End it as a machine that loses power does."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self._running.remove(process)

    def close(self) -> None:
        for process in list(self._running):
            self.kill(process)
        self._mail.stop()
        self._log.close()
        self.redis.close()

    def ask(self, question: str) -> list[tuple[object, ...]]:
        """The answer of the base, or none while it is away."""
        try:
            with psycopg.connect(self.postgres.address, autocommit=True) as line:
                return line.execute(question).fetchall()
        except psycopg.OperationalError:
            return []

    def begin_again(self) -> None:
        """As if nothing had been sent yet: everybody's reminder is due now."""
        self.sink.arrived.clear()
        self.sink.stages.clear()
        with psycopg.connect(self.postgres.address, autocommit=True) as line:
            line.execute("DELETE FROM programs_delivery")
            line.execute("UPDATE programs_remindersettings SET refused = 0, paused_because = ''")
            line.execute('UPDATE programs_duereminder SET due_at = now(), "on" = current_date')

    def states(self) -> dict[str, int]:
        """Deliveries by state, with reminders that are due and have none yet as "due"."""
        counted = self.ask(
            "SELECT state, count(*) FROM programs_delivery GROUP BY 1 UNION ALL "
            "SELECT 'due', count(*) FROM programs_duereminder WHERE due_at <= now() HAVING count(*) > 0"
        )
        return {str(state): int(str(count)) for state, count in counted}

    def sweep(self) -> None:
        """What beat says each minute."""
        self._beat.send_task("programs.tasks.send_due_reminders", queue="reminders", expires=60)

    def say(self, task: str, queue: str) -> None:
        """Send that task to its queue, as beat does."""
        self._beat.send_task(f"programs.tasks.{task}", queue=queue)

    def time_passes(self) -> None:
        """What waits for a second try, or was claimed by the dead, has waited."""
        changes = (
            "UPDATE programs_delivery SET try_at = now() WHERE state = 'owed'",
            "UPDATE programs_delivery SET claimed_at = now() - interval '11 minutes' WHERE state = 'sending'",
        )
        with psycopg.connect(self.postgres.address, autocommit=True) as line:
            for change in changes:
                line.execute(change)

    def drain(
        self,
        number: int,
        *,
        within: float,
        every: float = 1,
        idle: float = IDLE,
        meanwhile: Callable[[], object] = int,
    ) -> Found:
        """Sweep *every* so many seconds until all *number* are settled, or *within* so many; *meanwhile* is called all
        the time.
        """
        begun = changed = time.monotonic()
        swept: float | None = None
        last: dict[str, int] = {}
        while (now := time.monotonic()) - begun < within:
            meanwhile()
            states = self.states()
            if sum(states.get(state, 0) for state in SETTLED) == number and states.keys() <= set(SETTLED):
                break
            if states != last:
                last, changed = states, now
            elif states and now - changed > idle:
                self.time_passes()
                changed = now
            if swept is None or now - swept > every:
                self.sweep()
                swept = now
            time.sleep(0.05)
        return Found(
            self.states(), sum(Counter(self.sink.ids).values()) - len(set(self.sink.ids)), time.monotonic() - begun
        )


@contextmanager
def an_office(folder: Path) -> Iterator[Office]:
    """An office of one's own, closed afterwards."""
    with Postgres() as postgres, redis_server(folder) as redis:
        office = Office(folder, postgres, redis)
        try:
            yield office
        finally:
            office.close()
