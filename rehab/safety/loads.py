"""Checks of load over days: rests between, steps up, springs, strength beside running."""

from collections.abc import Sequence

import msgspec

from rehab.dose import Dose
from rehab.safety.breach import Findings
from rehab.safety.numbers import (
    CAPACITY_PERCENT,
    CHAIN_GAP_DAYS,
    DELOAD_EVERY,
    FIRST_CONTACTS,
    FORGOTTEN_DAYS,
    LADDER_STRENGTH_PERCENT,
    LIGHT_TIER,
    LOADING_GAP_DAYS,
    LOADING_TIER,
    MORE_CONTACTS,
    STRENGTH_SESSIONS_A_WEEK,
    WEEK,
    WEEKS_OF_LOADING_GAP,
)
from rehab.safety.reading import Course, Seen, Work
from rehab.vocabulary import Light, Rhythm, Role

HARD = (Role.STRENGTH, Role.PLYOMETRIC, Role.RUN)
# Reasons of a lower dose that leave the step held before within reach.
EASED = frozenset(
    "dose-deload dose-phase-limit dose-after-gap dose-contact-limit dose-session-limit"
    " dose-share-of-power dose-beside-running offered-gently wished-dose wished-cap".split()
)
WORSE = (Light.AMBER, Light.RED)


def loaded_days_apart(course: Course) -> Findings:
    """The muscle is loaded on dates two apart at least, tests and runs counted, until the end of
    the fourth week of running after the ladder.
    """
    later = (week for weeks in course.run_weeks for week in weeks if week.number > WEEKS_OF_LOADING_GAP)
    free = {seen.number for week in later for seen in week.days}
    last: int | None = None
    for seen in course.seen:
        asked = seen.number not in free and course.asks_load(seen)
        if asked and last is not None and seen.number - last < LOADING_GAP_DAYS:
            yield seen.number, f"the muscle was loaded on day {last}"
        if course.was_loaded(seen):
            last = seen.number


def chain_days_apart(course: Course) -> Findings:
    """Light hip and thigh strength stands on dates two apart at least."""
    last: int | None = None
    for seen in course.seen:
        if not _chain(seen.work):
            continue
        if last is not None and seen.number - last < CHAIN_GAP_DAYS:
            yield seen.number, f"hip work was done on day {last}"
        if _chain(seen.done):
            last = seen.number


def _chain(works: Sequence[Work]) -> bool:
    return any(work.role is Role.CHAIN and work.tier < LOADING_TIER for work in works)


def springs_in_turn(course: Course) -> Findings:
    """No spring before its phase; a hop on one leg only after a green session of two-leg springs."""
    figures = course.figures
    green: set[str] = set()
    for seen in course.seen:
        for work in seen.of(Role.PLYOMETRIC):
            if seen.place < figures.place_of.get(work.id, figures.spring_place):
                yield seen.number, f"{work.id} in {seen.day.phase}"
            needed = figures.green_before.get(work.id)
            if needed is not None and needed not in green:
                yield seen.number, f"{work.id} before {needed} went well"
        if seen.told.light is Light.GREEN:
            green.update(work.id for work in seen.done)


def strength_beside_running(course: Course) -> Findings:
    """The run comes before springs and strength. On the ladder strength is at most 60 % of the last
    full session before it (two strength exercises or more), or one exercise at its first step.
    """
    full = 0
    for seen in course.seen:
        hard = seen.of(Role.PLYOMETRIC, Role.STRENGTH)
        if hard and seen.runs and seen.work.index(seen.runs[-1]) > seen.work.index(hard[0]):
            yield seen.number, f"{hard[0].id} before the run"
        strength = seen.of(Role.STRENGTH)
        volume = sum(work.volume for work in strength)
        if seen.rhythm is Rhythm.LADDER:
            least = len(strength) == 1 and strength[0].step == 0
            if 100 * volume > LADDER_STRENGTH_PERCENT * full and not least:
                yield seen.number, f"strength volume {volume} beside the ladder, {full} before it"
        elif _leads_to_ladder(course, seen):
            done = sum(work.volume for work in seen.done if work.role is Role.STRENGTH)
            full = done if done and len(strength) > 1 else full


def _leads_to_ladder(course: Course, seen: Seen) -> bool:
    phases = course.protocol.phases[seen.place + 1 :]
    return bool(phases) and phases[0].rhythm is Rhythm.LADDER


class Reached(msgspec.Struct, frozen=True):
    """How far an exercise has come: last step and its light, highest step held, greens in a row
    there, and the step it came to beside the ladder (None: it is not beside the ladder).
    """

    day: int
    step: int
    light: Light | None
    highest: int
    greens: int
    beside: int | None


def steps_up(course: Course) -> Findings:
    """Each dose is one of its exercise's steps. It starts at the first, or where a test has shown
    more; after four weeks without it, again. It rises one step at a time: back to a step held before
    after one green session, above that only after enough greens in a row there. It may fall freely;
    after an amber or red the step fallen to is the highest held. Beside the ladder strength and
    springs stay as they came to it.
    """
    reached: dict[str, Reached] = {}
    for seen in course.seen:
        for work in seen.work:
            if work.is_run or work.role is Role.PROTECTION:
                continue
            if work.step is None:
                yield seen.number, f"{work.item.dose} is not a step of {work.id}"
                continue
            before = reached.get(work.id)
            if before is not None and seen.number - before.day > FORGOTTEN_DAYS and work.step > before.step:
                before = None
            if before is None:
                if work.step > _start(course, seen, work):
                    yield seen.number, f"{work.id} starts at {work.item.dose}"
            elif work.step > before.step:
                problem = _wrong_rise(course, seen, work, before)
                if problem:
                    yield seen.number, f"{work.id} rises to {work.item.dose}: {problem}"
            if work in seen.done:
                reached[work.id] = _after(seen, work, work.step, before)


def _start(course: Course, seen: Seen, work: Work) -> int:
    """The highest first step: of a planned course, or by what was shown without pain in a test."""
    steps = work.exercise.dose_steps
    tested = CAPACITY_PERCENT * seen.told.tested.get(work.id, 0)
    shown = [step for step, dose in enumerate(steps) if 100 * dose.amount <= tested]
    dose = course.figures.starts.get((work.id, seen.grade))
    return max([0, *shown, *([steps.index(Dose.parse(dose))] if dose and seen.told.done is None else [])])


def _wrong_rise(course: Course, seen: Seen, work: Work, before: Reached) -> str:
    assert work.step is not None
    if work.step > before.step + 1:
        return "two steps at once"
    if before.beside is not None and seen.rhythm is Rhythm.LADDER and work.volume > _beside(course, seen, work, before):
        return "beside the ladder only the run grows"
    if before.light is not Light.GREEN:
        return "the last time was not green"
    needed = next(rule.needed[seen.grade] for rule in course.protocol.greens if work.tier <= rule.max_tier)
    if work.step > before.highest and before.greens < needed:
        return f"{before.greens} of {needed} greens"
    return ""


def _beside(course: Course, seen: Seen, work: Work, before: Reached) -> int:
    """The most volume beside the ladder: what it came to it with, or what the phase fixes for it or
    for the exercise it may change places with.
    """
    fixed = course.protocol.phases[seen.place].fixed
    pairs = course.protocol.schedule.pairs
    names = {work.id, *(name for pair in pairs if work.id in pair for name in pair)}
    came = work.exercise.dose_steps[before.beside or 0].volume
    return max([came, *(fixed[name][seen.grade] for name in names if name in fixed)])


def _after(seen: Seen, work: Work, step: int, before: Reached | None) -> Reached:
    """What is held after a session. Beside the ladder strength and springs gain no greens. A fall
    after an amber or red is for good, but not where an easy week, a ceiling or a gap is its reason.
    """
    day, light, beside = seen.number, seen.told.light, None
    if seen.rhythm is Rhythm.LADDER and work.role in (Role.STRENGTH, Role.PLYOMETRIC):
        beside = step if before is None or before.beside is None else before.beside
    counts = int(light is Light.GREEN and beside is None)
    if before is None or step > before.highest:
        return Reached(day, step, light, step, counts, beside)
    if step < before.step and before.light in WORSE and work.item.why.rule not in EASED:
        return Reached(day, step, light, step, counts, beside)
    greens = 0 if light in WORSE else before.greens + counts * (step == before.highest)
    return Reached(day, step, light, before.highest, greens, beside)


def contacts(course: Course) -> Findings:
    """Springs, all together: at most 40 contacts the first time, 20 more than the last time, and
    never more than the phase's most.
    """
    last: int | None = None
    for seen in course.seen:
        now = sum(work.volume for work in seen.of(Role.PLYOMETRIC))
        allowed = FIRST_CONTACTS if last is None else last + MORE_CONTACTS
        allowed = min(allowed, course.figures.contacts_most.get(seen.place, allowed))
        if now > allowed:
            yield seen.number, f"{now} contacts, {allowed} allowed"
        done = sum(work.volume for work in seen.done if work.role is Role.PLYOMETRIC)
        last = done or last


def a_day_off(course: Course) -> Findings:
    """From the first phase of loading on, any seven days hold one without strength, springs or
    running of tier 2 or more.
    """
    phases = course.protocol.phases
    loading = [any(p.rhythm is Rhythm.ALTERNATE for p in phases[: place + 1]) for place in range(len(phases))]
    without = 0
    for seen in course.seen:
        hard = any(work.tier >= LIGHT_TIER for work in seen.of(*HARD))
        without = without + 1 if hard and loading[seen.place] else 0
        if without >= WEEK:
            yield seen.number, f"{without} days without a day off"


def strength_each_week(course: Course) -> Findings:
    """Every full week of running after the ladder keeps two strength sessions, unless it is a
    deload or an amber, a red or an illness fell into it.
    """
    for week in (week for weeks in course.run_weeks for week in weeks):
        excused = week.number % DELOAD_EVERY == 0 or any(seen.told.excused for seen in week.days)
        if excused or len(week.days) < WEEK:
            continue
        sessions = sum(bool(seen.of(Role.STRENGTH)) for seen in week.days)
        if sessions < STRENGTH_SESSIONS_A_WEEK:
            yield week.first, f"{sessions} strength sessions in the week"
