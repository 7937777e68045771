"""Values of the rules as JSON fields hold them: equal values are equal bytes, in whatever order sets were made."""

from typing import Any, TypeVar

import msgspec

Value = TypeVar("Value")


def kept(value: Any) -> Any:
    """*value* as a JSON field keeps and gives it back. Read with `read`, it is the same value again."""
    return msgspec.json.decode(msgspec.json.encode(value, order="deterministic"))


def read(raw: Any, kind: type[Value]) -> Value:
    """The value of *kind* that `kept` has written; msgspec.ValidationError for anything else."""
    return msgspec.convert(raw, kind, str_keys=True)
