"""The runner's own guess at the grade, from nine questions after the safety check."""

from rehab.grading.guess import (
    focus,
    grade,
    questions_asked,
    ratchet,
    reopened,
    sent_away,
    still_asked,
)
from rehab.grading.loading import grading_faults, load_grading
from rehab.grading.rules import Checked, GradeResult, Grading, Override

__all__ = [
    "Checked",
    "GradeResult",
    "Grading",
    "Override",
    "focus",
    "grade",
    "grading_faults",
    "load_grading",
    "questions_asked",
    "ratchet",
    "reopened",
    "sent_away",
    "still_asked",
]
