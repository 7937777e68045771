"""Requests are read as UTF-8, whatever encoding they name: Django would try any that Python knows (hex, idna and more),
and one that is for no text fails before there is anybody to answer.
"""

from typing import Any

from django.core.handlers.asgi import ASGIHandler, ASGIRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters


class InUtf8:
    """Goes before one of Django's requests. A Content-Type that cannot be read is none."""

    content_type: str | None
    content_params: dict[str, str] | None

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (LookupError, ValueError):  # a parameter may name an encoding of its own
            meta["CONTENT_TYPE"] = ""
            self.content_type, self.content_params = "", {}


class OverWsgi(InUtf8, WSGIRequest):
    """What WSGI servers hand over."""


class OverAsgi(InUtf8, ASGIRequest):
    """What ASGI servers hand over."""


class Wsgi(WSGIHandler):
    """Django behind a WSGI server."""

    request_class = OverWsgi


class Asgi(ASGIHandler):
    """Django behind an ASGI server."""

    request_class = OverAsgi
