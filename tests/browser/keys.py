"""Hands on a keyboard and no mouse: where Tab leads, that it is seen there, and what is pressed."""

from typing import Any

from playwright.sync_api import Page

# More stops than any page of ours has: whoever has not come by then is trapped, or what they look for is not there.
MOST_STOPS = 150
# Where the focus is: what it is called, whether a ring of two pixels or more is drawn round it, whether its first line
# is on the screen with nothing over it, whether a number puts it out of its turn, and whether it is inside what is
# wanted.
STOP = """wanted => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const label = at.labels && at.labels[0];
  const choice = ["checkbox", "radio"].includes(at.type) && label ? label : at;
  const words = at.getAttribute("aria-label") || (label && label.innerText) || at.innerText || at.value || "";
  const drawn = style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const box = choice.getBoundingClientRect();
  const seen = document.elementFromPoint((box.left + box.right) / 2, box.top + Math.min(box.height / 2, 20));
  return {
    name: words.trim().replace(/\\s+/g, " "),
    tag: at.tagName.toLowerCase(),
    html: at.outerHTML.slice(0, 160),
    ringed: [at, choice].some(one => drawn(getComputedStyle(one)) || drawn(getComputedStyle(one, "::after"))),
    seen: Boolean(seen) && (choice.contains(seen) || seen.contains(choice) && seen !== document.body),
    inTurn: at.tabIndex <= 0,
    inside: Boolean(at.closest(wanted)),
  };
}"""


class Keys:
    """Somebody at the keyboard of *page*. Wherever they stop, it is seen: else the walk fails."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stops = 0

    def stop(self, wanted: str = "body") -> dict[str, Any] | None:
        """Where the focus is, and seen there; None at the end of the page, where a browser begins anew."""
        stop: dict[str, Any] | None = self.page.evaluate(STOP, wanted)
        if stop is not None:
            self.stops += 1
            wrong = [what for what in ("ringed", "seen", "inTurn") if not stop[what]]
            assert not wrong, f"not {', '.join(wrong)}: {stop['html']} at {self.page.url}"
        return stop

    def to(self, name: str, *, inside: str = "body", tag: str = "") -> "Keys":
        """Tab until the stop called *name*, *inside* what that selector says, is reached; a name may go on after it."""
        passed = []
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            stop = self.stop(inside)
            passed.append(stop["name"] if stop else "")
            if stop and stop["inside"] and passed[-1].startswith(name) and tag in ("", stop["tag"]):
                return self
        raise AssertionError(f"{name!r} is never reached at {self.page.url}: {passed[:60]}")

    def types(self, words: str) -> "Keys":
        """Write *words* in place of what stands in the field; in a list, choose the entry that begins so."""
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)
        return self

    def press(self, *keys: str) -> "Keys":
        """Press *keys*, which open no other page."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def go(self, name: str = "", *, inside: str = "body", tag: str = "") -> "Keys":
        """Press Enter on what is called *name*, or on what has the focus, and wait for the page it leads to."""
        if name:
            self.to(name, inside=inside, tag=tag)
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")
        return self

    def lands(self, wanted: str) -> "Keys":
        """After a page came back: the focus is on what the selector says, and seen."""
        stop = self.stop(wanted)
        assert stop is not None, f"on nothing, and not on {wanted}, at {self.page.url}"
        assert stop["inside"], f"not on {wanted}: {stop['html']} at {self.page.url}"
        return self

    def goes_on_in(self, wanted: str) -> "Keys":
        """After a page came back at a part of it: the next stop is in that part, not at the top of the page."""
        self.page.keyboard.press("Tab")
        return self.lands(wanted)
