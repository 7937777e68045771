"""What a form says, read name by name: refused with what was given and what is allowed. Below the doors, as a program's
body or a line of a list is read by the rules of the form that it stands for.
"""

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from rehab.asking import BadAnswersError, Bounds, Wrong, fields, shown

NO_ANSWER = "csrfmiddlewaretoken"
MOST_TOLD = 5


class Form:
    """One form as it was sent; what is wrong with it gathers in *wrongs*."""

    def __init__(self, sent: QueryDict, bounds: Bounds) -> None:
        self.given = {name: sent.getlist(name) for name in sent if name != NO_ANSWER}
        self.wrongs: list[Wrong] = []
        self._bounds = bounds
        self._known = fields(bounds)
        self._asked: set[str] = set()

    def one(self, name: str, allowed: Sequence[str], *, needed: bool = True) -> str | None:
        """The one value of *name*, which is among those *allowed*."""
        self._asked.add(name)
        values = [value for value in self.given.get(name, ()) if value]
        if not values and not needed:
            return None
        if len(values) == 1 and values[0] in allowed:
            return values[0]
        self.refuse(name, values, " or ".join(allowed) if len(allowed) < 12 else ", ".join(allowed))
        return None

    def many(self, name: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """The values of *name*, each once, in the order they are offered in."""
        self._asked.add(name)
        values = self.given.get(name, ())
        strange = [value for value in values if value not in allowed]
        if strange:
            self.refuse(name, strange, ", ".join(allowed))
        return tuple(value for value in allowed if value in values)

    def told(self, name: str, *, needed: bool = True) -> Any:
        """The value of an answer that command and API know by the same *name*."""
        self._asked.add(name)
        values, known = [value.strip() for value in self.given.get(name, ()) if value.strip()], self._known[name]
        if not values and not needed:
            return None
        if len(values) != 1:
            self.refuse(name, values, known.allowed)
            return None
        try:
            return known.read(values[0])
        except ValueError as problem:
            self.refuse(name, values, str(problem) or known.allowed)
            return None

    def tick(self, name: str) -> bool:
        """Whether the one box called *name* is ticked."""
        return self.one(name, ("yes",), needed=False) == "yes"

    def refuse(self, name: str, values: Sequence[str], allowed: str) -> None:
        """Note that *name* cannot have *values*."""
        self.wrongs.append(Wrong(name, shown(" and ".join(values[:MOST_TOLD])), allowed))

    def finish(self) -> None:
        """BadAnswersError when anything is wrong, names that nothing asked for included."""
        strangers = sorted(self.given.keys() - self._asked)[:MOST_TOLD]
        allowed = ", ".join(sorted(self._asked)) or _("no answer at all")
        self.wrongs += [Wrong("", shown(name), allowed) for name in strangers]
        if self.wrongs:
            raise BadAnswersError(self.wrongs[:MOST_TOLD])
