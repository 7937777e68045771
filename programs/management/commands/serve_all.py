"""Everything one clinic needs, from one command: web, worker and beat."""

import os
import signal
import socket
import sys
import threading
import urllib.error
import urllib.request
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from programs.management.children import Children

HOST = "127.0.0.1"
STOPPING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

WEB = ["-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
CELERY = ["-m", "celery", "--quiet", "-A", "config"]
# Threads: the tasks wait for mail servers and the database, and one process starts and stops quickly.
WORKER = [*CELERY, "worker", "-P", "threads", "-c", "2", "--without-gossip", "--without-mingle", "--without-heartbeat"]
# The schedule is fixed, so beat keeps it in memory and leaves no file behind.
BEAT = [*CELERY, "beat", "-S", "celery.beat:Scheduler", "--pidfile", ""]


class Command(BaseCommand):
    help = "Prepares the database, then runs web, worker and beat until Ctrl-C; if one of them ends, all do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="where the web listens (default 8000)")

    def handle(self, *args: Any, **options: Any) -> None:
        port: int = options["port"]
        stopping = threading.Event()
        for number in STOPPING_SIGNALS:
            signal.signal(number, lambda *_: stopping.set())
        if not settings.DEBUG:
            self.check(tags=["serving"], include_deployment_checks=True)
        refuse_a_busy_port(port)
        self.prepare()
        children = Children({**os.environ, "PYTHONUNBUFFERED": "1", "HOST": HOST, "PORT": str(port)})
        try:
            if not stopping.is_set():
                for name, arguments in {"web": WEB, "worker": WORKER, "beat": BEAT}.items():
                    children.start(name, [sys.executable, *arguments])
            self.watch(children, stopping, port)
        finally:
            children.stop()
        self.stdout.write("Stopped.")

    def prepare(self) -> None:
        """Bring database, shared cache and static files up to date; quick when they are."""
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        if not settings.DEBUG:
            call_command("collectstatic", verbosity=0, interactive=False)

    def watch(self, children: Children, stopping: threading.Event, port: int) -> None:
        """Return when asked to stop or left alone by the parent; raise when a child ends by itself."""
        parent = os.getppid()
        announced = False
        while not stopping.wait(0.2) and os.getppid() == parent:
            if dead := children.first_dead():
                name, code = dead
                raise CommandError(f"The {name} process ended by itself (exit code {code}), so everything is stopped.")
            if not announced and answers(port):
                announced = True
                self.stdout.write(f"Strideback is ready on http://{HOST}:{port} (Ctrl-C stops it)")
                self.stdout.flush()


def refuse_a_busy_port(port: int) -> None:
    """Raise when somebody listens on *port* already: gunicorn would retry, and say so at length."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as fault:
            raise CommandError(f"Port {port} cannot be used ({fault}). Choose another: PORT=8001 make run") from fault


def answers(port: int) -> bool:
    """Whether the web is up."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=1):  # our own address
            return True
    except urllib.error.HTTPError:
        return True  # it refused us, for our host name perhaps, but it is up
    except OSError:
        return False
