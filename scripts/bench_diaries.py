"""Diaries of many days, put down a week at a time: what a runner's pages have behind them after a year."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid5
from zoneinfo import ZoneInfo

from programs.management.demo.telling import tried
from programs.models import Event, Programme
from programs.models.values import kept
from programs.selectors.programmes import fact_of, protocol_of, state_of
from programs.services.diary import OF_A_SESSION, kind_of, let_days_pass
from rehab.events import Did, Finished, Morning, Noted, Screened
from rehab.following import date_of, days_until
from rehab.gates import tests_due
from rehab.protocol import Protocol
from rehab.situation import terms_of
from rehab.state import Session, State
from rehab.timeline import plan_today

WEEK = 7
WAKING = time(7, 20)


def live(programme: Programme, days: int) -> None:
    """Put *days* green days into the diary of *programme*, from the day it stands at on: a morning, every test that is
    due, the signs, and the session item by item. The plan is kept anew each week, when a midnight has passed.
    """
    for lived in range(0, days, WEEK):
        _live_on(programme, min(WEEK, days - lived))


def _live_on(programme: Programme, days: int) -> None:
    protocol, state, rows = protocol_of(programme), state_of(programme), []
    for _ in range(days):
        day = date_of(state)
        told = _told_on(programme, day, *green_day(protocol, state))
        state, _lived = days_until(protocol, state, [fact_of(row) for row in told], day + timedelta(days=1))
        rows += told
    Event.objects.bulk_create(rows)
    programme.save()
    let_days_pass(programme=programme, now=_moment(programme, date_of(state), time(0)))
    programme.refresh_from_db()


def green_day(protocol: Protocol, state: State) -> tuple[tuple[Noted, ...], Session]:
    """Everything told of the day that *state* stands at the start of, all of it painless; and the plan it held."""
    morning = Morning(0)
    read_from, plan = plan_today(protocol, state, (morning,))
    due = tests_due(terms_of(protocol, read_from.situation), read_from, loading=plan.loading)
    items = tuple(Did(entry.exercise, pain=0) for entry in plan.entries if not entry.optional)
    session: tuple[Noted, ...] = (Screened(frozenset()), *items, Finished(during=0, after=0)) if items else ()
    return (morning, *(tried(test, fails=False) for test in due), *session), plan


def _told_on(programme: Programme, day: date, events: tuple[Noted, ...], plan: Session) -> list[Event]:
    """The rows of *events*, an hour of them at most."""
    rows = []
    for minutes, event in enumerate(events):
        programme.last_seq += 1
        at = _moment(programme, day, WAKING) + timedelta(minutes=minutes)
        row = Event(
            programme=programme,
            uuid=uuid5(programme.key, str(programme.last_seq)),
            seq=programme.last_seq,
            on=day,
            happened_at=at,
            kept_at=at,
            author="runner",
            kind=kind_of(event),
            body=kept(event),
            done_from=kept(plan) if isinstance(event, OF_A_SESSION) else None,
        )
        rows.append(row)
    return rows


def _moment(programme: Programme, day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(programme.zone)).astimezone(UTC)
