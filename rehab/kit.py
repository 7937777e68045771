"""What the kit at hand adds to a day, puts in place of something, or lacks."""

from rehab.protocol import Offer, Phase
from rehab.reason import Reason, because
from rehab.situation import Terms
from rehab.state import State


def offers_of(terms: Terms, state: State, phase: Phase, sort: str) -> list[Offer]:
    """What the named kit adds to this sort of day."""
    days = state.lived[state.phase]
    return [o for o in terms.offers if o.day == sort and phase.id in o.phases and days >= o.after_days]


def in_place(offers: list[Offer], state: State, items: tuple[str, ...]) -> tuple[str, ...]:
    """Named kit in place of something: bike for the walk, band for the foot push. Two that stand
    in for the same thing take turns.
    """
    if not offers or state.walk_owed:
        return items
    for replaced in {o.replaces for o in offers} & set(items):
        choices = [o.exercise for o in offers if o.replaces == replaced]
        chosen = choices[state.off_days % len(choices)]
        items = tuple(chosen if item == replaced else item for item in items)
    return items


def missing_of(terms: Terms, items: tuple[str, ...]) -> tuple[Reason, ...]:
    """A sentence for each exercise of the row whose kit is not there."""
    if terms.usable.issuperset(items):
        return ()
    return tuple(because("kit-missing", exercise=item) for item in items if item not in terms.usable)
