"""The schedule: exactly one row speaks for every day anybody can come to."""

from collections.abc import Iterable, Iterator

from rehab.checking.place import Place
from rehab.fault import Fault, unknown_names
from rehab.protocol import Phase, Row
from rehab.vocabulary import Rhythm, Role

COUNTS = range(61)
WEEKS = range(1, 61)
WEEKDAYS = range(7)
SORTS = {
    Rhythm.PROTECT: (),
    Rhythm.DAILY: ("daily", "chain"),
    Rhythm.ALTERNATE: ("loading", "light", "rest"),
    Rhythm.LADDER: ("loading", "light", "rest"),
    Rhythm.WEEKLY: ("week",),
}
BETWEEN = (Rhythm.ALTERNATE, Rhythm.LADDER)
OFF_DAYS = ("light", "rest")
MAY_BE_MISSING = "chain"
UNCOUNTED = (Role.PROTECTION, Role.RUN)


def schedule_faults(place: Place) -> Iterator[Fault]:
    """Everything wrong in schedule.toml."""
    schedule = place.protocol.schedule
    for number, row in enumerate(schedule.rows, 1):
        yield from _row(place, row, f"row {number} ({row.phase}, {row.day})")
    for course in schedule.laid:
        entry = f"laid '{course.exercise}'"
        yield from place.unknown("schedule", entry, "exercise", [course.exercise])
        yield from place.unknown("schedule", entry, "phase", course.phases)
        yield from _open(place, entry, course.phases, [course.exercise])
    for offer in schedule.offers:
        entry = f"offer '{offer.exercise}' for {offer.kit}"
        names = [offer.exercise, *([offer.replaces] if offer.replaces else [])]
        yield from place.unknown("schedule", entry, "exercise", names)
        yield from place.unknown("schedule", entry, "kit", [offer.kit])
        yield from place.unknown("schedule", entry, "phase", offer.phases)
        yield from _open(place, entry, offer.phases, [offer.exercise])
    yield from _off_days(place)
    paired = [name for pair in schedule.pairs for name in pair]
    named = [schedule.walk, schedule.warm_up, schedule.cool_down, *sorted(schedule.run_block), *paired]
    yield from place.unknown("schedule", "schedule", "exercise", [name for name in named if name])
    for phase in place.protocol.phases:
        yield from _coverage(place, phase)


def _row(place: Place, row: Row, entry: str) -> Iterator[Fault]:
    yield from place.unknown("schedule", entry, "phase", [row.phase])
    items = (*row.items, *row.without_run)
    yield from place.unknown("schedule", entry, "exercise", items)
    if not row.items:
        yield place.fault("schedule", entry, "has no items", "Name at least one exercise.")
    phase = place.phases.get(row.phase)
    if phase is not None:
        yield from _runs(place, row, entry, phase)
        yield from unknown_names(
            place.file("schedule"), entry, f"sort of day in a {phase.rhythm} phase", [row.day], SORTS[phase.rhythm]
        )
        yield from _open(place, entry, [row.phase], items)
    yield from _gentle(place, row, entry)
    most = place.protocol.limits.exercises_a_session
    for session in (row.items, row.without_run):
        counted = [name for name in session if _is_counted(place, name)]
        if len(counted) > most:
            problem = f"has {len(counted)} exercises"
            yield place.fault("schedule", entry, problem, f"Keep {most} at most, the run block not counted.")


def _off_days(place: Place) -> Iterator[Fault]:
    """Days between loads take turns in sorts that have rows."""
    cycle = place.protocol.schedule.off_day_cycle
    if not any(phase.rhythm in BETWEEN for phase in place.protocol.phases):
        return
    if not cycle or cycle[0] != OFF_DAYS[0]:
        cure = f"Let off_day_cycle begin with '{OFF_DAYS[0]}'."
        yield place.fault("schedule", "schedule", "the days between loads do not begin with a light one", cure)
    yield from unknown_names(place.file("schedule"), "schedule", "sort of day between loads", cycle, OFF_DAYS)


def _runs(place: Place, row: Row, entry: str, phase: Phase) -> Iterator[Fault]:
    """What the day is for: a load on a loading day, its run between warm-up and cool-down where
    the phase runs.
    """
    protocol = place.protocol
    run = ""
    if row.day == "loading":
        found = [place.exercises[name] for name in row.items if name in place.exercises]
        if not any(exercise.tier >= protocol.limits.loading_tier for exercise in found):
            cure = f"Add something of tier {protocol.limits.loading_tier} at least."
            yield place.fault("schedule", entry, "loads nothing", cure)
        run = protocol.ladder.exercise if protocol.ladder and phase.rhythm is Rhythm.LADDER else ""
    elif protocol.mileage and set(row.weekdays) & set(protocol.mileage.run_days):
        run = protocol.mileage.exercise
    if run:
        schedule = protocol.schedule
        for name in (schedule.warm_up, run, schedule.cool_down):
            if name and name not in row.items:
                yield place.fault("schedule", entry, f"runs without '{name}'", "Add it.")


def _gentle(place: Place, row: Row, entry: str) -> Iterator[Fault]:
    """A day after a red must not be empty: rows that do not load keep something gentle, and hip work
    does not count, since it rests every other day.
    """
    protocol = place.protocol
    loading = set(protocol.mileage.loading_weekdays if protocol.mileage else row.weekdays)
    if row.day == "loading" or (row.day == "week" and loading.issuperset(row.weekdays)):
        return
    found = [place.exercises[name] for name in row.items if name in place.exercises]
    chains = {name for name, rule in protocol.categories.items() if rule.role is Role.CHAIN}
    if not any(e.tier <= protocol.reds.quiet_tier and e.category not in chains for e in found):
        cure = f"Add something of tier {protocol.reds.quiet_tier} at most that is no hip work."
        yield place.fault("schedule", entry, "is empty on a quiet day", cure)


def _is_counted(place: Place, name: str) -> bool:
    exercise = place.exercises.get(name)
    rule = place.protocol.categories.get(exercise.category) if exercise else None
    return rule is None or rule.role not in UNCOUNTED


def _open(place: Place, entry: str, phases: Iterable[str], names: Iterable[str]) -> Iterator[Fault]:
    for name in names:
        for phase in phases:
            if name in place.exercises and phase in place.phases:
                shut = place.why_shut(place.exercises[name], place.phases[phase])
                if shut:
                    yield place.fault("schedule", entry, shut, "Take it out, or open the phase to it.")


def _coverage(place: Place, phase: Phase) -> Iterator[Fault]:
    """For every grade and count one row of each sort of day, or of each weekday."""
    for grade in place.grades:
        rows = [row for row in place.protocol.schedule.rows if row.phase == phase.id and grade in row.grades]
        if phase.rhythm is Rhythm.WEEKLY:
            for weekday in WEEKDAYS:
                found = _speaking([row for row in rows if row.day == "week" and weekday in row.weekdays], grade, WEEKS)
                yield from _spoken_for(place, phase, f"grade {grade}, day {weekday} of the week, week", found)
            continue
        for sort in SORTS[phase.rhythm]:
            counts = COUNTS if sort in ("daily", "chain", "loading") else COUNTS[:1]
            found = _speaking([row for row in rows if row.day == sort], grade, counts)
            if sort == MAY_BE_MISSING:
                found = {count: max(1, n) for count, n in found.items()}
            yield from _spoken_for(place, phase, f"grade {grade}, {sort}, count", found)


def _speaking(rows: list[Row], grade: int, counts: Iterable[int]) -> dict[int, int]:
    """How many of *rows* speak for each of *counts*."""
    return {count: sum(row.holds(grade=grade, count=count) for row in rows) for count in counts}


def _spoken_for(place: Place, phase: Phase, where: str, found: dict[int, int]) -> Iterator[Fault]:
    """A fault at the first count without a row and at the first with several."""
    none = [count for count, rows in found.items() if not rows]
    several = [count for count, rows in found.items() if rows > 1]
    entry = f"phase '{phase.id}'"
    if none:
        yield place.fault("schedule", entry, f"no row speaks for {where} {none[0]}", "Write one, or widen another.")
    if several:
        problem = f"{found[several[0]]} rows speak for {where} {several[0]}"
        yield place.fault("schedule", entry, problem, "Narrow them with first, last, every or grades.")
