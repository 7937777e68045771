"""Made-up runners whose therapist now and then asks for something: any intent, on any day, with any reason or none."""

import datetime
from collections.abc import Iterator

import msgspec

from rehab.events import Adjusted, AnyEvent, Undone
from rehab.following import date_of
from rehab.intents import (
    OVERRIDABLE,
    AddExercise,
    AnyIntent,
    CapDose,
    CapRun,
    Days,
    Hold,
    Message,
    MovePhase,
    RemoveExercise,
    SetDose,
    SwapExercise,
)
from rehab.state import State
from rehab.wishes import standing
from tests.rehab.safety.runners import Runner

INJURED_ON = datetime.date(2026, 3, 2)
KINDS = (SwapExercise, SetDose, CapDose, CapRun, Hold, AddExercise, RemoveExercise, MovePhase, Message)


class Wisher(Runner):
    """A runner followed by a therapist: *wishes* are all that was asked for."""

    def __init__(self, seed: int, *, asks: float = 6) -> None:
        super().__init__(seed)
        self.asks = asks
        self.wishes: list[Adjusted] = []

    def start(self) -> State:
        state = super().start()
        injured_on = INJURED_ON - datetime.timedelta(days=state.day)
        return msgspec.structs.replace(state, situation=msgspec.structs.replace(state.situation, injured_on=injured_on))

    def _around(self, state: State) -> list[AnyEvent]:
        return [*super()._around(state), *self._asked(state)]

    def _asked(self, state: State) -> Iterator[AnyEvent]:
        if self.often(self.asks):
            wish = self.wish(state, self.chance.choice(KINDS))
            self.wishes.append(wish)
            yield wish
        if state.wishes and self.often(self.asks / 2):
            yield Undone(self.chance.choice(standing(state)).key, date_of(state))

    def wish(self, state: State, kind: type) -> Adjusted:
        overrides = frozenset(rule for rule in sorted(OVERRIDABLE) if self.often(40))
        key = f"{state.episode}-{state.day}-{len(self.wishes)}"
        return Adjusted(key, date_of(state), self.intent(state, kind), "so", overrides, state.episode)

    def intent(self, state: State, kind: type) -> AnyIntent:
        pick = self.chance.choice
        exercise = pick(self.protocol.exercises)
        dose = pick(exercise.dose_steps)
        if kind is SwapExercise:
            return SwapExercise(exercise.id, pick(self.protocol.exercises).id)
        if kind in (SetDose, CapDose):
            return kind(exercise.id, dose.sets, dose.amount)
        if kind is CapRun:
            return CapRun(pick((0, 5, 10, 12, 20, 25, 30, 40)))
        if kind is Hold:
            criteria = [c.criterion for gate in self.protocol.gates.values() for c in gate if c.kind == "measure"]
            until = date_of(state) + datetime.timedelta(days=self.chance.randrange(1, 40))
            return Hold(until) if self.often(60) else Hold(criterion=pick(criteria))
        if kind is AddExercise:
            return AddExercise(exercise.id, dose.sets, dose.amount, pick(tuple(Days)))
        if kind is RemoveExercise:
            return RemoveExercise(exercise.id)
        if kind is MovePhase:
            return MovePhase(pick(self.protocol.phases).id)
        return Message("well done")
