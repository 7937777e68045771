"""Reads calendars: whose a link is, and the coming days as whoever holds it may see them."""

from datetime import date, datetime, time

import msgspec

from programs.models import Calendar, Programme, ReminderSettings
from programs.models.links import digest_of
from programs.selectors.people import standing_consent
from programs.selectors.programmes import following
from rehab.appointments import Appointment, Wish, appointments
from rehab.reminding import Clock

# As far as a version of the plan reaches.
DAYS_SHOWN = 14


class Held(msgspec.Struct, frozen=True):
    """What a calendar holds: its *appointments*, and one *sequence* for all of them, the count of everything that could
    have moved them since the programme began, with the moment the last of it happened.
    """

    appointments: tuple[Appointment, ...] = ()
    sequence: int = 0
    stamp: datetime | None = None


NOTHING = Held()


def linked_calendar(token: str) -> Calendar | None:
    """The calendar that *token* opens, with what its days rest on; None where it opens none."""
    calendars = Calendar.objects.select_related("programme__runner__user", "programme__reminders")
    return calendars.filter(digest=digest_of(token)).first()


def calendar_of(programme: Programme) -> Calendar | None:
    """The calendar of *programme* while a link opens it."""
    return Calendar.objects.filter(programme=programme, digest__isnull=False).first()


def held_by(calendar: Calendar, clock: Clock, now: datetime) -> Held:
    """What *calendar* holds at *now*; nothing where there is no plan to train by, and nothing that says why."""
    programme = calendar.programme
    runner = programme.runner
    if programme.ended_on is not None or runner is None or standing_consent(runner) is None:
        return NOTHING
    if runner.user is not None and not runner.user.is_active:
        return NOTHING
    found = following(programme, now)
    shown = appointments(found.protocol, found.today, wish_of(programme, clock), days=DAYS_SHOWN)
    if not shown:
        return NOTHING
    today = found.today.date
    return Held(shown, _sequence(calendar, today), _stamp(calendar, clock, today))


def wish_of(programme: Programme, clock: Clock) -> Wish:
    """At the time of the reminders, once one was chosen, whether or not mail comes at it."""
    chosen: ReminderSettings | None = getattr(programme, "reminders", None)
    return Wish(clock, chosen.at, chosen.rest_days) if chosen else Wish(clock)


def _sequence(calendar: Calendar, today: date) -> int:
    """Grows with each entry, each day and each change of times and zones, and never falls: whatever moves an
    appointment is among them.
    """
    programme = calendar.programme
    return programme.last_seq + (today - programme.joined_on).days + calendar.changes


def _stamp(calendar: Calendar, clock: Clock, today: date) -> datetime:
    """The moment of the last of them: this midnight, an entry, a change."""
    programme = calendar.programme
    entries = programme.events.filter(seq=programme.last_seq).values_list("kept_at", flat=True)
    moments = (calendar.changed_at, clock.instant(today, time.min), *entries)
    return max(moment for moment in moments if moment is not None)
