"""The versions of a plan, each beside the one before it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from programs.selectors.courses import Told
from programs.selectors.programmes import Following
from programs.web.mine.changes_shown import ChangesShown, changes_shown
from programs.web.mine.today_shown import sentences
from rehab.reason import Reason
from rehab.words import Words


@dataclass(frozen=True)
class Say:
    """How versions are said: in which *words*, and what an author is called."""

    words: Words
    author: Callable[[str], str]


@dataclass(frozen=True)
class VersionShown:
    """A version: when and by whom it was made, why, and what it changed."""

    number: int
    on: date
    author: str
    reasons: tuple[str, ...]
    changes: ChangesShown


def versions_shown(
    found: Following, told: Sequence[Told], finished: Mapping[date, int], say: Say, *, first: int
) -> tuple[VersionShown, ...]:
    """The versions from number *first* on, the last one first; *told* begins with the one before that, where there is
    one. *finished* says from which entry on a day's session was over.
    """
    shown = [_version(found, told[0], None, finished, say)] if told and told[0].number >= first else []
    shown += [_version(found, after, before, finished, say) for before, after in pairwise(told)]
    return tuple(reversed(shown))


def _version(found: Following, told: Told, before: Told | None, finished: Mapping[date, int], say: Say) -> VersionShown:
    changed = ChangesShown()
    if before is not None:
        # What is left of a day once its session is over is no change to come.
        over = told.on in finished and finished[told.on] <= told.seq
        changed = changes_shown(found.protocol, (before, told), say.words, since=told.on + timedelta(days=over))
    return VersionShown(
        told.number, told.on, say.author(told.author), sentences(_news(told, before), say.words), changed
    )


def _news(told: Told, before: Told | None) -> tuple[Reason, ...]:
    """The reasons of a version that the one before it, made on the same day, did not give already; all where it gave
    them all.
    """
    known = before.reasons if before is not None and before.on == told.on else ()
    return tuple(why for why in told.reasons if why not in known) or told.reasons
