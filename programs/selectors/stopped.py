"""Whether somebody's diary sends them away from every plan, whatever address they ask at."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from programs.models import Programme, User
from programs.selectors.programmes import Following, following, running_programme
from programs.selectors.protocol import screening_rules
from rehab.programme import NoPlan
from rehab.reason import because
from rehab.vocabulary import Route, Status
from rehab.watching import heard, on_record


def route_of(user: User | AnonymousUser, now: datetime) -> NoPlan | None:
    """Where the diary of *user* sends them in place of any plan; None where it does not, and for strangers."""
    return route_of_programme(running_programme(user), now)


def route_of_programme(programme: Programme | None, now: datetime) -> NoPlan | None:
    """Where the diary of *programme* sends its runner in place of any plan; None where it does not."""
    return stop_of(following(programme, now)) if programme else None


def stop_of(found: Following) -> NoPlan | None:
    """Where to go in place of today's plan: the route, the flags that nobody has looked at, and why."""
    state = found.today.now
    if state.status is not Status.STOPPED_REDFLAG:
        return None
    route = state.route if state.route.stops else Route.SAME_DAY
    flags = tuple(sorted(on_record(found.start, found.facts)))
    reasons = heard(screening_rules(), found.start, found.facts, found.today).reasons
    return NoPlan(route, flags, reasons[0] if reasons else because("flagged", route=route.value))
