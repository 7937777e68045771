"""The page that explains the API to people, made from the published schema so that it cannot say anything else."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from programs.api.door import Door
from programs.api.keeping import BY_ALL
from programs.api.problems import KINDS, LARGEST_BODY
from programs.api.reference import schema_bytes
from programs.selectors.protocol import is_reviewed

LONGEST_LIST = 1
MORE = "…"
# Words, and which of them are code.
Prose = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Value:
    """One thing that may be told: its name, whether it must be there, what is allowed, what it means."""

    name: str
    required: bool
    allowed: str
    about: Prose


@dataclass(frozen=True)
class Example:
    """A body, made short where its lists are long."""

    name: str
    text: str


@dataclass(frozen=True)
class Shown:
    """One operation as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    about: Prose
    values: tuple[Value, ...]
    asked: str
    examples: tuple[Example, ...]
    shapes: tuple[str, ...]
    statuses: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Shape:
    """A shape of an answer, property by property."""

    name: str
    about: Prose
    values: tuple[Value, ...]


class AnyAccept(BaseContentNegotiation):
    """A page is a page, whatever the browser says it would like."""

    def select_parser(self, request: Request, parsers: Any) -> BaseParser | None:
        return None

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], "text/html"


class DocsPage(Door):
    """Every operation with what it takes, what it answers, and examples."""

    schema = None  # type: ignore[assignment]  # a page is no operation
    content_negotiation_class = AnyAccept

    def get(self, request: Request) -> HttpResponse:
        """The page."""
        context = {
            "reviewed": is_reviewed(),
            "operations": operations(),
            "shapes": shapes(),
            "problems": KINDS,
            "calls": self.calls_allowed(),
            "largest": LARGEST_BODY,
            "base": settings.BASE_URL or "https://…",
        }
        page = render(request._request, "api/docs.html", context)
        page["Cache-Control"] = BY_ALL
        return page


@cache
def operations() -> tuple[Shown, ...]:
    """Every operation of the schema, in its order."""
    paths = _schema()["paths"]
    return tuple(
        _shown(path, method, operation) for path, methods in paths.items() for method, operation in methods.items()
    )


@cache
def shapes() -> tuple[Shape, ...]:
    """Every shape that has properties, by name."""
    found = _schema()["components"]["schemas"]
    return tuple(
        Shape(name, prose(shape.get("description", "")), tuple(_values(shape)))
        for name, shape in found.items()
        if "properties" in shape
    )


def _schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schema_bytes())
    return found


def _shown(path: str, method: str, operation: dict[str, Any]) -> Shown:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    said = operation["responses"]["200"]["content"].get("application/json", {"schema": {}})
    taken = [one for one in operation.get("parameters", ()) if one["in"] != "header"]
    values = [
        Value(one["name"], one.get("required", False), allowed(one["schema"]), prose(one.get("description", "")))
        for one in taken
    ]
    asked = [example["value"] for example in body.get("examples", {}).values()]
    return Shown(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        about=prose(operation["description"]),
        values=(*values, *_values(body.get("schema", {}))),
        asked=_pretty(asked[0]) if asked else "",
        examples=tuple(_examples(said)),
        shapes=tuple(_named(said["schema"])),
        statuses=tuple((status, one["description"]) for status, one in operation["responses"].items()),
    )


def _examples(said: dict[str, Any]) -> Iterator[Example]:
    for key, example in said.get("examples", {}).items():
        yield Example(example.get("summary", key), _pretty(shortened(example["value"])))


def _values(shape: dict[str, Any]) -> Iterator[Value]:
    for name, inner in shape.get("properties", {}).items():
        yield Value(name, name in shape.get("required", ()), allowed(inner), prose(inner.get("description", "")))


def _named(shape: dict[str, Any]) -> Iterator[str]:
    for one in shape.get("oneOf", [shape]):
        if "$ref" in one:
            yield one["$ref"].rpartition("/")[2]


def prose(text: str) -> Prose:
    """*text* in parts, with what stands between backticks as code."""
    return tuple((part, place % 2 == 1) for place, part in enumerate(text.split("`")) if part)


def shortened(value: Any) -> Any:
    """*value* with the first of each list, and dots for the others; a list of plain values stays."""
    if isinstance(value, dict):
        return {name: shortened(inner) for name, inner in value.items()}
    if isinstance(value, list) and len(value) > LONGEST_LIST and isinstance(value[0], dict):
        return [shortened(value[0]), MORE]
    return [shortened(inner) for inner in value] if isinstance(value, list) else value


def allowed(shape: dict[str, Any]) -> str:
    """What *shape* takes, in words short enough for a table."""
    if "$ref" in shape:
        return str(shape["$ref"].rpartition("/")[2])
    if "oneOf" in shape:
        return " or ".join(allowed(one) for one in shape["oneOf"])
    if "const" in shape:
        return str(shape["const"])
    if "enum" in shape:
        return _choices(shape["enum"])
    if "items" in shape:
        return f"list of {allowed(shape['items'])}"
    if "minimum" in shape and "maximum" in shape:
        return f"{shape['minimum']} to {shape['maximum']}"
    kind = shape.get("type", "")
    kinds = [kind] if isinstance(kind, str) else kind
    named = "date" if shape.get("format") == "date" else None
    return " or ".join(NAMES.get(one, one) if one == "null" or not named else named for one in kinds)


def _choices(choices: list[Any]) -> str:
    told = [json.dumps(choice) if not isinstance(choice, str) else choice for choice in choices if choice is not None]
    if len(told) > MOST_CHOICES:
        return f"{told[0]} … {told[-1]}"
    return ", ".join(told)


NAMES = {"string": "text", "integer": "whole number", "boolean": "true or false", "null": "null"}
MOST_CHOICES = 14


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
