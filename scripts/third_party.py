"""Writes THIRD_PARTY.md: what we run on and under which licence, from the lock file and the installed packages.

`--check` only compares, and exits with 1 when the file is stale.
"""

import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.txt"
TARGET = ROOT / "THIRD_PARTY.md"

# Locked for other systems or older Pythons, so perhaps not installed here to be asked.
ELSEWHERE = {"async-timeout": "Apache-2.0", "colorama": "BSD-3-Clause"}

# Packages that state their licence only in words, or at length.
IN_SHORT = {
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0",
    "BSD License; Apache Software License": "Apache-2.0 OR BSD-3-Clause",
    "BSD 3-Clause OR Apache-2.0": "Apache-2.0 OR BSD-3-Clause",
}

HEADING = """# Third-party software

Strideback's own licences are in `LICENSE` (code) and `LICENSE-content` (pictures and texts). It runs on the packages
below, which are installed, not copied. Made by `make third-party` from `requirements.txt`; a test keeps it true.

| package | version | licence |
|---|---|---|
"""


def locked(text: str) -> list[tuple[str, str]]:
    """Name and version of each package in a lock file."""
    return re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE)


def licence(name: str) -> str:
    """The licence the package states, in short."""
    if name in ELSEWHERE:
        return ELSEWHERE[name]
    about = metadata.metadata(name)
    classifiers = [
        line.split(" :: ")[-1] for line in about.get_all("Classifier") or [] if line.startswith("License ::")
    ]
    fields = {key: str(value) for key, value in about.json.items()}
    stated = fields.get("license_expression") or "; ".join(classifiers) or fields.get("license", "").split("\n")[0]
    if not stated:
        raise SystemExit(f"{name} states no licence. Look it up and add it to IN_SHORT or ELSEWHERE.")
    return IN_SHORT.get(stated, stated)


def render() -> str:
    """The whole of THIRD_PARTY.md."""
    rows = [f"| {name} | {version} | {licence(name)} |" for name, version in locked(LOCK.read_text())]
    return HEADING + "\n".join(rows) + "\n"


def main() -> int:
    if "--check" in sys.argv:
        stale = not TARGET.exists() or TARGET.read_text() != render()
        if stale:
            print("THIRD_PARTY.md is stale: run make third-party")
        return int(stale)
    TARGET.write_text(render())
    return 0


if __name__ == "__main__":
    sys.exit(main())
