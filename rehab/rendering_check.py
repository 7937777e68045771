"""The safety check and the grading as JSON: what is asked, and what the answers lead to."""

from collections.abc import Iterable, Set

import msgspec

from rehab.grading import GradeResult, Grading
from rehab.grading.rules import Question
from rehab.reason import Reason
from rehab.rendering import JsonObject, reason_json
from rehab.screening import Assessment, Screening, screens
from rehab.vocabulary import Lock
from rehab.words import Words


def screening_questions(rules: Screening, words: Words) -> JsonObject:
    """Every question of the safety check, screen by screen."""
    return {
        "groups": [
            {
                "group": group,
                "title": words.text("red_flags", "groups", group),
                "questions": [_flag_json(flag.id, flag.not_sure_is_yes, words) for flag in flags],
            }
            for group, flags in screens(rules)
        ],
        "none": words.text("red_flags", "notes", "none"),
        "not_sure": words.text("red_flags", "notes", "not_sure"),
        "from_exercise": words.text("red_flags", "notes", "from_exercise"),
    }


def screening_outcome(found: Assessment, flags: Set[str], rules: Screening, words: Words) -> JsonObject:
    """Where the *flags* that count as ticked lead, what goes until somebody has looked, and why."""
    return {
        "route": found.route.value,
        "lock": found.lock.value,
        "flags": [flag for flag in rules.ids() if flag in flags],
        "text": what_to_do(found, words),
        "reasons": _reasons(found.reasons, words),
        "raises_grade": found.raises_grade,
        "barred": sorted(found.barred),
        "barred_categories": sorted(found.barred_categories),
        "ask_daily": [flag for flag in rules.ids() if flag in found.ask_daily],
        "notices": [{"level": "advise", "text": words.reason(why)} for why in found.notices],
    }


def grading_questions(rules: Grading, words: Words) -> JsonObject:
    """The questions about how bad the strain is, when one is left out, and the signs of a muscle."""
    signs = dict.fromkeys(sign for muscle in rules.focuses for sign in muscle.signs)
    early = rules.second_look
    return {
        "about": list(words.lines("grading", "limits", "text")),
        "questions": [_question(question, words) for question in rules.questions],
        "second_look": {
            "within_hours": early.within_hours,
            "through_day": early.through_day,
            "on_days": list(early.on_days),
        },
        "muscle": {
            "question": words.text("grading", "focus", "question"),
            "signs": [{"sign": sign, "text": words.text("grading", "focus", sign)} for sign in signs],
        },
    }


def grading_outcome(found: GradeResult, checked: Assessment, focus: str, words: Words) -> JsonObject:
    """The guess with its reasons; no grade where a warning sign comes first. *checked* is the safety check."""
    return {
        "grade": None if found.grade is None else int(found.grade),
        "provisional": found.provisional,
        "route": found.route.value,
        "points": found.points,
        "focus": focus,
        "text": what_to_do(msgspec.structs.replace(checked, route=found.route), words),
        "reasons": _reasons(found.reasons, words),
        "reopened": [
            {"flag": flag, "question": words.text("red_flags", "flags", flag, "question")} for flag in found.reopened
        ],
        "second_look_days": list(found.second_look_days),
    }


def what_to_do(found: Assessment, words: Words) -> str:
    """The action of the route; where no plan is left, what stands in its place, numbers to call and all."""
    if found.lock is Lock.NO_PLAN or found.route.stops:
        return words.action(found.route.value)
    return words.text("routes", found.route.value, "action")


def _reasons(reasons: Iterable[Reason], words: Words) -> list[JsonObject]:
    return [reason_json(why, words) for why in reasons]


def _flag_json(flag: str, not_sure_is_yes: bool, words: Words) -> JsonObject:
    said = {key: words.text("red_flags", "flags", flag, key) for key in ("question", "label", "why")}
    return {"flag": flag, **said, "not_sure_is_yes": not_sure_is_yes}


def _question(question: Question, words: Words) -> JsonObject:
    after, early = question.left_out_after, question.left_out_early
    return {
        "question": question.id,
        "text": words.text("grading", "questions", question.id, "question"),
        "options": [
            {
                "points": option.points,
                "text": words.text("grading", "questions", question.id, str(option.points)),
                "reopens": option.reopens,
            }
            for option in question.options
        ],
        "left_out_after": None if after is None else {"question": after.question, "at_least": after.at_least},
        "left_out_early": None
        if early is None
        else {"within_hours": early.within_hours, "through_day": early.through_day},
    }
