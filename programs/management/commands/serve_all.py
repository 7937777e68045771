"""Everything one clinic needs, from one command: web, workers and beat."""

import os
import secrets
import signal
import socket
import sys
import threading
import urllib.error
import urllib.request
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from programs.management.children import Children
from programs.management.commands.sign_in_link import link_for
from programs.management.demo.clinic import TESS
from programs.management.demo.loading import is_wanted
from programs.management.demo.runners import ROB
from programs.selectors.people import account_of

HOST = "127.0.0.1"
USUAL = "http://127.0.0.1:8000"
LOOK_AROUND = {ROB.email: "Rob, a runner", TESS: "Tess, a therapist"}
STOPPING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

WEB = ["-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
CELERY = ["-m", "celery", "--quiet", "-A", "config"]
# Threads: the tasks wait for mail servers and the database, and one process starts and stops quickly.
QUIETLY = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
WORKER = [*CELERY, "worker", "-P", "threads", "-c", "2", "-Q", "reminders,upkeep", *QUIETLY]
# Papers of many clients take a processor for a minute: in a process of its own, they keep no reminder waiting.
PRINTER = [*CELERY, "worker", "-P", "threads", "-c", "1", "-Q", "handouts", *QUIETLY]
DEMO = [sys.executable, "manage.py", "seed_demo"]
# The schedule is fixed, so beat keeps it in memory and leaves no file behind.
BEAT = [*CELERY, "beat", "-S", "celery.beat:Scheduler", "--pidfile", ""]


class Command(BaseCommand):
    help = "Prepares the database, then runs web, worker and beat until Ctrl-C; if one of them ends, all do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="where the web listens (default 8000)")
        parser.add_argument("--demo", action="store_true", help="fills a base that holds nobody with people of a demo")

    def handle(self, *args: Any, **options: Any) -> None:
        port: int = options["port"]
        stopping = threading.Event()
        self.linked: set[str] = set()
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
            self.watch(children, stopping, port, demo=options["demo"])
        finally:
            children.stop()
        self.stdout.write("Stopped.")

    def prepare(self) -> None:
        """Bring database, shared cache and static files up to date; quick when they are."""
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        if settings.DEBUG and not settings.VAPID_PRIVATE_KEY:
            make_push_key(settings.KEPT_PUSH_KEY)
        if not settings.DEBUG:
            call_command("collectstatic", verbosity=0, interactive=False)

    def watch(self, children: Children, stopping: threading.Event, port: int, *, demo: bool) -> None:
        """Return when asked to stop or left alone by the parent; raise when a child ends by itself."""
        parent = os.getppid()
        is_ready = is_linked = False
        while not stopping.wait(0.2) and os.getppid() == parent:
            if dead := children.first_dead():
                name, code = dead
                raise CommandError(f"The {name} process ended by itself (exit code {code}), so everything is stopped.")
            if not is_ready and answers(port):
                is_ready = True
                self.say(f"Strideback is ready on http://{HOST}:{port} (Ctrl-C stops it)")
                children.start("printer", [sys.executable, *PRINTER])  # nobody has asked for papers before now
                if demo and is_wanted():
                    children.start("demo", DEMO, ends=True)  # in the background: the first plan needs none of it
            if demo and is_ready and not is_linked:
                is_linked = self.link_to_demo()

    def link_to_demo(self) -> bool:
        """Say how to look around as Rob and as Tess, each once they are there; whether both are."""
        for email, who in LOOK_AROUND.items():
            somebody = account_of(email)
            if somebody is not None and email not in self.linked:
                self.linked.add(email)
                self.say(f"Look around as {who} (once, within 15 minutes): {link_for(somebody)}")
                here = "" if settings.BASE_URL == USUAL else f"BASE_URL={settings.BASE_URL} "
                self.say(f"Another link: {here}.venv/bin/python manage.py sign_in_link {email}")
        return self.linked == LOOK_AROUND.keys()

    def say(self, line: str) -> None:
        """Print *line* at once."""
        self.stdout.write(line)
        self.stdout.flush()


def make_push_key(file: Path) -> None:
    """Keep a new key for push in *file*, which the children read, and nobody else may; phones know this house by it."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as written:
        written.write(f"{secrets.token_urlsafe(32)}\n")


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
