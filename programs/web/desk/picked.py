"""The templates that a form offers, and the kit and the muscle that it begins with once one is picked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from programs.selectors.protocol import protocol_in_use
from programs.selectors.templates import Offered

# Says of a form that it is not to be kept: only what its template brings is to be put in.
STEP, TAKE = "step", "take"


@dataclass(frozen=True)
class Option:
    """A template in a select: what a form sends, its name, whether it is *chosen*, and what it brings."""

    value: str
    name: str
    chosen: bool
    says_kit: bool
    kit: tuple[str, ...]
    focus: str


def templates_shown(offered: Sequence[Offered], chosen: str) -> dict[str, Any]:
    """What the part of a form that picks a template needs."""
    options = [
        Option(
            value=one.key,
            name=one.name,
            chosen=one.key == chosen,
            says_kit=one.brings.kit is not None,
            kit=_there(one),
            focus=one.brings.focus,
        )
        for one in offered
    ]
    return {"templates": options, "brings_something": any(one.says_kit or one.focus for one in options)}


def taken_over(sent: Mapping[str, list[str]], offered: Sequence[Offered]) -> dict[str, list[str]]:
    """*sent*, with the kit and the muscle that the template picked in it brings; as it is where that says nothing."""
    found = {name: values for name, values in sent.items() if name != STEP}
    picked = next((one for one in offered if [one.key] == sent.get("template")), None)
    if picked is None:
        return found
    if picked.brings.kit is not None:
        found["equipment"] = list(_there(picked))
    if picked.brings.focus:
        found["focus"] = [picked.brings.focus]
    return found


def _there(one: Offered) -> tuple[str, ...]:
    """The kit that *one* brings, as far as it still has a name."""
    return tuple(name for name in one.brings.kit or () if name in protocol_in_use().kit.named)
