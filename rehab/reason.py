"""Why: the rule that spoke, what it looked at, and where it comes from. Words come later."""

import msgspec

Input = str | int


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


def because(rule: str, sources: tuple[str, ...] = (), /, **inputs: Input) -> Reason:
    """The reason *rule*, with its inputs in a fixed order so that equal reasons are equal."""
    return Reason(rule, tuple(sorted(inputs.items())), sources)
