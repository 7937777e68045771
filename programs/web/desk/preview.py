"""What a client would see first, of a form that is not sent yet or of an assignment that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from programs.models import Client, Clinic, Programme
from programs.models.checks import Check
from programs.selectors.checks import standing
from programs.selectors.own_plans import Own, own_of
from programs.selectors.programmes import Following
from programs.selectors.protocol import protocol_in_use
from programs.selectors.shown_as import as_begun_at
from programs.services.assigning import Wished, fit_for
from programs.services.joining import start_of_own
from programs.web.mine.today_shown import TodayItem, day_of, items_of, rendering_of
from programs.web.plan_shown import Path, path_shown
from rehab.adjusting import Judged, Verdict
from rehab.following import day_at_hand, first_state, told_also
from rehab.rendering_text import load_of
from rehab.words import words_in


@dataclass(frozen=True)
class Preview:
    """The first *day* of a plan with its *items* and its *load* in words, in the *phase* that the leg may begin in,
    *behind* where the dates are further. *route* and *action* stand in place of a plan; *waits* that the signs are to
    be asked first.
    """

    waits: bool = False
    route: str = ""
    action: str = ""
    day: int = 0
    behind: bool = False
    phase: str = ""
    items: tuple[TodayItem, ...] = ()
    load: tuple[str, ...] = ()
    path: Path | None = None


def preview_of(
    check: Check, *, clinic: Clinic, now: datetime, client: Client | None = None, wished: Wished | None = None
) -> Preview:
    """What *check* comes to for *client*, or somebody new, who begins at *clinic* at *now*, with the template that
    *wished* names.
    """
    if not check.ticks:
        return Preview(waits=True)
    words, own = words_in(), own_of(check, now)
    if own is not None:
        judged = fit_for(wished, zone=clinic.zone, now=now) if wished else ()
        return _of_plan(own, as_begun_at(clinic, Programme(leg=own.asked.leg), client), clinic.zone, now, judged)
    no_plan = standing(check, now).no_plan
    if no_plan is None:
        return Preview()
    heading, action = (words.text("routes", no_plan.route.value, name) for name in ("heading", "action"))
    return Preview(route=heading, action=action)


def _of_plan(own: Own, programme: Programme, zone: str, now: datetime, judged: Sequence[Judged]) -> Preview:
    """The first day as the client will find it: the course is begun as it would be, and nothing of it is kept."""
    protocol, start = protocol_in_use(), start_of_own(own, zone=zone, now=now)
    today = day_at_hand(protocol, first_state(protocol, start), ())
    for one in judged:
        today = told_also(protocol, today, one.wish) if one.verdict is Verdict.PERMITTED else today
    found = Following(programme, protocol, start, (), today)
    rendering, day = rendering_of(found), day_of(found)
    return Preview(
        day=day.day,
        behind=own.day < own.today,
        phase=rendering.words.phase(day.phase),
        items=items_of(found),
        load=tuple(load_of(rendering, day)),
        path=path_shown(rendering, day),
    )
