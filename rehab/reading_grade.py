"""How many years of school a text asks for: the Flesch-Kincaid grade, with a plain syllable count."""

import re
from collections.abc import Iterable

_SENTENCE_END = re.compile(r"[.!?]+(?:\s+|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_VOWELS = re.compile(r"[aeiouyäéö]+")
_SILENT_END = re.compile(r"(?<![aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeioutd])es$(?<![scgxzh]es)|(?<=[^aeioutd])ed$")


def count_syllables(word: str) -> int:
    """Groups of vowels, without the silent endings; a number counts one for each digit."""
    if word.isdigit():
        return len(word)
    sounded = _SILENT_END.sub("", word.lower())
    return max(1, len(_VOWELS.findall(sounded)))


def reading_grade(texts: Iterable[str]) -> float:
    """The grade of all *texts* together. Each text ends a sentence; colons and semicolons do not."""
    sentences = [found for text in texts for part in _SENTENCE_END.split(text) if (found := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    syllables = sum(map(count_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
