"""What the scripts of a runner's page need to know: whose it is, of which day, by which clock."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from programs.models import Programme
from programs.selectors.programmes import Following, midnights


@dataclass(frozen=True)
class Followed:
    """A page of a programme: its *key*, the runner's *date* and *zone*, the *days* to come with the moments they begin
    at, our clock, and the *version* of the plan that is on it where that is known. *kept* are pages that a phone shows
    without a network.
    """

    key: str
    date: str
    zone: str
    days: str
    now: str
    version: int | None = None
    kept: bool = False


def mark(
    request: HttpRequest, found: Following, now: datetime, *, version: int | None = None, kept: bool = False
) -> None:
    """Let the frame of the page that answers *request* say that it is of *found*."""
    programme = found.programme
    request.followed = Followed(  # type: ignore[attr-defined]
        key=str(programme.key),
        date=str(found.today.date),
        zone=programme.zone,
        days=" ".join("=".join(day) for day in days_to_come(programme, now)),
        now=now.isoformat(),
        version=version,
        kept=kept,
    )


def days_to_come(programme: Programme, now: datetime) -> list[tuple[str, str]]:
    """The next days and the moments they begin at: no phone has to know the rules of a zone, which change."""
    return [(str(day), moment.isoformat()) for day, moment in midnights(programme, now)]
