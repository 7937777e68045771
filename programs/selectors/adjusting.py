"""Reads what a therapist's wish would do to a followed programme, and which wishes stand in it."""

from datetime import datetime

from programs.models import Programme
from programs.selectors.courses import lived_and_today
from programs.selectors.programmes import following, protocol_of
from rehab.adjusting import Weighed, weigh
from rehab.events import Adjusted
from rehab.intents import AnyIntent
from rehab.wishes import standing


def weighed(programme: Programme, intent: AnyIntent, *, key: str, said: str, now: datetime) -> Weighed:
    """What *intent* would do from *now* on, with every day lived behind it; nothing is kept. BadAnswersError for one
    that names what is not there.
    """
    lived, today = lived_and_today(programme, now)
    return weigh(protocol_of(programme), lived, today, Adjusted(key, today.date, intent, said.strip()))


def standing_wishes(programme: Programme, now: datetime) -> tuple[Adjusted, ...]:
    """What is asked for and stands, the oldest first."""
    return standing(following(programme, now).today.now)
