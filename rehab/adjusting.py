"""What a therapist's wish would do, before it is kept: the days before and after, and each rule it would break."""

import datetime
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import islice

import msgspec

from rehab.adjusting_faults import wrongs_of
from rehab.asking import BadAnswersError, Wrong
from rehab.at_its_word import at_its_word, today_at_its_word
from rehab.changes import Changes, changes
from rehab.events import Adjusted
from rehab.following import Today, date_of, told_also
from rehab.hoped import HOPED_WITHIN_DAYS, LOOKED_AT_FIRST, DayAhead, Hopes, ahead, days_coming, lived_ahead
from rehab.intents import OVERRIDABLE, AnyIntent, Hold, MovePhase
from rehab.judging import breaches_of
from rehab.protocol import Protocol
from rehab.state import Session, State
from rehab.timeline import Lived
from rehab.wishes import newcomer

WEIGHED_DAYS = 42


class Verdict(StrEnum):
    """What may become of a wish."""

    PERMITTED = "permitted"
    NEEDS_REASON = "needs_reason"
    REFUSED = "refused"


class Broken(msgspec.Struct, frozen=True, order=True):
    """A *rule* that a wish would break, by the id of its invariant, and the first day it would, since the injury and on
    the calendar (None: about no day). Its sentence stands in `text/<language>/adjusting.toml`.
    """

    rule: str
    day: int | None
    date: datetime.date | None

    @property
    def overridable(self) -> bool:
        """Whether a reason that is kept allows it."""
        return self.rule in OVERRIDABLE


class Judged(msgspec.Struct, frozen=True):
    """A wish before the rules: the *wish* as it would be kept, with no more overridden than it needs, and what it would
    break. *wrongs* is what it names that is not there; nothing is judged then.
    """

    wish: Adjusted
    broken: tuple[Broken, ...] = ()
    wrongs: tuple[Wrong, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Whether it may be kept."""
        return Verdict.REFUSED if self.wrongs else _verdict(self.wish, self.broken)


class Weighed(msgspec.Struct, frozen=True):
    """A wish and what it comes to: the *wish* as it would be kept, with no more overridden than it needs. *before* and
    *after* are the coming days without and with it, every one done and green; where it is refused, *after* shows the
    days that refuse it. *hopes* are when running may start without and with it. *by_itself* is the first of the coming
    days that holds without it what it would bring; None for what brings nothing, or does not come by itself.
    *review_on* is the day from which somebody has to look first, where a hold lasts so long that running goes out of
    sight for it.
    """

    wish: Adjusted
    before: tuple[DayAhead, ...]
    after: tuple[DayAhead, ...]
    differs: Changes
    broken: tuple[Broken, ...]
    hopes: tuple[Hopes, Hopes]
    by_itself: datetime.date | None = None
    review_on: datetime.date | None = None

    @property
    def verdict(self) -> Verdict:
        """Whether it may be kept: refused where one rule is nobody's to override."""
        return _verdict(self.wish, self.broken)


def _verdict(wish: Adjusted, broken: Sequence[Broken]) -> Verdict:
    if any(not one.overridable for one in broken):
        return Verdict.REFUSED
    return Verdict.NEEDS_REASON if broken and not wish.said.strip() else Verdict.PERMITTED


def judge(protocol: Protocol, course: Sequence[Lived], today: Today, wish: Adjusted) -> Judged:
    """What *wish*, told now, would break, as `weigh` finds it, without what it makes of the days."""
    if wrongs := wrongs_of(protocol, today, wish):
        return Judged(wish, wrongs=wrongs)
    wish, _, broken = _at_its_word(protocol, course, today, wish)
    return Judged(wish, broken)


def weigh(protocol: Protocol, course: Sequence[Lived], today: Today, wish: Adjusted) -> Weighed:
    """What *wish*, told now, makes of the days after *course*, which holds every day of this strain before *today*.

    The judge is `rehab.safety`: it is asked about the days as the wish has them at its word, and what it finds without
    the wish as well does not count. BadAnswersError for a wish that names what is not there.
    """
    if wrongs := wrongs_of(protocol, today, wish):
        raise BadAnswersError(wrongs)
    wish, literal, broken = _at_its_word(protocol, course, today, wish)
    before, hopes_before = ahead(protocol, today, WEIGHED_DAYS)
    taken = told_also(protocol, today, wish)
    after, hopes_after = ahead(protocol, taken, WEIGHED_DAYS)
    if any(not one.overridable for one in broken):
        after = tuple(DayAhead(date_of(d.before), d.before.day, d.before.phase, d.session) for d in literal)
    hopes = hopes_before, hopes_after
    differs = changes(before, after, since=today.date, hopes=hopes)
    lost = isinstance(wish.intent, Hold) and hopes_before.first_run and not hopes_after.first_run
    review_on = _review_ahead(protocol, taken) if lost else None
    by_itself = _comes_by_itself(protocol, wish.intent, before)
    return Weighed(wish, before, after, differs, broken, hopes, by_itself, review_on)


def _review_ahead(protocol: Protocol, today: Today) -> datetime.date | None:
    """The first of the days to come from *today* on which nothing rises before somebody has looked."""
    coming = islice(days_coming(protocol, today), HOPED_WITHIN_DAYS)
    return next((one.date for one in coming if one.read_from.status in LOOKED_AT_FIRST), None)


def _at_its_word(
    protocol: Protocol, course: Sequence[Lived], today: Today, wish: Adjusted
) -> tuple[Adjusted, tuple[Lived, ...], tuple[Broken, ...]]:
    """*wish* with what it needs overridden, the days as it has them, and the rules that those break."""
    wish = msgspec.structs.replace(wish, episode=today.now.episode, overrides=OVERRIDABLE)
    taken = today_at_its_word(protocol, today, wish)
    literal = tuple(islice(lived_ahead(protocol, taken, at_its_word(protocol, wish.intent)), WEIGHED_DAYS))
    broken = _broken(protocol, course, today, literal)
    wish = msgspec.structs.replace(wish, overrides=frozenset(one.rule for one in broken if one.overridable))
    return wish, literal, broken


def _comes_by_itself(protocol: Protocol, intent: AnyIntent, before: Iterable[DayAhead]) -> datetime.date | None:
    """The first of the days *before* that brings what *intent* asks for: its phase, or its exercise."""
    if isinstance(intent, MovePhase):
        return next((day.date for day in before if protocol.phases[day.phase].id == intent.phase), None)
    brought = newcomer(intent)
    return next((d.date for d in before if any(entry.exercise == brought for entry in d.session.entries)), None)


def _broken(protocol: Protocol, course: Sequence[Lived], today: Today, literal: Iterable[Lived]) -> tuple[Broken, ...]:
    """The rules that are broken by *literal* and not without it, each with its first day."""
    episode = [lived for lived in course if lived.before.episode == today.began.episode]
    breaches = breaches_of(protocol, [*episode, *literal])
    if not breaches:
        return ()
    plain = islice(lived_ahead(protocol, today, _as_it_is), WEIGHED_DAYS)
    known = {(breach.invariant, breach.day) for breach in breaches_of(protocol, [*episode, *plain])}
    found: dict[str, int | None] = {}
    for breach in sorted(breaches, key=lambda one: (one.invariant, one.day or 0)):
        if (breach.invariant, breach.day) not in known:
            found.setdefault(breach.invariant, breach.day)
    first = today.date - datetime.timedelta(days=today.began.day)
    dated = ((rule, day, None if day is None else first + datetime.timedelta(days=day)) for rule, day in found.items())
    return tuple(sorted((Broken(*one) for one in dated), key=lambda one: (one.overridable, one.day or 0, one.rule)))


def _as_it_is(state: State, session: Session) -> Session:
    return session
