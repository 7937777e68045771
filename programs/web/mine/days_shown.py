"""The days to come and the days gone by, as their pages need them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise

from programs.selectors.programmes import Following
from programs.services.calling import words_for
from programs.services.versions import DAYS_SHOWN
from programs.web.mine.changes_shown import asked_text
from rehab.changes import Asked
from rehab.hoped import DayAhead, days_ahead
from rehab.looking_back import DayBack
from rehab.protocol import Protocol
from rehab.words import Words, words_in

MARKS = {"green": "go", "amber": "hold", "red": "ease"}


@dataclass(frozen=True)
class PlannedItem:
    """An exercise of a day in the plan, and its dose; its number among the items."""

    number: int
    exercise: str
    name: str
    dose: str
    optional: bool


@dataclass(frozen=True)
class PlannedDay:
    """A day as the plan shows it; *begins* is the phase that begins with it."""

    date: date
    kind: str
    minutes: int
    begins: str
    items: tuple[PlannedItem, ...]


@dataclass(frozen=True)
class PastDay:
    """A day gone by: what it came to, in a word, and its light."""

    date: date
    told: str
    word: str
    light: str
    mark: str


def days_to_come(found: Following) -> tuple[PlannedDay, ...]:
    """The two weeks after today, as the last version has them where it still reaches."""
    days = tuple(islice(days_ahead(found.protocol, found.today), DAYS_SHOWN + 1))
    words = words_for(found.programme)
    return tuple(
        planned_day(found.protocol, day, words, begins=day.phase != before.phase) for before, day in pairwise(days)
    )


def planned_day(protocol: Protocol, day: DayAhead, words: Words, *, begins: bool = False) -> PlannedDay:
    """A day of the plan in *words*."""
    session = day.session
    items = [
        PlannedItem(
            number,
            entry.exercise,
            words.exercise(entry.exercise),
            asked_text(protocol, entry.exercise, Asked(day.date, entry, session.rung)),
            entry.optional,
        )
        for number, entry in enumerate(session.entries, 1)
    ]
    return PlannedDay(
        day.date,
        words.name("kinds", session.kind),
        session.minutes,
        words.phase(protocol.phases[day.phase].id) if begins else "",
        tuple(items),
    )


def past_days(days: Sequence[DayBack], *, most: int) -> tuple[PastDay, ...]:
    """The last days gone by, yesterday first."""
    words = words_in()
    return tuple(
        PastDay(
            day.date,
            day.told.value,
            words.text("changes", "told", day.told.value),
            day.light.value if day.light else "",
            MARKS[day.light.value] if day.light else "",
        )
        for day in reversed(days[:-1][-most:])
    )
