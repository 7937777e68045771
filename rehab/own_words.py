"""A clinic's own words for an exercise of the catalogue, before they are kept: held to what the catalogue's are.

The exercise stays what it is: its load, doses, phases and rules are the catalogue's. So words that would make another
exercise of it, or another dose, are refused as well.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

import msgspec

from rehab.catalogue import Exercise
from rehab.checking.wording import STEPS
from rehab.protocol import Protocol
from rehab.reading_grade import reading_grade
from rehab.safety.texts import NOT, SENTENCE, nothing_unsafe_said
from rehab.vocabulary import Role
from rehab.wording import HARDEST_TO_READ, forbidden_claims
from rehab.words import Words

LONGEST_OWN_NAME = 60
LONGEST_STEP = 180
LONGEST_NEEDS = 80
# Work with impact, which comes late in a course: an exercise that has none in its own words gets none by a clinic's.
IMPACT = re.compile(
    r"\b(?:hop(?:s|ping)?|jump(?:s|ing)?|bounc(?:e|es|ing)|bound(?:s|ing)?|leap(?:s|ing)?|sprint(?:s|ing)?|run(?:s|ning)?"
    r"|skip(?:s|ping)?|pogos?|plyo\w*)\b",
    re.I,
)
AMOUNT = re.compile(r"\b\d+\s*[x×]\s*\d+|\b\d+\s*(?:sets?|reps?|repetitions?|times)\b", re.I)


class OwnWords(msgspec.Struct, frozen=True):
    """What a clinic says of an exercise in its own way: *needs* is kit that the exercise of the catalogue does not ask
    for, in words.
    """

    name: str
    steps: tuple[str, ...]
    needs: str = ""


class Objection(msgspec.Struct, frozen=True):
    """Why words cannot be kept: the *field* they stand in, what *rule* they break, the words *found* there, and where a
    number tells more, what they come to.
    """

    field: str
    rule: str
    found: str
    amount: float = 0


def may_be_reworded(exercise: Exercise, protocol: Protocol) -> bool:
    """Whether a clinic may have its own way of *exercise*: not of first care, whose steps say when to leave it."""
    return protocol.role_of(exercise) is not Role.PROTECTION


def objections(
    own: OwnWords, exercise: Exercise, protocol: Protocol, words: Words, taken: Collection[str] = ()
) -> tuple[Objection, ...]:
    """Everything about *own* that cannot stand for *exercise*, in the order of its fields; nothing where it can.
    *taken* are the names of the clinic's own ways of other exercises: in a sentence two of one name would be one.
    """
    seen = _as_seen(own)
    return (*_of_shape(own), *_of_text(seen), *_of_another(seen, exercise, protocol, words), *_of_taken(seen, taken))


def _as_seen(own: OwnWords) -> OwnWords:
    """*own* as eyes read it: letters that look like plain ones are these, and marks that nobody sees part no words."""
    return OwnWords(_seen(own.name), tuple(map(_seen, own.steps)), _seen(own.needs))


def _seen(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")


def _of_shape(own: OwnWords) -> Iterator[Objection]:
    if not _has_letters(own.name):
        yield Objection("name", "no-letters", own.name)
    if len(own.name) > LONGEST_OWN_NAME:
        yield Objection("name", "long", own.name, len(own.name))
    if len(own.steps) not in STEPS:
        yield Objection("steps", "number-of-steps", "", len(own.steps))
    yield from (Objection("steps", "no-letters", step) for step in own.steps if not _has_letters(step))
    yield from (Objection("steps", "long", step, len(step)) for step in own.steps if len(step) > LONGEST_STEP)
    if len(own.needs) > LONGEST_NEEDS:
        yield Objection("needs", "long", own.needs, len(own.needs))


def _of_text(own: OwnWords) -> Iterator[Objection]:
    """What the wording of the catalogue may not say either, and how hard the steps are to read."""
    for field, text in _by_field(own):
        # Heat is judged too: the exercise may stand on a first day.
        if forbidden_claims([text]) or any(nothing_unsafe_said(text, day=0)):
            yield Objection(field, "claim", text)
    grade = reading_grade(own.steps) if any(map(_has_letters, own.steps)) else 0
    if grade > HARDEST_TO_READ:
        hardest = max(filter(_has_letters, own.steps), key=_alone)
        yield Objection("steps", "hard-to-read", hardest, round(grade, 1))


def _of_another(own: OwnWords, exercise: Exercise, protocol: Protocol, words: Words) -> Iterator[Objection]:
    """Words of another dose, another exercise, or of more impact than *exercise* has."""
    names = {_sound(words.exercise(one.id)) for one in protocol.exercises if one.id != exercise.id}
    if _sound(own.name) in names:
        yield Objection("name", "another-exercise", own.name)
    original = [words.exercise(exercise.id), *words.lines("exercises", exercise.id, "steps")]
    theirs = _amounts(" ".join(original))
    yield from (Objection(field, "amount", text) for field, text in _by_field(own) if _amounts(text) - theirs)
    if not _has_impact(original):
        yield from (Objection(field, "impact", text) for field, text in _by_field(own) if _has_impact([text]))


def is_taken(name: str, taken: Collection[str]) -> bool:
    """Whether *name* reads like one of those *taken*, whatever stands between its letters."""
    return _sound(_seen(name)) in {_sound(_seen(one)) for one in taken}


def _of_taken(own: OwnWords, taken: Collection[str]) -> Iterator[Objection]:
    if is_taken(own.name, taken):
        yield Objection("name", "taken", own.name)


def _sound(name: str) -> str:
    """*name* as it is said aloud, whatever stands between its letters; marks on them are heard."""
    return "".join(sign for sign in name.casefold() if unicodedata.category(sign)[0] in "LMN")


def _amounts(text: str) -> set[str]:
    return {"".join(found.split()).lower() for found in AMOUNT.findall(text)}


def _has_impact(texts: Iterable[str]) -> bool:
    """Whether a sentence of *texts* speaks of it, and does not say no to it."""
    sentences = (sentence for text in texts for sentence in SENTENCE.split(text))
    return any(IMPACT.search(sentence) and not NOT.search(sentence) for sentence in sentences)


def _by_field(own: OwnWords) -> Iterator[tuple[str, str]]:
    yield "name", own.name
    yield from (("steps", step) for step in own.steps)
    yield "needs", own.needs


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _alone(step: str) -> float:
    return reading_grade([step])
