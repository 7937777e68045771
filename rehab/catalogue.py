"""Exercises and how they follow on from each other. Numbers only: the words are per language."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from rehab.dose import Dose
from rehab.vocabulary import Side


class Exercise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One exercise of the catalogue, as its entry in `exercises.toml` says it.

    *tier* is the load on the injured muscle, 0 (none) to 5 (very high). *dose_steps* grow from
    first to last. *equipment* lists what must be there beyond an ordinary home.
    """

    id: str
    category: str
    muscle: str
    load_type: str
    tier: int
    phases: tuple[str, ...]
    dose_steps: tuple[Dose, ...]
    side: Side
    sources: tuple[str, ...]
    per_side: bool = False
    equipment: tuple[str, ...] = ()
    tempo: tuple[int, ...] = ()
    rest_seconds: int | None = None
    times_per_day: int = 1
    progresses_to: tuple[str, ...] = ()
    needs_green: tuple[str, ...] = ()
    earliest_day_exempt: bool = False

    @property
    def first_dose(self) -> Dose:
        """Where everybody starts who has shown nothing else."""
        return self.dose_steps[0]


class Catalogue:
    """All exercises of a protocol by id, with the progression graph in both directions."""

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        self._by_id = {exercise.id: exercise for exercise in exercises}
        back: dict[str, list[str]] = {}
        for exercise in self._by_id.values():
            for successor in exercise.progresses_to:
                back.setdefault(successor, []).append(exercise.id)
        self.regressions: Mapping[str, tuple[str, ...]] = {k: tuple(v) for k, v in back.items()}

    def __getitem__(self, exercise_id: str) -> Exercise:
        return self._by_id[exercise_id]

    def __contains__(self, exercise_id: object) -> bool:
        return exercise_id in self._by_id

    def __iter__(self) -> Iterator[Exercise]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def regressions_of(self, exercise_id: str) -> tuple[str, ...]:
        """The exercises that lead to this one, nearest first as the file lists them."""
        return self.regressions.get(exercise_id, ())
