"""Page weight, requests and Lighthouse scores of the main pages, from a server set up as in production.

Each page is looked at five times as a phone; the middle score counts. Exit 1 when one is below what we promise.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import urllib.error
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.production import server, weigh

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
LIGHTHOUSE = "lighthouse@12.8.2"
PROMISED = {"performance": 0.98, "accessibility": 1.0, "best-practices": 1.0}
TIMES = 5


def lighthouse(address: str, folder: Path) -> dict[str, float]:
    """Lighthouse's score from 0 to 1 in each category, once."""
    target = folder / "report.json"
    flags = ["--quiet", "--output=json", f"--output-path={target}", f"--only-categories={','.join(PROMISED)}"]
    browser = "--chrome-flags=--headless=new --no-sandbox"
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
    subprocess.run(["npx", "--yes", LIGHTHOUSE, address, *flags, browser], check=True, env=environment)
    categories = json.loads(target.read_text())["categories"]
    return {name: categories[name]["score"] for name in PROMISED}


def looked_at(address: str, folder: Path) -> dict[str, float]:
    """The same; once more where Lighthouse failed to record what it saw, which says nothing about the page."""
    try:
        return lighthouse(address, folder)
    except subprocess.CalledProcessError:
        return lighthouse(address, folder)


def median_scores(address: str, folder: Path, times: int = TIMES) -> dict[str, float]:
    """The middle score of each category out of *times* looks."""
    looks = [looked_at(address, folder) for _ in range(times)]
    return {name: statistics.median(look[name] for look in looks) for name in PROMISED}


def main() -> int:
    if not shutil.which("npx"):
        print("make audit needs npm (for Lighthouse): install nodejs and npm.")
        return 1
    kept = True
    with TemporaryDirectory() as name, server(Path(name)) as running:
        for page in PAGES:
            try:
                weight = weigh(running.address + page)
            except urllib.error.HTTPError as refusal:
                print(f"{page} answers {refusal.code}")
                kept = False
                continue
            scores = median_scores(running.address + page, Path(name))
            kept &= all(scores[category] >= least for category, least in PROMISED.items())
            told = "  ".join(f"{category} {score:g}" for category, score in scores.items())
            print(f"{page:<36} {weight.requests:>3} requests {weight.bytes / 1000:>6.1f} kB  {told}", flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
