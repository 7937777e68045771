"""Ceilings of a session: strength beside running, spring contacts, six exercises, minutes."""

import msgspec
import pytest

from rehab.dosing import prescribe
from rehab.limits import dose_of
from rehab.programme import Day
from rehab.situation import terms_of
from rehab.state import Entry, Progress, State
from rehab.vocabulary import Kind
from tests.rehab.engine.people import CALF, RETURN, STRENGTHEN, a_runner, exercises, midway, names, steps


def with_steps(state: State, day: int, **known: int) -> State:
    """*state* with some exercises last done on *day* at a step, a green result short of the next."""
    progress = {name.replace("_", "-"): Progress(step, step, 0, True, day, 3) for name, step in known.items()}
    return msgspec.structs.replace(state, progress=state.progress | progress)


# --- contacts --------------------------------------------------------------------------------------

CONTACTS: dict[str, tuple[int, dict[str, int], int, int]] = {
    "the first springs: at most 40": (24, {"two_leg_pogo": 3}, 0, 30),
    "twenty more than last time": (28, {"two_leg_pogo": 3}, 24, 40),
    "at most 80 in power: the hop falls a step, then the pogo": (
        28,
        {"two_leg_pogo": 3, "single_leg_hop_on_the_spot": 4},
        70,
        69,
    ),
    "at most 100 in the weeks": (61, {"two_leg_pogo": 3, "single_leg_hop_on_the_spot": 4}, 90, 90),
}


@pytest.mark.parametrize(("day", "known", "before", "contacts"), CONTACTS.values(), ids=CONTACTS)
def test_spring_contacts(day: int, known: dict[str, int], before: int, contacts: int) -> None:
    diary = midway(2, day)
    state = with_steps(diary.opened, day - 2, **known)
    session = prescribe(diary.terms, msgspec.structs.replace(state, contacts=before))
    springs = [e for e in session.entries if CALF.catalogue[e.exercise].category == "plyometric"]
    assert sum(dose_of(diary.terms, e).volume for e in springs) == contacts


def test_springs_that_do_not_fit_at_their_first_dose_are_left_out() -> None:
    """Two contacts last time: 22 are allowed, the pogo's first dose has 24."""
    diary = midway(2, 28)
    session = prescribe(diary.terms, msgspec.structs.replace(diary.opened, contacts=2))
    assert not {"two-leg-pogo", "single-leg-hop-on-the-spot"} & set(exercises(session))


def test_a_lowered_spring_says_why() -> None:
    diary = midway(2, 28)
    state = with_steps(diary.opened, 26, two_leg_pogo=3)
    session = prescribe(diary.terms, msgspec.structs.replace(state, contacts=24))
    rules = {e.exercise: e.rule for e in session.entries}
    assert rules["two-leg-pogo"] == "dose-contact-limit"


def test_the_day_remembers_its_contacts() -> None:
    assert midway(2, 24).trains().state.contacts == 24
    assert midway(2, 28).trains().state.contacts == 24 + 10
    assert midway(2, 26).trains().state.contacts == 24


# --- strength beside the ladder --------------------------------------------------------------------

SHARES: dict[str, tuple[int, dict[str, int], list[str]]] = {
    "42 of 78": (78, {"raise": 1, "bent": 0, "drop": 0}, []),
    "exactly 60 %": (70, {"raise": 1, "bent": 0, "drop": 0}, []),
    "a little less: the last with a step to give gives it": (69, {"raise": 0, "bent": 0, "drop": 0}, ["raise"]),
    "36 is too much: the last goes": (59, {"raise": 0, "bent": 0}, []),
    "one is left whatever it was": (5, {"raise": 0}, []),
}
SHORT = {
    "raise": "single-leg-heel-raise",
    "bent": "single-leg-bent-knee-raise",
    "drop": "single-leg-heel-drop-straight-knee",
}


@pytest.mark.parametrize(("before", "kept", "lowered"), SHARES.values(), ids=SHARES)
def test_strength_is_at_most_sixty_percent_of_the_session_before(
    before: int, kept: dict[str, int], lowered: list[str]
) -> None:
    runner = a_runner(2)
    state, _ = runner.lived(runner.floors[RETURN])
    session = prescribe(runner.terms, msgspec.structs.replace(state, power_volume=before))
    found = {name: step for name, step in steps(session).items() if CALF.catalogue[name].category != "run"}
    assert found == {SHORT[name]: step for name, step in kept.items()}
    if lowered:
        rules = {e.exercise: e.rule for e in session.entries}
        assert [rules[SHORT[name]] for name in lowered] == ["dose-share-of-power"]


# --- minutes ---------------------------------------------------------------------------------------


def test_a_session_that_would_be_too_long_holds_what_would_rise_from_the_last_on() -> None:
    """Rob in strengthen: everything ready to rise would make 31 minutes and more."""
    diary = midway(2, 20)
    before = with_steps(diary.opened, 18, two_leg_heel_drop=1)
    ready = {name: msgspec.structs.replace(now, greens=5) for name, now in before.progress.items()}
    session = prescribe(diary.terms, msgspec.structs.replace(diary.opened, progress=ready))
    assert session.minutes <= 30
    held = [e for e in session.entries if e.rule == "dose-session-limit"]
    assert held
    assert all(e.step == ready[e.exercise].step for e in held)
    risen = [n for n, e in enumerate(session.entries) if e.rule == "dose-raised"]
    assert max(risen, default=-1) < min(session.entries.index(e) for e in held)


def test_doses_already_too_long_come_down_the_largest_first() -> None:
    diary = midway(2, 20)
    limited = {"two_leg_bent_knee_raise": 2, "two_leg_heel_raise": 2, "two_leg_heel_drop": 2}
    state = with_steps(diary.opened, 18, **limited, single_leg_stand=1)
    phases = tuple(
        msgspec.structs.replace(phase, minutes_limit=22) if phase.id == "strengthen" else phase for phase in CALF.phases
    )
    short = msgspec.structs.replace(CALF, phases=phases)
    session = prescribe(terms_of(short, diary.state.situation), state)
    assert session.minutes <= 22
    assert len(session.entries) == 6
    phases = tuple(
        msgspec.structs.replace(phase, minutes_limit=5) if phase.id == "strengthen" else phase for phase in CALF.phases
    )
    shortest = prescribe(terms_of(msgspec.structs.replace(CALF, phases=phases), diary.state.situation), state)
    assert shortest.minutes <= 5
    assert [e.step for e in shortest.entries] == [0] * len(shortest.entries)
    assert exercises(shortest) == exercises(session)[: len(shortest.entries)]


def test_phase_limits_hold_the_early_doses() -> None:
    """In strengthen the two-leg raise stops at 3 x 15, the drop at 3 x 10, the stand at 3 x 30 s."""
    diary = midway(2, 20)
    for exercise, step, most in (
        ("two_leg_heel_raise", 3, "3 x 15 rep"),
        ("two_leg_heel_drop", 4, "3 x 10 rep"),
        ("single_leg_stand", 3, "3 x 30 s"),
    ):
        session = prescribe(diary.terms, with_steps(diary.opened, 18, **{exercise: step}))
        entry = next(e for e in session.entries if e.exercise == exercise.replace("_", "-"))
        assert str(dose_of(diary.terms, entry)) == most
        assert entry.rule == "dose-phase-limit"


def test_six_exercises_at_most_without_protection_run_block_and_offers() -> None:
    runs = {"dynamic-warm-up", "walk-run-session-ladder", "continuous-easy-run", "cool-down-walk-and-stretch"}

    def counted(day: Day) -> int:
        return sum(
            not item.optional and CALF.catalogue[item.exercise].category != "protection" and item.exercise not in runs
            for item in day.items
        )

    for grade in (1, 2, 3):
        runner = a_runner(grade, kit=frozenset({"step", "band", "bike", "pool", "roller"}))
        for week in range(1, runner.weeks + 1):
            assert max(counted(day) for day in runner.week(week).days) <= 6
    eight = a_runner(1).day(11)
    assert counted(eight) == len(names(eight)) == 6


def test_two_new_loaded_exercises_a_session_at_most() -> None:
    """Joining in power with nothing done before: of three loaded exercises two begin."""
    diary = midway(2, 22).knows(progress={}, pending=())
    loaded = [name for name in exercises(diary.today) if CALF.catalogue[name].tier >= 3]
    assert loaded == ["single-leg-heel-raise", "weighted-seated-raise"]
    assert "two-leg-heel-drop" in exercises(diary.trains().rests_until_loading().trains().rests_until_loading().today)


@pytest.mark.parametrize("day", [58, 61])
def test_a_run_without_minutes_is_no_run_day(day: int) -> None:
    """The week's minutes were run elsewhere: nothing of the run block is left, strength stays."""
    diary = midway(2, day)
    opened = diary.opened
    week = msgspec.structs.replace(opened.week, run=200)
    session = prescribe(diary.terms, msgspec.structs.replace(opened, week=week))
    assert (session.run_minutes, session.rung) == (0, None)
    assert not {"dynamic-warm-up", "continuous-easy-run", "cool-down-walk-and-stretch"} & set(exercises(session))
    assert session.kind is Kind.TRAINING


def test_a_dose_of_minutes_stands_in_for_a_step() -> None:
    terms = a_runner(2).terms
    assert str(dose_of(terms, Entry("continuous-easy-run", 0, "weekly-minutes", amount=33))) == "1 x 33 run_min"
    assert str(dose_of(terms, Entry("two-leg-pogo", 1, "dose-first"))) == "3 x 10 contact"
    assert STRENGTHEN == 2
