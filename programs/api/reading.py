"""From a query or a body to texts that the rules of reading take, with every fault at once."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from msgspec.structs import replace

from programs.api.problems import WRONG_VALUES, ProblemError
from rehab.asking import Asked, BadAnswersError, Bounds, Field, Wrong, ask, asked_by, fields, read_all, shown
from rehab.fault import name_nearest

# An address holds no health answers; a body calls the list by its plural.
FLAG, FLAGS = "flag", "flags"
COURSE, COURSE_ALL = "weeks", "all"
# Facts that the safety check asks beside its signs; health answers as well, so never in an address.
BESIDE = ("regular_exerciser", "from_exercise")
YES = "yes"
MOST_STRANGERS = 5
MOST_IN_A_LIST = 100
IN_A_BODY = "nothing in an address: POST warning signs in a body"


def offered(bounds: Bounds, *, whole: bool, in_body: bool) -> dict[str, Field]:
    """Every answer that may come with the question for a plan; *whole* is the course in place of a week."""
    known = fields(bounds)
    flags = known.pop(FLAG)
    known.pop(COURSE)
    if whole:
        known.pop("week")
    if not in_body:
        return known
    return known | {FLAGS: flags} | dict.fromkeys(BESIDE, known["guardian_agrees"])


def asked_in_address(query: QueryDict, bounds: Bounds, *, whole: bool) -> Asked:
    """The question an address asks; it stands alone and names no warning sign."""
    known = offered(bounds, whole=whole, in_body=False)
    wrongs = [Wrong(name, "an answer about your health", IN_A_BODY) for name in (FLAG, FLAGS) if name in query]
    wrongs += _strangers(query.keys() - {FLAG, FLAGS}, known)
    given = {name: query.getlist(name) for name in query if name in known}
    return _ask(given, wrongs, bounds, whole=whole)


def asked_in_body(body: Mapping[str, Any], bounds: Bounds, *, whole: bool) -> Asked:
    """The question a body asks, with everything that was told."""
    known = offered(bounds, whole=whole, in_body=True)
    texts, wrongs = texts_of(body, known)
    beside = {name: texts.pop(name)[0] == YES for name in BESIDE if name in texts}
    asked = _ask(texts, wrongs, bounds, whole=whole)
    if not beside:
        return asked
    told = replace(asked.situation, grade=int(texts["grade"][0]))
    found = asked_by(told, asked.ticked, replace(asked.facts, **beside), bounds)
    return replace(found, week=asked.week, leg=asked.leg, language=asked.language)


def read_query(query: QueryDict, known: Mapping[str, Field]) -> dict[str, Any]:
    """The values of a query that may hold just the *known* names."""
    wrongs = _strangers(query.keys(), known)
    values, more = read_all({name: query.getlist(name) for name in query if name in known}, known)
    _refuse([*wrongs, *more])
    return values


def read_body(body: Mapping[str, Any], known: Mapping[str, Field], required: Sequence[str]) -> dict[str, Any]:
    """The values of a body that may hold just the *known* names, and the *required* ones for certain."""
    texts, wrongs = texts_of(body, known)
    values, more = read_all(texts, known)
    missing = [Wrong(name, "nothing", known[name].allowed) for name in required if body.get(name) is None]
    _refuse([*wrongs, *more, *missing])
    return values


def texts_of(body: Mapping[str, Any], known: Mapping[str, Field]) -> tuple[dict[str, list[str]], list[Wrong]]:
    """Each answer of *body* as texts, and what is of no use there; null stands for nothing told."""
    wrongs = _strangers(body.keys(), known)
    texts: dict[str, list[str]] = {}
    for name, field in known.items():
        value = body.get(name)
        if value is None:
            continue
        found, told = _texts(value, field)
        if found is None or (not found and name == "equipment"):
            wrongs.append(Wrong(name, as_given(value), told))
        else:
            texts[name] = found
    return texts, wrongs


def as_given(value: Any) -> str:
    """A value of a body, fit for a message."""
    return shown(json.dumps(value, ensure_ascii=False))


def _texts(value: Any, field: Field) -> tuple[list[str] | None, str]:
    """*value* as the texts *field* reads, None where it is of another sort; and the sort that is asked for."""
    if field.ends:
        return whole(value), f"a whole number, {field.allowed}"
    if field.is_yes_or_no:
        return ([YES if value else "no"] if isinstance(value, bool) else None), "true or false"
    if field.repeats:
        are_texts = isinstance(value, list) and all(isinstance(one, str) for one in value)
        fits = are_texts and len(value) <= MOST_IN_A_LIST
        return (value if fits else None), f"a list, {MOST_IN_A_LIST} at most, of: {field.allowed}"
    return ([value] if isinstance(value, str) else None), f"a text: {field.allowed}"


def whole(value: Any) -> list[str] | None:
    """A whole number as text; 3.0 is one, true is none."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return [str(value)] if isinstance(value, int) and not isinstance(value, bool) else None


def _strangers(names: Any, known: Mapping[str, Field]) -> list[Wrong]:
    """The first few names that no answer has, with the nearest that one has."""
    strange = sorted(set(names) - known.keys())[:MOST_STRANGERS]
    return [Wrong(shown(name), "not known here", name_nearest(name, known)) for name in strange]


def _ask(given: dict[str, list[str]], wrongs: list[Wrong], bounds: Bounds, *, whole: bool) -> Asked:
    texts = {FLAG if name == FLAGS else name: values for name, values in given.items()}
    if whole:
        texts |= {COURSE: [COURSE_ALL]}
    try:
        asked = ask(texts, bounds)
    except BadAnswersError as refusal:
        named = {wrong.name for wrong in wrongs}
        more = [_ours(wrong, bounds) for wrong in refusal.wrongs]
        wrongs = [*wrongs, *(wrong for wrong in more if wrong.name not in named)]
        raise ProblemError(WRONG_VALUES, wrongs) from None
    _refuse(wrongs)
    return asked


def _ours(wrong: Wrong, bounds: Bounds) -> Wrong:
    """A fault in the names of this door, which has another address for the whole course."""
    if (wrong.name, wrong.given) == ("week", "nothing"):
        return Wrong("week", wrong.given, fields(bounds)["week"].allowed)
    return Wrong(FLAGS, wrong.given, wrong.allowed) if wrong.name == FLAG else wrong


def _refuse(wrongs: list[Wrong]) -> None:
    if wrongs:
        raise ProblemError(WRONG_VALUES, wrongs)
