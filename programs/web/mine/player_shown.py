"""What the session's scripts need of an exercise, as values on the page: sets, amounts, tempo, rests, and the strides
that are drawn of them. The page needs none of it where no script runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from programs.selectors.programmes import Following
from programs.web.mine.player_words import run_words, set_words
from programs.web.mine.today_shown import TodayItem, day_of, look_of, told_today
from programs.web.pictures import Picture, picture_of
from rehab.dose import Dose
from rehab.known import rest_of, tempo_of
from rehab.programme import Bout
from rehab.rendering import Rendering
from rehab.vocabulary import Unit
from rehab.words import words_in

COUNTED = (Unit.REP, Unit.CONTACT)
SECONDS = {Unit.SECOND: 1, Unit.MINUTE: 60}
OTHER_LEG = {"left": "right", "right": "left"}

# The stride of one repetition, and the row of a run: the look's own numbers, in the units of their drawings.
TEMPO_FROM, TEMPO_WIDTH, LOW, HIGH = 32, 336, 118, 34
STRIP_FROM, STRIP_WIDTH, GROUND, PEAK = 10, 380, 104, 8
# A walk takes half the room of a run, so that few minutes of it can still be seen.
RUN_ROOM, WALK_ROOM = 2, 1


@dataclass(frozen=True)
class Beat:
    """A part of one repetition: up, hold or down, its seconds, its curve, and its label under the middle of it."""

    name: str
    seconds: int
    curve: str
    middle: int
    label: str


@dataclass(frozen=True)
class Bit:
    """A run or a walk within a run: its seconds and its curve."""

    name: str
    seconds: int
    curve: str


@dataclass(frozen=True)
class Player:
    """How an exercise is counted: *counts* up to so many, *seconds* is a hold or a walk, both 0 for what is neither.
    *legs* are both, the sore one first, where each works in turn. *beats* are the tempo, *bits* the parts of a run.
    *moving* is the picture in motion; a photo has none. *values* is all of it for the script.
    """

    sets: int
    counts: int
    seconds: int
    legs: tuple[str, ...]
    beats: tuple[Beat, ...]
    bits: tuple[Bit, ...]
    moving: Picture | None
    values: dict[str, Any]

    @property
    def plays(self) -> bool:
        """Whether there is anything to count or to time."""
        return bool(self.sets > 1 or self.counts or self.seconds or self.bits)

    @property
    def marks(self) -> range:
        """A mark for each repetition of a set."""
        return range(self.counts)


def player_shown(found: Following, chosen: TodayItem, rendering: Rendering) -> Player:
    """The player of *chosen*."""
    item = day_of(found).items[chosen.number - 1]
    exercise, dose = rendering.protocol.catalogue[item.exercise], item.dose
    beats, bits = beats_of(tempo_of(rendering.protocol, exercise, dose)), bits_of(item.bouts)
    legs = legs_of(found.programme.leg) if exercise.per_side else ()
    counted = {
        "sets": 1 if bits else dose.sets,
        "counts": 0 if bits else _counts(dose),
        "seconds": 0 if bits else dose.amount * SECONDS.get(dose.unit, 0),
    }
    texts = run_words() | {"line": " × ".join(chosen.shown.dose)} if bits else set_words()
    values = counted | {
        # Jumps come too fast for a thumb; a set of them is told when it is over.
        "taps": dose.unit is Unit.REP,
        "legs": legs,
        "who": chosen.shown.details[0] if chosen.shown.details else "",
        "rest": rest_of(rendering.protocol, exercise),
        "beats": [(beat.name, beat.seconds) for beat in beats],
        "bouts": [(bit.name, bit.seconds) for bit in bits],
        "half": texts["half"],
        "words": texts,
    }
    figure = chosen.shown.own.figure if chosen.shown.own else item.exercise
    return Player(
        **counted,
        legs=legs,
        beats=beats,
        bits=bits,
        moving=picture_of(figure, words_in(), look_of(found, "moving")) if figure else None,
        values=values | place_of(found, chosen.exercise),
    )


def place_of(found: Following, name: str) -> dict[str, Any]:
    """Where a phone keeps how far *name* has come, and what it need not keep any more."""
    programme = found.programme
    return {
        "plan": f"{programme.key}:{found.today.date}:{programme.last_version}:",
        "name": name,
        "told": list(told_today(found)),
    }


def legs_of(sore: str) -> tuple[str, ...]:
    """Both legs in words, the sore one first."""
    words = words_in()
    return words.name("legs", sore), words.name("legs", OTHER_LEG[sore])


def beats_of(tempo: Sequence[int]) -> tuple[Beat, ...]:
    """The stride of one repetition, each part as long as it lasts; nothing for what has no tempo."""
    labels = {"up": _("Up {seconds}"), "hold": _("Hold {seconds}"), "down": _("Down {seconds}")}
    levels = {"up": (LOW, HIGH), "hold": (HIGH, HIGH), "down": (HIGH, LOW)}
    beats, at, whole = [], float(TEMPO_FROM), sum(tempo)
    for name, seconds in zip(levels, tempo, strict=False):
        if not seconds:
            continue
        width = TEMPO_WIDTH * seconds / whole
        (low, high), to = levels[name], at + width
        bends = f"C{at + 0.58 * width:.1f} {low} {to - 0.55 * width:.1f} {high} {to:.1f} {high}"
        label = labels[name].format(seconds=seconds)
        beats.append(Beat(name, seconds, f"M{at:.1f} {low}{bends}", round(at + width / 2), label))
        at = to
    return tuple(beats)


def bits_of(bouts: Sequence[Bout]) -> tuple[Bit, ...]:
    """The row of strides of a run; the walk after the last bout is part of it."""
    parts = [
        part
        for bout in bouts
        for _time in range(bout.times)
        for part in (("run", bout.run_minutes), ("walk", bout.walk_minutes))
        if part[1]
    ]
    rooms = {"run": RUN_ROOM, "walk": WALK_ROOM}
    unit = STRIP_WIDTH / sum(rooms[name] for name, _minutes in parts) if parts else 0
    bits, at = [], float(STRIP_FROM)
    for name, minutes in parts:
        to = at + unit * rooms[name]
        line = f"Q{(at + to) / 2:.1f} {PEAK} {to:.1f} {GROUND}" if name == "run" else f"H{to:.1f}"
        bits.append(Bit(name, minutes * 60, f"M{at:.1f} {GROUND}{line}"))
        at = to
    return tuple(bits)


def _counts(dose: Dose) -> int:
    return dose.amount if dose.unit in COUNTED else 0
