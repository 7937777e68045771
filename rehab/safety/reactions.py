"""Checks of how a course answers: to soreness, to silence, to days missed, to a hold."""

from rehab.events import CheckIn, Cleared, OtherWork, Outcome, Reinjured
from rehab.safety.breach import Findings
from rehab.safety.floors import earliest_days, rung_sessions
from rehab.safety.life import WORSE, Life, LivedDay
from rehab.safety.numbers import (
    FAST_RED_PAIN,
    HELD_STATUSES,
    LOADED_RED_PAIN,
    LOADING_TIER,
    MISSED_FORTNIGHT,
    MISSED_MONTH,
    MISSED_SOME,
    MISSED_WEEK,
    OVERDUE_DAY,
    QUIET_DAYS,
    QUIET_TIER,
    RED_FALLS_RUNGS,
    RED_RUN_GAP_DAYS,
)
from rehab.state import WeekOfRuns
from rehab.vocabulary import Light, Rhythm, Role, Status

CALF_ROLES = (Role.STRENGTH, Role.ISOMETRIC, Role.PLYOMETRIC)
ABOUT_THE_WEEK = frozenset({"week-up", "two-weeks-up"})


def rungs_in_turn(life: Life) -> Findings:
    """The ladder is entered at the first rung of this runner; it rises by one rung at most, after
    enough green runs there, or one where days missed brought it back; an amber or silence repeats it;
    a red costs two rungs, down to the entry.
    """
    last: LivedDay | None = None
    greens = 0
    for day in life.days:
        if life.protocol.phases[day.place].rhythm is not Rhythm.LADDER:
            last = last if life.protocol.phases[day.place].rhythm is Rhythm.WEEKLY else None
            continue
        if day.rung is None:
            continue
        sessions = rung_sessions(life.protocol, day.lived.before.situation)
        entry = _entry(sessions)
        if last is None or last.rung is None:
            if day.rung > entry:
                yield day.number, f"the ladder begins at rung {day.rung + 1}, not {entry + 1}"
        elif not _ran(life, last):
            if day.rung > last.rung:
                yield day.number, f"rung {day.rung + 1} before rung {last.rung + 1} was run"
        else:
            greens = greens + 1 if last.light is Light.GREEN else greens
            allowed = _next_rung(last, entry, enough=greens >= sessions[last.rung])
            if day.rung > allowed:
                yield day.number, f"rung {day.rung + 1} after a {last.light or 'silent'} run on {last.rung + 1}"
        if last is None or last.rung is None or day.rung > last.rung:
            greens = 0
        elif day.rung < last.rung:
            greens = 0 if last.light in WORSE else sessions[day.rung] - 1
        last = day


def _entry(sessions: tuple[int, ...]) -> int:
    """The first rung that takes any session, 0 first."""
    return next(rung for rung, count in enumerate(sessions) if count)


def _ran(life: Life, day: LivedDay) -> bool:
    ladder = life.protocol.ladder
    return ladder is not None and ladder.exercise in day.done


def _next_rung(last: LivedDay, entry: int, *, enough: bool) -> int:
    rung = last.rung or 0
    if last.light is Light.RED:
        return max(entry, rung - RED_FALLS_RUNGS)
    return rung + 1 if last.light is Light.GREEN and enough else rung


def nothing_rises_after_soreness(life: Life) -> Findings:
    """After an amber or red session no dose for the calf, no rung and no week's minutes stand higher
    at the next session, nor at the next that loads if the sore one did. A grade that a clinician
    changed in between has a ladder of its own.
    """
    sore: LivedDay | None = None
    loaded: LivedDay | None = None
    promised = WeekOfRuns()
    for day in life.days:
        if sore is not None and not _was_known(sore, day):
            promised = day.lived.before.week
        elif sore is not None:
            yield from _higher(sore, day, loaded_only=False)
            yield from _longer_week(sore, day, promised)
        if loaded is not None and loaded is not sore and day.top >= LOADING_TIER:
            yield from _higher(loaded, day, loaded_only=True)
            yield from _longer_week(loaded, day, promised)
        if day.done:
            sore = day if day.light in WORSE else None
            if day.top >= LOADING_TIER:
                loaded = day if day.light in WORSE else None


def _was_known(sore: LivedDay, day: LivedDay) -> bool:
    """Whether the soreness was known when *day*'s plan was made: in the evening, or by a morning in time."""
    late = day.number == sore.number + 1 and day.morning not in day.before_plan
    return not late or sore.evening in WORSE


def _higher(before: LivedDay, day: LivedDay, *, loaded_only: bool) -> Findings:
    """What stands higher on *day* than *before*; of doses all, or those that load."""
    for asked in day.risen():
        if asked.role in CALF_ROLES and (asked.exercise.tier >= LOADING_TIER or not loaded_only):
            yield day.number, f"{asked.entry.exercise} rises after the {before.light} session of day {before.number}"
    same_grade = day.lived.before.situation.grade == before.lived.before.situation.grade
    if same_grade and before.rung is not None and day.rung is not None and day.rung > before.rung:
        yield day.number, f"the rung rises after the {before.light} session of day {before.number}"


def _longer_week(before: LivedDay, day: LivedDay, promised: WeekOfRuns) -> Findings:
    """Minutes may rise only in the week *promised* before the soreness was known."""
    week, was = day.lived.before.week, before.lived.before.week
    rises = was.planned and week.planned > max(was.planned, was.last_build, was.build_before)
    if rises and week.number != promised.number:
        yield day.number, f"the week's minutes rise after the {before.light} session of day {before.number}"


def quiet_after_red(life: Life) -> Findings:
    """After a red two days hold nothing above tier 1, and after a red run no run stands before the
    fourth day. After an acute event only protection, until screen and grade are answered again.
    """
    for place, day in enumerate(life.days):
        if day.lived.before.status is Status.STOPPED_ACUTE and any(asked.exercise.tier for asked in day.asked):
            yield day.number, "more than protection after an acute event"
        if not day.decided(Light.RED):
            continue
        ahead = life.days[place + 1 : place + RED_RUN_GAP_DAYS]
        for later in ahead[:QUIET_DAYS]:
            if later.top > QUIET_TIER:
                yield later.number, f"tier {later.top} after the red of day {day.number}"
        for later in ahead:
            if _red_run(life, place) and later.runs:
                yield later.number, f"a run after the red run of day {day.number}"


def _red_run(life: Life, place: int) -> bool:
    """Whether the red of that day is about a run: of the day itself, or of the day before."""
    return any(day.light is Light.RED and _has_run(day) for day in life.days[max(0, place - 1) : place + 1])


def _has_run(day: LivedDay) -> bool:
    return day.runs and any(asked.entry.amount and asked.entry.exercise in day.done for asked in day.asked)


def pain_is_red(life: Life) -> Findings:
    """Pain of 5 or more while loaded, or of 4 while running or springing, makes a red, whatever
    else was said.
    """
    for day in life.days:
        asked = {item.entry.exercise: item for item in day.asked}
        reports = [report for event in day.events if isinstance(event, CheckIn) for report in event.reports]
        for report in reports:
            item = asked.get(report.exercise)
            if item is None or report.outcome is Outcome.SKIPPED or report.pain is None:
                continue
            fast = item.role in (Role.RUN, Role.PLYOMETRIC) and report.pain >= FAST_RED_PAIN
            loaded = item.exercise.tier >= LOADING_TIER and report.pain >= LOADED_RED_PAIN
            if (fast or loaded) and not day.decided(Light.RED):
                yield day.number, f"pain {report.pain} in {report.exercise} and no red"


def silence_holds(life: Life) -> Findings:
    """A session without its next morning moves nothing on: what was done is not asked for at a
    higher dose or rung next time, and a green session left in silence counts as nothing.
    """
    silent: dict[str, int] = {}
    for place, day in enumerate(life.days):
        for asked in day.risen():
            if asked.entry.exercise in silent:
                yield day.number, f"{asked.entry.exercise} rises, day {silent[asked.entry.exercise]} had no morning"
        unheard = place + 1 < len(life.days) and life.days[place + 1].morning is None
        for name in day.done:
            silent.pop(name, None)
            if unheard and day.light is None:
                silent[name] = day.number
        if day.events or not place or life.days[place - 1].light is not None:
            continue
        lights = [d for d in day.lived.after.decisions if d.light is not None and d.why.rule not in ABOUT_THE_WEEK]
        if lights:
            yield day.number, f"silence was taken for {lights[0].light}"


def missed_days_cost(life: Life) -> Findings:
    """After 4 days missed nothing is asked above what was last done; after 8 it is a step lower and
    the ladder two rungs down; after 15 the phase before, the ladder from its entry; after 29 the
    second phase at most. A phase lost and passed again before anything was done is paid for.
    """
    missed = highest = 0
    last: LivedDay | None = None
    away: list[tuple[int, int]] = []
    for day in life.days:
        if missed >= MISSED_SOME and last is not None and day.done:
            yield from _cost(life, last, day, missed)
            yield from _phase_cost(day, highest, missed, away)
        told = any(isinstance(event, CheckIn | OtherWork) for event in day.events)
        required = any(not asked.entry.optional for asked in day.asked)
        missed = 0 if told else missed + required
        last = day if told else last
        away = [] if told else [*away, (missed, day.place)]
        highest = day.place if told else max(highest, day.place)


def _cost(life: Life, last: LivedDay, day: LivedDay, missed: int) -> Findings:
    lower = missed >= MISSED_WEEK
    for asked in day.asked:
        held = day.held.get(asked.entry.exercise)
        most = None if held is None else max(0, held - lower)
        if most is not None and missed < MISSED_MONTH and asked.entry.step > most:
            yield day.number, f"{asked.entry.exercise} at step {asked.entry.step + 1} after {missed} days missed"
    falls = missed >= MISSED_WEEK and RED_FALLS_RUNGS
    if day.rung is None or last.rung is None:
        return
    if day.rung > max(_entry(rung_sessions(life.protocol, day.lived.before.situation)), last.rung - falls):
        yield day.number, f"rung {day.rung + 1} after {missed} days missed on rung {last.rung + 1}"


def _phase_cost(day: LivedDay, highest: int, missed: int, away: list[tuple[int, int]]) -> Findings:
    """*highest* is the highest phase the days missed were missed in, *away* holds their count and phase."""
    if missed < MISSED_FORTNIGHT:
        return
    count = MISSED_MONTH if missed >= MISSED_MONTH else MISSED_FORTNIGHT
    allowed = min(highest, 1) if missed >= MISSED_MONTH else max(min(highest, 1), highest - 1)
    if day.place > allowed and not any(place <= allowed for so_far, place in away if so_far > count):
        yield day.number, f"phase {day.place + 1} after {missed} days missed in phase {highest + 1}"


def a_hold_holds(life: Life) -> Findings:
    """While a review is wanted no phase, dose, rung or week's minutes rise. A mild strain that is not
    on the ladder by its day counts as a moderate one from the next.
    """
    for yesterday, today in life.following:
        if today.lived.before.status in HELD_STATUSES:
            if today.place > yesterday.place:
                yield today.number, "the phase rises during a hold"
            for asked in today.risen():
                yield today.number, f"{asked.entry.exercise} rises during a hold"
            if yesterday.rung is not None and today.rung is not None and today.rung > yesterday.rung:
                yield today.number, "the rung rises during a hold"
            week, was = today.lived.before.week, yesterday.lived.before.week
            if was.planned and week.planned > was.planned and not was.deload:
                yield today.number, "the week's minutes rise during a hold"
    yield from _overdue(life)


def _overdue(life: Life) -> Findings:
    """A clearance that names the grade gives it one more day."""
    phases = life.protocol.phases
    ladder = next((place for place, phase in enumerate(phases) if phase.rhythm is Rhythm.LADDER), None)
    for yesterday, today in life.following:
        situation = today.lived.before.situation
        due = OVERDUE_DAY.get((life.protocol.id, situation.grade))
        if ladder is None or due is None or today.place >= ladder or yesterday.place >= ladder:
            continue
        moved = earliest_days(life.protocol, situation)[ladder] - phases[ladder].floor_day[situation.grade]
        just = any(isinstance(e, Cleared | Reinjured) for e in (*yesterday.events, *today.events))
        if today.number > due + moved and not just:
            yield today.number, f"still grade {situation.grade} after day {due + moved}"
