"""The safety check and the grading: what is asked, and where answers lead. Nothing is kept."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from programs.api.door import Catalogue, body_of, bounds_today, refuse
from programs.api.keeping import answered
from programs.api.reading import BESIDE, FLAGS, as_given, read_body, whole
from programs.selectors.protocol import grading_rules
from rehab.asking import Bounds, Field, Wrong, fields, number, several, shown
from rehab.fault import name_nearest
from rehab.grading import Checked, Grading, focus, grade, questions_asked
from rehab.rendering import JsonObject, noted
from rehab.rendering_check import grading_outcome, grading_questions, screening_outcome, screening_questions
from rehab.screening import Circumstances, screen, ticked
from rehab.words import Words, words_in

UNSURE, DAY, HOURS, ANSWERS, MUSCLE = "unsure", "day", "hours", "answers", "muscle_signs"
YES_NO = ("guardian_agrees", *BESIDE)


def known_of_check(bounds: Bounds) -> dict[str, Field]:
    """Every answer that belongs to the safety check."""
    known = fields(bounds)
    yes_no = known["guardian_agrees"]
    return {
        FLAGS: known["flag"],
        UNSURE: known["flag"],
        DAY: known["cleared_on_day"],
        "grade": known["grade"],
        "age": known["age"],
        "cleared_on_day": known["cleared_on_day"],
        **dict.fromkeys(YES_NO, yes_no),
        "language": known["language"],
    }


def known_of_grading(bounds: Bounds) -> dict[str, Field]:
    """Every answer that belongs to the grading, but those to its questions."""
    known = known_of_check(bounds)
    known.pop("grade")
    signs = dict.fromkeys(sign for muscle in grading_rules().focuses for sign in muscle.signs)
    most = known[DAY].ends
    assert most is not None
    return known | {
        HOURS: number(0, 24 * (most[1] + 1)),
        "previous_strain": known["guardian_agrees"],
        MUSCLE: several(tuple(signs)),
    }


class ScreeningDoor(Catalogue):
    """The safety check."""

    def told(self, bounds: Bounds, words: Words, **place: str) -> JsonObject:
        return screening_questions(bounds.screening, words)

    def post(self, request: Request) -> HttpResponse:
        """Where the answers lead."""
        bounds = bounds_today()
        values = read_body(body_of(request), known_of_check(bounds), (FLAGS, DAY))
        flags = flags_of(values, bounds)
        words = words_in(values.get("language", "en"))
        found = screen(bounds.screening, flags, facts_of(values))
        return answered(noted(screening_outcome(found, flags, bounds.screening, words), bounds.protocol, words))


class GradingDoor(Catalogue):
    """The runner's own guess at the grade."""

    def told(self, bounds: Bounds, words: Words, **place: str) -> JsonObject:
        return grading_questions(grading_rules(), words)

    def post(self, request: Request) -> HttpResponse:
        """The grade that the answers speak for, or where to go first."""
        bounds, rules = bounds_today(), grading_rules()
        told = body_of(request)
        given = told.pop(ANSWERS, None)
        values = read_body(told, known_of_grading(bounds), (FLAGS, DAY))
        points = points_of(given, rules, day=values[DAY], hours=values.get(HOURS))
        flags, facts = flags_of(values, bounds), facts_of(values)
        previous = values.get("previous_strain", False)
        checked = Checked(bounds.screening, flags, facts)
        found = grade(rules, points, checked, hours=values.get(HOURS), previous_strain=previous)
        safe = screen(bounds.screening, flags, facts)
        words = words_in(values.get("language", "en"))
        muscle = focus(rules, values.get(MUSCLE, frozenset()))
        return answered(noted(grading_outcome(found, safe, muscle, words), bounds.protocol, words))


def flags_of(values: Mapping[str, Any], bounds: Bounds) -> frozenset[str]:
    """The flags that count as ticked."""
    nothing: frozenset[str] = frozenset()
    return ticked(bounds.screening, yes=values.get(FLAGS, nothing), unsure=values.get(UNSURE, nothing))


def facts_of(values: Mapping[str, Any]) -> Circumstances:
    """What the outcome depends on besides the ticks."""
    return Circumstances(
        day=values[DAY],
        grade=values.get("grade"),
        age=values.get("age"),
        guardian_agrees=values.get("guardian_agrees", False),
        regular_exerciser=values.get("regular_exerciser", True),
        cleared_on_day=values.get("cleared_on_day"),
        from_exercise=values.get("from_exercise", False),
    )


def points_of(given: Any, rules: Grading, *, day: int, hours: int | None) -> dict[str, int]:
    """Points by question; ProblemError names each that is missing, not asked, or not on offer."""
    if not isinstance(given, dict):
        offer = "an object: each question asked, with its points"
        refuse([Wrong(ANSWERS, "nothing" if given is None else as_given(given), offer)])
    known = {question.id: [option.points for option in question.options] for question in rules.questions}
    wrongs = [_wrong(shown(name), "not known here", name_nearest(name, known)) for name in sorted(given.keys() - known)]
    points: dict[str, int] = {}
    for name, offered in known.items():
        value = given.get(name)
        if value is None:
            continue
        found = whole(value)
        if found is None or int(found[0]) not in offered:
            wrongs.append(_wrong(name, as_given(value), ", ".join(map(str, offered))))
        else:
            points[name] = int(found[0])
    asked = questions_asked(rules, points, day=day, hours=hours)
    refused = {wrong.name for wrong in wrongs}
    for name, offered in known.items():
        if name in asked and name not in points and f"{ANSWERS}.{name}" not in refused:
            wrongs.append(_wrong(name, "nothing", ", ".join(map(str, offered))))
        if name not in asked and name in points:
            wrongs.append(_wrong(name, str(points[name]), "nothing: it is not asked here"))
    refuse(wrongs)
    return points


def _wrong(question: str, given: str, allowed: str) -> Wrong:
    return Wrong(f"{ANSWERS}.{question}", given, allowed)
