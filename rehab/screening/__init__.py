"""The safety check: which warning signs lead where, and what a plan may still hold."""

from rehab.screening.assessment import Assessment, Circumstances, assess, screen
from rehab.screening.daily import assess_daily, clot_persists, unresolved
from rehab.screening.loading import Known, load_screening, screening_faults
from rehab.screening.questions import asked_daily, screens, ticked
from rehab.screening.rules import Screening

__all__ = [
    "Assessment",
    "Circumstances",
    "Known",
    "Screening",
    "asked_daily",
    "assess",
    "assess_daily",
    "clot_persists",
    "load_screening",
    "screen",
    "screening_faults",
    "screens",
    "ticked",
    "unresolved",
]
