"""What an address of the list asks for, read strictly: a choice that is not there is no page."""

import uuid

import msgspec
from django.http import Http404, QueryDict

from programs.selectors.protocol import protocol_in_use
from programs.selectors.standings import ORDERS, SHOWN, WHOSE, View

KEYS = ("on", "off")
CHOICES = ("show", "order", "whose", "phase", "keys")


class Choice(msgspec.Struct, frozen=True):
    """How the list is looked at, as an address says it: nothing in it tells of any client."""

    show: str = "all"
    order: str = "worst"
    whose: str = "all"
    phase: str = ""
    keys: str = "on"

    def view(self, words: str) -> View:
        """What the selectors are asked, with the *words* searched for."""
        phase = int(self.phase) if self.phase else None
        return View(SHOWN[self.show], self.whose == "mine", phase, self.order, words)


def phases() -> tuple[str, ...]:
    """The phases to choose from, in their order."""
    return tuple(phase.id for phase in protocol_in_use().phases)


def choice_of(given: QueryDict, saved: dict[str, str]) -> Choice:
    """What *given* chooses; what is *saved* where it chooses nothing. 404 for a choice that is not there."""
    chosen = {name: str(given[name]) for name in CHOICES if name in given}
    choice = Choice(**chosen) if chosen else _still_there(saved)
    if not _is_there(choice):
        raise Http404
    return choice


def _still_there(saved: dict[str, str]) -> Choice:
    """A saved choice, or the first one where there is no such choice any more."""
    choice = Choice(**{name: str(saved[name]) for name in CHOICES if name in saved})
    return choice if _is_there(choice) else Choice()


def _is_there(choice: Choice) -> bool:
    return (
        choice.show in SHOWN
        and choice.order in ORDERS
        and choice.whose in WHOSE
        and choice.keys in KEYS
        and choice.phase in ("", *map(str, range(len(phases()))))
    )


def after_of(given: QueryDict) -> uuid.UUID | None:
    """The client after whom a page begins. 404 for what is no key."""
    try:
        return uuid.UUID(str(given["after"])) if "after" in given else None
    except ValueError as problem:
        raise Http404 from problem
