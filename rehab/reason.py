"""Why: the rule that spoke, what it looked at, and where it comes from. Words come later."""

import msgspec

Input = str | int
# The inputs that are exercises, by their ids.
NAMES_EXERCISES = ("exercise", "easier", "instead")


class Reason(msgspec.Struct, frozen=True):
    """One "why". *rule* names an entry of `text/<language>/rules.toml`, whose sentence takes
    *inputs* by name; *sources* are ids of `sources.toml`, `judgement:…` ones among them.
    """

    rule: str
    inputs: tuple[tuple[str, Input], ...] = ()
    sources: tuple[str, ...] = ()

    def given(self, name: str) -> Input:
        """The input called *name*; KeyError when the rule did not look at it."""
        return dict(self.inputs)[name]

    @property
    def exercises(self) -> frozenset[str]:
        """The exercises that its sentence names."""
        return frozenset(str(value) for name, value in self.inputs if name in NAMES_EXERCISES)


def because(rule: str, sources: tuple[str, ...] = (), /, **inputs: Input) -> Reason:
    """The reason *rule*, with its inputs in a fixed order so that equal reasons are equal."""
    return Reason(rule, tuple(sorted(inputs.items())), sources)
