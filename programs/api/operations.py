"""The operations of every address, in words and shapes: what the schema and the docs page are made from."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from programs.api import problems
from programs.api.checks import ANSWERS, DAY, known_of_check, known_of_grading
from programs.api.described import Operation, Said, body_of
from programs.api.plans import planned
from programs.api.reading import FLAGS, asked_in_body, offered
from programs.api.shapes import Schema, one_of, ref
from programs.selectors.protocol import bounds_on, grading_rules
from rehab.asking import Bounds, Field, fields
from rehab.grading import Checked, grade
from rehab.rendering import JsonObject, noted
from rehab.rendering_check import grading_outcome, screening_outcome
from rehab.screening import Circumstances, screen
from rehab.words import words_in

Query = Mapping[str, tuple[Field, str]]

ABOUT = {
    "grade": "How bad the strain is: 1 mild, 2 moderate, 3 severe.",
    "week": "Which week after the injury, from 1.",
    "focus": "The sore muscle.",
    "side": "The sore leg.",
    "equipment": "What is at hand beyond an ordinary home. Chair, wall and step when left out.",
    "injured_on": "The day of the injury, tomorrow (UTC) at the latest. Days then carry dates.",
    "cleared_on_day": "How many days after the injury a clinician who saw the leg agreed to exercise.",
    "previous_strain": "Whether this calf was strained before in the last year.",
    "gradual_onset": "Whether it came on slowly.",
    "age": "Age in years. Under 16 there is no plan.",
    "guardian_agrees": "Whether a parent or guardian agrees; needed at 16 and 17.",
    "weekly_run_minutes": "Minutes of running in a usual week before.",
    "language": "The language of names and sentences.",
    "paper": "The size of paper of a handout. Changes nothing here.",
    "large_print": "Whether a handout has large print. Changes nothing here.",
    "figure": "Who is drawn on a handout. Changes nothing here.",
    "flags": "The warning signs that were ticked; an empty list when none was.",
    "unsure": "The questions answered with 'not sure'. Where that counts as yes, it is taken so.",
    "day": "Whole days since the injury, which is day 0.",
    "hours": "Whole hours since the injury, where its clock time is known.",
    "regular_exerciser": "Whether somebody exercises as a rule. Counts from 65 years on; yes when left out.",
    "from_exercise": "Whether the pain clearly comes with exercise and goes with rest.",
    "muscle_signs": "Which signs of a muscle fit.",
    "answers": "The points of the option that was chosen, for each question asked.",
}
STANDS_ALONE = (
    "An address holds no health answers, so warning signs are refused here. The plan stands alone, and its first two "
    "notices list the signs that come before any exercise. POST tells the whole situation."
)
WHOLE_SITUATION = (
    "Takes everything somebody told, warning signs among them, and applies the safety check: an answer that allows no "
    "plan gets `NoPlan` with status 200, and what a wait for a clinician forbids is left out. Send `flags` as an empty "
    "list where the check was done and nothing was ticked; without it the plan opens with the signs. "
    "Nothing is kept."
)


def in_words(known: Mapping[str, Field]) -> Query:
    """Each answer with what it means."""
    return {name: (read, ABOUT[name]) for name, read in known.items()}


def bounds() -> Bounds:
    """What answers are held against, for examples."""
    return bounds_on(timezone.now().date() + timedelta(days=1))


def query_of_plan(*, whole: bool) -> Callable[[], Query]:
    """What an address may ask."""
    return lambda: in_words(offered(bounds(), whole=whole, in_body=False))


def body_of_plan(*, whole: bool) -> Callable[[], Schema]:
    """What a body may tell."""

    def shape() -> Schema:
        known = in_words(offered(bounds(), whole=whole, in_body=True))
        found = body_of(known, ("grade",) if whole else ("grade", "week"))
        found["properties"]["equipment"]["minItems"] = 1
        return found

    return shape


def plan_example(told: Mapping[str, Any], *, whole: bool = False) -> Callable[[], JsonObject]:
    """The answer to a whole situation."""
    return lambda: planned(asked_in_body(told, bounds(), whole=whole), bounds(), checked=FLAGS in told)


def screening_example() -> JsonObject:
    """The answer to `TICKED`."""
    now, words = bounds(), words_in()
    flags = frozenset(TICKED[FLAGS])
    found = screen(now.screening, flags, Circumstances(day=TICKED[DAY], age=TICKED["age"]))
    return noted(screening_outcome(found, flags, now.screening, words), now.protocol, words)


def grading_example() -> JsonObject:
    """The answer to `GRADED`."""
    now, words, facts = bounds(), words_in(), Circumstances(day=GRADED[DAY])
    safe = screen(now.screening, frozenset(), facts)
    found = grade(grading_rules(), GRADED[ANSWERS], Checked(now.screening, frozenset(), facts))
    return noted(grading_outcome(found, safe, "unknown", words), now.protocol, words)


def body_of_grading() -> Schema:
    """What a body of the grading tells."""
    questions = grading_rules().questions
    offer = {q.id: {"type": "integer", "enum": [o.points for o in q.options]} for q in questions}
    answers = {"type": "object", "properties": offer, "additionalProperties": False, "description": ABOUT[ANSWERS]}
    return body_of(in_words(known_of_grading(bounds())), (FLAGS, DAY, ANSWERS), answers=answers)


def in_language() -> Query:
    """The one thing everybody may choose."""
    return in_words({"language": fields(bounds())["language"]})


def read(name: str, summary: str, about: str, tag: str, said: Said, **more: Any) -> Operation:
    """A question that everybody asks alike."""
    return Operation(name, summary, about, tag, said, query=in_language, tagged=True, **more)


SITUATION = {"grade": 2, "week": 3, "flags": ["rf23"], "age": 44, "cleared_on_day": 5, "equipment": ["chair", "wall"]}
URGENT = {"grade": 2, "week": 3, "flags": ["rf01"]}
TICKED: dict[str, Any] = {"flags": ["rf10a", "rf11e"], "day": 3, "age": 44}
GRADED: dict[str, Any] = {
    "flags": [],
    "day": 4,
    "answers": {"a": 2, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1, "h": 0, "i": 0},
}
PLANS, CHECKS, LISTS = "plans", "checks", "catalogue"

WEEK_SAID = Said(
    one_of("Week", "NoPlan"),
    "The plan of the week, or where to go in place of one.",
    {"A week": plan_example({"grade": 2, "week": 3}), "No plan": plan_example(URGENT)},
)
WEEK_ANSWERED = Said(
    WEEK_SAID.shape,
    WEEK_SAID.about,
    {"No plan": plan_example(URGENT)},
)
COURSE_SAID = Said(
    one_of("Programme", "NoPlan"),
    "Every week of the course, or where to go in place of one.",
    {"No plan": plan_example({"grade": 2, "flags": ["rf08"]}, whole=True)},
)

PLAN = {
    "GET": Operation(
        "plan_of_a_week",
        "One week of the planned course",
        f"The same as `manage.py plan --format json`. {STANDS_ALONE}",
        PLANS,
        WEEK_SAID,
        query=query_of_plan(whole=False),
        tagged=True,
        problems=(problems.CHECK_LOST,),
    ),
    "POST": Operation(
        "plan_of_a_situation",
        "One week for a whole situation",
        WHOLE_SITUATION,
        PLANS,
        WEEK_ANSWERED,
        body=body_of_plan(whole=False),
        example=SITUATION,
        problems=(problems.CHECK_LOST,),
    ),
}
PROGRAMME = {
    "GET": Operation(
        "programme",
        "The whole planned course",
        f"The same as `manage.py plan --weeks all --format json`. {STANDS_ALONE}",
        PLANS,
        COURSE_SAID,
        query=query_of_plan(whole=True),
        tagged=True,
        problems=(problems.CHECK_LOST,),
    ),
    "POST": Operation(
        "programme_of_a_situation",
        "The whole course for a whole situation",
        WHOLE_SITUATION,
        PLANS,
        COURSE_SAID,
        body=body_of_plan(whole=True),
        example={name: value for name, value in SITUATION.items() if name != "week"},
        problems=(problems.CHECK_LOST,),
    ),
}
SCREENING = {
    "GET": read(
        "screening_questions",
        "What the safety check asks",
        "Groups in the order of the screens, worded for the runner.",
        CHECKS,
        Said(ref("ScreeningQuestions"), "Every question."),
    ),
    "POST": Operation(
        "screening",
        "Where the answers of the safety check lead",
        "E is an emergency, U is to be seen today, W within a week, P proceeds. Show `text` first. Nothing is kept.",
        CHECKS,
        Said(ref("ScreeningOutcome"), "Route, lock and reasons.", {"Seen today": screening_example}),
        body=lambda: body_of(in_words(known_of_check(bounds())), (FLAGS, DAY)),
        example=TICKED,
    ),
}
GRADING = {
    "GET": read(
        "grading_questions",
        "What is asked about the grade",
        "Each option by its points, and when a question is left out.",
        CHECKS,
        Said(ref("GradingQuestions"), "Every question."),
    ),
    "POST": Operation(
        "grading",
        "The grade that the answers speak for",
        "Answer the questions that are asked on that day and hour, and no others. There is no grade where a warning "
        "sign comes first: `route` and `text` say where to go. `reopened` are signs to ask once more. Nothing is kept.",
        CHECKS,
        Said(ref("GradingOutcome"), "The grade and its reasons.", {"A guess": grading_example}),
        body=body_of_grading,
        example=GRADED,
    ),
}
EXERCISES = {
    "GET": read(
        "exercises",
        "All exercises",
        "In the order of the protocol. Numbers of a plan come from the plan.",
        LISTS,
        Said(ref("Exercises"), "The catalogue."),
    )
}
EXERCISE = {
    "GET": read(
        "exercise",
        "One exercise",
        "How it is done, its doses, when to stop in each phase, what comes before and after it, and its sources.",
        LISTS,
        Said(ref("ExerciseCard"), "The card."),
        path={"id": "The id of an exercise, as in a plan."},
        problems=(problems.NOT_FOUND,),
    )
}
PROTOCOLS = {
    "GET": read(
        "protocols",
        "The protocols behind the plans",
        "Phases with their first days by grade, gates, and whether a clinician has reviewed it.",
        LISTS,
        Said(ref("Protocols"), "The protocols."),
    )
}
