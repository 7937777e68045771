"""The text of docs/courses.md: six followed courses, day by day, from the engine as it is.

`python -m tests.rehab.stories.page > docs/courses.md` writes it anew.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from rehab.assembly import make_day
from rehab.programme import Day, Item
from rehab.situation import terms_of
from rehab.state import Decision
from rehab.timeline import Lived
from rehab.vocabulary import Light
from rehab.words import words_in
from tests.rehab.stories.differing import Difference, terms_apart, why_different
from tests.rehab.stories.hearing import told
from tests.rehab.stories.six import STORIES
from tests.rehab.stories.telling import CALF, Story, live

WORDS = words_in()
ROUTINE = frozenset({"morning-green", "session-green"})
NEWS = frozenset({"moved-up"})
MOVED = "The same days come on other dates, as this course begins its phases later."

HEAD = """# Six followed courses

These are six made-up runners, day by day. Each line is printed by the engine: the plan as the runner saw it, what the
runner told, the light, and the sentence the runner reads. `tests/rehab/stories/six.py` says what each of them does;
`tests/rehab/stories/test_six_courses.py` prints this page again and compares, so it cannot go stale. After a change of
the rules, `python -m tests.rehab.stories.page > docs/courses.md` writes it anew, and the difference shows what the
change does to people.

How to read it:

- A day number with ≠ marks a day that differs from the plain planned course of that grade: every gate met on its first
  day, all green, first strain, step at hand. The last column says why, in the runner's own words where a rule has
  spoken that day. "As on day 9" means that the sentence of day 9 still holds.
- Neighbouring days that are alike in all columns share a line. Nothing else is left out.
- *Light* is the light that was settled that day. A session's green is known on the next morning.
- Tests are tried as late as they still count and are met; "tests" gives the short name of each.
"""


@dataclass(frozen=True)
class Line:
    """One day as it is printed; *apart* tells whether it differs from the plain course."""

    day: int
    apart: bool
    plan: str
    told: str
    light: str
    because: str

    @property
    def alike(self) -> tuple[object, ...]:
        return self.apart, self.plan, self.told, self.light, self.because


@dataclass(frozen=True)
class Episode:
    """The days from one injury to the next."""

    number: int
    grade: int
    lines: tuple[Line, ...]


def episodes(story: Story) -> Iterator[Episode]:
    """The story's days as lines, one episode after another."""
    for number, pages in groupby(live(story), key=lambda lived: lived.before.episode):
        lived = list(pages)
        grade = lived[-1].before.situation.grade
        yield Episode(number, grade, tuple(lines(lived)))


def lines(pages: list[Lived]) -> Iterator[Line]:
    """One line a day; a sentence that was given before is named by its day."""
    given: dict[str, int] = {}
    moved_on: int | None = None
    for lived in pages:
        decisions = spoken(lived)
        own = " ".join(WORDS.reason(decision.why) for decision in decisions)
        difference = why_different(lived)
        because = own
        if not own and difference is not None:
            because = reason_of(difference, moved_on)
        if any(decision.why.rule not in NEWS for decision in decisions):
            moved_on = lived.before.day
        if because and not own and not because.startswith("Follows"):
            first = given.setdefault(because, lived.before.day)
            because = because if first == lived.before.day else f"As on day {first}."
        yield Line(
            day=lived.before.day,
            apart=difference is not None,
            plan=plan_of(made(lived)),
            told=told(lived.events),
            light=light_of(lived),
            because=because,
        )


def reason_of(difference: Difference, since: int | None) -> str:
    """Why a day differs on which no rule has spoken: what is known of the day itself, or the day
    since which the calendar has moved.
    """
    if difference.sentence:
        return difference.sentence
    if since is not None:
        return f"Follows from day {since}."
    return MOVED if difference.moved else ""


def spoken(lived: Lived) -> list[Decision]:
    """What the rules said that day, without the plain greens."""
    return [d for d in lived.after.decisions if d.why.rule not in ROUTINE]


def light_of(lived: Lived) -> str:
    lights = [decision.light for decision in lived.after.decisions if decision.light is not None]
    return str(max(lights, key=lambda light: light.severity)) if lights else "–"


def made(lived: Lived) -> Day:
    """The day as people see it."""
    return make_day(terms_of(CALF, lived.before.situation), lived.before, lived.session)


def plan_of(day: Day) -> str:
    """Phase, kind, minutes and items in one cell."""
    minutes = f", {day.minutes} min" if day.minutes else ""
    asked = "; ".join(item_of(item) for item in day.items if not item.optional)
    offered = "; ".join(item_of(item) for item in day.items if item.optional)
    parts = [asked] if asked else []
    parts += [f"if you like: {offered}"] if offered else []
    return f"**{WORDS.phase(day.phase)}**, {WORDS.name('kinds', day.kind.value)}{minutes}: {'. '.join(parts)}"


def item_of(item: Item) -> str:
    dose = WORDS.bouts(item.bouts) if item.bouts else WORDS.dose(item.dose)
    times = f", {item.times_per_day} times a day" if item.times_per_day > 1 else ""
    return f"{WORDS.exercise(item.exercise)} {dose}{times}"


def rows(found: tuple[Line, ...]) -> Iterator[str]:
    """The table of one episode, neighbours that are alike in one row."""
    yield "| Day | The plan | What was told | Light | Why |"
    yield "|---|---|---|---|---|"
    for _, group in groupby(found, key=lambda line: line.alike):
        days = list(group)
        first, last = days[0], days[-1]
        span = str(first.day) if first is last else f"{first.day} to {last.day}"
        mark = " ≠" if first.apart else ""
        yield f"| {span}{mark} | {first.plan} | {first.told} | {first.light} | {first.because} |"


def summary(found: tuple[Episode, ...]) -> str:
    lived = [line for episode in found for line in episode.lines]
    lights = {light: sum(line.light == light for line in lived) for light in Light}
    apart = sum(line.apart for line in lived)
    return (
        f"{len(lived)} days, {apart} of them differ from the plain planned course. "
        f"Lights: {lights[Light.GREEN]} green, {lights[Light.AMBER]} amber, {lights[Light.RED]} red."
    )


def chapter(story: Story) -> Iterator[str]:
    found = tuple(episodes(story))
    yield f"## {story.title}"
    yield ""
    yield f"{story.about} {summary(found)}"
    yield ""
    differences = terms_apart(story.situation)
    if differences:
        yield "From the first day on:"
        yield ""
        yield from (f"- {sentence}" for sentence in differences)
        yield ""
    for episode in found:
        if episode.number > 1:
            yield f"A new start, at grade {episode.grade}: the day of the injury is day 0 again."
            yield ""
        yield from rows(episode.lines)
        yield ""


def page() -> str:
    """The whole page."""
    body = "\n".join(line for story in STORIES for line in chapter(story))
    return f"{HEAD}\n{body.rstrip()}\n"


if __name__ == "__main__":
    sys.stdout.write(page())
