"""What changed between two tellings of the coming days, in words: old and new side by side, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.utils.formats import date_format

from programs.selectors.courses import Told, before_and_after
from programs.selectors.programmes import Following
from programs.services.versions import DAYS_SHOWN
from programs.web.mine.today_shown import is_finished, sentences
from rehab.assembly import bouts_of
from rehab.changes import Asked, Changes, DateMove, DoseChange, Way, changes, next_doses
from rehab.hoped import days_ahead
from rehab.protocol import Protocol
from rehab.reason import Reason
from rehab.words import Words, unbroken, words_in

NOTHING = "–"
EXERCISE = ("exercise", "easier")
SWAPS = frozenset({Way.ADDED, Way.AGAIN, Way.REMOVED})
# With another phase come other exercises; more than these are read by whoever wants to.
MOST_SWAPS = 3


@dataclass(frozen=True)
class Line:
    """One change: *name* of what changed, how it was and how it is, and a sentence on why."""

    name: str
    before: str
    after: str
    why: str = ""


@dataclass(frozen=True)
class ChangesShown:
    """The changes of a plan: *lines* to read at once, *others* (exercises that come or go with a phase) and *days* of
    another kind behind folds, *ahead* what the next sessions raise where nothing changed, and why all of it. *waits*:
    there is no plan from some day on.
    """

    lines: tuple[Line, ...] = ()
    others: tuple[Line, ...] = ()
    days: tuple[Line, ...] = ()
    ahead: tuple[Line, ...] = ()
    reasons: tuple[str, ...] = ()
    waits: bool = False


def changes_of_today(found: Following, words: Words) -> ChangesShown:
    """What today's entries have changed, in *words*; where they changed nothing, what the plan raises next."""
    date = found.today.date
    both = before_and_after(found.programme, date)
    if both is None:
        days = tuple(islice(days_ahead(found.protocol, found.today), DAYS_SHOWN))
        why = words.text("changes", "ways", "next")
        return ChangesShown(
            ahead=tuple(_dose_line(found.protocol, change, why, words, raised=True) for change in next_doses(days))
        )
    before, after, reasons = both
    since = date + timedelta(days=1) if is_finished(found) else date
    return changes_shown(found.protocol, (before, after), words, since=since, reasons=reasons)


def changes_shown(
    protocol: Protocol, both: tuple[Told, Told], words: Words, *, since: date, reasons: tuple[Reason, ...] = ()
) -> ChangesShown:
    """What the second of *both* tells otherwise than the first from the day *since* on, in *words*."""
    before, after = both
    found = changes(before.days, after.days, since=since, hopes=(before.hopes, after.hopes))
    return lines_of(protocol, found, words, reasons or after.reasons)


def lines_of(protocol: Protocol, found: Changes, words: Words, whys: tuple[Reason, ...] = ()) -> ChangesShown:
    """*found* in *words*, and *whys* for all of it."""
    swaps = [change for change in found.doses if change.way in SWAPS]
    aside = swaps if len(swaps) > MOST_SWAPS else []
    lines = {change: _dose_line(protocol, change, _why(change, whys, words), words) for change in found.doses}
    return ChangesShown(
        lines=(*_date_lines(protocol, found), *(lines[one] for one in found.doses if one not in aside)),
        others=tuple(lines[one] for one in aside),
        days=tuple(
            Line(day_text(kind.on), words.name("kinds", kind.before), words.name("kinds", kind.after))
            for kind in found.kinds
        ),
        reasons=sentences(whys, words),
        waits=found.waits,
    )


def day_text(day: date | None) -> str:
    """A day as lists have it, or that it is out of sight."""
    return words_in().text("changes", "moves", "unseen") if day is None else date_format(day, "D j M")


def _date_lines(protocol: Protocol, found: Changes) -> Iterator[Line]:
    words, phases = words_in(), protocol.phases
    if found.training:
        yield _moved(words.text("changes", "moves", "training"), found.training)
    was = min((int(move.what) for move in found.phases if move.before), default=0)
    will_be = min((int(move.what) for move in found.phases if move.after), default=0)
    for move in found.phases:
        name, place = words.phase(phases[int(move.what)].id), int(move.what)
        if move.after is None and place < will_be:
            continue  # left behind, as the line of the phase that begins says
        if move.before is None and place < was:
            yield Line(words.text("changes", "moves", "back").format(phase=name), NOTHING, day_text(move.after))
        else:
            yield _moved(words.text("changes", "moves", "phase").format(phase=name), move)
    for move in found.hopes:
        yield _moved(words.text("changes", "moves", move.what), move)


def _moved(name: str, move: DateMove) -> Line:
    return Line(name, day_text(move.before), day_text(move.after))


def _why(change: DoseChange, reasons: Iterable[Reason], words: Words) -> str:
    """The reason that names the exercise, or else what became of it."""
    own = [why for why in reasons if any(dict(why.inputs).get(name) == change.exercise for name in EXERCISE)]
    return next(iter(sentences(own, words)), words.text("changes", "ways", change.way.value))


def _dose_line(protocol: Protocol, change: DoseChange, why: str, words: Words, *, raised: bool = False) -> Line:
    name = words.exercise(change.exercise)
    if change.way is Way.LATER and change.before and change.after and not raised:
        return Line(name, day_text(change.before.on), day_text(change.after.on), why)
    return Line(
        name,
        asked_text(protocol, change.exercise, change.before),
        asked_text(protocol, change.exercise, change.after),
        why,
    )


def asked_text(protocol: Protocol, exercise: str, asked: Asked | None) -> str:
    """What is asked of an exercise, as on the plan."""
    if asked is None:
        return NOTHING
    if asked.entry.amount:
        return unbroken(words_in().bouts(bouts_of(protocol, asked.rung, asked.entry.amount)))
    return unbroken(words_in().dose(protocol.catalogue[exercise].dose_steps[asked.entry.step]))
