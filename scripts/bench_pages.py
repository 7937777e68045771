"""What pages cost: time beside a bare page, questions to the database, bytes, memory of a worker, a cold start.

`python -m scripts.bench_pages` prints one line for each figure with what is promised; exit 1 when one is over.
"""

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.db import connection
from django.test import Client

from scripts.production import WEB_ALONE, fetch, prepared, server, settings_in, weigh
from scripts.promises import Promise, in_rounds, questions

PLAN = "/plan/?grade=2&week=3"
VISITED = ("/", PLAN, "/plan/?grade=3&week=20&cleared_on_day=21", "/exercises/", "/learn/", "/privacy/")
STARTS = 3


def timed() -> Iterator[Promise]:
    """The plan page beside one that says hello and a bare one of equal content."""
    client = Client(headers={"accept-encoding": "gzip"})
    import_module("scripts.bench_addresses").shows_as_much(Client().get(PLAN).content.decode())
    found = in_rounds({name: lambda name=name: client.get(name) for name in ("/hello/", "/bare/", PLAN)})  # type: ignore[misc]
    yield Promise("a view that says hello", found["/hello/"], "ms")
    yield Promise("a bare page of equal content", found["/bare/"], "ms")
    yield Promise("the page of a planned week", found[PLAN], "ms")
    yield Promise("that page against hello", found[PLAN] / found["/hello/"], "times")
    yield Promise("that page against the bare page", found[PLAN] / found["/bare/"], "times", 2.5)
    yield Promise("questions to the database for that page", questions(lambda: client.get(PLAN)), "", 2)


def served(folder: Path) -> Iterator[Promise]:
    """Weight, memory and start, of a web server with one worker."""
    starts = []
    for _ in range(STARTS):
        with server(folder, WEB_ALONE, asked=PLAN, WEB_CONCURRENCY="1") as running:
            starts.append(running.seconds)
            for page in VISITED * 5:
                fetch(running.address + page)
            memory = max(memory_of(process) for process in children_of(running.process))
            weights = {page: weigh(running.address + page) for page in VISITED}
    for page, weight in weights.items():
        yield Promise(f"first visit to {page}", weight.bytes / 1000, "kB", 60)
        yield Promise("  requests", weight.requests, "", 16)
    yield Promise("memory of a web worker", memory, "MiB", 110)
    yield Promise("cold start to the first plan page, best of three", min(starts), "s", 2.5)


def children_of(process: int) -> list[int]:
    """The processes that *process* has started."""
    lists = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for children in lists for child in children.read_text().split()]


def memory_of(process: int) -> float:
    """MiB that *process* holds in memory."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def figures() -> Iterator[Promise]:
    """Every figure of pages, in a folder of its own that is gone afterwards."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        prepared(folder)
        yield from served(folder)
        os.environ |= settings_in(folder, 8000) | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "ALLOWED_HOSTS": "testserver",
        }
        django.setup()
        django.conf.settings.ROOT_URLCONF = "scripts.bench_addresses"
        yield from timed()
        yield from import_module("scripts.bench_own").figures()
        connection.close()


def main() -> int:
    found = list(figures())
    print("\n".join(map(str, found)))
    return 0 if all(promise.is_kept for promise in found) else 1


if __name__ == "__main__":
    sys.exit(main())
