"""What each door says of itself, and how drf-spectacular writes it into the schema."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction, OpenApiExample, OpenApiParameter, OpenApiRequest, OpenApiResponse

from programs.api import problems
from programs.api.problems import Kind
from programs.api.shapes import Schema, of_answer, of_parameter, ref
from rehab.asking import Field

JSON = "application/json"
# What any call may meet, whatever it asks.
ALWAYS = (problems.WRONG_VALUES, problems.NOT_ACCEPTABLE, problems.TOO_MANY, problems.FAILED)
WITH_A_BODY = (problems.UNREADABLE, problems.TOO_LARGE, problems.NOT_JSON)
ASKED_AGAIN = "The ETag of an answer you kept: if it still holds, 304 and no body comes back."


@dataclass(frozen=True)
class Said:
    """One sort of answer: its shape, what it is, and an example made when it is asked for; JSON where *media* does not
    say otherwise.
    """

    shape: Schema
    about: str
    examples: Mapping[str, Callable[[], Any]] = field(default_factory=dict)
    media: str = JSON


@dataclass(frozen=True)
class Operation:
    """One method of one address. *query* and *body* give what it takes, once it is asked for. *own* ones answer those
    alone who say who they are, those with a *scope* the programs of a clinic. *makes* ones answer 201 where they made
    what was not there before.
    """

    id: str
    summary: str
    about: str
    tag: str
    said: Said
    query: Callable[[], Mapping[str, tuple[Field, str]]] = dict
    path: Mapping[str, str] = field(default_factory=dict)
    body: Callable[[], Schema] | None = None
    example: Mapping[str, Any] | None = None
    tagged: bool = False
    own: bool = False
    scope: str = ""
    makes: bool = False
    problems: tuple[Kind, ...] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Every problem it may answer with."""
        refused = problems.NO_SCOPE if self.scope else problems.REFUSED
        known = (problems.UNKNOWN, refused, problems.NOT_FOUND) if self.own or self.scope else ()
        return (*ALWAYS, *(WITH_A_BODY if self.body else ()), *known, *self.problems)


class Described(AutoSchema):
    """Reads the operation of a door; whatever drf-spectacular would guess is said instead."""

    @property
    def operation(self) -> Operation:
        """What the door says of the method at hand."""
        found: Operation = getattr(self.view, "operations")[self.method]  # noqa: B009 - APIView's type has none
        return found

    def get_operation_id(self) -> str:
        return self.operation.id

    def get_summary(self) -> str:
        return self.operation.summary

    def get_description(self) -> str:  # type: ignore[override]  # theirs is typed as lazy text
        scope = self.operation.scope
        return f"{self.operation.about} Needs the scope `{scope}`." if scope else self.operation.about

    def get_tags(self) -> list[str]:
        return [self.operation.tag]

    def get_auth(self) -> list[dict[str, Any]]:
        if self.operation.scope:
            return [{"clinic": []}]
        return [{"token": []}, {"session": []}] if self.operation.own else [{}]

    def get_override_parameters(self) -> list[Any]:
        one = self.operation
        found = [OpenApiParameter(name, str, OpenApiParameter.PATH, description=a) for name, a in one.path.items()]
        found += [_in_query(name, *what) for name, what in one.query().items()]
        if one.tagged:
            found.append(OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER, description=ASKED_AGAIN))
            found.append(_in_answer("ETag", "Stands for the body.", [200, 304]))
        found.append(_in_answer("Cache-Control", "Who may keep the answer, and how long.", [200]))
        found.append(_in_answer("Retry-After", "Seconds to wait.", [429]))
        return found

    def get_request_serializer(self) -> Any:
        one = self.operation
        if one.body is None:
            return None
        told = [] if one.example is None else [one.example]
        examples = [OpenApiExample("An example", value=example, request_only=True) for example in told]
        return {JSON: OpenApiRequest(one.body(), examples=examples)}

    def _get_request_body(self, direction: Direction = "request") -> Any:
        found = super()._get_request_body(direction)  # type: ignore[no-untyped-call]
        return found and found | {"required": True}

    def get_response_serializers(self) -> Any:
        one = self.operation
        examples = [OpenApiExample(name, value=make(), response_only=True) for name, make in one.said.examples.items()]
        found: dict[Any, OpenApiResponse] = {
            (200, one.said.media): OpenApiResponse(one.said.shape, description=one.said.about, examples=examples)
        }
        if one.makes:
            found[(201, JSON)] = OpenApiResponse(one.said.shape, description=f"{one.said.about} It is new.")
        if one.tagged:
            found[304] = OpenApiResponse(None, description="What you kept still holds.")
        for status in sorted({kind.status for kind in one.kinds}):
            kinds = [kind for kind in one.kinds if kind.status == status]
            found[(int(status), problems.MEDIA_TYPE)] = _refusal(kinds)
        return found

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False


def _refusal(kinds: list[Kind]) -> OpenApiResponse:
    about = "; ".join(str(kind.title) for kind in kinds)
    examples = [OpenApiExample(str(kind.title), value=problem_example(kind), response_only=True) for kind in kinds]
    return OpenApiResponse(ref("Problem"), description=about, examples=examples)


def problem_example(kind: Kind) -> dict[str, Any]:
    """How a problem of that *kind* looks."""
    faults = FAULTS.get(kind.slug, ())
    return {
        "type": kind.type,
        "title": str(kind.title),
        "status": int(kind.status),
        "detail": str(kind.detail),
        "faults": [dict(zip(("field", "given", "allowed"), fault, strict=True)) for fault in faults],
    }


FAULTS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "wrong-values": (("grade", "9", "1 to 3"), ("weak", "not known here", "Did you mean 'week'?")),
    "unreadable": (("body", "no JSON: Expecting value, line 1, column 1", "one JSON object"),),
    "no-scope": (("scope", "clients:read, plans:read", "plans:adjust"),),
    "changed": (("seen", "3", "5"),),
    "breaks-rules": (("INV-14", "2026-11-25", "nothing: nobody may override this"),),
    "not-now": (("client", "a warning sign stands", "this, once somebody has looked at it"),),
    "not-found": (("id", "two-leg-heel-rise", "Did you mean 'two-leg-heel-raise'?"),),
    "method": (("method", "DELETE", "GET, HEAD, POST"),),
    "not-acceptable": (("Accept", "text/html", "application/json"),),
    "too-large": (("body", "20000 bytes", f"at most {problems.LARGEST_BODY} bytes"),),
    "not-json": (("Content-Type", "text/plain", "application/json"),),
    "too-many": (("calls", "more than that", "120 in a minute"),),
}


def _in_query(name: str, read: Field, about: str) -> OpenApiParameter:
    shape, required = of_parameter(read), name in ("grade", "week")
    explode = read.repeats or None
    return OpenApiParameter(name, shape, OpenApiParameter.QUERY, required, description=about, explode=explode)


def _in_answer(name: str, about: str, statuses: list[int]) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, description=about, response=statuses)


def body_of(known: Mapping[str, tuple[Field, str]], required: tuple[str, ...], **more: Schema) -> Schema:
    """The shape of a body that tells the *known* answers; those that are not *required* may be null."""
    shapes = {name: of_answer(read) | {"description": about} for name, (read, about) in known.items()} | more
    for name, shape in shapes.items():
        if name not in required:
            shapes[name] = _or_null(shape)
    return {
        "type": "object",
        "properties": shapes,
        "required": list(required),
        "additionalProperties": False,
    }


def _or_null(shape: Schema) -> Schema:
    either = shape | {"type": [shape["type"], "null"]}
    return either | {"enum": [*shape["enum"], None]} if "enum" in shape else either
