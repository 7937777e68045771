"""Page weight, requests and Lighthouse scores of the main pages, from a server set up as in production."""

import gzip
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin

PAGES = ("/",)
LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices")


class Parts(HTMLParser):
    """Collects the addresses a page makes the browser fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag in {"script", "img"} and named.get("src"):
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


def fetch(address: str) -> tuple[int, str]:
    """Bytes on the wire, and the text, of one address."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        body: bytes = answer.read()
        packed = answer.headers.get("Content-Encoding") == "gzip"
    return len(body), (gzip.decompress(body) if packed else body).decode(errors="replace")


def weigh(address: str) -> Weight:
    """The page and everything it names, each address once."""
    size, text = fetch(address)
    parts = Parts()
    parts.feed(text)
    sizes = [fetch(urljoin(address, part))[0] for part in dict.fromkeys(parts.addresses)]
    return Weight(1 + len(sizes), size + sum(sizes))


def lighthouse(address: str, folder: Path) -> dict[str, float]:
    """Lighthouse's score from 0 to 1 in each category."""
    target = folder / "report.json"
    flags = ["--quiet", "--output=json", f"--output-path={target}", f"--only-categories={','.join(CATEGORIES)}"]
    browser = "--chrome-flags=--headless=new --no-sandbox"
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    subprocess.run(["npx", "--yes", LIGHTHOUSE, address, *flags, browser], check=True, env=environment)
    categories = json.loads(target.read_text())["categories"]
    return {name: categories[name]["score"] for name in CATEGORIES}


@contextmanager
def production_server(folder: Path) -> Iterator[str]:
    """The whole house with production settings on a free port; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "DEBUG": "0",
        "SECRET_KEY": os.urandom(32).hex(),
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": address,
        "OPERATOR_NAME": "Calf Clinic",
        "OPERATOR_CONTACT": "privacy@clinic.example",
        "DATABASE_URL": f"sqlite:///{folder / 'audit.sqlite3'}",
    }
    with (folder / "server.log").open("w") as log:
        command = [sys.executable, "manage.py", "serve_all", "--port", str(port)]
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        for _ in range(150):
            try:
                fetch(f"{address}/healthz")
                break
            except OSError:
                time.sleep(0.2)
        else:
            raise SystemExit((folder / "server.log").read_text() + "The server did not come up.")
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def main() -> int:
    if not shutil.which("npx"):
        print("make audit needs npm (for Lighthouse): install nodejs and npm.")
        return 1
    with TemporaryDirectory() as name, production_server(Path(name)) as address:
        for page in PAGES:
            try:
                weight = weigh(address + page)
            except urllib.error.HTTPError as refusal:
                print(f"{page} answers {refusal.code}")
                return 1
            scores = "  ".join(f"{key} {score}" for key, score in lighthouse(address + page, Path(name)).items())
            print(f"{page:<32} {weight.requests:>3} requests {weight.bytes / 1000:>7.1f} kB  {scores}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
