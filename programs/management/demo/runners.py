"""The runners of the demo, each in a state of their own."""

from programs.management.demo.telling import GREEN, SILENT, Day, Story
from rehab.events import Cleared, Reinjured

# What keeps somebody in the strength phase: heel raises on one leg.
RAISES = frozenset({"single-leg-raises", "raise-symmetry"})
# New swelling and warmth of one calf, a sign of a clot.
CLOT = frozenset({"rf01"})


def green(day: int) -> Day:
    """All is well."""
    return GREEN


def flares(day: int) -> Day:
    """Two good weeks, then a session that hurt."""
    return Day(pain=6) if day == 18 else GREEN


def stuck(day: int) -> Day:
    """Trains, and tries the raises again and again, without getting there."""
    return Day(fails=RAISES, pain=1)


def falls_silent(day: int) -> Day:
    """Nothing told since day 13."""
    return GREEN if day <= 13 else SILENT


def is_cleared(day: int) -> Day:
    """A physio looked at the leg on day 18."""
    return Day(first=(Cleared("physio"),)) if day == 18 else GREEN


def is_stopped(day: int) -> Day:
    """A warning sign, told last evening."""
    return Day(flags=CLOT) if day == 11 else GREEN


def is_hurt_again(day: int) -> Day:
    """Something gave way on day 25; since then rest, and sore mornings that ease."""
    if day == 25:
        return Day(last=(Reinjured(2),))
    return Day(morning=max(0, 28 - day), tries=False) if day > 25 else GREEN


ROB = Story(
    "rob@example.com", "grade 2, week 3, green: a training day, nothing done yet", 2, 16, green, is_reminded=True
)
# Rob first: he can be signed in while the others are still being made.
RUNNERS = (
    ROB,
    Story("first-day@example.com", "joined today", 1, 1, green),
    Story("flare@example.com", "a red session yesterday", 2, 19, flares),
    Story("stuck@example.com", "past the dates, held at the heel raises", 2, 30, stuck, leg="right", age=52),
    Story("silent@example.com", "nothing told for nine days", 2, 23, falls_silent),
    Story("running@example.com", "on the walk-run ladder", 1, 20, green),
    Story("severe@example.com", "grade 3, nobody has looked at it yet", 3, 24, green, age=47),
    Story("cleared@example.com", "grade 3, a physio agreed to exercise", 3, 36, is_cleared, leg="right"),
    Story("maintain@example.com", "back to running, building minutes", 1, 42, green, age=29),
    Story("redflag@example.com", "a warning sign yesterday: no plan", 2, 12, is_stopped),
    Story("again@example.com", "strained the same calf again three days ago", 2, 28, is_hurt_again),
)
