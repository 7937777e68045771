"""When reminders are due: set up, moved with settings and zones, and turned into deliveries, each exactly once."""

from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from django.db import connection, transaction
from django.db.models import Max

from programs.models import Delivery, DueReminder, Programme, ReminderSettings
from programs.models.reminders import EMAIL, PUSH, SKIPPED
from programs.selectors.push import reached_by_push
from programs.services.calendars import note_change
from rehab.reminding import Cause, Clock, Due, Occasion, Skipped, next_due
from rehab.wanted import Wanted, unfit

LATE = timedelta(hours=2)
BATCH = 500
OCCASIONS = {Cause.DAILY: Occasion.DAILY, Cause.NUDGE: Occasion.NUDGE, Cause.WEEKLY: Occasion.WEEKLY}


class UnfitTimesError(ValueError):
    """Times that do not go together; *field* names the one to change."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


def clock_of(programme: Programme) -> Clock:
    """The clock that *programme*'s days are counted by."""
    return Clock(programme.zone, before=programme.zone_before, since=programme.zone_since)


@transaction.atomic
def choose_reminders(*, programme: Programme, wanted: Wanted, now: datetime) -> ReminderSettings:
    """Remind the runner of *programme* as *wanted* from now on; mail that was stopped is tried again. What was due
    before *now* by the old settings stays owed.

    UnfitTimesError where times do not go together, such as one in the quiet hours.
    """
    for problem in unfit(wanted):
        raise UnfitTimesError(problem.field, problem.text)
    # As it stands now, and held: another tab may be saving too, or moving the days to another zone.
    programme = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    settle_programme(programme=programme, now=now)
    ReminderSettings.objects.update_or_create(
        programme=programme,
        defaults=_columns(wanted) | {"refused": 0, "paused_because": "", "imported": False},
    )
    _set_due(programme, now)
    note_change(programme=programme, now=now)
    return ReminderSettings.objects.get(programme=programme)


def keep_unconfirmed(*, programme: Programme, wanted: Wanted) -> None:
    """Keep for *programme* how its runner was reminded elsewhere. Nothing is sent before it is chosen here too."""
    ReminderSettings.objects.create(programme=programme, imported=True, **_columns(wanted))


def _columns(wanted: Wanted) -> dict[str, Any]:
    return msgspec.structs.asdict(wanted) | {"weekdays": sum(1 << day for day in wanted.weekdays)}


@transaction.atomic
def switch_on(*, programme: Programme, now: datetime) -> None:
    """Remind the runner of *programme* from now on, as was chosen before or else as is offered, where that was off or
    mail had stopped.
    """
    kept = ReminderSettings.objects.filter(programme=programme).first() or ReminderSettings(programme=programme)
    if kept.on and not kept.paused_because:
        return
    wanted = Wanted(
        at=kept.at,
        nudge_at=kept.nudge_at,
        weekdays=kept.days,
        rest_days=kept.rest_days,
        quiet_from=kept.quiet_from,
        quiet_until=kept.quiet_until,
        weekly_day=kept.weekly_day,
        weekly_at=kept.weekly_at,
    )
    choose_reminders(programme=programme, wanted=wanted, now=now)


@transaction.atomic
def stop_reminders(*, programme: Programme) -> None:
    """No more reminders of *programme*, those owed and the mail of the week included."""
    Programme.objects.select_for_update(no_key=True).filter(pk=programme.pk).first()
    ReminderSettings.objects.filter(programme=programme).update(on=False, weekly_day=None)
    DueReminder.objects.filter(programme=programme).delete()


@transaction.atomic
def reschedule(*, programme: Programme, now: datetime) -> None:
    """Work out anew when reminders of *programme* are due, as after a move of zones; what was due already is owed."""
    settle_programme(programme=programme, now=now)
    _set_due(programme, now)
    note_change(programme=programme, now=now)


def settle_programme(*, programme: Programme, now: datetime) -> None:
    """Owe what is due for *programme* by *now*, before anything of its settings changes."""
    due = DueReminder.objects.select_for_update(no_key=True, of=("self",)).filter(programme=programme, due_at__lte=now)
    _owe(list(due.select_related("programme__reminders")), now)


def _set_due(programme: Programme, now: datetime) -> None:
    settings = ReminderSettings.objects.filter(programme=programme).first()
    DueReminder.objects.filter(programme=programme).delete()
    if settings is None or programme.ended_on is not None:
        return
    last = dict(Delivery.objects.filter(programme=programme).values_list("cause").annotate(Max("on")))
    DueReminder.objects.bulk_create(
        DueReminder(programme=programme, cause=cause, due_at=due.at, on=due.on)
        for cause in Cause
        if (due := _next(programme, settings, cause, now, last.get(cause)))
    )


def _next(
    programme: Programme, settings: ReminderSettings, cause: Cause, after: datetime, last_on: date | None
) -> Due | None:
    at = settings.time_of(cause)
    if at is None:
        return None
    return next_due(clock_of(programme), at, weekdays=settings.days_of(cause), after=after, last_on=last_on)


@transaction.atomic
def owe_due(*, now: datetime, most: int = BATCH) -> int:
    """Turn up to *most* reminders that are due at *now* into deliveries, and note when each programme's next is due;
    how many there were. Two sweeps at once share them: a row that another holds is left to it.
    """
    due = DueReminder.objects.filter(due_at__lte=now).order_by("due_at").select_related("programme__reminders")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    rows = list(due[:most])
    _owe(rows, now)
    return len(rows)


def _owe(rows: list[DueReminder], now: datetime) -> None:
    pushed = reached_by_push(row.programme.runner_id for row in rows)
    owed = [_delivery(row, PUSH if _is_pushed(row, pushed) else EMAIL, now) for row in rows]
    Delivery.objects.bulk_create(owed, ignore_conflicts=True)
    # Many chose the same minute: their next ones are few moments, and each is one statement.
    over: list[int] = []
    moved: dict[Due, list[int]] = {}
    for row in rows:
        programme = row.programme
        due = None if programme.ended_on else _next(programme, programme.reminders, Cause(row.cause), now, row.on)
        (over if due is None else moved.setdefault(due, [])).append(row.pk)
    DueReminder.objects.filter(pk__in=over).delete()
    for due, pks in moved.items():
        DueReminder.objects.filter(pk__in=pks).update(due_at=due.at, on=due.on)


def _is_pushed(row: DueReminder, pushed: frozenset[int]) -> bool:
    """A look back at a week is longer than any phone shows: it goes by mail."""
    return row.programme.runner_id in pushed and row.cause != Cause.WEEKLY


def _delivery(row: DueReminder, channel: str, now: datetime) -> Delivery:
    """What is owed for *row* by *channel*: nothing any more where its time is long over, which is noted."""
    cause = Cause(row.cause)
    owed = Delivery(
        programme=row.programme,
        cause=cause,
        kind=OCCASIONS[cause],
        on=row.on,
        channel=channel,
        due_at=row.due_at,
        try_at=row.due_at,
    )
    if now - row.due_at > LATE:
        owed.state, owed.why, owed.settled_at = SKIPPED, Skipped.LATE, now
    return owed
