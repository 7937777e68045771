"""From ticked warning signs to a route, a lock, and the exercises that must not be given."""

from collections.abc import Iterator, Set

import msgspec

from rehab.fault import name_nearest
from rehab.reason import Reason, because
from rehab.screening.rules import AgeRule, Bar, ClotRow, Escalation, Flag, Screening, Until
from rehab.vocabulary import Lock, Route

_LOCKS = tuple(Lock)
_BANNERS = {Lock.LIGHT_ONLY: "lock-light-only", Lock.PROTECTION_ONLY: "lock-protection-only"}


class Situation(msgspec.Struct, frozen=True):
    """What the outcome depends on besides the ticks.

    *day* is whole days since the injury, *age* whole years. A clinician who examined the leg on
    *cleared_on_day* lifts waits of a week from that day on. *examined* are flags that a clinician
    has looked at since they were ticked: settled, whatever their outcome was. *from_exercise*:
    the pain clearly comes with exercise, which is asked when it had no clear start.
    """

    day: int
    grade: int | None = None
    age: int | None = None
    guardian_agrees: bool = False
    regular_exerciser: bool = True
    cleared_on_day: int | None = None
    examined: frozenset[str] = frozenset()
    from_exercise: bool = False

    @property
    def cleared(self) -> bool:
        """Whether an examination has taken place by this day."""
        return self.cleared_on_day is not None and self.day >= self.cleared_on_day


class Assessment(msgspec.Struct, frozen=True):
    """What the check decided. *reasons* stand most urgent first; *notices* are the banners.

    *barred* are exercise ids. *ask_daily* are the signs to ask again every day, session or not.
    """

    route: Route
    lock: Lock
    reasons: tuple[Reason, ...]
    barred: frozenset[str]
    barred_categories: frozenset[str]
    ask_daily: frozenset[str]
    notices: tuple[Reason, ...]
    raises_grade: int | None


class Voice(msgspec.Struct, frozen=True):
    """One rule that spoke, and how hard."""

    reason: Reason
    route: Route
    lock: Lock

    @property
    def weight(self) -> tuple[int, int]:
        """Grows with the urgency of the route, then with the strictness of the lock."""
        return self.route.urgency, _LOCKS.index(self.lock)


def assess(  # noqa: PLR0913 - the front door names every fact; inside they travel as a Situation
    rules: Screening,
    flags: Set[str],
    *,
    grade: int | None,
    day: int,
    age: int | None = None,
    guardian_agrees: bool = False,
    regular_exerciser: bool = True,
    cleared_on_day: int | None = None,
    from_exercise: bool = False,
) -> Assessment:
    """The outcome of the full check for the ticked *flags*, whatever order they come in.

    `Situation` explains the other facts. ValueError names every flag the rules do not know,
    with the nearest one they do.
    """
    situation = Situation(
        day=day,
        grade=grade,
        age=age,
        guardian_agrees=guardian_agrees,
        regular_exerciser=regular_exerciser,
        cleared_on_day=cleared_on_day,
        from_exercise=from_exercise,
    )
    return screen(rules, flags, situation)


def screen(rules: Screening, flags: Set[str], situation: Situation) -> Assessment:
    """As `assess`, for callers who hold a *situation*."""
    refuse_unknown(rules, flags)
    ages = _ages(rules, situation)
    ticked = frozenset(flags).union(*(rule.counts_as for rule in ages))
    bars = _bars(rules, ticked, situation)
    row = _clot_row(rules, ticked, situation)
    voices = [*_flags_speak(rules, ticked, situation, bars), *_clot_speaks(row, situation)]
    voices += [*_ages_speak(ages, situation), *_grade_speaks(rules, situation)]
    voices.sort(key=lambda voice: voice.weight, reverse=True)
    lock = max((voice.lock for voice in voices), key=_LOCKS.index, default=Lock.NONE)
    banners = [voice.reason for voice in voices if voice.lock is Lock.ADVISE]
    banners += [because(_BANNERS[lock])] if lock in _BANNERS else []
    return Assessment(
        route=max((voice.route for voice in voices), key=lambda route: route.urgency, default=Route.PROCEED),
        lock=lock,
        reasons=tuple(voice.reason for voice in voices),
        barred=frozenset(exercise for bar in bars for exercise in bar.exercises),
        barred_categories=frozenset(category for bar in bars for category in bar.categories),
        ask_daily=_asked_daily(rules, row, situation),
        notices=tuple(banners),
        raises_grade=_raised_grade(rules, ticked, situation),
    )


def refuse_unknown(rules: Screening, flags: Set[str]) -> None:
    """ValueError naming every one of *flags* that is not in the *rules*, and what is near it."""
    known = rules.ids()
    unknown = sorted(flags - set(known))
    if unknown:
        raise ValueError(" ".join(f"Unknown flag '{flag}'. {name_nearest(flag, known)}" for flag in unknown))


def _settled(flag: Flag, route: Route, situation: Situation) -> bool:
    """Whether an examination has taken the flag's *route* and lock away.

    A date alone does not: emergency and urgent answers stand unless the file says otherwise.
    """
    lifted_by_date = flag.examined_clears or route.urgency <= Route.WITHIN_A_WEEK.urgency
    return flag.id in situation.examined or (situation.cleared and lifted_by_date)


def _outcome(flag: Flag, ticked: Set[str], day: int) -> Flag | Escalation:
    """The hardest of the flag's own line and those escalations that apply on *day*."""
    lines: list[Flag | Escalation] = [flag]
    lines += [line for line in flag.escalations if line.applies(ticked, day)]
    return max(lines, key=lambda line: (line.route.urgency, _LOCKS.index(line.lock)))


def _flags_speak(
    rules: Screening,
    ticked: Set[str],
    situation: Situation,
    bars: tuple[Bar, ...],
) -> Iterator[Voice]:
    """One voice per ticked flag that has an outcome of its own or takes an exercise away."""
    barring = {flag for bar in bars for flag in bar.flags}
    for flag in rules.flags:
        if flag.id not in ticked:
            continue
        line = _outcome(flag, ticked, situation.day)
        reason = because(line.rule, line.sources, flag=flag.id)
        if _settled(flag, line.route, situation):
            if flag.id in barring:
                yield Voice(reason, Route.PROCEED, Lock.NONE)
        elif line.lock is not Lock.NONE or flag.id in barring:
            yield Voice(reason, line.route, line.lock)


def _clot_row(rules: Screening, ticked: frozenset[str], situation: Situation) -> ClotRow:
    """The line of the clot table, without the signs a clinician has looked at since."""
    signs = situation.examined.intersection(rules.clot.signs)
    return rules.clot_row(ticked - signs, from_exercise=situation.from_exercise)


def _clot_speaks(row: ClotRow, situation: Situation) -> Iterator[Voice]:
    """The clot table's voice; an examination lifts its wait of a week, the daily question stays."""
    reason = because(row.rule, row.sources)
    if row.lock is not Lock.NONE and not (situation.cleared and row.route is Route.WITHIN_A_WEEK):
        yield Voice(reason, row.route, row.lock)
    elif row.ask_daily:
        yield Voice(reason, Route.PROCEED, Lock.NONE)


def _asked_daily(rules: Screening, row: ClotRow, situation: Situation) -> frozenset[str]:
    """The clot signs, every day where the table says so and for everybody on a few set days."""
    if not row.ask_daily and situation.day not in rules.clot.ask_again_on_days:
        return frozenset()
    return frozenset(flag.id for flag in rules.flags if flag.daily and flag.id in rules.clot.signs)


def _ages(rules: Screening, situation: Situation) -> tuple[AgeRule, ...]:
    """The rules about the runner's age, none when it is not known."""
    if situation.age is None:
        return ()
    facts = (situation.age, situation.guardian_agrees, situation.regular_exerciser)
    return tuple(rule for rule in rules.ages if rule.applies(*facts))


def _ages_speak(ages: tuple[AgeRule, ...], situation: Situation) -> Iterator[Voice]:
    for rule in ages:
        if rule.lock is not Lock.NONE and (rule.stands or not situation.cleared):
            yield Voice(because(rule.rule, rule.sources), rule.route, rule.lock)


def _grade_speaks(rules: Screening, situation: Situation) -> Iterator[Voice]:
    for rule in rules.grades:
        if rule.grade == situation.grade and not situation.cleared:
            yield Voice(because(rule.rule, rule.sources), rule.route, rule.lock)


def _bars(rules: Screening, ticked: frozenset[str], situation: Situation) -> tuple[Bar, ...]:
    """The lines of the table of contra-indications that still hold for the *ticked* flags."""
    unseen = frozenset() if situation.cleared else ticked - situation.examined
    binding = {Until.ALWAYS: ticked, Until.CLEARANCE: unseen}
    return tuple(bar for bar in rules.bars if not binding[bar.until].isdisjoint(bar.flags))


def _raised_grade(rules: Screening, ticked: frozenset[str], situation: Situation) -> int | None:
    """The grade that flags not yet examined call for at least; None when none of them does."""
    grades = [
        flag.raises_grade_to
        for flag in rules.flags
        if flag.id in ticked and flag.raises_grade_to and not _settled(flag, flag.route, situation)
    ]
    return max(grades, default=None)
