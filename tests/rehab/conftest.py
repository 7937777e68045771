"""What the tests of the clinical rules share."""

import pickle
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest


@pytest.fixture(scope="session", autouse=True)
def each_text_is_parsed_once() -> Iterator[None]:
    """Hundreds of tests change one file of a protocol and read all twenty. The parser is the real one; what it made of
    a text is kept, and every caller gets tables of its own. A text it refuses is refused each time.
    """
    parse = tomllib.loads

    @cache
    def kept(text: str) -> bytes:
        return pickle.dumps(parse(text))

    def loads(text: str) -> dict[str, Any]:
        tables: dict[str, Any] = pickle.loads(kept(text))
        return tables

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tomllib, "loads", loads)
        yield
