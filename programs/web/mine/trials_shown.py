"""A test as its screen needs it: how it is done, what is asked, and what its script counts or times."""

from dataclasses import dataclass
from typing import Any

from programs.selectors.programmes import Following
from programs.web.mine.player_shown import OTHER_LEG, place_of
from programs.web.mine.player_words import trial_words
from programs.web.mine.today_shown import Trial
from rehab.gates import hurts, is_compared
from rehab.protocol import Criterion
from rehab.words import MissingWordsError, Words, words_in

# What is counted, by the unit of what is told. Distances, pain and jumps no clock can count.
INSTRUMENTS = {"rep": "count", "s": "seconds", "min": "minutes"}
SECONDS_A_MINUTE = 60


@dataclass(frozen=True)
class Field:
    """A number that is asked for: its name in the form, whose it is, and the question."""

    name: str
    whose: str
    asks: str


@dataclass(frozen=True)
class TrialShown:
    """One test: its *title*, what it takes, how it is done, its fields in the order they are tried, and the script's
    *values*.

    *unit* chooses the control: `pain` is a scale, `yes` a choice of two, all else a number.
    """

    title: str
    texts: tuple[str, ...]
    how: tuple[str, ...]
    unit: str
    fields: tuple[Field, ...]
    hurts: bool
    instrument: str
    values: dict[str, Any]


def trial_shown(found: Following, chosen: Trial) -> TrialShown:
    """*chosen* for its screen."""
    words, first, leg = words_in(), chosen.criteria[0], found.programme.leg
    unit = "pain" if any(c.unit == "pain" for c in chosen.criteria) else first.told_in
    asks = words.name("trial_units", unit)
    both = is_compared(chosen.criteria)
    whose = {"sound": OTHER_LEG[leg], "injured": leg} if both else {"injured": leg if first.side == "injured" else ""}
    fields = tuple(Field(name, words.name("legs", side) if side else "", asks) for name, side in whose.items())
    instrument = INSTRUMENTS.get(unit, "")
    return TrialShown(
        title=chosen.title,
        texts=chosen.texts,
        how=how_of(words, first),
        unit=unit,
        fields=fields,
        hurts=hurts(chosen.criteria),
        instrument=instrument,
        values=values_of(chosen, fields, instrument) | place_of(found, f"test {chosen.name}"),
    )


def how_of(words: Words, criterion: Criterion) -> tuple[str, ...]:
    """How *criterion* is tried, line by line; nothing where it is only told."""
    try:
        return words.lines("trials", "how", criterion.criterion)
    except MissingWordsError:
        return ()


def values_of(chosen: Trial, fields: tuple[Field, ...], instrument: str) -> dict[str, Any]:
    """What the script needs: the tries in their order, where each is written, the pace, and the goal."""
    first, texts = chosen.criteria[0], trial_words()
    sets = max(criterion.sets for criterion in chosen.criteria)
    tries = [
        {
            "field": field.name,
            "name": texts["try_of"].format(number=number, sets=sets) if sets > 1 else field.whose or texts["try"],
        }
        for field in fields
        for number in range(1, sets + 1)
    ]
    return {
        "tries": tries,
        "instrument": instrument,
        # A goal that the other leg sets is not known beforehand.
        "needs": 0 if is_compared(chosen.criteria) else first.needs,
        "beat": SECONDS_A_MINUTE / first.beats_per_minute if first.beats_per_minute else 0,
        "half": "",
        "words": texts,
    }
