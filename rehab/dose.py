"""A dose: sets times an amount of a unit. It prints itself and parses what it printed."""

import re
from typing import Self

import msgspec

from rehab.vocabulary import Unit

_SHAPE = re.compile(r"(?P<sets>\d{1,2}) x (?P<amount>\d{1,3}) (?P<unit>[a-z_]+)")


class Dose(msgspec.Struct, frozen=True, order=True):
    """*sets* rounds of *amount* in *unit*, for one side and one time of the day."""

    sets: int
    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.sets} x {self.amount} {self.unit}"

    @property
    def volume(self) -> int:
        """Sets times amount, in the dose's own unit."""
        return self.sets * self.amount

    @classmethod
    def parse(cls, text: str) -> Self:
        """The dose that prints as *text*; ValueError says what was given and how one is written."""
        found = _SHAPE.fullmatch(text)
        units = ", ".join(Unit)
        if found is None or found["unit"] not in set(Unit):
            raise ValueError(f"'{text}' is not a dose: write '3 x 12 rep', the unit one of {units}")
        dose = cls(int(found["sets"]), int(found["amount"]), Unit(found["unit"]))
        if not dose.volume:
            raise ValueError(f"'{text}' is not a dose: sets and amount start at 1")
        return dose
