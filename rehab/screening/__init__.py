"""The safety check: which warning signs lead where, and what a plan may still hold."""

from rehab.screening.assessment import Assessment, Circumstances, assess, screen
from rehab.screening.daily import assess_daily, clot_persists, unresolved
from rehab.screening.loading import Known, load_screening, screening_faults
from rehab.screening.questions import (
    age_asked_with,
    asked_daily,
    denied_unticked,
    follow_ups,
    groups_deciding_nothing,
    outcome_so_far,
    screens,
    start_asked_with,
    ticked,
)
from rehab.screening.rules import Screening

__all__ = [
    "Assessment",
    "Circumstances",
    "Known",
    "Screening",
    "age_asked_with",
    "asked_daily",
    "assess",
    "assess_daily",
    "clot_persists",
    "denied_unticked",
    "follow_ups",
    "groups_deciding_nothing",
    "load_screening",
    "outcome_so_far",
    "screen",
    "screening_faults",
    "screens",
    "start_asked_with",
    "ticked",
    "unresolved",
]
