"""Reads the screening files of a protocol, and finds every fault in them at one look."""

from collections.abc import Iterator, Set
from itertools import product
from pathlib import Path

import msgspec

from rehab.fault import (
    BadFileError,
    Fault,
    beyond,
    refuse,
    repeated_names,
    uncited_entries,
    unknown_names,
    unplain_names,
)
from rehab.screening.rules import AgeRule, Bar, Clot, ClotRow, Flag, GradeRule, Screening
from rehab.tables import Table
from rehab.vocabulary import Lock, Route

FLAGS = "red_flags.toml"
BARS = "contraindications.toml"
# What numbers may be: how much a sign of a clot counts, days since the injury, ages, the grade of a bruise.
WEIGHTS, DAYS, AGES, RAISED = (1, 2), (0, 400), (0, 150), (2, 3)
_NO_PLAN = (Route.SAME_DAY, Route.EMERGENCY)


class Known(msgspec.Struct, frozen=True):
    """The names other files of the same data define, for the check across files."""

    exercises: frozenset[str]
    categories: frozenset[str]
    sources: frozenset[str]


def load_screening(folder: Path) -> Screening:
    """The screening rules of the protocol in *folder*.

    BadFileError lists everything wrong inside `red_flags.toml` and `contraindications.toml`: unknown
    or missing keys, ids used twice or never defined, outcomes that contradict each other, and
    answers the clot table has no line for, or two.
    """
    flags = Table(folder / FLAGS, shown_as=_shown(folder, FLAGS))
    flags.only("schema", "groups", "flags", "ages", "grades", "clot", "clot_rows")
    bars = Table(folder / BARS, shown_as=_shown(folder, BARS))
    bars.only("schema", "bars")
    groups, clot = flags.one("groups", tuple[str, ...]), flags.one("clot", Clot)
    every_flag, clot_rows = flags.entries("flags", Flag), flags.entries("clot_rows", ClotRow)
    ages, grades = flags.entries("ages", AgeRule), flags.entries("grades", GradeRule)
    every_bar = bars.entries("bars", Bar)
    # Only what decodes can be looked at as a whole.
    faults = flags.faults + bars.faults
    if faults or groups is None or clot is None:
        raise BadFileError(faults)
    rules = Screening(groups, every_flag, clot, clot_rows, ages, grades, every_bar)
    refuse(_faults_within(rules, folder))
    return rules


def screening_faults(rules: Screening, folder: Path, known: Known) -> list[Fault]:
    """What the rules read from *folder* name that no other file defines."""
    flags, bars = _shown(folder, FLAGS), _shown(folder, BARS)
    faults: list[Fault] = []
    for entry, sources in _cited(rules):
        faults += unknown_names(flags, entry, "source", sources, known.sources)
    for bar in rules.bars:
        entry = f"bars '{bar.id}'"
        faults += unknown_names(bars, entry, "exercise", bar.exercises, known.exercises)
        faults += unknown_names(bars, entry, "category", bar.categories, known.categories)
        faults += unknown_names(bars, entry, "source", bar.sources, known.sources)
    return faults


def _cited(rules: Screening) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every entry of the flags' file with the sources it cites."""
    for flag in rules.flags:
        yield f"flags '{flag.id}'", flag.sources
        for line in flag.escalations:
            yield f"escalation '{line.rule}'", line.sources
    for row in rules.clot_rows:
        yield f"clot_rows '{row.rule}'", row.sources
    for age in rules.ages:
        yield f"ages '{age.rule}'", age.sources
    for grade in rules.grades:
        yield f"grades '{grade.rule}'", grade.sources
    yield "clot", rules.clot.sources


def _shown(folder: Path, name: str) -> str:
    return f"{folder.parent.name}/{folder.name}/{name}"


def _faults_within(rules: Screening, folder: Path) -> Iterator[Fault]:
    """What the two files contradict between themselves."""
    file, ids = _shown(folder, FLAGS), frozenset(rules.ids())
    yield from repeated_names(file, "flags", rules.ids())
    yield from unplain_names(file, "flags", rules.ids())
    yield from uncited_entries(file, _cited(rules))
    yield from repeated_names(file, "groups", rules.groups)
    yield from _bar_faults(_shown(folder, BARS), rules, ids)
    for flag in rules.flags:
        yield from _flag_faults(file, flag, rules, ids)
    for row in rules.clot_rows:
        yield from _lock_faults(file, f"clot_rows '{row.rule}'", row.route, row.lock)
        if (row.persists_after_day is None) != (row.persists_route is None):
            problem = "has one of persists_after_day and persists_route"
            yield Fault(file, f"clot_rows '{row.rule}'", problem, "Write both, or neither.")
    named = [*rules.clot.signs, *rules.clot.risks, rules.clot.no_clear_moment]
    yield from unknown_names(file, "clot", "flag", named, ids)
    yield from _table_faults(file, rules)
    yield from beyond(
        file, "clot", [(f"the sign '{sign}'", weight) for sign, weight in rules.clot.signs.items()], WEIGHTS
    )
    yield from beyond(file, "clot", [("ask_again_on_days", day) for day in rules.clot.ask_again_on_days], DAYS)
    for rule in rules.ages:
        entry = f"ages '{rule.rule}'"
        yield from unknown_names(file, entry, "flag", rule.counts_as, ids)
        yield from beyond(file, entry, [("from_age", rule.from_age), ("to_age", rule.to_age)], AGES)


def _bar_faults(file: str, rules: Screening, ids: Set[str]) -> Iterator[Fault]:
    """Each line takes something away from somebody."""
    names = [bar.id for bar in rules.bars]
    yield from repeated_names(file, "bars", names)
    yield from unplain_names(file, "bars", names)
    yield from uncited_entries(file, [(f"bars '{bar.id}'", bar.sources) for bar in rules.bars])
    for bar in rules.bars:
        entry = f"bars '{bar.id}'"
        yield from unknown_names(file, entry, "flag", bar.flags, ids)
        if not bar.flags:
            yield Fault(file, entry, "bars nobody", "Name at least one of flags.")
        if not bar.exercises and not bar.categories:
            yield Fault(file, entry, "takes nothing away", "Name exercises or categories.")


def _flag_faults(file: str, flag: Flag, rules: Screening, ids: Set[str]) -> Iterator[Fault]:
    """What is wrong with one flag and its escalations."""
    entry = f"flags '{flag.id}'"
    yield from unknown_names(file, entry, "group", [flag.group], rules.groups)
    yield from _lock_faults(file, entry, flag.route, flag.lock)
    if flag.route in _NO_PLAN and not flag.not_sure_is_yes:
        cure = "Write not_sure_is_yes = true, as every E and U flag has it."
        yield Fault(file, entry, "'not sure' would count as no", cure)
    if flag.asked_through not in (None, "age"):
        yield from unknown_names(file, entry, "flag", [str(flag.asked_through)], ids)
    yield from beyond(file, entry, [("raises_grade_to", flag.raises_grade_to)], RAISED)
    for line in flag.escalations:
        days = [("before_day", line.before_day), ("from_day", line.from_day)]
        yield from beyond(file, f"escalation '{line.rule}'", days, DAYS)
        yield from unknown_names(file, f"escalation '{line.rule}'", "flag", line.with_any, ids)
        yield from _lock_faults(file, f"escalation '{line.rule}'", line.route, line.lock)


def _lock_faults(file: str, entry: str, route: Route, lock: Lock) -> Iterator[Fault]:
    """E and U leave no plan, and nothing gentler does."""
    if (route in _NO_PLAN) != (lock is Lock.NO_PLAN):
        cure = "Use no_plan with E and U, and with nothing else."
        yield Fault(file, entry, f"route {route} does not go with lock {lock}", cure)


def _table_faults(file: str, rules: Screening) -> Iterator[Fault]:
    """Each answer to the clot questions needs exactly one line of the table."""
    yes_no = (True, False)
    for signs, risk, moment, exercise in product(("0", "1", "2+"), yes_no, yes_no, yes_no):
        answers = (signs, risk, moment)
        lines = sum(row.applies(answers, exercise) for row in rules.clot_rows)
        if lines != 1:
            entry = f"clot_rows, signs {signs}, risk {risk}, clear_moment {moment}, from_exercise {exercise}"
            yield Fault(file, entry, f"has {lines} lines", "Write exactly one.")
