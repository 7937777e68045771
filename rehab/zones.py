"""Names of time zones that mean the same wherever a diary goes."""

from functools import cache
from zoneinfo import available_timezones


def is_listed(name: str) -> bool:
    """Whether *name* is on the IANA list. A machine may know more by names of its own, such as `localtime` and
    `right/UTC`, with which a diary could not move house.
    """
    return name in _listed()


@cache
def _listed() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if name != "localtime")
