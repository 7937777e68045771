"""How a course must answer soreness, silence, missed days and holds, at the edges."""

import pytest

from rehab.events import CheckIn, Morning, OtherWork, Outcome, Report
from rehab.reason import because
from rehab.safety import reactions as checks
from rehab.state import Decision
from rehab.vocabulary import Light
from tests.rehab.safety.lives import days_of_breach, ladder, life, line, lived, week
from tests.rehab.safety.plants import GRADE_1, GRADE_2, changed

G, A, R = Light.GREEN, Light.AMBER, Light.RED
RUN = "return_to_run"


def climb(*sessions: tuple[int, Light | None], situation=GRADE_2, phase: str = RUN, start: int = 30):
    """Ladder sessions two days apart: rung (0 first) and how the run came out."""
    days = []
    for n, (rung, light) in enumerate(sessions):
        number = start + 4 * n
        evening = R if light is R else (G if light is None else light)
        days.append(lived(number, phase, light=evening, rung=rung, situation=situation))
        days.append(
            lived(number + 1, phase, light=None, morning=light if light in (G, A) else None, situation=situation)
        )
    return days_of_breach(checks.rungs_in_turn, *days)


CLIMBS = {
    "two greens a rung": (((0, G), (0, G), (1, G), (1, G), (2, G), (2, G), (3, G), (4, G)), []),
    "one green on a rung of two": (((0, G), (1, G)), [34]),
    "enters at the second": (((1, G),), [30]),
    "two rungs at once": (((0, G), (0, G), (2, G)), [38]),
    "rises after an amber": (((0, G), (0, A), (1, G)), [38]),
    "rises after silence": (((0, G), (0, None), (1, G)), [38]),
    "rises after a red": (((0, G), (0, R), (1, G)), [38]),
    "an amber in between keeps the green": (((0, G), (0, A), (0, G), (1, G)), []),
    "a red falls two": (((0, G), (0, G), (1, G), (1, G), (2, R), (0, G)), []),
    "a red falls one": (((0, G), (0, G), (1, G), (1, G), (2, R), (1, G)), [50]),
    "a red falls to the entry": (((0, G), (0, G), (1, R), (0, G)), []),
    "a red stays": (((0, G), (0, G), (1, R), (1, G)), [42]),
    "after a red the rung needs all its greens": (((0, G), (0, G), (1, R), (0, G), (1, G)), [46]),
    "after missed days one green is enough": (((0, G), (0, G), (1, G), (0, G), (1, G)), []),
    "greens are counted on each rung": (((0, G), (0, G), (1, G), (2, G)), [42]),
}


@pytest.mark.parametrize(("sessions", "expected"), CLIMBS.values(), ids=CLIMBS)
def test_the_ladder_is_climbed_in_turn(sessions, expected):
    assert climb(*sessions) == expected


def test_a_mild_strain_enters_at_the_third_or_lower():
    assert climb((2, G), situation=GRADE_1) == []
    assert climb((0, G), situation=GRADE_1) == []
    assert climb((3, G), situation=GRADE_1) == [30]


def test_a_run_not_done_moves_nothing():
    skipped = lived(30, RUN, light=None, rung=0)
    rest = lived(31, RUN, light=None, morning=None)
    assert days_of_breach(checks.rungs_in_turn, skipped, rest, lived(32, RUN, rung=1)) == [32]
    assert days_of_breach(checks.rungs_in_turn, skipped, rest, lived(32, RUN, rung=0)) == []
    said = [what for _, what in checks.rungs_in_turn(life(skipped, rest, lived(32, RUN, rung=1)))]
    assert said == ["rung 2 before rung 1 was run"]


def test_a_ladder_left_is_entered_anew():
    ran = [lived(30, RUN, rung=0), lived(31, "power", light=None), lived(32, RUN, rung=1)]
    assert days_of_breach(checks.rungs_in_turn, *ran) == [32]
    weekly = [lived(30, RUN, rung=0), lived(31, "maintain", light=None), lived(32, RUN, rung=1)]
    assert days_of_breach(checks.rungs_in_turn, *weekly) == [32]
    assert days_of_breach(checks.rungs_in_turn, lived(31, "maintain", light=None), lived(32, RUN, rung=1)) == [32]


RAISE, PRESS, BRIDGE = "two-leg-heel-raise", "seated-forefoot-press", "glute-bridge"


def sore(light: Light, name: str, *later: tuple[int, str, int], phase: str = "strengthen"):
    """A session of *name* and its light, then sessions of (day, name, step)."""
    evening = light if light is R else A if light is A else G
    first = lived(20, phase, line(name), light=evening)
    morning = lived(21, phase, light=None, morning=None if light is R else light)
    days = [lived(day, phase, line(other, step)) for day, other, step in later]
    return days_of_breach(checks.nothing_rises_after_soreness, first, morning, *days)


SORE = {
    "an amber, then more": (A, RAISE, ((22, RAISE, 1),), [22]),
    "a red, then more": (R, RAISE, ((22, RAISE, 1),), [22]),
    "a green, then more": (G, RAISE, ((22, RAISE, 1),), []),
    "an amber, then the same": (A, RAISE, ((22, RAISE, 0),), []),
    "an amber, then something new": (A, RAISE, ((22, PRESS, 2),), []),
    "hip work": (A, BRIDGE, ((22, BRIDGE, 1),), []),
    "light work the next time": (A, PRESS, ((22, PRESS, 1),), [22]),
    "light work is over after a green": (A, PRESS, ((22, PRESS, 0), (24, PRESS, 1)), []),
    "loading waits for the next loading session": (A, RAISE, ((22, PRESS, 0), (24, RAISE, 1)), [24]),
    "loading is over after a green one": (A, RAISE, ((22, RAISE, 0), (24, RAISE, 1)), []),
    "a light one sore says nothing of the next loading one": (A, PRESS, ((22, BRIDGE, 0), (24, RAISE, 0)), []),
}


@pytest.mark.parametrize(("light", "name", "later", "expected"), SORE.values(), ids=SORE)
def test_nothing_rises_after_soreness(light, name, later, expected):
    assert sore(light, name, *later) == expected


def test_light_work_does_not_wait_for_the_next_loading_session():
    first = lived(20, "strengthen", line(RAISE), line(PRESS), light=A)
    quiet = lived(21, "strengthen", line(BRIDGE), morning=A)
    again = lived(22, "strengthen", line(RAISE), line(PRESS, 1))
    assert days_of_breach(checks.nothing_rises_after_soreness, first, quiet, again) == []


def test_no_rung_rises_after_soreness():
    first, rest = lived(30, RUN, rung=1, light=A), lived(31, RUN, light=None, morning=A)
    assert days_of_breach(checks.nothing_rises_after_soreness, first, rest, lived(32, RUN, rung=2)) == [32]
    assert days_of_breach(checks.nothing_rises_after_soreness, first, rest, lived(32, RUN, rung=1)) == []
    milder = lived(32, RUN, rung=2, situation=GRADE_1)
    assert days_of_breach(checks.nothing_rises_after_soreness, first, rest, milder) == []


WEEKS = {
    "grows": (week(1, 90), week(2, 99), [61]),
    "stays": (week(1, 90), week(2, 90), []),
    "back to the last build": (week(4, 63, last_build=90), week(5, 90), []),
    "back to the build before": (week(4, 63, build_before=90), week(5, 90), []),
    "over the build before": (week(4, 63, build_before=90), week(5, 91), [61]),
    "the first week": (week(0, 0), week(1, 90), []),
}


@pytest.mark.parametrize(("was", "now", "expected"), WEEKS.values(), ids=WEEKS)
def test_no_week_grows_after_soreness(was, now, expected):
    first = lived(60, "maintain", line(PRESS), light=A, before=was)
    second = lived(61, "maintain", line(PRESS), morning=A, before=now)
    assert days_of_breach(checks.nothing_rises_after_soreness, first, second) == expected


def quiet(*tiers_after: str | None, light: Light = R, **more):
    """A red on day 20, then a day of each exercise."""
    first = lived(20, "strengthen", line(PRESS), light=light, **more)
    days = [
        lived(21 + n, "strengthen", *([line(name)] if name else []), morning=None) for n, name in enumerate(tiers_after)
    ]
    return days_of_breach(checks.quiet_after_red, first, *days)


def late(day, *events):
    """The same day, its plan made before its morning was told."""
    return changed(day, events=(CheckIn(()), *events, *day.events))


def test_a_plan_made_before_the_morning_knows_nothing_of_it():
    sore, rise = lived(20, "strengthen", line(RAISE)), lived(21, "strengthen", line(RAISE, 1), morning=R)
    before = lived(19, "strengthen", line(RAISE))
    assert days_of_breach(checks.nothing_rises_after_soreness, before, sore, rise) == [21]
    assert days_of_breach(checks.nothing_rises_after_soreness, before, sore, late(rise)) == []
    amber = lived(20, "strengthen", line(RAISE), light=A)
    assert days_of_breach(checks.nothing_rises_after_soreness, before, amber, late(rise)) == [21]
    undone = changed(late(rise), events=(CheckIn(()), Morning(0)))
    later = lived(22, "strengthen", line(RAISE, 1))
    assert days_of_breach(checks.nothing_rises_after_soreness, before, sore, undone, later) == [22]


def test_a_week_promised_before_the_morning_stays():
    was, more = week(2, 90, last_build=90, build_before=90), week(3, 99, last_build=90, build_before=90)
    sore = lived(60, "maintain", line(PRESS), before=was)
    told = lived(61, "maintain", light=None, morning=A, before=more)
    known = lived(62, "maintain", line(PRESS), before=more)
    assert days_of_breach(checks.nothing_rises_after_soreness, sore, told, known) == [61, 62]
    assert days_of_breach(checks.nothing_rises_after_soreness, sore, late(told), known) == []


def test_two_quiet_days_after_a_red():
    walk = "flat-walking"
    assert quiet(PRESS, PRESS, walk) == []
    assert quiet(walk) == [21]
    assert quiet(PRESS, walk) == [22]
    assert quiet(walk, light=A) == []
    assert quiet(None, None, RAISE) == []


def ladder_red(days_later: int, *, in_the_morning: bool = False, run: bool = True):
    first = lived(30, RUN, light=G if in_the_morning else R, rung=0 if run else None)
    second = lived(31, RUN, light=None, morning=R if in_the_morning else None)
    filler = [lived(n, RUN, light=None, morning=None) for n in range(32, 30 + days_later)]
    later = lived(30 + days_later, RUN, ladder(0), light=None, morning=None)
    return days_of_breach(checks.quiet_after_red, first, second, *filler, later)


def test_no_run_for_three_days_after_a_red_run():
    assert ladder_red(3) == [33]
    assert ladder_red(4) == []
    assert ladder_red(3, run=False) == []
    assert ladder_red(4, in_the_morning=True) == [34]
    assert ladder_red(5, in_the_morning=True) == []


def test_a_red_of_something_else_keeps_no_run_away():
    """A red run on day 30, a red without a run on day 32: the run of day 35 is late enough."""
    days = [lived(30, RUN, light=R, rung=0), lived(31, RUN, light=None, morning=None)]
    days += [lived(32, RUN, line(PRESS), light=R, morning=None), lived(33, RUN, light=None, morning=None)]
    run = lived(35, RUN, ladder(0), light=None, morning=None)
    rest = lived(34, RUN, light=None, morning=None)
    assert days_of_breach(checks.quiet_after_red, *days, rest, run) == []


def test_a_run_left_out_is_no_red_run():
    reports = CheckIn((Report(PRESS, pain=9),))
    red = Decision(30, "stop", because("session-red"), R)
    left_out = lived(30, RUN, ladder(0), line(PRESS), light=None, events=(reports,), rules=(red,))
    rest = [lived(n, RUN, light=None, morning=None) for n in (31, 32)]
    assert days_of_breach(checks.quiet_after_red, left_out, *rest, lived(33, RUN, ladder(0), light=None)) == []


def test_after_an_acute_event_protection_only():
    acute = {"acute": True}
    assert days_of_breach(checks.quiet_after_red, lived(3, "protect", line("cold-pack"), before=acute)) == []
    assert days_of_breach(checks.quiet_after_red, lived(3, "mobilise", line(PRESS), before=acute)) == [3]
    assert days_of_breach(checks.quiet_after_red, lived(3, "mobilise", line(PRESS))) == []


PAINS = {
    "4 in a raise": (line(RAISE), 4, False),
    "5 in a raise": (line(RAISE), 5, True),
    "5 in a walk": (line("flat-walking"), 5, False),
    "3 in a hop": (line("two-leg-pogo"), 3, False),
    "4 in a hop": (line("two-leg-pogo"), 4, True),
    "4 in a warm-up": (line("dynamic-warm-up"), 4, True),
    "3 in a run": (ladder(0), 3, False),
    "4 in a run": (ladder(0), 4, True),
}


@pytest.mark.parametrize(("entry", "pain", "broken"), PAINS.values(), ids=PAINS)
def test_pain_is_red(entry, pain, broken):
    assert days_of_breach(checks.pain_is_red, lived(40, RUN, entry, pain=pain)) == ([40] if broken else [])
    assert days_of_breach(checks.pain_is_red, lived(40, RUN, entry, pain=pain, light=R)) == []


def test_pain_that_is_no_evidence():
    def told(report: Report):
        return days_of_breach(checks.pain_is_red, lived(40, RUN, line(RAISE), light=None, events=(CheckIn((report,)),)))

    assert told(Report(RAISE, pain=9)) == [40]
    assert told(Report(RAISE, Outcome.PARTLY, pain=9)) == [40]
    assert told(Report(RAISE, Outcome.SKIPPED, pain=9)) == []
    assert told(Report(RAISE)) == []
    assert told(Report("single-leg-heel-raise", pain=9)) == []


def silence(*days):
    return days_of_breach(checks.silence_holds, *days)


def test_silence_moves_nothing_on():
    first, quiet_day = lived(20, "strengthen", line(RAISE)), lived(21, "strengthen", light=None, morning=None)
    assert silence(first, quiet_day, lived(22, "strengthen", line(RAISE, 1))) == [22]
    assert silence(first, quiet_day, lived(22, "strengthen", line(RAISE, 0))) == []
    heard = lived(21, "strengthen", light=None)
    assert silence(first, heard, lived(22, "strengthen", line(RAISE, 1))) == []
    assert silence(first, lived(21, "strengthen", line(RAISE, 1), morning=None)) == [21]
    again = [lived(22, "strengthen", line(RAISE)), lived(23, "strengthen", light=None)]
    assert silence(first, quiet_day, *again, lived(24, "strengthen", line(RAISE, 1))) == []
    assert silence(first, quiet_day, lived(22, "strengthen", line(PRESS, 1))) == []
    assert silence(first) == []


def test_silence_is_no_light():
    first = lived(20, "strengthen", line(RAISE))

    def then(*rules: Decision, **more):
        return silence(first, lived(21, "strengthen", light=None, morning=None, rules=rules, **more))

    amber = Decision(21, "hold", because("session-amber"), A)
    assert then(amber) == [21]
    assert then(changed(amber, why=because("week-up"))) == []
    assert then(changed(amber, why=because("two-weeks-up"))) == []
    assert then(changed(amber, light=None)) == []
    assert then(amber, events=(OtherWork(),)) == []
    assert silence(lived(20, "strengthen", light=None, morning=None, rules=(amber,))) == []
    sore_before = lived(20, "strengthen", line(RAISE), light=A)
    assert silence(sore_before, lived(21, "strengthen", light=None, morning=None, rules=(amber,))) == []
