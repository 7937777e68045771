"""From nine answers to a grade, the muscle, and how a grade may change later."""

from collections.abc import Iterator, Mapping, Set

from msgspec.structs import replace

from rehab.fault import name_nearest
from rehab.grading.rules import Checked, GradeResult, Grading, Override
from rehab.reason import Reason, because
from rehab.screening import Assessment, Circumstances, screen
from rehab.vocabulary import Grade, Route

UNKNOWN_FOCUS = "unknown"
_NO_GRADE = (Route.SAME_DAY, Route.EMERGENCY)


def grade(
    rules: Grading,
    answers: Mapping[str, int],
    checked: Checked,
    *,
    hours: int | None = None,
    previous_strain: bool = False,
) -> GradeResult:
    """The grade that *answers* (question to points) speak for.

    *hours* is whole hours since the injury, None when its clock time is not known.
    *previous_strain*: this calf was strained before, in the last 12 months. No grade comes out
    where a warning sign leads to emergency or same-day help, or where a sign that an answer
    opened again is confirmed and still open. A question that an unticked sign answers counts as
    answered. ValueError names every answer that is missing, not asked or not on offer. Scores are
    our judgement; self-grading is a guess (Pollock 2014).
    """
    day = checked.facts.day
    asked = questions_asked(rules, answers, day=day, hours=hours, unticked=checked.unticked)
    _refuse_wrong(rules, answers, asked)
    points = _points(rules, answers, checked.unticked, previous_strain=previous_strain)
    opened = reopened(rules, answers)
    first = screen(checked.rules, checked.flags, replace(checked.facts, grade=None))
    early = rules.second_look.holds(day, hours)
    result = GradeResult(
        grade=None,
        provisional=early,
        route=first.route,
        reopened=opened,
        points=points,
        reasons=first.reasons,
        second_look_days=rules.second_look.on_days if early else (),
    )
    if first.route in _NO_GRADE or _speaks(first, opened):
        return result
    return _graded(rules, answers, checked, first, result)


def questions_asked(
    rules: Grading,
    answers: Mapping[str, int],
    *,
    day: int,
    hours: int | None = None,
    unticked: Set[str] = frozenset(),
) -> tuple[str, ...]:
    """The ids of the questions to ask, given the *answers* so far and the warning signs that were asked
    and left *unticked*, in the order of the file.
    """
    return tuple(
        question.id
        for question in rules.questions
        if not (question.left_out_after and question.left_out_after.given_in(answers))
        and not (question.left_out_early and question.left_out_early.holds(day, hours))
        and question.told_by(unticked) is None
    )


def still_asked(
    rules: Grading,
    answers: Mapping[str, int],
    *,
    day: int,
    hours: int | None = None,
    unticked: Set[str] = frozenset(),
) -> dict[str, int]:
    """Those of *answers* that are still asked for: one changed answer may leave out what came after it."""
    kept: dict[str, int] = {}
    for question in rules.questions:
        asked = question.id in questions_asked(rules, kept, day=day, hours=hours, unticked=unticked)
        if asked and question.id in answers:
            kept[question.id] = answers[question.id]
    return kept


def reopened(rules: Grading, answers: Mapping[str, int]) -> tuple[str, ...]:
    """The warning signs that answers ask once more, each once, in the order of the questions."""
    flags = [
        option.reopens
        for question in rules.questions
        for option in question.options
        if option.reopens and answers.get(question.id) == option.points
    ]
    return tuple(dict.fromkeys(flags))


def sent_away(rules: Grading, answers: Mapping[str, int], facts: Circumstances) -> Override | None:
    """The override behind which there is no plan, as soon as *answers* hold all it needs; None when
    none does, or a clinician has examined the leg. Of several the most urgent.
    """
    lifts = [lift for lift in rules.overrides if lift.route.stops and not facts.cleared]
    found = [lift for lift in lifts if all(answer.given_in(answers) for answer in lift.when)]
    return max(found, key=lambda lift: lift.route.urgency, default=None)


def ratchet(old: Grade, new: Grade, *, cleared: bool) -> Grade:
    """The grade that stands when a *new* one comes in: a lower one counts after clearance alone."""
    return new if cleared else max(old, new)


def focus(rules: Grading, signs: Set[str]) -> str:
    """The muscle that the *signs* point to, "unknown" when too few do.

    Where two muscles have enough, the first of the file wins: soleus takes longer, so it is the
    careful answer. Dixon 2009, Green 2022. ValueError for a sign no muscle has.
    """
    known = [sign for muscle in rules.focuses for sign in muscle.signs]
    strange = sorted(signs - set(known))
    if strange:
        raise ValueError(" ".join(f"Unknown sign '{sign}'. {name_nearest(sign, known)}" for sign in strange))
    for muscle in rules.focuses:
        if sum(sign in signs for sign in muscle.signs) >= muscle.at_least:
            return muscle.id
    return UNKNOWN_FOCUS


def _graded(
    rules: Grading,
    answers: Mapping[str, int],
    checked: Checked,
    first: Assessment,
    result: GradeResult,
) -> GradeResult:
    """*result* with the grade, now that no warning sign stands before it."""
    band = [band for band in rules.bands if result.points >= band.from_points][-1]
    lifts = [lift for lift in rules.overrides if all(answer.given_in(answers) for answer in lift.when)]
    at_least = max([lift.grade_at_least for lift in lifts] + [first.raises_grade or Grade.MILD])
    number = Grade(max(band.grade, at_least))
    last = screen(checked.rules, checked.flags, replace(checked.facts, grade=number))
    routes = [last.route, *(lift.route for lift in lifts)]
    return replace(
        result,
        grade=number,
        provisional=result.provisional or any(lift.provisional for lift in lifts),
        route=max(routes, key=lambda route: route.urgency),
        reasons=tuple(_why(lifts, first, result, band.sources)) + last.reasons,
    )


def _why(
    lifts: list[Override],
    first: Assessment,
    result: GradeResult,
    sources: tuple[str, ...],
) -> Iterator[Reason]:
    """The reasons of the grade itself, what lifted it first."""
    for lift in sorted(lifts, key=lambda lift: lift.route.urgency, reverse=True):
        yield because(lift.rule, lift.sources)
    if first.raises_grade:
        yield because("grade-raised-by-sign", grade=first.raises_grade)
    yield because("grade-points", sources, points=result.points)
    if result.second_look_days:
        yield because("grade-second-look")


def _points(rules: Grading, answers: Mapping[str, int], unticked: Set[str], *, previous_strain: bool) -> int:
    """The sum: answers, what an *unticked* sign answers, something for each other question left out and for an
    earlier strain.
    """
    left_out = [question.told_by(unticked) for question in rules.questions if question.id not in answers]
    for_left_out = sum(rules.score.skipped if told is None else told for told in left_out)
    extra = rules.score.previous_strain if previous_strain else 0
    return sum(answers.values()) + for_left_out + extra


def _speaks(assessment: Assessment, flags: tuple[str, ...]) -> bool:
    """Whether one of *flags* is ticked and not settled."""
    return any(("flag", flag) in reason.inputs for reason in assessment.reasons for flag in flags)


def _refuse_wrong(rules: Grading, answers: Mapping[str, int], asked: tuple[str, ...]) -> None:
    """ValueError naming each answer that is missing, not asked or not on offer."""
    wrong = [*_wrong_answers(rules, answers, asked)]
    if wrong:
        raise ValueError(" ".join(wrong))


def _wrong_answers(rules: Grading, answers: Mapping[str, int], asked: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with each answer and what is allowed, unknown questions first."""
    ids = [question.id for question in rules.questions]
    for given in sorted(answers.keys() - set(ids)):
        yield f"Unknown question '{given}'. {name_nearest(given, ids)}"
    for question in rules.questions:
        offered = [option.points for option in question.options]
        allowed = f"Allowed: {', '.join(map(str, offered))}."
        given_points = answers.get(question.id)
        if question.id not in asked:
            if given_points is not None:
                yield f"Question '{question.id}' is not asked here. Leave it out."
        elif given_points is None:
            yield f"Question '{question.id}' has no answer. {allowed}"
        elif given_points not in offered:
            yield f"Question '{question.id}' got {given_points}. {allowed}"
