"""Rob, who wants a reminder, and the minutes in which beat wakes the sweep."""

from datetime import datetime, time, timedelta
from typing import Any

from programs.models import Delivery
from programs.post import Tally, send_everything_due
from programs.services.reminders import choose_reminders
from rehab.reminding import asked_items
from rehab.wanted import Wanted
from tests.programs.followed import Rob

HALF_PAST_SEVEN = time(7, 30)


class Reminded(Rob):
    """On a day that asks for something, with his settings made. No clock is patched: *now* is handed on."""

    def __init__(self, email: str = "rob@home.test", **more: Any) -> None:
        wanted = more.pop("wanted", Wanted())
        super().__init__(email, **more)
        self.wants(wanted)

    def wants(self, wanted: Wanted) -> None:
        choose_reminders(programme=self.programme, wanted=wanted, now=self.now)

    def sleeps_to(self, moment: datetime) -> "Reminded":
        """To a moment, with no sweep until then."""
        self.now = moment
        return self

    def sweeps(self) -> Tally:
        """What cron or a worker does at this minute."""
        return send_everything_due(clock=lambda: self.now)

    def lives_with_reminders(self, days: float, *, every: timedelta = timedelta(minutes=10)) -> None:
        """Days in which the sweep runs so often."""
        end = self.now + timedelta(days=days)
        while self.now < end:
            self.now += every
            self.sweeps()

    def reaches_a_day_to_train(self) -> "Reminded":
        """The morning before the reminder of the next day that asks for something."""
        while True:
            self.now = (self.now + timedelta(days=1)).replace(hour=6, minute=0, second=0, microsecond=0)
            if asked_items(self.following.today):
                return self

    @property
    def deliveries(self) -> list[Delivery]:
        return list(self.programme.deliveries.order_by("due_at", "pk"))

    @property
    def told(self) -> list[tuple[str, str]]:
        """What became of each, and why."""
        return [(delivery.state, delivery.why or delivery.kind) for delivery in self.deliveries]
