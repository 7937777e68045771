"""What people call themselves and write: cleaned of what no paper shows, and cut by the faces that have its letters.

Half a name is worse than none: text with a single letter that no face of ours has is not printed at all, and whoever
draws it leaves a line to write on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, groupby
from unicodedata import bidirectional, category, normalize

from programs.handouts.faces import JOINERS, NAMES, REMEMBERED, Run, Setting, face, plain
from programs.handouts.order import base_level, levels, visual

# What a line of a paper takes.
LONGEST = 200
# Marks on one letter: a Hebrew letter has four at most. A pile of them is no name.
MOST_MARKS = 4
# Letters for Arabic and Hebrew, and Latin ligatures, in the shapes of old standards. HarfBuzz finds shapes itself.
SHAPES = re.compile(r"[\uFB00-\uFDFF\uFE70-\uFEFC]")
# Not seen, and no letter: selectors of a letter's look, and a joiner of nothing.
UNSEEN = re.compile(r"[\u034F\uFE00-\uFE0F\U000E0100-\U000E01EF]")
# Two numbers and what stands between them.
AMOUNT = re.compile(r"\d+\s*[×x]\s*\d+")


def cleaned(text: str) -> str:
    """*text* in the usual spelling of Unicode, without controls, with one space where there was any."""
    text = SHAPES.sub(lambda shape: normalize("NFKC", shape.group()), UNSEEN.sub("", text))
    spaced = "".join(" " if character.isspace() else character for character in text)
    kept = (
        character
        for place, character in enumerate(spaced)
        if category(character) not in {"Cc", "Cf"} or (character in JOINERS and _joins(spaced, place))
    )
    return normalize("NFC", " ".join("".join(kept).split()))


def missing(text: str) -> list[str]:
    """The letters of *text* that no face has, each once and with its marks: why it is not printed."""
    said = cleaned(text)
    order = [face(name, bold=False).covers for name in NAMES] if not is_plain(said) else []
    order.append(plain(bold=False).covers)
    return list(
        dict.fromkeys(cluster for cluster in clusters(said) if not any(_has(covers, cluster) for covers in order))
    )


def printable(text: str, most: int = LONGEST) -> str:
    """*text* as it is printed, or nothing where it cannot be: in letters we lack, or of more than *most* letters."""
    said = cleaned(text)
    return "" if len(said) > most or missing(said) else said


def clusters(text: str) -> list[str]:
    """Letters with the marks on them."""
    found: list[str] = []
    for character in text:
        if found and (_is_mark(character) or character in JOINERS):
            found[-1] += character
        else:
            found.append(character)
    return found


def is_plain(text: str) -> bool:
    """Whether *text* is in letters of the usual face alone, which are written one after the other."""
    return plain(bold=False).covers.issuperset(text)


@dataclass(frozen=True)
class Piece:
    """Printable text with a direction of its own, that of its first letter: what stands beside it changes nothing."""

    text: str
    base: int
    deep: tuple[int, ...]
    faces: tuple[Setting, ...]

    def runs(self, start: int, end: int) -> list[Run]:
        """The letters from *start* to *end* as one line has them, from left to right."""
        runs, levels_of = [], []
        for _, group in groupby(range(start, end), lambda place: (self.deep[place], id(self.faces[place]))):
            places = list(group)
            level = self.deep[places[0]]
            part = self.text[places[0] : places[-1] + 1]
            runs.append(self.faces[places[0]].shape(part, leftwards=level % 2 == 1))
            levels_of.append(level)
        return [runs[place] for place in visual(levels_of)]


@lru_cache(REMEMBERED)
def piece(text: str, *, bold: bool = False, base: int | None = None) -> Piece:
    """*text*, which is printable, ready to be set; *base* 0 where its direction is from left to right anyway."""
    base = base_level(text) if base is None else base
    deep = levels(text, base)
    for amount in AMOUNT.finditer(text):
        # Sets times an amount are read onwards in every script: the other way round they are another dose.
        deep[slice(*amount.span())] = [base + base % 2] * len(amount.group())
    if is_plain(text) and not any(level % 2 for level in deep):
        return Piece(text, base, tuple(deep), (plain(bold=bold),) * len(text))
    sans, hebrew, arabic = (face(name, bold=bold) for name in NAMES)
    usual = plain(bold=bold)
    # One hand for all of a name: where Hyperlegible lacks a letter, it writes none that the other could.
    alone = all(character in usual.covers or character not in sans.covers for character in text)
    onwards: list[Setting] = [usual, sans, hebrew, arabic] if alone else [sans, hebrew, arabic, usual]
    # Hyperlegible turns no brackets: leftwards it writes what nobody else has.
    backwards: list[Setting] = [hebrew, arabic, sans]
    parts = clusters(text)
    starts = accumulate(map(len, parts[:-1]), initial=0)
    able = [
        [one for one in (backwards if deep[start] % 2 else onwards) if _has(one.covers, part)] or [usual]
        for part, start in zip(parts, starts, strict=True)
    ]
    chosen = _chosen(parts, able)
    return Piece(text, base, tuple(deep), tuple(one for one, part in zip(chosen, parts, strict=True) for _ in part))


def joined(front: str, text: str, *, bold: bool = False) -> Piece:
    """*front* in bold and *text* behind it as one paragraph; *bold* where all of it is."""
    if not front:
        return piece(text, bold=bold)
    whole = f"{front} {text}".rstrip()
    light, heavy = piece(whole, bold=bold), piece(whole, bold=True)
    return replace(light, faces=(*heavy.faces[: len(front)], *light.faces[len(front) :]))


def _chosen(parts: Sequence[str], able: Sequence[Sequence[Setting]]) -> list[Setting]:
    """A face for each cluster: letters have the first that is able, signs that of the letters beside them."""
    first = [faces[0] if category(part[0])[0] in "LN" else None for part, faces in zip(parts, able, strict=True)]
    chosen: list[Setting] = []
    ahead: list[Setting | None] = []
    for own in reversed(first):
        ahead.append(own or (ahead[-1] if ahead else None))
    for found, behind, faces in zip(first, reversed(ahead), able, strict=True):
        near = (one for one in (found, *chosen[-1:], behind) if one is not None and one in faces)
        chosen.append(next(near, faces[0]))
    return chosen


def _has(covers: frozenset[str], cluster: str) -> bool:
    """Whether a face sets *cluster*: a letter, and no more marks on it than letters have."""
    seen = [character for character in cluster if character not in JOINERS]
    return not _is_mark(cluster[0]) and len(seen) - 1 <= MOST_MARKS and covers.issuperset(seen)


def _is_mark(character: str) -> bool:
    return category(character) in {"Mn", "Me"}


def _joins(text: str, place: int) -> bool:
    """Whether letters that could join stand on both sides of *place*."""
    sides = (text[:place][::-1], text[place + 1 :])
    return all(
        next((bidirectional(one) == "AL" for one in side if category(one) not in {"Mn", "Cf"}), False) for side in sides
    )
