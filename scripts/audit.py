"""Page weight, requests and Lighthouse scores of the main pages and a runner's own, from a server as in production.

Each page is looked at five times as a phone; the middle score counts. Pages named as arguments are looked at alone.
Exit 1 when one is below what we promise.
"""

import json
import re
import shutil
import statistics
import subprocess
import sys
import urllib.error
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import sync_playwright

from scripts.production import Running, free_port, managed, server, weigh
from scripts.visitor import Visitor

PAGES = (
    "/",
    "/check/",
    "/plan/?grade=2&week=3",
    "/exercises/",
    "/exercises/single-leg-heel-raise/",
    "/learn/",
    "/intended-use/",
    "/privacy/",
)
# Rob of the demo, in the third week, who has said today that no sign is there.
RUNNER = "rob@example.com"
OWN_PAGES = ("/today/", "/today/session/1/", "/progress/", "/settings/")
EMAIL = re.compile(r"^\S+@\S+", re.MULTILINE)
LIGHTHOUSE = "lighthouse@12.8.2"
PROMISED = {"performance": 0.98, "accessibility": 1.0, "best-practices": 1.0}
TIMES = 5
KEY = "only-for-this-look-" * 3


class Phone:
    """A browser for each look, with a profile of its own in *folder*: one that is used again spends up to a quarter of
    a second before it asks for the page, which is counted as the page's. The profile keeps the cookies it is given: a
    page's worker sends them too, and that does not send what is added to the page's own requests.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._cookies = folder, list[Any]()

    def keep(self, cookie: str, address: str) -> None:
        """Send *cookie*, as a visitor to *address* was given it, with all that follows; "" is somebody new."""
        pairs = (part.split("=", 1) for part in cookie.split("; ") if part)
        self._cookies = [{"name": name, "value": value, "url": address} for name, value in pairs]

    def median_scores(self, address: str) -> dict[str, float]:
        """The middle score of each category out of several looks."""
        looks = [self._looked_at(address) for _ in range(TIMES)]
        return {name: statistics.median(look[name] for look in looks) for name in PROMISED}

    def _looked_at(self, address: str) -> dict[str, float]:
        """Lighthouse's scores; once more where it failed to record what it saw, which says nothing about the page."""
        try:
            return self._lighthouse(address)
        except subprocess.CalledProcessError:
            return self._lighthouse(address)

    def _lighthouse(self, address: str) -> dict[str, float]:
        """Lighthouse's score from 0 to 1 in each category, once."""
        port = free_port()
        with TemporaryDirectory(dir=self._folder) as name, sync_playwright() as playwright:
            context = playwright.chromium.launch_persistent_context(
                Path(name) / "profile",
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox", f"--remote-debugging-port={port}"],
            )
            context.add_cookies(self._cookies)
            target = Path(name) / "report.json"
            flags = ["--quiet", "--output=json", f"--output-path={target}", f"--only-categories={','.join(PROMISED)}"]
            subprocess.run(["npx", "--yes", LIGHTHOUSE, address, f"--port={port}", *flags], check=True)
            context.close()
            categories = json.loads(target.read_text())["categories"]
        return {name: categories[name]["score"] for name in PROMISED}


def main() -> int:
    if not shutil.which("npx"):
        print("make audit needs npm (for Lighthouse): install nodejs and npm.")
        return 1
    with TemporaryDirectory() as name, server(Path(name), SECRET_KEY=KEY) as running:
        browser = Phone(Path(name))
        looks = [look(running.address + page, browser) for page in wanted(PAGES)]
        if own := wanted(OWN_PAGES):
            everybody = EMAIL.findall(managed(Path(name), running, "seed_demo", SECRET_KEY=KEY))
            rob = signed_in(Path(name), running, RUNNER)
            rob.sends("/today/signs/", none="yes")
            looks += [look(running.address + page, browser, rob.cookie) for page in own]
            # Today in every state that a day can be in.
            for email in everybody if "/today/" in own else ():
                print(email)
                looks.append(look(f"{running.address}/today/", browser, signed_in(Path(name), running, email).cookie))
    return 0 if all(looks) else 1


def wanted(pages: Sequence[str]) -> list[str]:
    """Those of *pages* that were named, or all where none was."""
    return [page for page in pages if page in sys.argv[1:] or not sys.argv[1:]]


def signed_in(folder: Path, running: Running, email: str) -> Visitor:
    """Somebody of the demo, by a link as a host hands it over."""
    visitor = Visitor(running.address)
    visitor.sends(managed(folder, running, "sign_in_link", email, SECRET_KEY=KEY))
    return visitor


def look(address: str, browser: Phone, cookie: str = "") -> bool:
    """Print what the page at *address* costs and how it scores; whether that keeps what we promise."""
    page = address.removeprefix(urljoin(address, "/").rstrip("/"))
    try:
        weight = weigh(address, cookie)
    except urllib.error.HTTPError as refusal:
        print(f"{page} answers {refusal.code}")
        return False
    browser.keep(cookie, address)
    scores = browser.median_scores(address)
    told = "  ".join(f"{category} {score:g}" for category, score in scores.items())
    print(f"{page:<36} {weight.requests:>3} requests {weight.bytes / 1000:>6.1f} kB  {told}", flush=True)
    return all(scores[category] >= least for category, least in PROMISED.items())


if __name__ == "__main__":
    sys.exit(main())
