"""What the check asks, on which screen, and how an answer becomes a tick."""

from collections.abc import Set

from rehab.screening.assessment import refuse_unknown
from rehab.screening.rules import Flag, Screening


def screens(rules: Screening) -> tuple[tuple[str, tuple[Flag, ...]], ...]:
    """The full check: each group in order with the flags it asks, without those asked elsewhere."""
    asked = [flag for flag in rules.flags if flag.asked_through is None]
    return tuple((group, tuple(flag for flag in asked if flag.group == group)) for group in rules.groups)


def asked_daily(rules: Screening) -> tuple[Flag, ...]:
    """The one screen before each day's session, in the order of the file."""
    return tuple(flag for flag in rules.flags if flag.daily)


def ticked(rules: Screening, *, yes: Set[str], unsure: Set[str]) -> frozenset[str]:
    """The flags that count as ticked: every yes, and "not sure" where it must not count as no.

    ValueError names any flag the rules do not know.
    """
    refuse_unknown(rules, yes | unsure)
    return frozenset(yes) | {flag.id for flag in rules.flags if flag.not_sure_is_yes and flag.id in unsure}
