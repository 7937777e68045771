"""The published schema as a judge: whether an answer is one of those it promises."""

import json
from functools import cache
from typing import Any

from django.http import HttpResponse
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from programs.api.reference import schema_bytes

PROBLEM, PDF = "application/problem+json", "application/pdf"


@cache
def published() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schema_bytes())
    return found


@cache
def judge(shape: str) -> Draft202012Validator:
    """What judges bodies by *shape*, which is JSON and may refer to the components."""
    return Draft202012Validator(json.loads(shape) | {"components": published()["components"]})


def faults(shape: dict[str, Any], body: object) -> list[str]:
    found = judge(json.dumps(shape, sort_keys=True)).iter_errors(body)
    return [f"{error.json_path}: {error.message[:200]}" for error in found]


def unpromised(answer: HttpResponse, path: str, method: str) -> list[str]:
    """What the schema does not say of *answer*; *path* is as the schema writes it. HEAD is GET without its body."""
    operation = published()["paths"].get(path, {}).get("get" if method == "HEAD" else method.lower())
    if operation is None:
        # 406 for who wants no JSON; else the address, or its method, is none.
        expected = {406, 405 if path in published()["paths"] else 404}
        if method == "HEAD":
            return [] if answer.status_code in expected else [f"{answer.status_code} here"]
        return [] if answer.status_code in expected and is_problem(answer) else [f"{answer.status_code} here"]
    said = operation["responses"].get(str(answer.status_code))
    if said is None:
        return [f"{answer.status_code} is not documented"]
    if answer.status_code == 304 or method == "HEAD":
        return ["a body where there is none"] if answer.status_code == 304 and answer.content else []
    kind = answer["Content-Type"]
    if kind not in said["content"]:
        return [f"{kind} is not documented for {answer.status_code}"]
    if kind == PDF:
        return [] if answer.content.startswith(b"%PDF-") else ["no PDF"]
    return faults(said["content"][kind]["schema"], json.loads(answer.content))


def is_problem(answer: HttpResponse) -> bool:
    """Whether *answer* is a problem whose status is its own."""
    if answer["Content-Type"] != PROBLEM:
        return False
    body = json.loads(answer.content)
    return body["status"] == answer.status_code and not faults({"$ref": "#/components/schemas/Problem"}, body)
