"""Calls of every sort, made from the published schema and from noise: no fault of ours, every answer as promised."""

import json
from collections import Counter
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.programs.api.schema import published, unpromised
from tests.sizes import size

METHODS = ("GET",) * 12 + ("POST",) * 16 + ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
# Those of clinics answer 401 to all of these; what they answer a token, tests/programs/api/test_clinic_fuzz.py asks.
OF_CLINICS = tuple(path for path in published()["paths"] if "/clinic/" in path)
ADDRESSES = tuple(path for path in published()["paths"] if path not in OF_CLINICS)
# What is asked by name more often than its turn, and found half the times: so that 404 is met in a short run too.
BY_NAME = tuple(path for path in ADDRESSES if "{id}" in path) * 3
ASKED = [said for methods in published()["paths"].values() for said in methods.values()]
NAMES = sorted({one["name"] for said in ASKED for one in said.get("parameters", ())})
IDS = ("two-leg-heel-raise", "heel-drop", "two-leg-heel-rise", "0", "a" * 300, "-", "_")
KINDS_OF_BODY = ("application/json",) * 8 + (
    "text/plain",
    "",
    "application/json; charset=utf-16",
    "*/*",
    "multipart/form-data",
)
ACCEPTED = (None,) * 30 + ("*/*", "application/json", "text/html", "", ";;;", "application/problem+json", "é")

text = st.text(max_size=20)
# Whatever JSON can say, and some that it cannot.
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)


def resolved(shape: dict[str, Any]) -> dict[str, Any]:
    name = shape.get("$ref", "").rpartition("/")[2]
    return published()["components"]["schemas"][name] if name else shape


def fitting(shape: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that *shape* of a body or parameter allows, its ends more often than chance would have them."""
    shape = resolved(shape)
    kind = shape.get("type")
    kinds = [one for one in (kind if isinstance(kind, list) else [kind]) if one != "null"]
    if "enum" in shape:
        found = st.sampled_from(shape["enum"])
    elif kinds == ["integer"]:
        ends = shape["minimum"], shape["maximum"]
        found = st.sampled_from(ends) | st.integers(*ends)
    elif kinds == ["boolean"]:
        found = st.booleans()
    elif kinds == ["array"]:
        found = st.lists(fitting(shape["items"]), min_size=shape.get("minItems", 0), max_size=4)
    elif "oneOf" in shape:
        found = st.one_of(*map(fitting, shape["oneOf"]))
    elif "const" in shape:
        found = st.just(shape["const"])
    elif kinds == ["null"] or kind == "null":
        found = st.none()
    elif shape.get("format") == "date-time":
        found = st.datetimes().map(lambda moment: f"{moment.isoformat()}Z")
    elif shape.get("format") == "uuid":
        found = st.uuids().map(str)
    elif kinds == ["string"] and shape.get("format") != "date" and "pattern" not in shape:
        found = st.text(max_size=20)
    elif kinds == ["object"]:
        inner = {name: fitting(one) for name, one in shape["properties"].items()}
        must = set(shape.get("required", ()))
        found = st.fixed_dictionaries(
            {name: one for name, one in inner.items() if name in must},
            optional={name: one for name, one in inner.items() if name not in must},
        )
    else:
        found = st.dates().map(str)
    return found | st.none() if isinstance(kind, list) and "null" in kind else found


@st.composite
def spoiled(draw, fit: st.SearchStrategy[Any]) -> Any:
    """What would have fitted, with something else in one or two places."""
    value = draw(fit)
    if not isinstance(value, dict):
        return draw(anything)
    names = st.sampled_from(sorted(value)) if value else text
    for _ in range(draw(st.integers(1, 2))):
        value[draw(names | text)] = draw(anything)
    return value


def bodies(operation: dict[str, Any]) -> st.SearchStrategy[bytes]:
    shape = operation["requestBody"]["content"]["application/json"]["schema"]
    fit = fitting(shape)
    return (fit | fit | spoiled(fit) | spoiled(fit) | anything).map(lambda body: json.dumps(body).encode()) | st.binary(
        max_size=60
    )


def queries(operation: dict[str, Any]) -> st.SearchStrategy[list[tuple[str, str]]]:
    taken = {one["name"]: one for one in operation.get("parameters", ()) if one["in"] == "query"}
    fit = st.fixed_dictionaries(
        {name: fitting(one["schema"]) for name, one in taken.items() if one.get("required")},
        optional={name: fitting(one["schema"]) for name, one in taken.items() if not one.get("required")},
    ).map(lambda told: [(name, _as_text(value)) for name, value in told.items()])
    names = st.sampled_from([*NAMES, "flag", "flags", "weeks"]) | text
    noise = st.lists(st.tuples(names, text | st.integers().map(str)), max_size=3)
    return fit | fit | st.tuples(fit, noise).map(lambda both: [*both[0], *both[1]]) | noise


def _as_text(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


@st.composite
def calls(draw) -> tuple[str, str, dict[str, Any]]:
    """A call: the path as the schema writes it, the method, and what is sent."""
    path = draw(st.sampled_from((ADDRESSES + BY_NAME) * 4 + OF_CLINICS))
    method = draw(st.sampled_from(METHODS))
    methods = published()["paths"][path]
    sent: dict[str, Any] = {"path": path.replace("{id}", draw(st.sampled_from(IDS)))}
    if method in ("POST", "PUT") and method.lower() in methods:
        sent["data"] = draw(bodies(methods[method.lower()]))
        sent["content_type"] = draw(st.sampled_from(KINDS_OF_BODY))
    asked = queries(methods.get("get", {}))
    query = draw(asked if method != "POST" else st.just([]) | st.just([]) | asked)
    sent["query_params"] = _grouped(query)
    accept = draw(st.sampled_from(ACCEPTED))
    sent["headers"] = {} if accept is None else {"accept": accept}
    if draw(st.booleans()):
        sent["headers"]["if-none-match"] = draw(st.sampled_from(["*", '"x"', "W/", '"']))
    return path, method, sent


def _grouped(query: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in query:
        found.setdefault(name, []).append(value)
    return found


@pytest.mark.sliced
@pytest.mark.timeout(3600)
def test_whatever_is_called_the_answer_is_one_that_was_promised():
    client = Client(raise_request_exception=False)
    seen: Counter[int] = Counter()

    @settings(max_examples=size(500, 10_000), deadline=None, suppress_health_check=list(HealthCheck))
    @given(calls())
    def call(made: tuple[str, str, dict[str, Any]]) -> None:
        path, method, sent = made
        answer = client.generic(method, **sent)
        seen[answer.status_code] += 1
        assert answer.status_code < 500, answer.content
        assert unpromised(answer, path, method) == []

    call()
    print(f"{seen.total()} calls: {dict(sorted(seen.items()))}")
    # Noise alone would prove little: each sort of answer came. The two that few calls earn are looked for among many.
    assert {200, 400, 404, 405, 406} <= seen.keys()
    assert seen[200] > seen.total() / 20
    if seen.total() >= 5_000:
        assert {304, 415} <= seen.keys()
