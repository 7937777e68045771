"""The short check of a followed course: today's ticks, on top of what the diary still holds open."""

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from rehab.events import Answered, Cleared, Morning, Noted, Paused, Regraded, Reinjured, Resumed, Screened
from rehab.following import Start, Today
from rehab.screening import Circumstances, asked_daily
from rehab.vocabulary import Lock, Route, Status
from rehab.watching import NO_BETTER, SECOND_LOOK, answered, asked_besides, heard, on_record, signs_are_due
from tests.rehab.engine.diaries import Follower, a_start, fact, joined, on
from tests.rehab.screening_oracle import EMERGENCY, RISKS, RULES, SAME_DAY

SIGN, OTHER_SIGN, RISK = "rf10a", "rf10b", "rf11a"
DAILY = [flag.id for flag in asked_daily(RULES)]
Told = dict[int, Sequence[Noted]]


class Watched(Follower):
    """A runner with a check behind them: what it ticked, and what was told since, day by day."""

    def __init__(self, *, told: Told | None = None, **start: Any) -> None:
        self.start: Start = a_start(**start)
        super().__init__(joined(self.start).state)
        for day, events in (told or {}).items():
            self.day = day
            self.tells(*events)

    def on(self, day: int) -> Today:
        self.day = day
        return self.today

    def ticks(self, *flags: str, day: int) -> Screened:
        """What the short check makes of these ticks, which then stand in the diary."""
        event = answered(RULES, self.start, self.facts, self.on(day), frozenset(flags))
        self.tells(event)
        return event

    def due(self, day: int) -> bool:
        return signs_are_due(RULES, self.start, self.facts, self.on(day))

    def lock(self, day: int) -> Lock:
        """What the diary's open flags come to on a day on which nothing is ticked."""
        return heard(RULES, self.start, self.facts, self.on(day)).lock


# --- today's ticks ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_none_of_these_goes_on_though_a_strain_of_that_grade_is_best_looked_at(grade: int) -> None:
    event = Watched(grade=grade, cleared_on_day=None).ticks(day=5)
    assert (event.route, event.flags, event.full) == (Route.PROCEED, frozenset(), False)
    assert not event.lock.stops_rises


@pytest.mark.parametrize("flag", [flag for flag in DAILY if flag in {*EMERGENCY, *SAME_DAY}])
def test_each_urgent_sign_stops(flag: str) -> None:
    rob = Watched()
    event = rob.ticks(flag, day=5)
    assert event.route is (Route.EMERGENCY if flag in EMERGENCY else Route.SAME_DAY)
    assert (event.lock, rob.today.now.status, rob.today.plan.entries) == (Lock.NO_PLAN, Status.STOPPED_REDFLAG, ())


def test_a_sign_of_a_clot_leaves_light_work() -> None:
    event = Watched().ticks(SIGN, day=5)
    assert (event.route, event.lock) == (Route.WITHIN_A_WEEK, Lock.LIGHT_ONLY)


def test_two_signs_or_one_beside_a_risk_are_urgent() -> None:
    assert Watched().ticks(SIGN, OTHER_SIGN, day=5).route is Route.SAME_DAY
    assert Watched(flags=frozenset({RISK})).ticks(SIGN, day=5).route is Route.SAME_DAY


def test_what_the_short_check_does_not_ask_is_refused() -> None:
    with pytest.raises(ValueError, match="'rf06' is not a daily question"):
        Watched().ticks("rf06", day=5)


# --- what stays on record ---------------------------------------------------------------------------------------------


def test_a_flag_keeps_its_lock_without_being_ticked_again() -> None:
    rob = Watched(flags=frozenset({"rf26"}))
    assert rob.ticks(day=5).lock is Lock.PROTECTION_ONLY
    assert rob.lock(20) is Lock.PROTECTION_ONLY
    assert on_record(rob.start, rob.facts) == {"rf26": on(0)}


STAYS = {
    "on day 3 it is as it was": (0, 3, Route.WITHIN_A_WEEK),
    "on day 4 it is urgent": (0, 4, Route.SAME_DAY),
    "new on day 4 it waits": (4, 4, Route.WITHIN_A_WEEK),
    "there for a second day after day 3": (4, 5, Route.SAME_DAY),
}


@pytest.mark.parametrize(("first", "again", "route"), STAYS.values(), ids=STAYS)
def test_a_sign_that_stays_past_day_3_becomes_urgent(first: int, again: int, route: Route) -> None:
    rob = Watched()
    found = rob.ticks(SIGN, day=first)
    assert (rob.ticks(SIGN, day=again) if again > first else found).route is route


def test_the_first_tick_gives_the_date() -> None:
    rob = Watched()
    for day in (2, 3, 1):
        rob.ticks(SIGN, day=day)
    assert on_record(rob.start, rob.facts) == {SIGN: on(1)}


def test_a_new_strain_keeps_the_flags_with_their_dates() -> None:
    """The injury moves to day 9; a sign of day 6 stood three days before it, and is there for a second day."""
    rob = Watched()
    rob.ticks(SIGN, day=6)
    rob.on(9)
    rob.tells(Reinjured(2))
    assert (rob.on(13).now.day, on_record(rob.start, rob.facts)) == (4, {SIGN: on(6)})
    assert rob.ticks(SIGN, day=13).route is Route.SAME_DAY


# --- an examination ---------------------------------------------------------------------------------------------------

SEEN = Cleared("physio")
EXAMINED: dict[str, tuple[Told, str, Lock]] = {
    "what was ticked before it is settled": ({5: [Screened(frozenset({SIGN})), SEEN]}, "", Lock.NONE),
    "an urgent answer too": ({5: [Screened(frozenset({"rf07"}))], 6: [SEEN]}, "", Lock.NONE),
    "what was ticked after it is not": ({5: [SEEN, Screened(frozenset({SIGN}))]}, "", Lock.LIGHT_ONLY),
    "nor what is ticked today": ({5: [SEEN]}, SIGN, Lock.LIGHT_ONLY),
    "nor what is ticked again": ({4: [Screened(frozenset({SIGN}))], 5: [SEEN]}, SIGN, Lock.LIGHT_ONLY),
    "the old one settled, the new one not": (
        {4: [Screened(frozenset({OTHER_SIGN}))], 5: [SEEN]},
        SIGN,
        Lock.LIGHT_ONLY,
    ),
    "again and for a second day": ({4: [SEEN], 5: [Screened(frozenset({SIGN}))]}, SIGN, Lock.NO_PLAN),
}


@pytest.mark.parametrize(("told", "today", "lock"), EXAMINED.values(), ids=EXAMINED)
def test_an_examination_settles_what_was_ticked_before_it(told: Told, today: str, lock: Lock) -> None:
    event = Watched(grade=1, told=told).ticks(*today.split(), day=6)
    assert event.lock is lock
    assert (event.route is Route.PROCEED) is (lock is Lock.NONE)


def test_a_risk_outlives_an_examination() -> None:
    """It locks nothing, keeps the daily question, and makes a single sign urgent."""
    rob = Watched(flags=frozenset({RISK}), told={5: [SEEN]})
    assert on_record(rob.start, rob.facts) == {}
    assert heard(RULES, rob.start, rob.facts, rob.on(9)).ask_daily
    assert rob.ticks(SIGN, day=9).route is Route.SAME_DAY


def test_where_nobody_asked_for_risks_the_signs_are_asked_daily() -> None:
    """On day 8, which is none of the days that ask everybody."""
    asked = [
        bool(heard(RULES, rob.start, rob.facts, rob.on(8)).ask_daily)
        for rob in (Watched(), Watched(facts=Circumstances(day=0, risks_asked=False)))
    ]
    assert asked == [False, True]


def test_what_the_check_heard_beside_an_examination_is_settled_and_a_new_sign_is_not() -> None:
    """Tess had looked at the calf on day 3; on day 6 Rob did the check with a sign, which is asked again daily."""
    seen = {"cleared_on_day": 3, "facts": Circumstances(day=6, grade=2, cleared_on_day=3)}
    rob = Watched(joined=6, flags=frozenset({SIGN, "rf17"}), **seen)
    assert on_record(rob.start, ()) == {}
    assert (rob.lock(8), bool(heard(RULES, rob.start, (), rob.on(8)).ask_daily)) == (Lock.NONE, True)
    assert rob.ticks(OTHER_SIGN, day=8).lock is Lock.LIGHT_ONLY


def test_after_an_examination_the_grade_is_no_longer_advised_upon() -> None:
    assert Watched(grade=3, cleared_on_day=None).lock(5) is Lock.ADVISE
    assert Watched(grade=3, cleared_on_day=None, told={4: [SEEN]}).ticks(SIGN, day=5).lock is Lock.LIGHT_ONLY
    assert Watched(grade=3, cleared_on_day=None, told={4: [SEEN]}).lock(5) is Lock.NONE


# --- when the signs are asked -----------------------------------------------------------------------------------------


def test_the_signs_are_asked_once_a_day() -> None:
    rob = Watched()
    assert rob.due(5)
    rob.ticks(day=5)
    assert [rob.due(5), rob.due(6)] == [False, True]


NOTHING_ASKED: dict[str, tuple[frozenset[str], int, bool]] = {
    "nothing asked of the leg, nothing to look for": (frozenset(), 6, False),
    "a week after, whatever the plan holds": (frozenset(), 7, True),
    "the day after that": (frozenset(), 8, False),
    "a fortnight after": (frozenset(), 14, True),
    "each day where a risk was told": (frozenset({RISK}), 8, True),
    "each day where a sign was told": (frozenset({SIGN}), 8, True),
}


@pytest.mark.parametrize(("flags", "day", "asked"), NOTHING_ASKED.values(), ids=NOTHING_ASKED)
def test_days_on_which_the_plan_asks_for_nothing(flags: frozenset[str], day: int, asked: bool) -> None:
    """Rob is on holiday from day 5 on."""
    assert Watched(flags=flags, told={5: [Paused()]}).due(day) is asked


def test_back_from_the_holiday_they_are_asked_before_the_session() -> None:
    assert Watched(told={5: [Paused()], 6: [Resumed()]}).due(6)


# --- what is asked beside them ----------------------------------------------------------------------------------------

LOOK, BETTER = (SECOND_LOOK,), (NO_BETTER,)
NO, YES = Answered(NO_BETTER, yes=False), Answered(NO_BETTER, yes=True)
BESIDES: dict[str, tuple[Told, int, tuple[str, ...]]] = {
    "nothing before day 3": ({}, 2, ()),
    "a second look on day 3": ({}, 3, LOOK),
    "looked at on day 3, still the same on day 4": ({3: [Regraded(2)]}, 4, BETTER),
    "until it is answered, both": ({}, 6, (*LOOK, *BETTER)),
    "answered on day 4: not on day 6": ({3: [Regraded(2)], 4: [NO]}, 6, ()),
    "both once more on day 7": ({3: [Regraded(2)], 4: [YES]}, 7, (*LOOK, *BETTER)),
    "answered on day 8: not again": ({8: [Regraded(2), NO]}, 9, ()),
    "another question's answer is none": ({8: [Regraded(2), Answered("other", yes=True)]}, 9, BETTER),
    "after a new strain only whether it is better": ({9: [Reinjured(2)]}, 14, BETTER),
}


@pytest.mark.parametrize(("told", "day", "asked"), BESIDES.values(), ids=BESIDES)
def test_what_is_asked_beside_the_signs(told: Told, day: int, asked: tuple[str, ...]) -> None:
    rob = Watched(again_on=(on(3), on(7)), told=told)
    assert asked_besides(rob.start, rob.facts, rob.on(day)) == asked


def test_who_has_left_the_first_two_phases_has_become_better() -> None:
    rob = Watched()
    strong = replace(rob.on(9), now=replace(rob.today.now, phase=2))
    assert asked_besides(rob.start, (), strong) == ()
    assert asked_besides(rob.start, (fact(3, Morning(0)),), replace(strong, now=replace(strong.now, phase=1))) == BETTER


def test_every_risk_asks_daily() -> None:
    assert [
        risk
        for risk in RISKS
        if not heard(RULES, a_start(flags=frozenset({risk})), (), joined(a_start()).today).ask_daily
    ] == []
