"""Rob, whose calendar is subscribed to. No clock is patched: the file is made for the moment his story has come to."""

from datetime import datetime
from typing import Any, Self

from programs.interchange.calendars import calendar_as_bytes
from programs.models import Calendar
from programs.services.calendars import link_calendar
from programs.services.reminders import choose_reminders
from programs.web.calendars import sheet_of
from rehab.wanted import Wanted
from tests.programs.calendars.strictly import Dated, read
from tests.programs.followed import Rob


class Subscribed(Rob):
    """With a link, and a time of day unless *wanted* is None."""

    def __init__(self, email: str = "rob@example.com", **more: Any) -> None:
        wanted: Wanted | None = more.pop("wanted", Wanted())
        super().__init__(email, **more)
        self.token = link_calendar(programme=self.programme, now=self.now)
        if wanted is not None:
            self.wants(wanted)

    def wants(self, wanted: Wanted) -> None:
        choose_reminders(programme=self.programme, wanted=wanted, now=self.now)

    def sleeps_to(self, moment: datetime) -> Self:
        self.now = moment
        return self

    @property
    def file(self) -> bytes:
        calendar = Calendar.objects.select_related("programme__runner__user").get(programme=self.programme)
        return calendar_as_bytes(sheet_of(calendar, self.now))

    @property
    def events(self) -> dict[str, Dated]:
        return read(self.file)

    @property
    def dated(self) -> dict[str, Dated]:
        """The events by their date."""
        return {event.on.isoformat(): event for event in self.events.values()}
