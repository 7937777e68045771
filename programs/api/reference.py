"""The schema, the page made from it, and the answer of every address that is none."""

from functools import cache
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpResponse
from django.urls import Resolver404, resolve
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from rest_framework.request import Request

from programs.api.clinic.shapes import clinic_shapes
from programs.api.door import Door
from programs.api.keeping import BY_ALL, unless_known
from programs.api.own_shapes import own_shapes
from programs.api.problems import NOT_FOUND, ProblemError
from programs.api.shapes import answers
from rehab.asking import Wrong, shown


class SchemaDoor(Door):
    """The description of all of this, as OpenAPI 3.1."""

    schema = None  # type: ignore[assignment]  # it does not describe itself

    def get(self, request: Request) -> HttpResponse:
        """The whole of it."""
        return unless_known(request, schema_bytes(), BY_ALL)


class Nowhere(Door):
    """Every address below `/api/` that is none."""

    schema = None  # type: ignore[assignment]
    http_method_names = ["get", "head", "post", "put", "patch", "delete", "options", "trace"]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """404 for whatever method; a slash that was forgotten is named."""
        super().initial(request, *args, **kwargs)
        path = f"{request.path}/"
        try:
            slash_forgotten = resolve(path).func.cls is not Nowhere  # type: ignore[attr-defined]
        except (Resolver404, AttributeError):
            slash_forgotten = False
        raise ProblemError(NOT_FOUND, [Wrong("address", shown(request.path), shown(path))] if slash_forgotten else [])


@cache
def schema_bytes() -> bytes:
    """The schema; it changes with a release only."""
    found = SchemaGenerator(api_version="v1").get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    # The renderer turns what is lazy into text; its generous blanks are left out.
    return msgspec.json.format(OpenApiJsonRenderer().render(found), indent=0)


def with_shapes(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """drf-spectacular's last step: the shapes that operations refer to by name."""
    parts = result.setdefault("components", {})
    parts["schemas"] = dict(sorted((answers() | own_shapes() | clinic_shapes()).items()))
    parts["securitySchemes"] = {
        "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
        "token": {"type": "http", "scheme": "bearer"},
        "clinic": {
            "type": "http",
            "scheme": "bearer",
            "description": "A token that somebody made at their clinic, with the scope that the operation names.",
        },
    }
    return result
