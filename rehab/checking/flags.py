"""The safety check of the calf-strain protocol, written down a second time: what no edit may soften.

Why: one letter in red_flags.toml decides whether somebody with a clot is sent to hospital or given
heel raises. So each answer's least outcome stands here as well, and a file that says less is refused.
More is always allowed. The sources of each line are those of the file's own entry.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from rehab.fault import Fault
from rehab.screening import Assessment, Screening, assess
from rehab.screening.rules import Flag
from rehab.vocabulary import Lock, Route

Least = tuple[Route, Lock]
LOCKS = tuple(Lock)
E = (Route.EMERGENCY, Lock.NO_PLAN)
U = (Route.SAME_DAY, Lock.NO_PLAN)
PROTECT = (Route.WITHIN_A_WEEK, Lock.PROTECTION_ONLY)
LIGHT = (Route.WITHIN_A_WEEK, Lock.LIGHT_ONLY)
ADVISE = (Route.WITHIN_A_WEEK, Lock.ADVISE)
PROMPT = (Route.PROCEED, Lock.ADVISE)
NOTHING = (Route.PROCEED, Lock.NONE)

SIGNS = "rf10a rf10b rf10c rf10d rf10e rf10f".split()
RISKS = "rf11 rf11a rf11b rf11c rf11d rf11e rf11f rf11g rf11h rf11i rf15".split()
LEAST: Mapping[Least, Sequence[str]] = {
    E: "rf01 rf02 rf03 rf04 rf05 rf06 rf13e".split(),
    U: "rf07 rf08 rf09 rf13 rf18u rf19u rf21 rf22 rf24".split(),
    PROTECT: "rf26 rf27 rf30".split(),
    LIGHT: "rf14 rf15 rf16 rf17 rf18 rf19 rf20 rf28".split(),
    ADVISE: "rf23 rf29".split(),
    PROMPT: ["rf25"],
    NOTHING: ["rf10", *SIGNS, *RISKS[:-1], "rf12", "rf16a", "rf16b", "rf16c"],
}
DAILY = frozenset({"rf01", "rf02", "rf03", "rf04", "rf05", "rf07", "rf13", "rf13e", *SIGNS})
UNSURE = frozenset({*LEAST[E], *LEAST[U], "rf10", *SIGNS, "rf14"})
# Only a complete tear is told for certain by an examination; nothing else urgent is over by a date.
EXAMINED_CLEARS = frozenset({"rf08"})
ASKED_THROUGH = {"rf10": "rf10a", "rf11": "rf11a", "rf11e": "rf15", "rf11i": "age", "rf29": "age"}
RAISED_GRADE = ("rf23", 2)
ASKED_AGAIN = (7, 14)
SIGN_STAYS_AFTER = 3
# Ticks that make each other graver, with the day: the least outcome of both together.
TOGETHER: Sequence[tuple[Sequence[str], int, Least]] = [
    (["rf14"], 0, U),
    (["rf14"], 6, U),
    (["rf25"], 7, ADVISE),
    (["rf25"], 100, ADVISE),
    (["rf28", "rf05"], 0, E),
    *((["rf15", sign], 0, U) for sign in SIGNS),
]
# Age, a guardian's yes, used to exercise: the least outcome, and whether it outlives an examination.
AGES: Sequence[tuple[range, bool | None, bool | None, Least, bool]] = [
    (range(16), None, None, (Route.WITHIN_A_WEEK, Lock.NO_PLAN), True),
    (range(16, 18), False, None, (Route.WITHIN_A_WEEK, Lock.NO_PLAN), True),
    (range(16, 18), True, None, ADVISE, True),
    (range(65, 111), None, False, ADVISE, False),
]
CLOT_RISK_AGES = range(60, 111)


def flag_faults(file: str, rules: Screening) -> Iterator[Fault]:
    """Everything in which the safety check read from *file* is softer than this page."""
    flags = {flag.id: flag for flag in rules.flags}
    missing = [name for names in LEAST.values() for name in names if name not in flags]
    for name in missing:
        yield Fault(file, f"flags '{name}'", "is missing", "Put it back: nobody would be asked for it.")
    for least, names in LEAST.items():
        for name in names:
            if name in flags:
                yield from _softened(file, flags[name], least)
    if missing:
        return
    yield from _together(file, rules)
    yield from _clot(file, rules)
    yield from _ages(file, rules)
    for grade in (2, 3):
        yield from _too_soft(file, f"grades, grade {grade}", assess(rules, set(), grade=grade, day=0), ADVISE)


def _softened(file: str, flag: Flag, least: Least) -> Iterator[Fault]:
    """One flag against its line above."""
    entry = f"flags '{flag.id}'"
    yield from _softer(file, entry, (flag.route, flag.lock), least)
    if flag.id in DAILY and not flag.daily:
        yield Fault(file, entry, "is not asked again each day", "Write daily = true.")
    if flag.id in UNSURE and not flag.not_sure_is_yes:
        yield Fault(file, entry, "counts 'not sure' as no", "Write not_sure_is_yes = true.")
    if flag.examined_clears and flag.id not in EXAMINED_CLEARS:
        yield Fault(file, entry, "is cleared by the date of an examination", "Take examined_clears out.")
    if flag.asked_through not in (None, ASKED_THROUGH.get(flag.id)):
        cure = "Take asked_through out."
        yield Fault(file, entry, f"is asked only through '{flag.asked_through}'", cure)
    name, grade = RAISED_GRADE
    if flag.id == name and (flag.raises_grade_to or 0) < grade:
        yield Fault(file, entry, "does not raise the grade", f"Write raises_grade_to = {grade}.")


def _softer(file: str, entry: str, found: Least, least: Least) -> Iterator[Fault]:
    """A fault when route or lock is less than the *least* of both."""
    (route, lock), (least_route, least_lock) = found, least
    if route.urgency < least_route.urgency or LOCKS.index(lock) < LOCKS.index(least_lock):
        cure = f"Leave at least route {least_route} and lock {least_lock}."
        yield Fault(file, entry, f"leads to route {route} and lock {lock}", cure)


def _too_soft(file: str, entry: str, found: Assessment, least: Least) -> Iterator[Fault]:
    yield from _softer(file, entry, (found.route, found.lock), least)


def _together(file: str, rules: Screening) -> Iterator[Fault]:
    for ticks, day, least in TOGETHER:
        entry = f"escalations, {' and '.join(ticks)} on day {day}"
        yield from _too_soft(file, entry, assess(rules, set(ticks), grade=1, day=day), least)


def _clot(file: str, rules: Screening) -> Iterator[Fault]:
    """Signs, risks and a missing start in every combination that the table tells apart, and each
    risk by itself.
    """
    signs = [((), 0), *(((sign,), 1) for sign in SIGNS), (("rf10",), 2)]
    signs += [((SIGNS[0], sign), 2) for sign in SIGNS[1:]]
    starts = ((), ("rf12",))
    answers = [*product(signs, ((), (RISKS[0],)), starts, (False, True))]
    answers += [*product(signs[:1], ((risk,) for risk in RISKS[1:]), starts, (False,))]
    for (ticked, count), risk, start, exercise in answers:
        ticks = {*ticked, *risk, *start}
        found = assess(rules, ticks, grade=1, day=1, from_exercise=exercise)
        least = clot_outcome(count, risk=bool(risk), clear=not start, exercise=exercise)
        entry = f"clot, {' and '.join(sorted(ticks)) or 'no tick'}{', from exercise' * exercise}"
        yield from _too_soft(file, entry, found, least)
        waits = least[0] is not Route.SAME_DAY and not start and (bool(risk) or count == 1)
        if waits and not found.ask_daily.issuperset(SIGNS):
            yield Fault(file, entry, "asks for the signs no more", "Write ask_daily = true.")
    yield from _asked_again(file, rules)


def clot_outcome(signs: int, *, risk: bool, clear: bool, exercise: bool) -> Least:
    """The least outcome of so many signs of a clot, any risk, a clear start, pain from exercise."""
    if signs > 1 or (signs and (risk or not clear)) or (risk and not clear):
        return U
    if signs:
        return LIGHT
    return NOTHING if clear or exercise else LIGHT


def _asked_again(file: str, rules: Screening) -> Iterator[Fault]:
    if not set(rules.clot.ask_again_on_days).issuperset(ASKED_AGAIN):
        days = " and ".join(map(str, ASKED_AGAIN))
        yield Fault(file, "clot", "does not ask everybody again", f"Let ask_again_on_days hold {days}.")
    row = rules.clot_row({SIGNS[0]}, from_exercise=False)
    last, route = row.persists_after_day, row.persists_route
    if last is None or route is None or last > SIGN_STAYS_AFTER or not route.stops:
        cure = f"Write persists_after_day = {SIGN_STAYS_AFTER} and persists_route = 'U'."
        yield Fault(file, f"clot_rows '{row.rule}'", "lets a sign stay", cure)


def _ages(file: str, rules: Screening) -> Iterator[Fault]:
    """Children, the young without a guardian, the old who do not exercise, the risk that age is."""
    both = (False, True)
    for ages, guardian, active, least, stands in AGES:
        guardians = both if guardian is None else (guardian,)
        used = both if active is None else (active,)
        for age, agrees, exercises, cleared in product(ages, guardians, used, (None, 0) if stands else (None,)):
            found = assess(
                rules,
                set(),
                grade=1,
                day=0,
                age=age,
                guardian_agrees=agrees,
                regular_exerciser=exercises,
                cleared_on_day=cleared,
            )
            yield from _too_soft(file, f"ages, age {age}", found, least)
    for age in CLOT_RISK_AGES:
        found = assess(rules, {SIGNS[0]}, grade=1, day=0, age=age)
        yield from _too_soft(file, f"ages, age {age} with a sign of a clot", found, U)
