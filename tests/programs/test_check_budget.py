"""How much a calf without a warning sign costs its runner: taps and words, counted on the screens themselves."""

import re

import pytest

from tests.programs.check_path import ABOUT, BESIDE, GROUPS, Runner, text_of

pytestmark = pytest.mark.django_db

MOST_TAPS, MOST_WORDS = 20, 700
# With the nine questions: what an adult reads in a minute, and a second for each press.
MOST_MINUTES, WORDS_A_MINUTE, TAPS_A_MINUTE = 4.0, 240, 60


class Count:
    """Counts what is read and pressed on the way from /check/ to the plan.

    The frame is the same on every page: it is read once. What is in a fold is not read. Of *words* all
    that a screen shows is counted, of *new_words* what no screen before has shown, buttons for instance.
    """

    def __init__(self) -> None:
        self.runner = Runner()
        self.words = self.new_words = self.taps = 0
        self.seen: set[str] = set()
        self.screens: list[str] = []

    def read(self) -> str:
        """Read the screen at hand, all of it."""
        page = self.runner.see()
        step = str(page.request["PATH_INFO"]).strip("/").split("/")[-1]
        whole = len(text_of(page).split())
        page.content = re.search(rb"<main.*</main>", page.content, re.DOTALL)[0]  # type: ignore[index]
        own = text_of(page, between="\n")
        self.words += len(own.split()) if self.screens else whole
        new = {line for line in own.splitlines() if line.strip()} - self.seen
        self.new_words += sum(len(line.split()) for line in new)
        self.seen |= new
        self.screens.append(step)
        return step

    def press(self, step: str, *, answers: int, **said) -> None:
        """Give so many *answers* and send the form."""
        self.taps += answers
        assert self.runner.say(step, **said).status_code == 302

    def screen(self) -> None:
        """Every screen of signs, "None of these" on each: it sends the form itself."""
        for group in GROUPS:
            assert self.read() == group
            beside = BESIDE.get(group, {})
            self.press(group, answers=1 + len(beside), none="yes", **beside)

    def set_up(self) -> None:
        assert self.read() == "about"
        self.press("about", answers=2, **ABOUT)
        assert self.runner.see().request["PATH_INFO"] == "/plan/"


def test_a_calf_without_a_sign_takes_few_taps_and_words():
    count = Count()
    count.screen()
    assert count.read() == "grade"
    count.press("grade", answers=1, grade="2")
    count.set_up()
    assert count.taps <= MOST_TAPS
    assert count.words <= MOST_WORDS


def test_with_the_nine_questions_it_takes_less_than_four_minutes():
    count = Count()
    count.screen()
    count.read()
    count.press("grade", answers=1, grade="questions")
    while (step := count.read()) != "result":
        count.press(step, answers=1, points="0")
    count.press("result", answers=1)
    count.set_up()
    assert count.screens.count("result") == 1
    assert count.new_words / WORDS_A_MINUTE + count.taps / TAPS_A_MINUTE < MOST_MINUTES, (count.new_words, count.taps)
