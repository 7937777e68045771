"""The order in which letters of both directions stand on a line: the Unicode Bidirectional Algorithm.

It is the algorithm without its explicit codes (rules X1 to X10): those never get as far as a paper. A test compares it
with another implementation of it on random text.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from unicodedata import bidirectional

BRACKETS = {"(": ")", "[": "]", "{": "}"}
NEUTRAL = {"B", "S", "WS", "ON"}
# Rule BD16 looks no deeper.
DEEPEST = 63


def base_level(text: str) -> int:
    """1 where the first letter of *text* is written from right to left, else 0."""
    for kind in map(bidirectional, text):
        if kind in {"L", "R", "AL"}:
            return int(kind != "L")
    return 0


def levels(text: str, base: int) -> list[int]:
    """How deep each character is in *text*, a paragraph of the level *base*: odd is from right to left."""
    outer = "R" if base else "L"
    # Rule X9: what joins or parts letters and is not seen goes with the character before it.
    seen = [place for place, character in enumerate(text) if bidirectional(character) != "BN"]
    characters = [text[place] for place in seen]
    was = [bidirectional(character) or "L" for character in characters]
    kinds = _weak(was, outer)
    _brackets(characters, was, kinds, outer)
    _neutral(kinds, outer)
    deep = {"L": base + base % 2, "R": base + (base + 1) % 2}
    numbers = base + 2 - base % 2
    found = dict(zip(seen, (deep.get(kind, numbers) for kind in kinds), strict=True))
    told, level = [], base
    for place in range(len(text)):
        level = found.get(place, level)
        told.append(level)
    return told


def visual(deep: Sequence[int]) -> list[int]:
    """The places of a line from left to right, by the level of each: rule L2."""
    order = list(range(len(deep)))
    for level in range(max(deep, default=0), 0, -1):
        start = 0
        for inside, run in groupby([deep[place] >= level for place in order]):
            end = start + len(list(run))
            if inside:
                order[start:end] = order[start:end][::-1]
            start = end
    return order


def _weak(was: Sequence[str], outer: str) -> list[str]:
    """Rules W1 to W7: marks, numbers and what stands within them."""
    kinds, before = [], outer
    for kind in was:
        before = before if kind == "NSM" else kind
        kinds.append(before)
    strong = outer
    for place, kind in enumerate(kinds):
        if kind in {"L", "R", "AL"}:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[place] = "AN"
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for place in range(1, len(kinds) - 1):
        left, kind, right = kinds[place - 1 : place + 2]
        if left == right and ((kind == "ES" and left == "EN") or (kind == "CS" and left in {"EN", "AN"})):
            kinds[place] = left
    for start, end, kind in _runs(kinds):
        if kind == "ET" and "EN" in (*kinds[max(0, start - 1) : start], *kinds[end : end + 1]):
            kinds[start:end] = ["EN"] * (end - start)
    strong = outer
    for place, kind in enumerate(kinds):
        if kind in {"ES", "ET", "CS"}:
            kinds[place] = "ON"
        elif kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[place] = "L"
    return kinds


def _brackets(characters: Sequence[str], was: Sequence[str], kinds: list[str], outer: str) -> None:
    """Rule N0: both brackets of a pair go the same way."""
    for opening, closing in _pairs(characters, kinds):
        within = {_strong(kind) for kind in kinds[opening + 1 : closing]} & {"L", "R"}
        if not within:
            continue
        way = outer
        if outer not in within:
            before = (_strong(kind) for kind in reversed(kinds[:opening]))
            way = next((kind for kind in before if kind in {"L", "R"}), outer)
        for place in (opening, closing):
            kinds[place] = way
            for mark in range(place + 1, len(kinds)):
                if was[mark] != "NSM":
                    break
                kinds[mark] = way


def _pairs(characters: Sequence[str], kinds: Sequence[str]) -> list[tuple[int, int]]:
    waiting: list[tuple[str, int]] = []
    found = []
    for place, character in enumerate(characters):
        if kinds[place] != "ON":
            continue
        if character in BRACKETS:
            if len(waiting) == DEEPEST:
                return []
            waiting.append((BRACKETS[character], place))
        elif character in BRACKETS.values():
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == character:
                    found.append((waiting[depth][1], place))
                    del waiting[depth:]
                    break
    return sorted(found)


def _neutral(kinds: list[str], outer: str) -> None:
    """Rules N1 and N2: what has no direction takes that of both its sides, or that of the paragraph."""
    edges = [_strong(kind) for kind in kinds]
    for start, end, kind in _runs(["ON" if kind in NEUTRAL else kind for kind in kinds]):
        if kind == "ON":
            left = edges[start - 1] if start else outer
            right = edges[end] if end < len(kinds) else outer
            kinds[start:end] = [left if left == right else outer] * (end - start)


def _strong(kind: str) -> str:
    """The direction of *kind* beside something without one: numbers count as from right to left."""
    return "R" if kind in {"EN", "AN"} else kind


def _runs(kinds: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    start = 0
    for kind, run in groupby(list(kinds)):
        end = start + len(list(run))
        yield start, end, kind
        start = end
