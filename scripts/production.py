"""The house as a production server has it, on a free port; and what one visit to a page of it costs."""

import gzip
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import brotli

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_COME_UP = 30
ALL_OF_IT = ("manage.py", "serve_all", "--port")
WEB_ALONE = ("-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi")
UNPACK: dict[str | None, Callable[[bytes], bytes]] = {
    None: bytes,
    "gzip": gzip.decompress,
    "br": brotli.decompress,
}


class Parts(HTMLParser):
    """Collects the addresses a page makes the browser fetch at once; lazy pictures come as somebody scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag in {"script", "img"} and named.get("src") and named.get("loading") != "lazy":
            self.addresses.append(named["src"] or "")
        if (
            tag == "link"
            and named.get("href")
            and (named.get("rel") or "").split() not in (["canonical"], ["alternate"])
        ):
            self.addresses.append(named["href"] or "")


@dataclass(frozen=True)
class Weight:
    """What a first visit to a page costs."""

    requests: int
    bytes: int


def fetch(address: str, cookie: str = "") -> tuple[int, str]:
    """Bytes on the wire, and the text, of one address, as a browser with that *cookie* asks for it."""
    headers = {"Accept-Encoding": "gzip, br"} | ({"Cookie": cookie} if cookie else {})
    request = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        body: bytes = answer.read()
        unpack = UNPACK[answer.headers.get("Content-Encoding")]
    return len(body), unpack(body).decode(errors="replace")


def weigh(address: str, cookie: str = "") -> Weight:
    """The page and everything it names, each address once."""
    size, text = fetch(address, cookie)
    parts = Parts()
    parts.feed(text)
    sizes = [fetch(urljoin(address, part))[0] for part in dict.fromkeys(parts.addresses)]
    return Weight(1 + len(sizes), size + sum(sizes))


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def settings_in(folder: Path, port: int) -> dict[str, str]:
    """The environment of a production server that keeps all it writes in *folder*."""
    return {
        **os.environ,
        "DEBUG": "0",
        "SECRET_KEY": os.urandom(32).hex(),
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": f"http://127.0.0.1:{port}",
        "OPERATOR_NAME": "Calf Clinic",
        "OPERATOR_CONTACT": "privacy@clinic.example",
        "VAR_DIR": str(folder / "var"),
        "DATABASE_URL": f"sqlite:///{folder / 'production.sqlite3'}",
        "PORT": str(port),
    }


@dataclass(frozen=True)
class Running:
    """A server that answers: its *address*, its process, and the seconds until it first answered."""

    address: str
    process: int
    seconds: float


@contextmanager
def server(
    folder: Path, command: tuple[str, ...] = ALL_OF_IT, *, asked: str = "/healthz", **more: str
) -> Iterator[Running]:
    """The house in *folder*, once it has answered *asked*; gone afterwards."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    arguments = [*command, str(port)] if command is ALL_OF_IT else list(command)
    environment = {**settings_in(folder, port), **more}
    log = folder / "server.log"
    started = time.perf_counter()
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    try:
        while not _answers(address + asked):
            if time.perf_counter() - started > SECONDS_TO_COME_UP:
                raise SystemExit(log.read_text() + "The server did not come up.")
            time.sleep(0.02)
        yield Running(address, process.pid, time.perf_counter() - started)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def prepared(folder: Path) -> None:
    """Database, shared cache and hashed files, as `serve_all` would make them."""
    for command in (["migrate", "-v0"], ["createcachetable", "-v0"], ["collectstatic", "-v0", "--noinput"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=settings_in(folder, 8000), check=True)


def managed(folder: Path, running: Running, *command: str, **more: str) -> str:
    """What `manage.py` prints for *command*, beside the server that runs in *folder*."""
    environment = {**settings_in(folder, urlsplit(running.address).port or 80), **more}
    arguments = [sys.executable, "manage.py", *command]
    done = subprocess.run(arguments, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()


def _answers(address: str) -> bool:
    try:
        fetch(address)
    except OSError:
        return False
    return True
