"""From ticked warning signs to a route, a lock, and the exercises that must not be given."""

from collections.abc import Iterable, Iterator, Set

import msgspec

from rehab.fault import name_nearest
from rehab.reason import Reason, because
from rehab.screening.rules import AgeRule, Bar, ClotRow, Escalation, Flag, Screening, Until
from rehab.vocabulary import Lock, Route

_LOCKS = tuple(Lock)
_BANNERS = {Lock.LIGHT_ONLY: "lock-light-only", Lock.PROTECTION_ONLY: "lock-protection-only"}


class Circumstances(msgspec.Struct, frozen=True):
    """What the outcome depends on besides the ticks.

    *day* is whole days since the injury, *age* whole years. A clinician who examined the leg on
    *cleared_on_day* lifts waits of a week from that day on. *examined* are flags that a clinician
    has looked at since they were ticked: settled, whatever their outcome was. *from_exercise*:
    the pain clearly comes with exercise, which is asked when it had no clear start. *sign_stays*:
    a single sign of a clot has stayed too long or grown, as `assess_daily` works out. *risks_asked*
    is False where nobody has asked for the risks of a clot, as `groups_deciding_nothing` allows: then the signs
    are looked at each day as if there were one.
    """

    day: int
    grade: int | None = None
    age: int | None = None
    guardian_agrees: bool = False
    regular_exerciser: bool = True
    cleared_on_day: int | None = None
    examined: frozenset[str] = frozenset()
    from_exercise: bool = False
    sign_stays: bool = False
    risks_asked: bool = True

    @property
    def cleared(self) -> bool:
        """Whether an examination has taken place by this day."""
        return self.cleared_on_day is not None and self.day >= self.cleared_on_day


class Assessment(msgspec.Struct, frozen=True):
    """What the check decided. *reasons* stand most urgent first; *notices* are the banners.

    *barred* are exercise ids; *never* and *never_categories* are the part of what is barred that
    no examination gives back. *ask_daily* are the signs to ask again every day, session or not.
    """

    route: Route
    lock: Lock
    reasons: tuple[Reason, ...]
    barred: frozenset[str]
    barred_categories: frozenset[str]
    never: frozenset[str]
    never_categories: frozenset[str]
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


def assess(  # noqa: PLR0913 - the front door names every fact; inside they travel as one value
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

    `Circumstances` explains the rest. ValueError names every flag the rules do not know,
    with the nearest one they do.
    """
    facts = Circumstances(
        day=day,
        grade=grade,
        age=age,
        guardian_agrees=guardian_agrees,
        regular_exerciser=regular_exerciser,
        cleared_on_day=cleared_on_day,
        from_exercise=from_exercise,
    )
    return screen(rules, flags, facts)


def screen(rules: Screening, flags: Set[str], facts: Circumstances) -> Assessment:
    """As `assess`, for callers who hold a *facts*."""
    refuse_unknown(rules, flags)
    ages = _ages(rules, facts)
    ticked = frozenset(flags).union(*(rule.counts_as for rule in ages))
    bars = _bars(rules, ticked, facts)
    lasting = [bar for bar in bars if bar.until is Until.ALWAYS]
    entered = open_to_the_table(rules, ticked, facts)
    row = rules.clot_row(entered, from_exercise=facts.from_exercise)
    unasked = _looked_at_unasked(rules, row, entered, facts)
    voices = [*_flags_speak(rules, ticked, facts, bars), *_clot_speaks(row, facts), *unasked]
    voices += [*_ages_speak(ages, facts), *_grade_speaks(rules, facts)]
    voices.sort(key=lambda voice: voice.weight, reverse=True)
    lock = max((voice.lock for voice in voices), key=_LOCKS.index, default=Lock.NONE)
    banners = [voice.reason for voice in voices if voice.lock is Lock.ADVISE]
    banners += [because(_BANNERS[lock])] if lock in _BANNERS else []
    return Assessment(
        route=max((voice.route for voice in voices), key=lambda route: route.urgency, default=Route.PROCEED),
        lock=lock,
        reasons=tuple(voice.reason for voice in voices),
        barred=_exercises(bars),
        barred_categories=_categories(bars),
        never=_exercises(lasting),
        never_categories=_categories(lasting),
        ask_daily=_asked_daily(rules, facts, each_day=row.ask_daily or bool(unasked)),
        notices=tuple(banners),
        raises_grade=_raised_grade(rules, ticked, facts),
    )


def refuse_unknown(rules: Screening, flags: Set[str]) -> None:
    """ValueError naming every one of *flags* that is not in the *rules*, and what is near it."""
    known = rules.ids()
    unknown = sorted(flags - set(known))
    if unknown:
        raise ValueError(" ".join(f"Unknown flag '{flag}'. {name_nearest(flag, known)}" for flag in unknown))


def _settled(flag: Flag, route: Route, facts: Circumstances) -> bool:
    """Whether an examination has taken the flag's *route* and lock away.

    A date alone does not: emergency and urgent answers stand unless the file says otherwise.
    """
    lifted_by_date = flag.examined_clears or route.urgency <= Route.WITHIN_A_WEEK.urgency
    return flag.id in facts.examined or (facts.cleared and lifted_by_date)


def _outcome(flag: Flag, ticked: Set[str], day: int) -> Flag | Escalation:
    """The hardest of the flag's own line and those escalations that apply on *day*."""
    lines: list[Flag | Escalation] = [flag]
    lines += [line for line in flag.escalations if line.applies(ticked, day)]
    return max(lines, key=lambda line: (line.route.urgency, _LOCKS.index(line.lock)))


def _flags_speak(
    rules: Screening,
    ticked: Set[str],
    facts: Circumstances,
    bars: tuple[Bar, ...],
) -> Iterator[Voice]:
    """One voice per ticked flag that has an outcome of its own or takes an exercise away."""
    barring = {flag for bar in bars for flag in bar.flags}
    for flag in rules.flags:
        if flag.id not in ticked:
            continue
        line = _outcome(flag, ticked, facts.day)
        reason = because(line.rule, line.sources, flag=flag.id)
        if _settled(flag, line.route, facts):
            if flag.id in barring:
                yield Voice(reason, Route.PROCEED, Lock.NONE)
        elif line.lock is not Lock.NONE or flag.id in barring:
            yield Voice(reason, line.route, line.lock)


def open_to_the_table(rules: Screening, ticked: frozenset[str], facts: Circumstances) -> frozenset[str]:
    """The *ticked* flags without the signs, and the missing start, that a clinician has looked at.

    Risks stay: an examination does not take them away.
    """
    return ticked - facts.examined.intersection([*rules.clot.signs, rules.clot.no_clear_moment])


def _clot_speaks(row: ClotRow, facts: Circumstances) -> Iterator[Voice]:
    """The clot table's voice; an examination lifts its wait of a week, the daily question stays."""
    reason = because(row.rule, row.sources)
    if facts.sign_stays and row.persists_route:
        yield Voice(because("clot-sign-stays", row.sources), row.persists_route, Lock.NO_PLAN)
    if row.lock is not Lock.NONE and not (facts.cleared and row.route is Route.WITHIN_A_WEEK):
        yield Voice(reason, row.route, row.lock)
    elif row.ask_daily:
        yield Voice(reason, Route.PROCEED, Lock.NONE)


def _looked_at_unasked(
    rules: Screening, row: ClotRow, entered: frozenset[str], facts: Circumstances
) -> tuple[Voice, ...]:
    """The voice that asks for the signs daily where nobody has asked for a risk that would; none elsewhere."""
    if facts.risks_asked or row.ask_daily:
        return ()
    at_risk = rules.clot_row(entered.union(rules.clot.risks), from_exercise=facts.from_exercise)
    reason = because("clot-risks-not-asked", at_risk.sources)
    return (Voice(reason, Route.PROCEED, Lock.NONE),) if at_risk.ask_daily else ()


def _asked_daily(rules: Screening, facts: Circumstances, *, each_day: bool) -> frozenset[str]:
    """The clot signs, on *each_day* where something says so and for everybody on a few set days."""
    if not each_day and facts.day not in rules.clot.ask_again_on_days:
        return frozenset()
    return frozenset(flag.id for flag in rules.flags if flag.daily and flag.id in rules.clot.signs)


def _ages(rules: Screening, facts: Circumstances) -> tuple[AgeRule, ...]:
    """The rules about the runner's age, none when it is not known."""
    if facts.age is None:
        return ()
    known = (facts.age, facts.guardian_agrees, facts.regular_exerciser)
    return tuple(rule for rule in rules.ages if rule.applies(*known))


def _ages_speak(ages: tuple[AgeRule, ...], facts: Circumstances) -> Iterator[Voice]:
    for rule in ages:
        if rule.lock is not Lock.NONE and (rule.stands or not facts.cleared):
            yield Voice(because(rule.rule, rule.sources), rule.route, rule.lock)


def _grade_speaks(rules: Screening, facts: Circumstances) -> Iterator[Voice]:
    for rule in rules.grades:
        if rule.grade == facts.grade and not facts.cleared:
            yield Voice(because(rule.rule, rule.sources), rule.route, rule.lock)


def _bars(rules: Screening, ticked: frozenset[str], facts: Circumstances) -> tuple[Bar, ...]:
    """The lines of the table of contra-indications that still hold for the *ticked* flags."""
    unseen = frozenset() if facts.cleared else ticked - facts.examined
    binding = {Until.ALWAYS: ticked, Until.CLEARANCE: unseen}
    return tuple(bar for bar in rules.bars if not binding[bar.until].isdisjoint(bar.flags))


def _exercises(bars: Iterable[Bar]) -> frozenset[str]:
    return frozenset(exercise for bar in bars for exercise in bar.exercises)


def _categories(bars: Iterable[Bar]) -> frozenset[str]:
    return frozenset(category for bar in bars for category in bar.categories)


def _raised_grade(rules: Screening, ticked: frozenset[str], facts: Circumstances) -> int | None:
    """The grade that flags not yet examined call for at least; None when none of them does."""
    grades = [
        flag.raises_grade_to
        for flag in rules.flags
        if flag.id in ticked and flag.raises_grade_to and not _settled(flag, flag.route, facts)
    ]
    return max(grades, default=None)
