"""Who asks for which weeks, from texts: one reading for the command, the page and the API."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import Any

import msgspec

from rehab.fault import name_nearest
from rehab.protocol import Protocol
from rehab.screening import Assessment, Circumstances, Screening, screen
from rehab.situation import DEFAULT_KIT, Situation
from rehab.vocabulary import Lock
from rehab.words import SPOKEN_BY_ALL, languages

ALL = "all"
LONGEST_SHOWN = 40
OLDEST_AGE = 120
MOST_WEEKLY_MINUTES = 2000
_NUMBER = re.compile(r"[0-9]{1,6}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YES_NO = {"yes": True, "1": True, "true": True, "on": True, "no": False, "0": False, "false": False, "off": False}

Answers = Mapping[str, Sequence[str]]


class Wrong(msgspec.Struct, frozen=True):
    """One answer that cannot be used: its *name*, what was *given*, made fit to show, and what is *allowed*."""

    name: str
    given: str
    allowed: str

    @property
    def closed(self) -> str:
        """*allowed* with one mark at its end."""
        return self.allowed if self.allowed.endswith(("?", ".")) else f"{self.allowed}."


class BadAnswersError(ValueError):
    """Answers that make no question; *wrongs* holds every one that is wrong, in a fixed order."""

    def __init__(self, wrongs: Sequence[Wrong]) -> None:
        self.wrongs = tuple(wrongs)
        super().__init__("; ".join(f"{w.name}: {w.given} (allowed: {w.allowed})" for w in self.wrongs))


class Asked(msgspec.Struct, frozen=True):
    """A question that can be answered: who asks, what the safety check made of it, which weeks.

    *week* is None for the whole course. *leg* is left, right or nothing. *lifted* tells that a
    flag asked for a higher grade than was given. *ticked* are the flags, *body* is who is drawn.
    """

    situation: Situation
    assessment: Assessment
    ticked: frozenset[str]
    facts: Circumstances
    week: int | None
    lifted: bool = False
    leg: str = ""
    language: str = SPOKEN_BY_ALL
    body: str = "bun"


class Field(msgspec.Struct, frozen=True):
    """How one answer is read: *read* gives its value or raises ValueError, *allowed* says what is.

    For those who describe it: a number lies between its *ends*, a word is one of *choices*.
    """

    read: Callable[[str], Any]
    allowed: str
    repeats: bool = False
    ends: tuple[int, int] | None = None
    choices: tuple[str, ...] = ()

    @property
    def is_yes_or_no(self) -> bool:
        """Whether it is answered with yes or no."""
        return self.read is _yes


class Bounds(msgspec.Struct, frozen=True):
    """What answers are held against: the data, and the latest day an injury may have (from the door)."""

    protocol: Protocol
    screening: Screening
    latest: date


def fields(bounds: Bounds) -> dict[str, Field]:
    """Every answer there is, by name."""
    protocol = bounds.protocol
    grades = sorted(protocol.phases[0].floor_day)
    last_day = 7 * protocol.last_week - 1
    flags = bounds.screening.ids()
    return {
        "grade": number(grades[0], grades[-1]),
        "week": number(1, protocol.last_week),
        "weeks": _choice((ALL,)),
        "focus": _choice(protocol.focuses),
        "side": _choice(("left", "right")),
        "equipment": Field(
            partial(_kit, protocol), ", ".join(protocol.kit.named), repeats=True, choices=protocol.kit.named
        ),
        "injured_on": Field(
            partial(_day, bounds.latest), f"a date such as {bounds.latest:%Y-%m-%d}, which is the latest"
        ),
        "cleared_on_day": number(0, last_day),
        "previous_strain": Field(_yes, "yes or no"),
        "gradual_onset": Field(_yes, "yes or no"),
        "age": number(0, OLDEST_AGE),
        "guardian_agrees": Field(_yes, "yes or no"),
        "weekly_run_minutes": number(0, MOST_WEEKLY_MINUTES),
        "flag": several(flags, f"{flags[0]} to {flags[-1]} and their parts"),
        "language": _choice(languages()),
        "paper": _choice(("a4", "letter")),
        "large_print": Field(_yes, "yes or no"),
        "figure": _choice(("bun", "short")),
    }


def ask(answers: Answers, bounds: Bounds) -> Asked:
    """The question *answers* make; BadAnswersError lists everything wrong with them at once."""
    values, wrongs = read_all(answers, fields(bounds))
    given = {name for name, texts in answers.items() if texts}
    wrongs += _absent(given, bounds.protocol)
    if wrongs:
        raise BadAnswersError(wrongs)
    return _asked(values, bounds)


def shown(text: str) -> str:
    """*text* fit for a message: short, on one line, nothing in it that a terminal would obey."""
    if not text:
        return "nothing"
    cut = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in cut)


def read_all(answers: Answers, known: Mapping[str, Field]) -> tuple[dict[str, Any], list[Wrong]]:
    """The values of *answers* that can be read, and what is wrong with the others."""
    values: dict[str, Any] = {}
    wrongs: list[Wrong] = []
    for name in sorted(answers.keys() - known.keys()):
        wrongs.append(Wrong(shown(name), "not known here", name_nearest(name, known)))
    for name, field in known.items():
        texts = answers.get(name, ())
        if len(texts) > 1 and not field.repeats:
            wrongs.append(Wrong(name, shown(" and ".join(texts)), f"one value: {field.allowed}"))
            continue
        for text in texts:
            try:
                value = field.read(text)
            except ValueError as problem:
                wrongs.append(Wrong(name, shown(text), str(problem) or field.allowed))
                continue
            values[name] = values.get(name, frozenset()) | value if field.repeats else value
    return values, wrongs


def _absent(given: set[str], protocol: Protocol) -> list[Wrong]:
    """What has to be there and is not, or is there twice over."""
    wrongs = []
    grades = sorted(protocol.phases[0].floor_day)
    if "grade" not in given:
        wrongs.append(Wrong("grade", "nothing", f"{grades[0]} to {grades[-1]}"))
    weeks = f"one of week (1 to {protocol.last_week}) and weeks ({ALL})"
    if {"week", "weeks"} <= given:
        wrongs.append(Wrong("week", "both week and weeks", weeks))
    elif not given & {"week", "weeks"}:
        wrongs.append(Wrong("week", "nothing", weeks))
    return wrongs


def _asked(values: dict[str, Any], bounds: Bounds) -> Asked:
    """The values as a situation, with what the safety check takes away from it."""
    flags: frozenset[str] = values.get("flag", frozenset())
    week: int | None = values.get("week")
    cleared: int | None = values.get("cleared_on_day")
    # Nobody tells the date: a week, or the whole course, is asked for from its first day. An urgent answer that stands
    # on that day is the answer, whenever somebody is to look at the leg.
    day = 0 if week is None else 7 * (week - 1)
    facts = Circumstances(
        day=day,
        grade=values["grade"],
        age=values.get("age"),
        guardian_agrees=values.get("guardian_agrees", False),
        cleared_on_day=cleared,
    )
    person = Situation(
        grade=values["grade"],
        focus=values.get("focus", bounds.protocol.default_focus),
        injured_on=values.get("injured_on"),
        cleared_on_day=cleared,
        previous_strain=values.get("previous_strain", False),
        gradual_onset=values.get("gradual_onset", False),
        age=values.get("age"),
        weekly_run_minutes=values.get("weekly_run_minutes"),
        kit=values.get("equipment", DEFAULT_KIT),
    )
    asked = asked_by(person, flags, facts, bounds)
    leg, language = values.get("side", ""), values.get("language", SPOKEN_BY_ALL)
    return msgspec.structs.replace(asked, week=week, leg=leg, language=language, body=values.get("figure", "bun"))


def asked_by(person: Situation, flags: frozenset[str], facts: Circumstances, bounds: Bounds) -> Asked:
    """The question of a *person* who ticked *flags*: their situation with what the safety check takes
    away from it, and what the check says on the day of *facts*.
    """
    rules, cleared = bounds.screening, person.cleared_on_day
    now = screen(rules, flags, facts)
    before = screen(rules, flags, msgspec.structs.replace(facts, cleared_on_day=None))
    # Who has examined the leg has graded it too; until then a sign may lift the grade.
    lifted = cleared is None and (before.raises_grade or 0) > person.grade
    situation = msgspec.structs.replace(
        person,
        grade=before.raises_grade if lifted and before.raises_grade else person.grade,
        lock=_lock_until_cleared(before.lock),
        barred=_of(bounds.protocol, before.barred, before.barred_categories),
        never=_of(bounds.protocol, before.never, before.never_categories),
    )
    return Asked(situation, now, flags, facts, None, lifted)


def _lock_until_cleared(lock: Lock) -> Lock:
    """The lock the course is planned under: an urgent answer, once examined, has waited in the first phase."""
    return Lock.PROTECTION_ONLY if lock is Lock.NO_PLAN else lock


def _of(protocol: Protocol, exercises: frozenset[str], categories: frozenset[str]) -> frozenset[str]:
    """The exercises named, and all of the categories named."""
    return exercises | {e.id for e in protocol.exercises if e.category in categories}


# How single answers are read. A ValueError with a text says more than the field's own `allowed`.


def number(lowest: int, highest: int) -> Field:
    """An answer that is a whole number, both ends included."""
    return Field(partial(_whole, lowest, highest), f"{lowest} to {highest}", ends=(lowest, highest))


def several(choices: tuple[str, ...], allowed: str = "") -> Field:
    """An answer that may be given again, each time one of *choices*."""
    told = allowed or ", ".join(choices)
    return Field(partial(_one_of, choices, told), told, repeats=True, choices=choices)


def _choice(choices: Sequence[str]) -> Field:
    return Field(partial(_plain_choice, tuple(choices)), " or ".join(choices), choices=tuple(choices))


def _whole(lowest: int, highest: int, text: str) -> int:
    if not _NUMBER.fullmatch(text) or not lowest <= int(text) <= highest:
        raise ValueError
    return int(text)


def _plain_choice(choices: tuple[str, ...], text: str) -> str:
    if text not in choices:
        raise ValueError
    return text


def _one_of(choices: Sequence[str], allowed: str, text: str) -> frozenset[str]:
    if text not in choices:
        near = get_close_matches(text[:LONGEST_SHOWN], choices, n=1)
        raise ValueError(f"{allowed}. Did you mean '{near[0]}'?" if near else "")
    return frozenset({text})


def _yes(text: str) -> bool:
    if text not in _YES_NO:
        raise ValueError
    return _YES_NO[text]


def _kit(protocol: Protocol, text: str) -> frozenset[str]:
    """Kit as a list with commas; blanks around a name do not matter."""
    kit = frozenset(part.strip() for part in text.split(","))
    if not kit <= frozenset(protocol.kit.named):
        raise ValueError
    return kit


def _day(latest: date, text: str) -> date:
    if not _DATE.fullmatch(text):
        raise ValueError
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"a day of the calendar, {latest:%Y-%m-%d} at the latest") from None
    if day > latest:
        raise ValueError
    return day
