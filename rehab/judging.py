"""A followed course before the safety checks: what its past and the days ahead of it would break."""

from collections.abc import Sequence

from rehab.assembly import make_day
from rehab.protocol import Protocol
from rehab.safety import Breach, Followed, check_history, check_programme
from rehab.safety.following import episodes, told_of
from rehab.situation import terms_of
from rehab.timeline import Lived


def breaches_of(protocol: Protocol, history: Sequence[Lived]) -> list[Breach]:
    """Everything wrong with *history*: the plan of every day, and how each day followed from the one before."""
    found = []
    for episode in episodes(history):
        terms = {lived.before.day: terms_of(protocol, lived.before.situation) for lived in episode}
        days = [make_day(terms[lived.before.day], lived.before, lived.session) for lived in episode]
        followed = Followed(told=told_of(protocol, episode), terms=terms)
        found += check_programme(terms[episode[0].before.day], days, followed)
    return found + check_history(protocol, history)
