"""Somebody who goes through the check with a browser that knows no script."""

import re
from html import unescape
from typing import Any

from django.test import Client

from rehab.screening import screens
from tests.rehab.screening_oracle import RULES

HERE = {"origin": "http://testserver"}
GROUPS = [group for group, _ in screens(RULES)]
GROUP_OF = {flag.id: group for group, flags in screens(RULES) for flag in flags}
BESIDE = {"start": {"when": "today"}, "health": {"age": "40"}}
ABOUT = {"side": "left", "equipment": ["chair", "wall", "step"]}


def text_of(answer: Any, between: str = " ") -> str:
    """What a reader sees, markup, spacing and what is folded away left out; *between* parts of the page."""
    page = answer.content.decode()
    page = re.sub(r'<button class="vh"[^>]*aria-hidden="true">.*?</button>', " ", page, flags=re.DOTALL)
    page = re.sub(r"<(title|select)\b.*?</\1>", " ", page, flags=re.DOTALL)
    page = re.sub(r"(<details[^>]*>\s*<summary[^>]*>.*?</summary>).*?</details>", r"\1", page, flags=re.DOTALL)
    page = re.sub(r'<(span|p)[^>]*class="vh"[^>]*>.*?</\1>', " ", page, flags=re.DOTALL)
    parts = [" ".join(unescape(part).split()) for part in re.split(r"<[^>]+>", page)]
    return between.join(part for part in parts if part)


class Runner:
    """A browser on the check; *client* may be any."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client(headers=HERE)

    def see(self, step: str = "") -> Any:
        """The page of *step*, or where the check stands."""
        return self.client.get(f"/check/{step}/" if step else "/check/", follow=True)

    def say(self, step: str, **said: Any) -> Any:
        """Answer *step*."""
        return self.client.post(f"/check/{step}/", said)

    def tick(self, group: str, *flags: str, **beside: Any) -> Any:
        """Answer a screen of signs, with what it asks beside them."""
        ticks = {"flag": list(flags)} if flags else {} if "previous_strain" in beside else {"none": "yes"}
        return self.say(group, **BESIDE.get(group, {}) | beside | ticks)

    def screen(self, *flags: str, **beside: Any) -> str:
        """Answer every screen of signs that the check leads to or that asks one of *flags*, until a page in place of a
        plan or the end of them; where it led to.
        """
        where = ""
        for place, group in enumerate(GROUPS):
            ticks = [flag for flag in flags if GROUP_OF[flag] == group]
            if not ticks and where in {f"/check/{later}/" for later in GROUPS[place + 1 :]}:
                continue
            answer = self.tick(group, *ticks, **beside.get(group, {}))
            assert answer.status_code == 302, text_of(answer)
            where = str(answer["Location"])
            if where == "/check/result/":
                break
        return where

    def finish(self, grade: str = "2", **about: Any) -> Any:
        """The known grade and the set-up; the answer to the last form."""
        self.say("grade", grade=grade)
        return self.say("about", **ABOUT | about)
