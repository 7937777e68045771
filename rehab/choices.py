"""What a runner chose for the pages: nothing that the plan depends on."""

import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

MOST_PACE_MINUTES = 30


class Choices(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is drawn in the pictures, how far is told, the day the running shoes were new, and minutes for one *unit* of
    distance at an easy pace.
    """

    body: Literal["bun", "short"] = "bun"
    unit: Literal["km", "mi"] = "km"
    shoes_on: datetime.date | None = None
    pace_minutes: Annotated[int, Meta(ge=1, le=MOST_PACE_MINUTES)] | None = None
