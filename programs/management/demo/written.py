"""What Tess's clinic has written for itself: a template, and its own way of an exercise, chosen for one client."""

from datetime import datetime
from uuid import uuid5

from programs.models import Client, Membership
from programs.selectors.templates import Brings
from programs.services.own_exercises import Said, choose_for, write_exercise
from programs.services.templates import Draft, make_template
from rehab.fitting import Wanted
from rehab.intents import CapRun, RemoveExercise
from rehab.own_words import OwnWords

TEMPLATE = Draft(
    "No step at home",
    (Wanted(CapRun(20)), Wanted(RemoveExercise("single-leg-heel-drop-straight-knee"))),
    "For who trains in a flat. Bring the drops back once they have a stair.",
    brings=Brings(("chair", "wall")),
)
EXERCISE = "two-leg-heel-raise"
OWN = OwnWords(
    "Kitchen raise",
    (
        "Stand at the worktop with your fingertips on it and both knees straight.",
        "Rise on to the balls of both feet, a little more over the big toes.",
        "Breathe out at the top.",
        "Come down as slowly as you went up.",
    ),
    "a worktop",
)
CHOSEN_FOR = "Marek Nowak"


def write_for_itself(tess: Membership, now: datetime) -> None:
    """Both, and the choice."""
    clinic = tess.clinic
    make_template(member=tess, key=uuid5(clinic.key, TEMPLATE.name), draft=TEMPLATE, now=now)
    own = write_exercise(
        member=tess, key=uuid5(clinic.key, OWN.name), exercise=EXERCISE, said=Said(OWN, EXERCISE), now=now
    )
    client = Client.objects.get(clinic=clinic, name=CHOSEN_FOR)
    choose_for(member=tess, client=client, chosen={EXERCISE: own}, usual=frozenset(), now=now)
