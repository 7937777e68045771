"""A page of the diary: facts in their order, items that become a session, and the plan it was done from."""

import pytest

from rehab.events import Answered, AnyEvent, CheckIn, Did, Finished, Morning, Noted, Outcome, Report, TakenBack, WhyNot
from rehab.following import Fact, Page, page_of
from rehab.state import Entry, Session
from rehab.vocabulary import Sign
from tests.rehab.engine.diaries import fact

RAISE, WALK, RUN = "two-leg-heel-raise", "flat-walking", "walk-run-session-ladder"


def page(*events: Noted, is_over: bool = False) -> Page:
    """The page of a day on which *events* were told in this order."""
    return page_of([fact(20, event, minute=minute) for minute, event in enumerate(events)], is_over=is_over)


# --- items and their session ------------------------------------------------------------------------------------------

DONE, SKIPPED = Outcome.DONE, Outcome.SKIPPED
SESSIONS: dict[str, tuple[list[Noted], list[AnyEvent]]] = {
    "items, then the end, are the session told at once": (
        [Did(RAISE, pain=1), Did(WALK, pain=0), Finished(after=1)],
        [CheckIn((Report(RAISE, pain=1), Report(WALK, pain=0)), after=1)],
    ),
    "signs and widespread soreness are the session's": (
        [Did(RAISE, pain=1), Finished(signs=frozenset({Sign.LIMP}), widespread=True)],
        [CheckIn((Report(RAISE, pain=1),), signs=frozenset({Sign.LIMP}), widespread=True)],
    ),
    "minutes run and what was skipped are kept": (
        [Did(RUN, minutes=4), Did(RAISE, SKIPPED, why_not=WhyNot.TIME), Finished()],
        [CheckIn((Report(RUN, minutes=4), Report(RAISE, SKIPPED)))],
    ),
    "a second word on an item wins and keeps its place": (
        [Did(RAISE, SKIPPED), Did(WALK), Did(RAISE, pain=2), Finished()],
        [CheckIn((Report(RAISE, pain=2), Report(WALK)))],
    ),
    "a word after the end begins a second session": (
        [Did(RAISE, pain=0), Finished(), Did(RAISE, pain=3), Finished(after=3)],
        [CheckIn((Report(RAISE, pain=0),)), CheckIn((Report(RAISE, pain=3),), after=3)],
    ),
    "an end without items is a session of nothing": ([Finished(after=0)], [CheckIn((), after=0)]),
    "the worst pain counts for all that have no number": (
        [Did(RAISE), Did(WALK, pain=1), Finished(during=4)],
        [CheckIn((Report(RAISE, pain=4), Report(WALK, pain=1)))],
    ),
    "where it was felt is said: there alone": (
        [Did(RAISE), Did(WALK), Finished(during=4, worst_at=WALK)],
        [CheckIn((Report(RAISE), Report(WALK, pain=4)))],
    ),
    "a number told with the item outlives the worst": (
        [Did(RAISE, pain=0), Finished(during=4, worst_at=RAISE)],
        [CheckIn((Report(RAISE, pain=0),))],
    ),
    "a morning between items stays before the session": (
        [Did(RAISE), Morning(1), Finished()],
        [Morning(1), CheckIn((Report(RAISE),))],
    ),
    "slips and answered questions change nothing": ([TakenBack("my thumb"), Answered("no-better", yes=False)], []),
}


@pytest.mark.parametrize(("told", "read"), SESSIONS.values(), ids=SESSIONS)
def test_how_a_day_is_read(told: list[Noted], read: list[AnyEvent]) -> None:
    assert page(*told) == Page(tuple(read))


def test_what_nobody_finished_waits_for_midnight() -> None:
    told = [Morning(0), Did(RAISE, pain=1), Did(WALK)]
    assert page(*told) == Page((Morning(0),), None, (Did(RAISE, pain=1), Did(WALK)))
    over = page(*told, is_over=True)
    assert over == Page((Morning(0), CheckIn((Report(RAISE, pain=1), Report(WALK)))))


def test_the_order_is_day_moment_and_then_uuid() -> None:
    first, second = fact(20, Did(RAISE, pain=1), uuid="a"), fact(20, Did(RAISE, pain=5), uuid="b")
    for facts in ([first, second], [second, first]):
        assert page_of(facts, is_over=False).open_items == (Did(RAISE, pain=5),)
    earlier = fact(20, Did(RAISE, pain=2), minute=-1, uuid="c")
    assert page_of([second, earlier], is_over=False).open_items == (Did(RAISE, pain=5),)
    assert first.place < second.place < fact(21, Morning(0), minute=-700).place


# --- the plan on the screen -------------------------------------------------------------------------------------------


def plan(*entries: Entry, loading: bool = False, rung: int | None = None, run_minutes: int = 0) -> Session:
    return Session("training", entries, loading=loading, rung=rung, run_minutes=run_minutes)


def line(name: str, step: int = 0, *, amount: int = 0) -> Entry:
    return Entry(name, step, "dose-held", amount=amount)


HARD = plan(line(RAISE, 2), loading=True)
EASY = plan(line(RAISE, 1), line(WALK))
LONG = plan(line(RUN, amount=8), line(WALK), loading=True, rung=1, run_minutes=8)
SHORT = plan(line(RUN, amount=5), line(WALK), loading=True, rung=0, run_minutes=5)
ON_FOOT = plan(line(WALK, 1))

PLANS: dict[str, tuple[list[tuple[Noted, Session | None]], Session | None]] = {
    "nothing of a session was told": ([(Morning(0), None)], None),
    "all from one plan": ([(Did(RAISE), HARD), (Finished(), HARD)], HARD),
    "two plans: what only the later holds comes after the first": (
        [(Did(RAISE), HARD), (Did(WALK), EASY)],
        plan(line(RAISE, 2), line(WALK), loading=True),
    ),
    "an item told from the later plan has the dose it had there": (
        [(Finished(), HARD), (Did(RAISE), EASY)],
        plan(line(RAISE, 1), line(WALK), loading=True),
    ),
    "also where a session was told at once": (
        [(Finished(), HARD), (CheckIn((Report(RAISE),)), EASY)],
        plan(line(RAISE, 1), line(WALK), loading=True),
    ),
    "the last word on an item names its plan": (
        [(Did(RAISE), HARD), (Did(RAISE), EASY)],
        plan(line(RAISE, 1), line(WALK), loading=True),
    ),
    "told from a plan that does not hold it: as the other has it": (
        [(Finished(), HARD), (Did(RAISE), ON_FOOT)],
        plan(line(RAISE, 2), line(WALK, 1), loading=True),
    ),
    "a loaded plan, whichever comes first": (
        [(Did(WALK), EASY), (Did(RAISE), HARD)],
        plan(line(RAISE, 2), line(WALK), loading=True),
    ),
    "the run that was told, with its rung and minutes": (
        [(Did(WALK), LONG), (Did(RUN), SHORT)],
        plan(line(RUN, amount=5), line(WALK), loading=True, rung=0, run_minutes=5),
    ),
    "no run told: the first planned": (
        [(Did(WALK), ON_FOOT), (Finished(), LONG)],
        plan(line(WALK, 1), line(RUN, amount=8), loading=True, rung=1, run_minutes=8),
    ),
}


@pytest.mark.parametrize(("told", "joined"), PLANS.values(), ids=PLANS)
def test_the_plan_a_day_was_done_from(told: list[tuple[Noted, Session | None]], joined: Session | None) -> None:
    facts: list[Fact] = [fact(20, event, minute=n, done_from=seen) for n, (event, seen) in enumerate(told)]
    assert page_of(facts, is_over=False).done_from == joined
    assert page_of(reversed(facts), is_over=False).done_from == joined
