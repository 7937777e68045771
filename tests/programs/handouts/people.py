"""People nobody has met: names in every script, clinics, messages; and papers in languages nobody speaks."""

from dataclasses import fields, is_dataclass, replace
from random import Random
from typing import Any, TypeVar

import msgspec

from programs.handouts.programme_paper import ProgrammePaper
from programs.handouts.week_paper import WeekPaper

# Of a week, or of a whole course.
Paper = TypeVar("Paper", WeekPaper, ProgrammePaper)
LETTERS = {
    "Latin": "abcdefghijklmnopqrstuvwxyzäöüßéèçñłőřşžÅØÆÐ",
    "Vietnamese": "aăâeêioôơuưyạảấầẩẫậắằẳẵặẹẻẽếềểễệ",
    "Greek": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώΑΒΓΔ",
    "Cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюяїєґәқөҰ",
    "Hebrew": "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ",
    "one that no face has": "王小明たなかअनिताกข🎾",
}
SPACED = " -’"
# Every letter of English as one of a language that is read leftwards, and as two of one with long words.
HEBREW = dict(zip("abcdefghijklmnopqrstuvwxyz", "אבגדהוזחטיכלמנסעפצקרשתאבגד", strict=True))
ARABIC = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدرزسشصضطعغفقكلمنهوي", strict=True))
LONG = {vowel: vowel + longer for vowel, longer in zip("aeiou", "ëäöüï", strict=True)}
SPEECH: dict[str, tuple[str, dict[str, str]]] = {
    "read leftwards": ("he", HEBREW),
    "read leftwards and joined": ("ar", ARABIC),
    "of long words": ("en", LONG),
}
# What is no word: addresses, ids, and what somebody wrote in a language of their own.
AS_IT_IS = {"id", "kind", "look", "address", "person", "clinic", "phone", "message", "logo"}


def name_by(chance: Random, most: int = 60) -> str:
    """A name in one script, or in two."""
    scripts = chance.sample(sorted(LETTERS), chance.choice((1, 1, 1, 2)))
    if chance.random() < 0.8:
        scripts = [script for script in scripts if script != "one that no face has"] or ["Latin"]
    words: list[str] = []
    while sum(map(len, words)) < chance.randrange(1, most):
        letters = LETTERS[chance.choice(scripts)]
        words.append("".join(chance.choice(letters) for _ in range(chance.choice((2, 5, 8, 13)))))
    return chance.choice(SPACED).join(words) if words else ""


def said_by(chance: Random) -> dict[str, str]:
    """What somebody of a clinic gives with a paper: a name, the clinic, its telephone, a message."""
    said = {
        "person": name_by(chance, chance.choice((20, 60, 300))),
        "clinic": name_by(chance, chance.choice((30, 120))),
        "phone": f"+{chance.randrange(1, 99)} {chance.randrange(10**9)}",
        "message": "\n".join(name_by(chance, 200) for _ in range(chance.randrange(1, 5))),
    }
    return {name: text for name, text in said.items() if chance.random() < 0.5}


def spoken_in(paper: Paper, letters: dict[str, str]) -> Paper:
    """*paper* in a language whose *letters* stand for those of English; numbers and signs stay."""
    table = str.maketrans(letters | {letter.upper(): other for letter, other in letters.items()})

    def told(value: Any) -> Any:
        if isinstance(value, str):
            return value.translate(table)
        if isinstance(value, tuple):
            return tuple(map(told, value))
        if is_dataclass(value) and not isinstance(value, type):
            names = (field.name for field in fields(value) if field.name not in AS_IT_IS)
            return replace(value, **{name: told(getattr(value, name)) for name in names})
        if isinstance(value, msgspec.Struct):
            names = (name for name in value.__struct_fields__ if name not in AS_IT_IS)
            return msgspec.structs.replace(value, **{name: told(getattr(value, name)) for name in names})
        return value

    spoken: Paper = told(paper)
    return spoken
