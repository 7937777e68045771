"""The safety check: which warning signs lead where, and what a plan may still hold."""

from rehab.screening.assessment import Assessment, Situation, assess, screen
from rehab.screening.loading import load_screening, screening_faults
from rehab.screening.rules import Screening

__all__ = [
    "Assessment",
    "Screening",
    "Situation",
    "assess",
    "load_screening",
    "screen",
    "screening_faults",
]
