"""What the grading file says, as values: questions, points, bands, overrides, muscles."""

from collections.abc import Mapping, Set

import msgspec

from rehab.reason import Reason
from rehab.screening import Circumstances, Screening
from rehab.vocabulary import Grade, Route


class Early(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first hours after the injury: under *within_hours*, or by day where the hour is unknown."""

    within_hours: int
    through_day: int

    def holds(self, day: int, hours: int | None) -> bool:
        """Whether *day*, or better the whole *hours* since the injury, still counts as early."""
        return day <= self.through_day if hours is None else hours < self.within_hours


class SecondLook(Early, frozen=True, forbid_unknown_fields=True):
    """When a first guess is too early to stand alone, and the days to ask again."""

    on_days: tuple[int, ...]
    sources: tuple[str, ...]


class Score(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Points that no answer gives: for each question left out, and for an earlier strain."""

    skipped: int
    previous_strain: int
    sources: tuple[str, ...]


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer to *question* worth *at_least* so many points."""

    question: str
    at_least: int

    def given_in(self, answers: Mapping[str, int]) -> bool:
        """Whether *answers* hold it; a question left out never does."""
        return self.question in answers and answers[self.question] >= self.at_least


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer on offer, named by its points; *reopens* is the warning sign it asks again."""

    points: int
    reopens: str | None = None


class Unticked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A warning sign, and the *points* it answers a question with where it was asked and left unticked."""

    flag: str
    points: int


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the nine, and when it is left out: after a worse answer, too soon to try, or answered already."""

    id: str
    options: tuple[Option, ...]
    sources: tuple[str, ...]
    left_out_after: Answer | None = None
    left_out_early: Early | None = None
    left_out_unticked: Unticked | None = None

    def told_by(self, unticked: Set[str]) -> int | None:
        """The points that the signs left *unticked* answer it with; None where they do not."""
        sign = self.left_out_unticked
        return sign.points if sign and sign.flag in unticked else None


class Band(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The grade that *from_points* points and more stand for."""

    grade: Grade
    from_points: int
    sources: tuple[str, ...]


class Override(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """With every answer in *when*, the grade is at least this one and the route no gentler."""

    rule: str
    when: tuple[Answer, ...]
    grade_at_least: Grade
    sources: tuple[str, ...]
    provisional: bool = False
    route: Route = Route.PROCEED


class Focus(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A muscle, and how many of its signs point to it."""

    id: str
    signs: tuple[str, ...]
    at_least: int
    sources: tuple[str, ...]


class Grading(msgspec.Struct, frozen=True):
    """Everything the grade is guessed by, in the order of the file."""

    questions: tuple[Question, ...]
    score: Score
    second_look: SecondLook
    bands: tuple[Band, ...]
    overrides: tuple[Override, ...]
    focuses: tuple[Focus, ...]


class Checked(msgspec.Struct, frozen=True):
    """The safety check the questions follow: its rules, every flag ticked by now, the facts.

    A warning sign that an answer opened again and the runner confirmed is among *flags*. *unticked* are
    signs known to have been asked and left unticked; empty where only the ticks are known.
    """

    rules: Screening
    flags: frozenset[str]
    facts: Circumstances
    unticked: frozenset[str] = frozenset()


class GradeResult(msgspec.Struct, frozen=True):
    """The guess. No *grade* where a warning sign comes first: *route* and *reasons* say so.

    *reopened* are the warning signs to ask again, whatever the runner said of them before.
    *provisional*: a clinician, or a second look on one of *second_look_days*, settles it.
    """

    grade: Grade | None
    provisional: bool
    route: Route
    reopened: tuple[str, ...]
    points: int
    reasons: tuple[Reason, ...]
    second_look_days: tuple[int, ...]
