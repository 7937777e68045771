"""Draws the app's icons from `icon.svg`: `python -m scripts.icons`. Run it when the mark changes; the files are kept.

A maskable icon is cut to a circle or a square by the phone, so its mark stays within the middle four fifths.
"""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "programs" / "static" / "strideback"
# Name, size in pixels, share of the side that the mark takes.
ICONS = (("icon-192", 192, 1.0), ("icon-512", 512, 1.0), ("icon-512-maskable", 512, 0.72))
PAPER = "#f7f3eb"


def main() -> None:
    mark = (FOLDER / "icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, size, share in ICONS:
            page = browser.new_page(viewport={"width": size, "height": size})
            ground = PAPER if share < 1 else "transparent"
            page.set_content(
                f"<body><div>{mark}</div></body><style>body{{margin:0;background:{ground}}}"
                f"div{{width:{size}px;height:{size}px;display:grid;place-items:center}}"
                f"svg{{width:{share:.0%};height:{share:.0%}}}</style>"
            )
            page.screenshot(path=FOLDER / f"{name}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
