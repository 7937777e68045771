"""Bodies that a clinic's programs send, read name by name; what is wrong with them is told all at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from programs.api.door import refuse
from programs.api.reading import MOST_STRANGERS, as_given, whole
from rehab.asking import Wrong, shown
from rehab.fault import name_nearest
from rehab.telling import TEXT_ALLOWED, is_text


class Told:
    """An object of a body; *before* is where it stands there. What is wrong gathers in *wrongs* until `close`."""

    def __init__(self, body: Mapping[str, Any], before: str = "") -> None:
        self.wrongs: list[Wrong] = []
        self._body = body
        self._before = before
        self._asked: set[str] = set()

    def raw(self, name: str) -> Any:
        """What was told as *name*, of whatever sort; None for nothing."""
        self._asked.add(name)
        return self._body.get(name)

    def text(self, name: str, *, longest: int, needed: bool = False) -> str:
        """A text of at most *longest* letters; "" for nothing."""
        value = self.raw(name)
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or len(value) > longest or (needed and not value.strip()):
            self.refuse(name, f"{int(needed)} to {longest} letters")
            return ""
        if not is_text(value):
            self.refuse(name, TEXT_ALLOWED)
            return ""
        return value.strip()

    def one(self, name: str, choices: Sequence[str]) -> str:
        """One of *choices*."""
        value = self.raw(name)
        if isinstance(value, str) and value in choices:
            return value
        self.refuse(name, ", ".join(choices))
        return choices[0]

    def number(self, name: str, least: int, most: int, *, needed: bool = True) -> int | None:
        """A whole number, both ends included; None for nothing."""
        value = self.raw(name)
        if value is None and not needed:
            return None
        found = whole(value)
        if found is None or not least <= int(found[0]) <= most:
            self.refuse(name, f"a whole number from {least} to {most}")
            return None
        return int(found[0])

    def yes(self, name: str, *, needed: bool = False) -> bool:
        """True or false; False for nothing."""
        value = self.raw(name)
        if not isinstance(value, bool) and not (value is None and not needed):
            self.refuse(name, "true or false")
        return value is True

    def day(self, name: str) -> date:
        """A date."""
        value = self.raw(name)
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.refuse(name, "a date such as 2026-11-23")
            return date.max

    def uuid(self, name: str = "uuid") -> UUID:
        """A UUID made where it was told."""
        value = self.raw(name)
        try:
            return UUID(value)
        except (AttributeError, TypeError, ValueError):
            self.refuse(name, "a UUID of its own, made where it is told")
            return uuid4()

    def refuse(self, name: str, allowed: str) -> None:
        """Note that *name* cannot be what was given."""
        value = self._body.get(name)
        self.wrongs.append(Wrong(self._before + name, "nothing" if value is None else as_given(value), allowed))

    def found(self) -> list[Wrong]:
        """All that is wrong, names that nothing asked for included."""
        strangers = sorted(self._body.keys() - self._asked)[:MOST_STRANGERS]
        known = sorted(self._asked)
        strange = [Wrong(self._before + shown(name), "not known here", _near(name, known)) for name in strangers]
        return [*strange, *self.wrongs]

    def close(self) -> None:
        """400 when anything is wrong."""
        refuse(self.found())


def _near(name: str, known: Sequence[str]) -> str:
    return name_nearest(name, known) if known else "an empty object"
