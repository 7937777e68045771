"""What the screening files say, as values: flags, escalations, the clot table, ages, and bars."""

from collections.abc import Set
from enum import StrEnum

import msgspec

from rehab.vocabulary import Lock, Route


class Until(StrEnum):
    """How long a bar holds: until a clinician has examined the leg, or while the flag is ticked."""

    CLEARANCE = "clearance"
    ALWAYS = "always"


class Escalation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A harder outcome of a flag: with any of *with_any* ticked too, and on the days it names.

    *before_day* excludes its own day, *from_day* includes it; days are whole days since the injury.
    """

    rule: str
    route: Route
    lock: Lock
    sources: tuple[str, ...]
    with_any: tuple[str, ...] = ()
    before_day: int | None = None
    from_day: int | None = None

    def applies(self, flags: Set[str], day: int) -> bool:
        """Whether every condition named here holds for these *flags* on this *day*."""
        return (
            (not self.with_any or not flags.isdisjoint(self.with_any))
            and (self.before_day is None or day < self.before_day)
            and (self.from_day is None or day >= self.from_day)
        )


class Flag(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One warning sign or fact, as its entry in `red_flags.toml` says it.

    *group* is the screen that asks it; *asked_through* names the answer that covers it instead.
    *not_sure_is_yes*: an unsure answer counts as a tick. *examined_clears*: an examination after
    the injury lifts even an urgent outcome. *raises_grade_to*: the grade is at least this.
    """

    id: str
    group: str
    route: Route
    lock: Lock
    sources: tuple[str, ...]
    daily: bool = False
    not_sure_is_yes: bool = False
    examined_clears: bool = False
    asked_through: str | None = None
    raises_grade_to: int | None = None
    escalations: tuple[Escalation, ...] = ()

    @property
    def rule(self) -> str:
        """The rule its reasons name: the flag's own id."""
        return self.id


class ClotRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the clot table: the answers it is for, and the outcome.

    *signs* is "0", "1" or "2+". *from_exercise* is left out where it makes no difference.
    *persists_after_day* and *persists_route*: where a sign that stays beyond that day leads.
    """

    signs: str
    risk: bool
    clear_moment: bool
    route: Route
    lock: Lock
    ask_daily: bool
    rule: str
    sources: tuple[str, ...]
    from_exercise: bool | None = None
    persists_after_day: int | None = None
    persists_route: Route | None = None

    def applies(self, answers: tuple[str, bool, bool], from_exercise: bool) -> bool:
        """Whether this line is for these *answers*, as `Clot.answers` gives them."""
        mine = (self.signs, self.risk, self.clear_moment)
        return mine == answers and self.from_exercise in (None, from_exercise)


class Clot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What feeds the clot table: how much each sign counts, the risks, the missing moment.

    On *ask_again_on_days* everybody is asked for the signs again, whatever the table says.
    """

    signs: dict[str, int]
    risks: tuple[str, ...]
    no_clear_moment: str
    ask_again_on_days: tuple[int, ...]
    sources: tuple[str, ...]

    def answers(self, flags: Set[str]) -> tuple[str, bool, bool]:
        """How the clot table is entered: signs "0", "1" or "2+", any risk, a clear moment."""
        count = sum(weight for sign, weight in self.signs.items() if sign in flags)
        signs = "2+" if count >= 2 else str(count)
        return signs, not flags.isdisjoint(self.risks), self.no_clear_moment not in flags


class AgeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an age of *from_age* to *to_age* changes, both included; without *to_age* any age above.

    *guardian_agrees* and *regular_exerciser* narrow it where they are given. *counts_as* are flags
    that the age answers. *stands* means that no examination lifts it.
    """

    rule: str
    from_age: int
    route: Route
    lock: Lock
    sources: tuple[str, ...]
    to_age: int | None = None
    guardian_agrees: bool | None = None
    regular_exerciser: bool | None = None
    counts_as: tuple[str, ...] = ()
    stands: bool = False

    def applies(self, age: int, guardian_agrees: bool, regular_exerciser: bool) -> bool:
        """Whether the rule speaks about a runner of this *age*, in whole years."""
        return (
            self.from_age <= age
            and (self.to_age is None or age <= self.to_age)
            and self.guardian_agrees in (None, guardian_agrees)
            and self.regular_exerciser in (None, regular_exerciser)
        )


class GradeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a grade by itself calls for until a clinician has examined the leg."""

    rule: str
    grade: int
    route: Route
    lock: Lock
    sources: tuple[str, ...]


class Bar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the table of contra-indications: any of *flags* takes away these exercises."""

    id: str
    flags: tuple[str, ...]
    until: Until
    sources: tuple[str, ...]
    exercises: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


class Screening(msgspec.Struct, frozen=True):
    """Everything the safety check goes by, in the order of its files."""

    groups: tuple[str, ...]
    flags: tuple[Flag, ...]
    clot: Clot
    clot_rows: tuple[ClotRow, ...]
    ages: tuple[AgeRule, ...]
    grades: tuple[GradeRule, ...]
    bars: tuple[Bar, ...]

    def ids(self) -> tuple[str, ...]:
        """Every flag and part that may be ticked, in the order of the file."""
        return tuple(flag.id for flag in self.flags)

    def clot_row(self, flags: Set[str], *, from_exercise: bool) -> ClotRow:
        """The line of the clot table for *flags*; the check of the files proves there is just one."""
        answers = self.clot.answers(flags)
        return next(row for row in self.clot_rows if row.applies(answers, from_exercise))
