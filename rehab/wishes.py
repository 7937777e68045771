"""What a therapist asks for, followed on a day as far as the rules of that day allow.

The rules choose first. A wish for less holds at once; one for more waits until nothing is held and the last time was
green, and then goes a step at a time. Where both speak the more careful one wins, and nothing that a lock, a phase, a
floor or a quiet day takes away comes back by a wish.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from rehab.allowed import Ground, is_earned, kept
from rehab.catalogue import Exercise
from rehab.events import Adjusted
from rehab.held import rises_are_held
from rehab.intents import (
    CHAIN_GAP,
    DAY_OFF,
    DOSE_CHOICE,
    KIT,
    LENGTH,
    AddExercise,
    AnyIntent,
    CapDose,
    CapRun,
    Days,
    Hold,
    RemoveExercise,
    SetDose,
    SwapExercise,
)
from rehab.known import Known
from rehab.reason import Reason
from rehab.situation import Terms, terms_of
from rehab.state import State
from rehab.vocabulary import Role
from rehab.wish_reasons import why_asked

Kind = TypeVar("Kind", bound=AnyIntent)
HARD = frozenset({Role.STRENGTH, Role.PLYOMETRIC, Role.RUN})
LAST_OF_A_SESSION = frozenset({Role.STRETCH, Role.MOBILITY, Role.AEROBIC})
# Not an exercise that is dosed by steps: the run and what goes around it, and what protects.
NOT_ADJUSTED = frozenset({Role.RUN, Role.PROTECTION})
# Reasons of a dose that say no more than that the rules chose it; any other says why it is lower than that.
PLAINLY_CHOSEN = frozenset(
    "dose-first dose-from-test dose-building dose-raised dose-regained dose-held dose-top".split()
)


def standing(state: State) -> tuple[Adjusted, ...]:
    """The wishes that stand, the oldest first."""
    return () if isinstance(state.wishes, UnsetType) else state.wishes


def with_wishes(state: State, wishes: Sequence[Adjusted]) -> State:
    """*state* with these *wishes* and no others."""
    return msgspec.structs.replace(state, wishes=tuple(wishes) or UNSET)


def asked(state: State, kind: type[Kind]) -> Iterator[tuple[Adjusted, Kind]]:
    """The wishes of one *kind*, each with its intent."""
    for wish in standing(state):
        if isinstance(wish.intent, kind):
            yield wish, wish.intent


def step_of(exercise: Exercise, sets: int, amount: int) -> int | None:
    """Which of its dose steps is this dose; None for one that the exercise does not have."""
    doses = ((dose.sets, dose.amount) for dose in exercise.dose_steps)
    return next((place for place, dose in enumerate(doses) if dose == (sets, amount)), None)


# What stands on a day


class WishedRow(msgspec.Struct, frozen=True):
    """The row of a day as wishes make it: its *items* with those added, and *first* without them. *wished* says which
    rule speaks for what came in, *notices* what was left out.
    """

    items: tuple[str, ...]
    first: tuple[str, ...]
    wished: dict[str, str] = {}
    notices: tuple[Reason, ...] = ()


def wished_row(terms: Terms, state: State, ground: Ground, items: Sequence[str], others: Sequence[str]) -> WishedRow:
    """The row of *items*, beside which *others* stand, with what was asked for changed and added."""
    changed = exchanged(terms, state, ground, (*others, *items))
    first = tuple(newcomer(changed[item].intent) if item in changed else item for item in items)
    more = added(terms, state, ground, (*others, *first))
    new = {newcomer(wish.intent): "wished-swap" for item, wish in changed.items() if item in items}
    gone = [wish for name, wish in removed(terms, state).items() if name in (*others, *first)]
    return WishedRow(
        items=tuple(put_in(terms, first, tuple(more))),
        first=first,
        wished=new | dict.fromkeys(more, "wished-add"),
        notices=tuple(why_asked(terms.protocol, wish) for wish in gone),
    )


def left_standing(terms: Terms, state: State, ground: Ground, items: Sequence[str]) -> list[Known]:
    """What is left of *items* without those removed; where that is nothing, the gentlest of them stays, as no day is
    empty.
    """
    gone = removed(terms, state)
    found = kept(terms, state, ground, [item for item in items if item not in gone])
    if found or gone.keys().isdisjoint(items):
        return found
    return sorted(kept(terms, state, ground, items), key=lambda known: known.exercise.tier)[:1]


def widened(terms: Terms, state: State, ground: Ground) -> Ground:
    """*ground* with what a kept reason opens: hip work without its day between, work that needs kit from elsewhere."""
    daily, lent = _overriding(state, CHAIN_GAP), _overriding(state, KIT)
    if not daily and not lent:
        return ground
    kitted = open_with_any_kit(terms, ground.phase.id)
    return msgspec.structs.replace(
        ground,
        open_here={**ground.open_here, **{name: kitted[name] for name in lent if name in kitted}},
        shut=ground.shut - ((terms.chain & daily) - terms.situation.barred),
    )


def _overriding(state: State, rule: str) -> frozenset[str]:
    """The exercises that are brought in over *rule*, for a reason that is kept."""
    return frozenset(newcomer(wish.intent) for wish in standing(state) if rule in wish.overrides)


def open_with_any_kit(terms: Terms, phase: str) -> Mapping[str, tuple[Known, int]]:
    """What *phase* could hold if every kit were there."""
    everything = frozenset(item for exercise in terms.protocol.exercises for item in exercise.equipment)
    situation = msgspec.structs.replace(terms.situation, kit=terms.situation.kit | everything)
    return terms_of(terms.protocol, situation).open_in[phase]


def newcomer(intent: AnyIntent) -> str:
    """The exercise that *intent* brings into a session; "" where it brings none."""
    if isinstance(intent, SwapExercise):
        return intent.other
    return intent.exercise if isinstance(intent, AddExercise) else ""


def exchanged(terms: Terms, state: State, ground: Ground, items: Sequence[str]) -> dict[str, Adjusted]:
    """Which of the row's *items* give their place to another, and by which wish: not a run or what goes around it, nor
    what protects, nor the walk that opens running after a red run.
    """
    found = {}
    stays = {terms.protocol.schedule.walk} if state.walk_owed else frozenset()
    stays |= {name for name in items if terms.known[name].role in NOT_ADJUSTED}
    for wish, intent in asked(state, SwapExercise):
        here = intent.exercise in items and intent.other not in items and intent.exercise not in stays
        if here and may_stand(terms, state, ground, wish) and _takes_the_place(terms, state, intent):
            found[intent.exercise] = wish
    return found


def _takes_the_place(terms: Terms, state: State, intent: SwapExercise) -> bool:
    """Whether the other exercise is no more than today allows. Where the one it is for had to give way to an easier one
    it has to be easier still; one that loads more, and was never done, waits while rises are held.
    """
    catalogue = terms.protocol.catalogue
    comes = catalogue[intent.other].tier
    if intent.exercise in state.swaps:
        return comes < catalogue[state.swaps[intent.exercise].easier].tier
    known_before = intent.other in state.progress or not rises_are_held(terms, state)
    return comes <= catalogue[intent.exercise].tier or known_before


def added(terms: Terms, state: State, ground: Ground, items: Sequence[str]) -> dict[str, Adjusted]:
    """The exercises that come to *items* today, and by which wish. One never done before waits while rises are held."""
    found = {}
    for wish, intent in asked(state, AddExercise):
        known_before = intent.exercise in state.progress or not rises_are_held(terms, state)
        fits = falls_on(intent.days, ground) and known_before and intent.exercise not in items
        if fits and may_stand(terms, state, ground, wish):
            found[intent.exercise] = wish
    return found


def falls_on(days: Days, ground: Ground) -> bool:
    """Whether a day is one of *days*; where all are alike, any is."""
    if ground.sort in ("loading", "light", "rest"):
        sorts = {Days.LOADING: ("loading",), Days.BETWEEN: ("light",), Days.EVERY: ("loading", "light", "rest")}
        return ground.sort in sorts[days]
    return True


def may_stand(terms: Terms, state: State, ground: Ground, wish: Adjusted) -> bool:
    """Whether the exercise that *wish* brings may stand on the day: open in the phase, its day come, nothing it builds
    on still owed, loading work on loading days alone, and hard work on no day off.
    """
    name = newcomer(wish.intent)
    if name not in ground.open_here or name in ground.shut:
        return False
    known, opens_on = ground.open_here[name]
    hard = known.role in HARD and known.exercise.tier >= terms.protocol.limits.light_tier
    day_off = (ground.sort == "rest" and DAY_OFF not in wish.overrides) or state.walk_owed
    return (
        known.role not in NOT_ADJUSTED
        and known.exercise.tier <= ground.cap
        and state.day >= opens_on
        and (ground.loads or not known.loaded)
        and not (hard and day_off)
        and is_earned(state, known.exercise)
    )


def put_in(terms: Terms, items: Sequence[str], newcomers: Sequence[str]) -> list[str]:
    """*items* with *newcomers* before what closes a session: stretches, walks, the way home after a run."""
    out = list(items)
    for name in newcomers:
        place = len(out)
        if terms.known[name].role not in LAST_OF_A_SESSION:
            while place and _closes(terms, out[place - 1]):
                place -= 1
        out.insert(place, name)
    return out


def _closes(terms: Terms, name: str) -> bool:
    return terms.known[name].role in LAST_OF_A_SESSION or name == terms.protocol.schedule.cool_down


def removed(terms: Terms, state: State) -> dict[str, Adjusted]:
    """The exercises left out, and by which wish: never a run or what goes around it, as `CapRun` is for that, nor the
    walk that is owed after a red run.
    """
    block = terms.protocol.schedule.run_block | ({terms.protocol.schedule.walk} if state.walk_owed else frozenset())
    return {intent.exercise: wish for wish, intent in asked(state, RemoveExercise) if intent.exercise not in block}


# How much of it


def asks_for_more(state: State, known: Known, step: int) -> bool:
    """Whether a dose above *step* is asked for, with a reason kept for not waiting for all the greens."""
    return any(
        intent.exercise == known.id
        and DOSE_CHOICE in wish.overrides
        and (step_of(known.exercise, intent.sets, intent.amount) or 0) > step
        for wish, intent in asked(state, SetDose)
    )


def under_wishes(state: State, known: Known, step: int, rule: str) -> tuple[int, str]:
    """*step* under every ceiling that is asked for, and the rule that speaks for it then."""
    for wish in standing(state):
        intent = wish.intent
        if isinstance(intent, SetDose | CapDose | AddExercise) and intent.exercise == known.id:
            most = step_of(known.exercise, intent.sets, intent.amount)
            if most is not None and step > most:
                step, rule = most, "wished-dose" if isinstance(intent, SetDose) else "wished-cap"
    return step, rule


def beyond_limits(state: State) -> frozenset[str]:
    """Exercises that come on top of what a session may hold at most, for a reason that is kept."""
    return _overriding(state, LENGTH) if state.wishes else frozenset()


# Running and phases


def run_minutes_most(state: State) -> int | None:
    """The most minutes of running that are asked for on a day; None where nobody asks for a limit."""
    return min((intent.minutes for _, intent in asked(state, CapRun)), default=None)


def is_held_back(state: State) -> bool:
    """Whether somebody asks for no later phase, rung or longer week for now."""
    return bool(state.wishes) and any(True for _ in asked(state, Hold))
