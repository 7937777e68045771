"""What the check asks, on which screen, and how an answer becomes a tick."""

from collections.abc import Set

from msgspec.structs import replace

from rehab.screening.assessment import Assessment, Circumstances, refuse_unknown, screen
from rehab.screening.rules import Flag, Screening
from rehab.vocabulary import Lock

AGE = "age"
# Facts that are asked after the ticks, of those alone for whom they change the outcome.
FOLLOW_UPS = ("from_exercise", "guardian_agrees", "regular_exerciser")


def screens(rules: Screening) -> tuple[tuple[str, tuple[Flag, ...]], ...]:
    """The full check: each group in order with the flags it asks, without those asked elsewhere."""
    asked = [flag for flag in rules.flags if flag.asked_through is None]
    return tuple((group, tuple(flag for flag in asked if flag.group == group)) for group in rules.groups)


def asked_daily(rules: Screening) -> tuple[Flag, ...]:
    """The one screen before each day's session, in the order of the file."""
    return tuple(flag for flag in rules.flags if flag.daily)


def ticked(rules: Screening, *, yes: Set[str], unsure: Set[str]) -> frozenset[str]:
    """The flags that count as ticked: every yes, and "not sure" where it must not count as no.

    ValueError names any flag the rules do not know.
    """
    refuse_unknown(rules, yes | unsure)
    return frozenset(yes) | {flag.id for flag in rules.flags if flag.not_sure_is_yes and flag.id in unsure}


def denied_unticked(rules: Screening) -> tuple[str, ...]:
    """The signs that are a no where they were left unticked: a screen asks them, and says to tick when not sure."""
    return tuple(flag.id for _, flags in screens(rules) for flag in flags if flag.not_sure_is_yes)


def age_asked_with(rules: Screening) -> str:
    """The group whose screen asks the age as well: the last one with a flag that the age answers."""
    return [flag.group for flag in rules.flags if flag.asked_through == AGE][-1]


def start_asked_with(rules: Screening) -> str:
    """The group whose screen asks how the pain began, and so the day."""
    return next(flag.group for flag in rules.flags if flag.id == rules.clot.no_clear_moment)


def follow_ups(rules: Screening, flags: Set[str], facts: Circumstances) -> tuple[str, ...]:
    """Those of `FOLLOW_UPS` whose answer changes the outcome for these *flags* and *facts*."""

    def changes(name: str) -> bool:
        return screen(rules, flags, replace(facts, **{name: True})) != screen(
            rules, flags, replace(facts, **{name: False})
        )

    return tuple(name for name in FOLLOW_UPS if changes(name))


def groups_deciding_nothing(rules: Screening, flags: Set[str], facts: Circumstances) -> frozenset[str]:
    """The groups that ask for risks of a clot alone, and whose ticks would decide nothing beside *flags*: whatever of
    them is ticked, route, lock, what is barred and the grade stay as they are, examined or not. Only the signs may have
    to be looked at each day; a caller who leaves such a group out says so in `Circumstances.risks_asked`.

    As another tick never makes an outcome gentler, all of a group's ticks speak for any of them.
    """
    leaning = {group: {flag.id for flag in asked} for group, asked in screens(rules)}
    risks = [group for group, asked in leaning.items() if asked <= set(rules.clot.risks)]
    seen_or_not = (facts, replace(facts, cleared_on_day=None))
    return frozenset(
        group
        for group in risks
        if all(_decided(rules, flags, known) == _decided(rules, flags | leaning[group], known) for known in seen_or_not)
    )


def _decided(rules: Screening, flags: Set[str], facts: Circumstances) -> Assessment:
    """The outcome without its reasons and without what is looked at each day."""
    return replace(screen(rules, flags, facts), reasons=(), ask_daily=frozenset())


def outcome_so_far(rules: Screening, flags: Set[str], facts: Circumstances, *, is_day_known: bool) -> Assessment:
    """The outcome of *flags* ticked so far. With the day not yet told, the gentlest that any day can
    bring: what it decides stands whatever day is told later.
    """
    if is_day_known:
        return screen(rules, flags, facts)
    lines = [line for flag in rules.flags for line in flag.escalations]
    days = {0, *(day for line in lines for day in (line.before_day, line.from_day) if day is not None)}
    outcomes = [screen(rules, flags, replace(facts, day=day)) for day in sorted(days)]
    return min(outcomes, key=lambda outcome: (outcome.route.urgency, list(Lock).index(outcome.lock)))
