"""The ladder and the weeks after it."""

from collections.abc import Iterator
from itertools import pairwise

from rehab.checking.place import Place
from rehab.fault import Fault, repeated_names
from rehab.numbers import Ladder, Mileage
from rehab.vocabulary import Rhythm, Role

MOST_MORE_MINUTES = 4


def running_faults(place: Place) -> Iterator[Fault]:
    """Everything wrong in running.toml, and phases that need what it does not have."""
    protocol = place.protocol
    ladder, mileage = protocol.ladder, protocol.mileage
    for phase in protocol.phases:
        entry = f"phase '{phase.id}'"
        if phase.rhythm is Rhythm.LADDER and ladder is None:
            yield place.fault("phases", entry, "climbs a ladder and there is none", "Write [ladder] in running.toml.")
        if phase.rhythm is Rhythm.WEEKLY and mileage is None:
            cure = "Write [mileage] in running.toml."
            yield place.fault("phases", entry, "runs by the week and nothing says how much", cure)
    if ladder is not None:
        yield from _ladder(place, ladder)
        yield from _run(place, "ladder", ladder.exercise, Rhythm.LADDER)
    if mileage is not None:
        yield from place.unknown("mileage", "mileage", "exercise", [mileage.exercise, mileage.strides])
        yield from place.unknown("mileage", "mileage", "category", mileage.deload_drops)
        yield from _run(place, "mileage", mileage.exercise, Rhythm.WEEKLY)
        yield from _weekdays(place, mileage)
    if ladder is not None or mileage is not None:
        yield from _around(place, {rules.exercise for rules in (ladder, mileage) if rules})


def _run(place: Place, key: str, name: str, rhythm: Rhythm) -> Iterator[Fault]:
    """A run is an exercise for running that loads, open where it is run."""
    run = place.exercises.get(name)
    if run is None:
        return
    if place.role(run) not in (Role.RUN, None):
        problem = f"'{name}' is for {place.role(run)}"
        yield place.fault(key, key, problem, "Name an exercise whose category has the role 'run'.")
    if run.tier < place.protocol.limits.loading_tier:
        cure = "Give a run at least the tier that loads."
        yield place.fault(key, key, f"'{name}' has tier {run.tier} and would load nothing", cure)
    for phase in place.protocol.phases:
        if phase.rhythm is rhythm and (shut := place.why_shut(run, phase)):
            yield place.fault(key, key, shut, "Open the phase to its run.")


def _weekdays(place: Place, mileage: Mileage) -> Iterator[Fault]:
    """Runs fall on days that load; rest, load and light work each have days of their own."""
    runs, loads, rests = mileage.run_days, set(mileage.loading_weekdays), set(mileage.rest_weekdays)
    if mileage.runs_a_week > len(runs) or len(set(runs)) < len(runs):
        cure = "Name as many different run_days as runs_a_week."
        yield place.fault("mileage", "mileage", f"has {mileage.runs_a_week} runs a week on days {list(runs)}", cure)
    if not loads.issuperset(runs):
        cure = "Name each of run_days among loading_weekdays."
        yield place.fault("mileage", "mileage", "runs on a day that does not load", cure)
    if not rests or loads & rests or mileage.light_weekday in loads | rests:
        cure = "Name at least one of rest_weekdays, and each weekday in one list only."
        yield place.fault("mileage", "mileage", "does not tell load, light work and rest apart", cure)
    if mileage.target_minutes > mileage.most_minutes:
        problem = f"target_minutes {mileage.target_minutes} is more than most_minutes {mileage.most_minutes}"
        yield place.fault("mileage", "mileage", problem, "Let the target stay below the most.")


def _around(place: Place, runs: set[str]) -> Iterator[Fault]:
    """Every run has its warm-up and cool-down, and with them it is the run block."""
    schedule = place.protocol.schedule
    for key in ("warm_up", "cool_down", "walk"):
        name = getattr(schedule, key)
        exercise = place.exercises.get(name)
        role = Role.AEROBIC if key == "walk" else Role.RUN
        if not name:
            yield place.fault("schedule", "schedule", f"{key} is empty", "Name one: there is running.")
        elif exercise and place.role(exercise) not in (role, None):
            cure = f"Name an exercise whose category has the role '{role}'."
            yield place.fault("schedule", "schedule", f"{key} '{name}' is for {place.role(exercise)}", cure)
    for name in sorted((runs | {schedule.warm_up, schedule.cool_down}) - schedule.run_block - {""}):
        yield place.fault("schedule", "schedule", f"run_block leaves out '{name}'", "Add it.")


def _ladder(place: Place, ladder: Ladder) -> Iterator[Fault]:
    yield from place.unknown("ladder", "ladder", "exercise", [ladder.exercise])
    yield from place.unknown("ladder", "ladder", "focus", [ladder.extra_session_focus])
    yield from repeated_names(place.file("ladder"), "rung", (rung.id for rung in ladder.rungs))
    for before, after in pairwise(ladder.rungs):
        entry, more = f"rung '{after.id}'", after.total - before.total
        if more < 0:
            yield place.fault("ladder", entry, f"runs {-more} minutes less than '{before.id}'", "Let the ladder rise.")
        if more > MOST_MORE_MINUTES:
            problem = f"runs {more} minutes more than '{before.id}'"
            yield place.fault("ladder", entry, problem, f"Let a rung add {MOST_MORE_MINUTES} run minutes at most.")
    if len(ladder.cautious_entry_sessions) > len(ladder.rungs):
        problem = f"has {len(ladder.cautious_entry_sessions)} cautious_entry_sessions for {len(ladder.rungs)} rungs"
        yield place.fault("ladder", "ladder", problem, "Give one number for a rung at most.")
    for grade in place.grades:
        yield from _sessions(place, ladder, grade)


def _sessions(place: Place, ladder: Ladder, grade: int) -> Iterator[Fault]:
    """A number for every rung: 0 below the one a grade enters at, at least 1 from there on."""
    sessions = ladder.sessions.get(grade, ())
    if len(sessions) != len(ladder.rungs):
        problem = f"grade {grade} has {len(sessions)} for {len(ladder.rungs)} rungs"
        yield place.fault("ladder", "sessions", problem, "Give one number for each rung.")
    elif not any(sessions):
        yield place.fault(
            "ladder", "sessions", f"grade {grade} enters nowhere", "Give at least the last rung a session."
        )
    elif not all(sessions[next(n for n, count in enumerate(sessions) if count) :]):
        problem = f"grade {grade} leaves a rung out on the way up"
        yield place.fault("ladder", "sessions", problem, "Write 0 only below the rung it enters at.")
