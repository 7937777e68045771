"""How much time a calf without a warning sign costs its runner, counted on the screens themselves.

Minutes are those of somebody who has never seen the check and reads every word that a screen shows: 238 words a
minute, as adults read non-fiction silently (Brysbaert 2019, Journal of Memory and Language 109), 1.1 seconds to
point at what is pressed and 1.35 seconds to make up one's mind (the keystroke-level model: Card, Moran and Newell
1980, Communications of the ACM 23). So the check takes 2.7 minutes with a known grade; with the questions 3.8 on
the day of the injury, and 3.9 later, when one question more is asked. The frame of the page, and the labels that stand
in the same place on every screen of signs, are read once. Shorter words were tried: a reader who did not know the signs
then read past some of them. So what is asked is what can change something: a screen whose answer would decide nothing
is left out (docs/decisions/0035-risks-are-asked-where-they-decide.md).
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.programs.check_path import ABOUT, BESIDE, GROUPS, Runner, text_of

pytestmark = pytest.mark.django_db

WORDS_A_MINUTE, A_TAP, A_DECISION = 238, 1.1 / 60, 1.35 / 60
# What stands in the same place on every screen of signs.
LABELS = {"None of these", "Details", "Next", "Unsure? Tick it."}
EARLIER = {"when": "earlier", "injured_on": str(timezone.now().date() - timedelta(days=4))}


class Count:
    """Counts what is read, pressed and decided on the way from /check/ to the plan.

    The frame is the same on every page: it is read once, and so is each of `LABELS`. What is in a fold is not read,
    but whoever meets a fold for the first time decides whether to open it. Each question is a decision, however plain.
    """

    def __init__(self) -> None:
        self.runner = Runner()
        self.asked = [group for group in GROUPS if group != "clot-risks"]
        self.words = self.taps = self.decisions = 0
        self.folds: set[str] = set()
        self.labels: set[str] = set()
        self.screens: list[str] = []

    @property
    def minutes(self) -> float:
        """How long all of it takes."""
        return self.words / WORDS_A_MINUTE + self.taps * A_TAP + self.decisions * A_DECISION

    def read(self) -> str:
        """Read the screen at hand, all of it."""
        page = self.runner.see()
        step = str(page.request["PATH_INFO"]).strip("/").split("/")[-1]
        main = re.search(rb"<main.*</main>", page.content, re.DOTALL)[0]  # type: ignore[index]
        if self.screens:
            page.content = main
        parts = text_of(page, between="\n").split("\n")
        self.words += sum(len(part.split()) for part in parts if part not in self.labels)
        self.labels |= {*parts} & LABELS
        shown = re.sub(r"</summary>.*?</details>", "", main.decode(), flags=re.DOTALL)
        folds = set(re.findall(r"<summary>(.*?)$", shown, re.MULTILINE)) - self.folds
        self.folds |= folds
        self.decisions += len(re.findall(r'class="(?:asks|field)\b', shown)) + len(folds)
        self.screens.append(step)
        return step

    def press(self, step: str, *, answers: int, **said) -> None:
        """Give so many *answers* and send the form."""
        self.taps += answers
        assert self.runner.say(step, **said).status_code == 302

    def screen(self, start: dict[str, str]) -> None:
        """Every screen of signs, "None of these" on each: it sends the form itself."""
        for group in self.asked:
            assert self.read() == group
            beside = start if group == "start" else BESIDE.get(group, {})
            self.press(group, answers=1 + len(beside), none="yes", **beside)

    def ask(self) -> None:
        """The questions about the grade, and what they come to."""
        self.press("grade", answers=1, grade="questions")
        while (step := self.read()) != "result":
            self.press(step, answers=1, points="0")
        self.press("result", answers=1)

    def set_up(self) -> None:
        assert self.read() == "about"
        self.press("about", answers=2, **ABOUT)
        assert self.runner.see().request["PATH_INFO"] == "/plan/"


# When it began, whether the grade is known; at most so many screens, words, taps and decisions, and minutes.
PATHS = {
    "with a known grade": (BESIDE["start"], True, 8, 537, 11, 13, 2.76),
    "with questions on the day of the injury": (BESIDE["start"], False, 16, 700, 19, 21, 3.77),
    "with questions some days later": (EARLIER, False, 17, 718, 21, 22, 3.90),
}


@pytest.mark.parametrize(
    ("start", "known", "screens", "words", "taps", "decisions", "minutes"), PATHS.values(), ids=PATHS
)
def test_a_calf_without_a_sign_takes_so_long_at_most(start, known, screens, words, taps, decisions, minutes):
    count = Count()
    count.screen(start)
    assert count.read() == "grade"
    if known:
        count.press("grade", answers=1, grade="2")
    else:
        count.ask()
    count.set_up()
    found = (len(count.screens), count.words, count.taps, count.decisions, round(count.minutes, 2))
    assert all(got <= most for got, most in zip(found, (screens, words, taps, decisions, minutes), strict=True)), found
    assert count.decisions > len(count.asked), "questions are found on the screens"
