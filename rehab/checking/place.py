"""A protocol with the names its files may use, and how messages name those files."""

from collections.abc import Iterable, Iterator

from rehab.catalogue import Exercise
from rehab.fault import Fault, unknown_names
from rehab.protocol import Phase, Protocol
from rehab.vocabulary import Grade, Role

FILE_OF = {
    "exercises": "exercises.toml",
    "gates": "gates.toml",
    "ladder": "running.toml",
    "mileage": "running.toml",
    "schedule": "schedule.toml",
}


class Place:
    """One protocol under check. Every fault names its file and entry."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self.exercises = {exercise.id: exercise for exercise in protocol.exercises}
        self.phases = {phase.id: phase for phase in protocol.phases}
        self.place_of = {phase.id: place for place, phase in enumerate(protocol.phases)}
        kit = protocol.kit
        self.kit = dict.fromkeys([*kit.household, *kit.given, *kit.named])
        self.grades = sorted(map(int, Grade)) if protocol.phases else []

    def file(self, key: str) -> str:
        """How messages name the file that holds *key*."""
        return f"{self.protocol.id}/{self.protocol.version}/{FILE_OF.get(key, 'protocol.toml')}"

    def unknown(self, key: str, entry: str, noun: str, names: Iterable[str]) -> Iterator[Fault]:
        """A fault for each of *names* that *noun* does not know: an exercise, a phase, a category."""
        known: dict[str, Iterable[str]] = {
            "exercise": self.exercises,
            "phase": self.phases,
            "category": self.protocol.categories,
            "kit": self.kit,
            "focus": self.protocol.focuses,
            "pain limit": self.protocol.pain,
        }
        return unknown_names(self.file(key), entry, noun, names, known[noun])

    def fault(self, key: str, entry: str, problem: str, cure: str) -> Fault:
        """One fault of the file that holds *key*."""
        return Fault(self.file(key), entry, problem, cure)

    def role(self, exercise: Exercise) -> Role | None:
        """What the exercise's category is for; None where nobody knows the category."""
        rule = self.protocol.categories.get(exercise.category)
        return rule.role if rule else None

    def tempo(self, key: str, entry: str, tempo: tuple[int, ...]) -> Iterator[Fault]:
        """A fault for a tempo that is not up, held, down."""
        if len(tempo) not in (0, 3):
            yield self.fault(key, entry, f"tempo has {len(tempo)} numbers", "Write 3: seconds up, held, down.")

    def why_shut(self, exercise: Exercise, phase: Phase) -> str:
        """Why *phase* never shows *exercise*; empty when it may."""
        if phase.id not in exercise.phases:
            return f"'{exercise.id}' is not open in phase '{phase.id}'"
        if exercise.category not in phase.categories:
            return f"phase '{phase.id}' holds no {exercise.category}, which '{exercise.id}' is"
        if exercise.tier > phase.max_tier:
            return f"'{exercise.id}' has tier {exercise.tier}, phase '{phase.id}' allows {phase.max_tier}"
        return ""
