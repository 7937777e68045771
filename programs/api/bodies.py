"""Bodies as strict JSON: small, shallow, in UTF-8, one object, no name twice."""

import json
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from rest_framework.parsers import BaseParser

from programs.api.problems import LARGEST_BODY, TOO_LARGE, UNREADABLE, ProblemError
from rehab.asking import Wrong, shown

DEEPEST = 6


class StrictJson(BaseParser):
    """Reads a body into a dict; everything else is refused before anybody looks at it."""

    media_type = "application/json"
    largest = LARGEST_BODY

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        length = _length(stream)
        if length <= self.largest:
            content: bytes = stream.read(self.largest + 1)
            length = len(content)
        if length > self.largest:
            allowed = f"at most {self.largest} bytes"
            raise ProblemError(TOO_LARGE, [Wrong("body", f"{length} bytes", allowed)])
        return read(content)


def read(content: bytes) -> dict[str, Any]:
    """The object that *content* holds; ProblemError says what is wrong and where."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as fault:
        _refuse(f"a byte that is no UTF-8, at {fault.start}", "UTF-8")
    if _depth(text) > DEEPEST:
        _refuse(f"more than {DEEPEST} levels", f"{DEEPEST} levels of lists and objects")
    try:
        found = json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except json.JSONDecodeError as fault:
        _refuse(f"no JSON: {fault.msg}, line {fault.lineno}, column {fault.colno}", "one JSON object")
    except ValueError:  # a number with more digits than Python reads
        _refuse("a number of thousands of digits", "numbers of an ordinary size")
    if not isinstance(found, dict):
        _refuse(shown(json.dumps(found)), "one JSON object")
    return found


def _length(stream: Any) -> int:
    """The length the caller announced; 0 when it is not known here."""
    try:
        return int(stream.META.get("CONTENT_LENGTH") or 0)
    except (AttributeError, ValueError):
        return 0


def _depth(text: str) -> int:
    """How deep the brackets outside of quotes are nested."""
    depth = deepest = 0
    quoted = escaped = False
    for sign in text:
        if quoted:
            quoted = escaped or sign != '"'
            escaped = sign == "\\" and not escaped
        elif sign == '"':
            quoted = True
        elif sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ProblemError(UNREADABLE, [Wrong(shown(twice), "twice", "each name once")])
    return found


def _no_number(text: str) -> NoReturn:
    _refuse(text, "numbers that JSON has")


def _refuse(given: str, allowed: str) -> NoReturn:
    raise ProblemError(UNREADABLE, [Wrong("body", given, allowed)])
