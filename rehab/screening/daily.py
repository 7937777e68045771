"""The short check before a session: today's ticks on top of what earlier checks left open."""

from collections.abc import Mapping, Set

from msgspec.structs import replace

from rehab.fault import name_nearest
from rehab.screening.assessment import Assessment, Circumstances, open_to_the_table, refuse_unknown, screen
from rehab.screening.rules import ClotRow, Screening


def unresolved(since: Mapping[str, int], *, cleared_on_day: int | None) -> frozenset[str]:
    """The flags of *since* (flag to the day it was first ticked) that no clinician has seen yet.

    An examination on the very day of the tick counts: that is where an urgent answer sends
    somebody. A caller who knows that the tick came later that day leaves the examination out.
    """
    return frozenset(flag for flag, day in since.items() if cleared_on_day is None or day > cleared_on_day)


def clot_persists(row: ClotRow, *, since: int, day: int) -> bool:
    """Whether a sign first ticked on day *since* and still there on *day* has stayed too long.

    *row* is the line of the clot table that holds for the runner. Its last quiet day is included:
    with day 3, a sign of day 0 changes nothing on day 3 and leads on from day 4. A sign has to be
    seen on two days, so one that is new today never has. NICE NG158; the day is our judgement.
    """
    return row.persists_after_day is not None and since < day and day > row.persists_after_day


def assess_daily(
    rules: Screening,
    flags: Set[str],
    facts: Circumstances,
    *,
    since: Mapping[str, int],
    grew: bool = False,
) -> Assessment:
    """The outcome of today's short check.

    *flags* are today's ticks, *since* every flag still on record with the day it was first ticked
    (risks of a clot and a missing start among them); *grew*: a sign of a clot has become worse.
    A flag on record keeps its lock although it is not ticked today, as nobody has looked at it;
    those a clinician has looked at are named in `facts.examined`, and a sign that grows again
    no longer counts as looked at. ValueError for a tick the short check does not ask.
    """
    refuse_unknown(rules, flags)
    asked = {flag.id for flag in rules.flags if flag.daily}
    strange = sorted(flags - asked)
    if strange:
        told = " ".join(f"'{flag}' is not a daily question. {name_nearest(flag, asked)}" for flag in strange)
        raise ValueError(told)
    signs = frozenset(rules.clot.signs)
    if grew:
        facts = replace(facts, examined=facts.examined - signs)
    standing = frozenset(flags) | since.keys()
    row = rules.clot_row(open_to_the_table(rules, standing, facts), from_exercise=facts.from_exercise)
    seen_on = facts.cleared_on_day if facts.cleared else None
    again = {flag: since[flag] for flag in (flags & signs) - facts.examined if flag in since}
    unseen = unresolved(again, cleared_on_day=seen_on)
    stays = any(clot_persists(row, since=again[flag], day=facts.day) for flag in unseen)
    return screen(rules, standing, replace(facts, sign_stays=stays or grew))
