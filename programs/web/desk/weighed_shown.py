"""What a wish would do, before it is kept: weeks before and after beside each other, and the rules it would break."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from programs.web.desk.intents_said import fields_of, intent_said
from programs.web.mine.changes_shown import NOTHING, ChangesShown, Line, asked_text, lines_of
from rehab.adjusting import Broken, Verdict, Weighed
from rehab.changes import Asked
from rehab.hoped import DayAhead
from rehab.intents import Message
from rehab.protocol import Protocol
from rehab.telling import LONGEST_WHY
from rehab.words import Words, words_in

DAYS_A_WEEK = 7


@dataclass(frozen=True)
class DayMark:
    """A day in a strip: how its bar is drawn, its kind in a word, and whether the other strip has another day."""

    date: date
    bar: str
    word: str
    differs: bool


@dataclass(frozen=True)
class DayDiffers:
    """What differs on a day."""

    date: date
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class WeekBeside:
    """Seven days *before* and *after*; None stands for a day that nobody can tell any more. *differs* lists the days
    that are not the same.
    """

    first: date
    last: date
    before: tuple[DayMark | None, ...]
    after: tuple[DayMark | None, ...]
    differs: tuple[DayDiffers, ...]


@dataclass(frozen=True)
class RuleBroken:
    """A rule that the wish would break: its id, its sentence, the first day on the calendar and since the injury, and
    whether a reason allows it.
    """

    rule: str
    text: str
    on: date | None
    overridable: bool
    day: int | None = None


def weighed_shown(protocol: Protocol, found: Weighed, words: Words) -> dict[str, Any]:
    """Everything the page of a weighed wish shows, in *words*."""
    wish = found.wish
    before, after = found.hopes
    verdict = Verdict.NEEDS_REASON if found.broken else Verdict.PERMITTED
    is_refused = found.verdict is Verdict.REFUSED
    return {
        "title": intent_said(wish.intent, protocol, words),
        "is_message": isinstance(wish.intent, Message),
        "fields": tuple(fields_of(wish.intent).items()),
        "reason": wish.said,
        "verdict": (Verdict.REFUSED if is_refused else verdict).value,
        "rules": tuple(rule_broken(broken) for broken in found.broken),
        "by_itself": found.by_itself if is_refused else None,
        "changes": ChangesShown() if is_refused else lines_of(protocol, found.differs, words),
        "weeks": _weeks(protocol, found.before, found.after, words),
        "run_before": before.first_run,
        "run_after": before.first_run if is_refused else after.first_run,
        "review_on": None if is_refused else found.review_on,
        "longest_text": LONGEST_WHY,
    }


def rule_broken(broken: Broken) -> RuleBroken:
    """*broken* with its sentence."""
    text = words_in().text("adjusting", "rules", broken.rule)
    return RuleBroken(broken.rule, text, broken.date, broken.overridable, broken.day)


def _weeks(
    protocol: Protocol, before: Sequence[DayAhead], after: Sequence[DayAhead], words: Words
) -> tuple[WeekBeside, ...]:
    pairs = list(zip_longest(before, after))
    chunks = [pairs[first : first + DAYS_A_WEEK] for first in range(0, len(pairs), DAYS_A_WEEK)]
    return tuple(_week(protocol, chunk, words) for chunk in chunks)


def _week(protocol: Protocol, pairs: Sequence[tuple[DayAhead | None, DayAhead | None]], words: Words) -> WeekBeside:
    told = [(_visible(one), _visible(other)) for one, other in pairs]
    differ = [old != new for old, new in told]
    dates = [day.date for one, other in pairs for day in (one, other) if day]
    return WeekBeside(
        first=min(dates),
        last=max(dates),
        before=tuple(_mark(one, differs=other) for (one, _), other in zip(pairs, differ, strict=True)),
        after=tuple(_mark(one, differs=other) for (_, one), other in zip(pairs, differ, strict=True)),
        differs=tuple(
            _day_differs(protocol, one, other, words)
            for (one, other), different in zip(pairs, differ, strict=True)
            if different
        ),
    )


def _visible(day: DayAhead | None) -> object:
    """What people see of a day: reasons and the order of its items aside."""
    if day is None:
        return None
    items = {(e.exercise, e.step, e.amount, e.times_per_day, e.optional) for e in day.session.entries}
    return day.session.kind, day.session.rung, items


def _mark(day: DayAhead | None, *, differs: bool) -> DayMark | None:
    if day is None:
        return None
    kind = str(day.session.kind)
    return DayMark(day.date, kind, words_in().name("kinds", kind), differs)


def _day_differs(protocol: Protocol, before: DayAhead | None, after: DayAhead | None, words: Words) -> DayDiffers:
    day = before or after
    assert day is not None, "of a pair one is there"
    kinds = [words.name("kinds", one.session.kind) if one else NOTHING for one in (before, after)]
    lines = [Line(words.text("adjusting", "day", "kind"), *kinds)] if kinds[0] != kinds[1] else []
    old, new = (_items(protocol, one) for one in (before, after))
    names = [name for name in dict.fromkeys([*new, *old]) if old.get(name) != new.get(name)]
    lines += [Line(words.exercise(name), old.get(name, NOTHING), new.get(name, NOTHING)) for name in names]
    return DayDiffers(day.date, tuple(lines))


def _items(protocol: Protocol, day: DayAhead | None) -> Mapping[str, str]:
    if day is None:
        return {}
    return {
        entry.exercise: _item(protocol, Asked(day.date, entry, day.session.rung if entry.amount else None))
        for entry in day.session.entries
    }


def _item(protocol: Protocol, asked: Asked) -> str:
    said = asked_text(protocol, asked.entry.exercise, asked)
    times = asked.entry.times_per_day
    said = words_in().text("adjusting", "day", "often").format(dose=said, times=times) if times > 1 else said
    return words_in().text("adjusting", "day", "optional").format(dose=said) if asked.entry.optional else said
