"""Reads reminders: how somebody is reminded, what was sent and why not."""

from programs.models import Delivery, Programme, ReminderSettings, Runner
from rehab.wanted import Wanted

LISTED = 14


def settings_of(programme: Programme) -> ReminderSettings:
    """How the runner of *programme* is reminded; as it is offered, and not wanted, where nothing was chosen yet."""
    return ReminderSettings.objects.filter(programme=programme).first() or ReminderSettings(programme=programme)


def wanted_of(kept: ReminderSettings) -> Wanted:
    """What *kept* says is wanted."""
    names = (name for name in Wanted.__struct_fields__ if name != "weekdays")
    return Wanted(weekdays=kept.days, **{name: getattr(kept, name) for name in names})


def lately(programme: Programme) -> list[Delivery]:
    """What was due lately for *programme*, the newest first."""
    return list(programme.deliveries.order_by("-due_at")[:LISTED])


def programmes_set_up(runner: Runner) -> list[Programme]:
    """Every programme of *runner*, the oldest first, with what was chosen of its reminders and its calendar."""
    return list(runner.programmes.select_related("reminders", "calendar").order_by("joined_on", "pk"))


def all_due(programme: Programme) -> list[Delivery]:
    """Everything that was due for *programme*, as far as it is kept, the newest first."""
    return list(programme.deliveries.select_related("programme").order_by("-due_at"))
