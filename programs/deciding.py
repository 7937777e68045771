"""Decides what a delivery is about, by the diary as it stands, or why nothing is sent. Sends nothing, notes nothing."""

from datetime import datetime

import msgspec

from programs.models import Programme
from programs.models.reminders import EMAIL
from programs.notices.words import Facts
from programs.selectors.courses import course_of
from programs.selectors.owed import Held
from programs.selectors.programmes import Following, following, zone_at
from programs.selectors.shown_as import shown_as
from programs.services.calling import names_of
from programs.services.reminders import LATE
from rehab.assembly import make_day
from rehab.reminding import Cause, Occasion, Silence, Skipped, asked_items, occasion_of
from rehab.vocabulary import Kind
from rehab.wanted import is_within
from rehab.week_back import week_ahead, week_back


def decided(held: Held, now: datetime) -> Facts | Skipped:
    """What *held*'s delivery is about at *now*, by all that was read with it, or why nothing is sent."""
    delivery, programme, wanted = held.delivery, held.delivery.programme, held.wanted
    cause, runner = Cause(delivery.cause), programme.runner
    user = runner.user if runner else None
    if wanted.paused_because and delivery.channel == EMAIL:
        return Skipped.MAIL_STOPPED
    if wanted.time_of(cause) is None or runner is None or (user is None and delivery.channel == EMAIL):
        return Skipped.OFF
    if user is not None and not user.is_active:
        return Skipped.OFF
    if not held.consents:
        return Skipped.WITHDRAWN
    if now > delivery.due_at + LATE:
        return Skipped.LATE
    if is_within(now.astimezone(zone_at(programme, now)).time(), wanted.quiet_from, wanted.quiet_until):
        return Skipped.QUIET
    found = following(programme, now, held.diary)
    silence = held.silence_before(found.today.date)
    occasion = occasion_of(cause, found.today, silence, rest_days=wanted.rest_days)
    if isinstance(occasion, Skipped):
        return occasion
    facts = facts_of(found, occasion, silence)
    return _with_the_week(facts, programme, now) if occasion is Occasion.WEEKLY else facts


def facts_of(found: Following, occasion: Occasion, silence: Silence = Silence(0)) -> Facts:  # noqa: B008 - frozen
    """What a reminder about *occasion* says of *found*'s day."""
    day = make_day(found.terms, found.today.read_from, found.today.plan)
    return Facts(
        occasion,
        day=found.today.now.day,
        exercises=len(asked_items(found.today)),
        minutes=day.minutes,
        run_minutes=found.today.plan.run_minutes,
        silent_days=silence.days,
        is_care=day.kind is Kind.PROTECT,
    )


def _with_the_week(facts: Facts, programme: Programme, now: datetime) -> Facts | Skipped:
    """*facts* with the week that was and the one to come, which takes the whole course folded anew, once a week."""
    course = course_of(programme, now)
    protocol = course.found.protocol
    week = week_back(protocol, course.lived, course.days)
    if week is None:
        return Skipped.NEW
    ahead = week_ahead(protocol, course.found.today)
    return msgspec.structs.replace(facts, week=week, ahead=ahead, names=names_of(shown_as(programme)))
