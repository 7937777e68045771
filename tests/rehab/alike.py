"""One test for a whole list of the same things: what fails is told by name, all of it at once."""

from collections.abc import Callable, Mapping
from typing import Any


def of_each(cases: Mapping[str, tuple[Any, ...]]) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Makes a check of one case a test of all *cases*, which go by their names."""

    def decorate(check: Callable[..., None]) -> Callable[[], None]:
        def test() -> None:
            wrong: dict[str, str] = {}
            for name, case in cases.items():
                try:
                    check(*case)
                except AssertionError as fault:
                    wrong[name] = str(fault)
            assert wrong == {}

        test.__name__, test.__doc__, test.__module__ = check.__name__, check.__doc__, check.__module__
        return test

    return decorate
