"""What is lit in a picture is what the protocol says the exercise is for."""

from tests.rehab.alike import of_each
from tests.rehab.figures.posed import FIGURES, PROTOCOL

# What the catalogue calls a muscle, by how it begins, and what a picture of it lights.
LIT = {
    "calf complex": {"calf"},
    "gastrocnemius": {"gastrocnemius"},
    "soleus": {"soleus"},
    "ankle control": {"ankle"},
    "glutes": {"glutes"},
    "hip abductors": {"abductors"},
    "upper body": {"arms"},
    # The whole chain, or the muscle that the one picture of a longer round stretches.
    "whole chain": {"chain", "thigh"},
    "whole body": {"none"},
    "foot and knee": {"none"},
}


@of_each({exercise.id: (exercise,) for exercise in PROTOCOL.exercises})
def test_the_lit_muscle_is_the_one_the_protocol_names(exercise):
    begins = next(word for word in LIT if exercise.muscle.startswith(word))
    assert FIGURES[exercise.id].muscle in LIT[begins]
