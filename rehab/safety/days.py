"""Checks that look at one day at a time: who may do what, from which day on, with what at home."""

from rehab.safety.breach import Findings
from rehab.safety.floors import earliest_days
from rehab.safety.minutes import session_minutes
from rehab.safety.numbers import (
    ADULT,
    COLD_FLAGS,
    COLD_ITEMS,
    LAST_FIRST_DAY,
    LASTING_FLAGS,
    LIGHT_TIER,
    MASSAGE_FLAGS,
    MOST_EXERCISES,
    MOST_ISOMETRIC_SECONDS,
    PRESSURE_ITEMS,
    STRETCH_HOLD_SECONDS,
    VESSEL_FLAGS,
    YOUNGEST,
)
from rehab.safety.reading import Course, Seen
from rehab.situation import Situation
from rehab.vocabulary import Lock, Rhythm, Role, Unit

# What the first two days leave out: all but protection, gentle movement and work for heart and lungs.
TOO_EARLY = frozenset(Role) - {Role.PROTECTION, Role.MOBILITY, Role.AEROBIC}


def nothing_loaded_first(course: Course) -> Findings:
    """In the first 48 hours, counted as days 0 to 2: no stretch, massage, hold, strength, balance,
    hip work, spring or run, whatever the grade.
    """
    for seen, work in course.each():
        if seen.number <= LAST_FIRST_DAY and work.role in TOO_EARLY:
            yield seen.number, f"{work.id} belongs to {work.exercise.category}, not to the first two days"


def soft_tissue_days(course: Course) -> Findings:
    """Stretches and massage wait for their first day, later in the higher grades."""
    for seen, work in course.each():
        first = {
            Role.STRETCH: course.figures.stretch_from,
            Role.MASSAGE: course.figures.massage_from,
        }.get(work.role)
        if first is not None and seen.number < first[seen.grade]:
            yield seen.number, f"{work.id} before day {first[seen.grade]} of grade {seen.grade}"


def no_rise_without_clearance(course: Course) -> Findings:
    """A severe strain stays in the first phase until a clinician has cleared it, however long."""
    for seen in course.seen:
        if seen.grade in course.figures.clearance_grades and not seen.cleared and seen.place > 0:
            yield seen.number, f"{seen.day.phase} in grade {seen.grade} without a clearance"


def severe_first_phase(course: Course) -> Findings:
    """The first phase of a severe strain holds protection and the few movements named for it."""
    for seen, work in course.each():
        if seen.grade not in course.figures.clearance_grades or seen.shown > 0:
            continue
        if work.role is not Role.PROTECTION and work.id not in course.figures.early_items:
            yield seen.number, f"{work.id} in the first phase of grade {seen.grade}"


def floors_and_stays(course: Course) -> Findings:
    """No phase begins before its floor after modifiers, and one that began later than its floor
    lasts its minimum stay before the next. Where somebody was placed to begin with is exempt.
    """
    floors: dict[Situation, tuple[int, ...]] = {}
    for seen in course.seen:
        situation = seen.terms.situation
        if situation not in floors:
            floors[situation] = earliest_days(course.protocol, situation)
        floor = floors[situation][seen.place]
        if seen.number < floor:
            yield seen.number, f"{seen.day.phase} before its floor, day {floor}"
    for spell, following in zip(course.spells[1:], course.spells[2:], strict=False):
        entered, left = spell[0], following[0]
        if left.place < entered.place or entered.number <= floors[entered.terms.situation][entered.place]:
            continue
        stay = course.protocol.phases[entered.place].minimum_stay_days[left.grade]
        if left.number - entered.number < stay:
            yield left.number, f"{entered.day.phase} left after {left.number - entered.number} of {stay} days"


def allowed_in_phase(course: Course) -> Findings:
    """Every item is of a category its phase allows, and of no higher tier; where all but protection
    is stopped, that is the first phase.
    """
    for seen, work in course.each():
        phase = course.protocol.phases[seen.shown]
        if work.exercise.category not in phase.categories:
            yield seen.number, f"{work.exercise.category} is not part of {phase.id}: {work.id}"
        if work.tier > phase.max_tier:
            yield seen.number, f"{work.id} has tier {work.tier}, {phase.id} allows {phase.max_tier}"


def named_and_dosed(course: Course) -> Findings:
    """Every item is in the catalogue, has a dose of its exercise's own unit and a reason; no day of
    a running course is empty.
    """
    for seen in course.seen:
        if seen.told.active and not seen.day.items:
            yield seen.number, "the day is empty"
        for item in seen.day.items:
            if item.exercise not in course.protocol.catalogue:
                yield seen.number, f"nobody knows the exercise {item.exercise}"
            elif item.dose.unit is not course.protocol.catalogue[item.exercise].first_dose.unit:
                yield seen.number, f"{item.exercise} is not counted in {item.dose.unit}"
            elif not item.dose.volume or not item.why.rule:
                yield seen.number, f"{item.exercise} has no dose or no reason"


def kit_is_there(course: Course) -> Findings:
    """What an item needs is in the runner's kit or in every home."""
    for seen, work in course.each():
        have = seen.terms.situation.kit | course.protocol.kit.household
        missing = sorted(set(work.exercise.equipment) - have)
        if missing:
            yield seen.number, f"{work.id} needs {', '.join(missing)}"


def session_length(course: Course) -> Findings:
    """At most six exercises, protection, the run block and optional ones not counted; minutes, worked out anew,
    within the phase's limit and as printed. Runs, aerobic and optional work take their own time.
    """
    for seen in course.seen:
        counted = [w for w in seen.work if w.role not in (Role.PROTECTION, Role.RUN) and not w.item.optional]
        if len(counted) > MOST_EXERCISES:
            yield seen.number, f"{len(counted)} exercises in a session"
        minutes = session_minutes(course.protocol, seen.work)
        if minutes > course.figures.minutes_most[seen.shown]:
            yield seen.number, f"{minutes} minutes in {seen.day.phase}"
        if minutes != seen.day.minutes:
            yield seen.number, f"says {seen.day.minutes} minutes and takes {minutes}"


def holds(course: Course) -> Findings:
    """A stretch is held 20 to 30 seconds, a contraction without movement 45 at most: both are
    counted in seconds, so nothing bounces.
    """
    for seen, work in course.each():
        dose = work.item.dose
        still = dose.unit is Unit.SECOND
        if work.role is Role.STRETCH and not (still and dose.amount in STRETCH_HOLD_SECONDS):
            yield seen.number, f"{work.id} is held for {dose}"
        if work.role is Role.ISOMETRIC and not (still and dose.amount <= MOST_ISOMETRIC_SECONDS):
            yield seen.number, f"{work.id} is held for {dose}"


def no_pressure_or_cold(course: Course) -> Findings:
    """No compression, raised leg or cold pack with poor vessels, a cold or pale foot or a possible
    clot; no cold pack with numb nerves, Raynaud's or an allergy to cold either.
    """
    for seen, work in course.each():
        flags = _standing(seen)
        if work.id in PRESSURE_ITEMS and flags & VESSEL_FLAGS:
            yield seen.number, f"{work.id} with {', '.join(sorted(flags & VESSEL_FLAGS))}"
        if work.id in COLD_ITEMS and flags & COLD_FLAGS:
            yield seen.number, f"{work.id} with {', '.join(sorted(flags & COLD_FLAGS))}"


def no_massage(course: Course) -> Findings:
    """No massage while a clot is possible or, until a clinician agrees, with a blood thinner."""
    for seen, work in course.each():
        flags = _standing(seen) & MASSAGE_FLAGS
        if work.role is Role.MASSAGE and flags:
            yield seen.number, f"{work.id} with {', '.join(sorted(flags))}"


def _standing(seen: Seen) -> frozenset[str]:
    """The answers that still take something away: some for good, the others until clearance."""
    return seen.told.flags & LASTING_FLAGS if seen.cleared else seen.told.flags


def old_enough(course: Course) -> Findings:
    """Nobody under 16 gets a plan; 16 and 17 only behind the banner that a guardian's agreement sets."""
    for seen in course.seen:
        situation = seen.terms.situation
        if situation.age is None or situation.age >= ADULT or not seen.day.items:
            continue
        if situation.age < YOUNGEST or situation.lock is Lock.NONE:
            yield seen.number, f"a plan at the age of {situation.age}"
            return


def second_phase_is_light(course: Course) -> Findings:
    """The phase of daily light work holds nothing above tier 2."""
    for seen, work in course.each():
        if seen.rhythm is Rhythm.DAILY and work.tier > LIGHT_TIER:
            yield seen.number, f"{work.id} has tier {work.tier}"
