"""Exercises of a clinic's own for tests, written through the services."""

from uuid import uuid4

from django.utils import timezone

from programs.interchange.pictures import photo_from
from programs.models import Client, OwnExercise, OwnWording
from programs.selectors.protocol import protocol_in_use
from programs.services.own_exercises import Photo, Said, choose_for, show_photo, show_to_all, write_exercise
from rehab.own_words import OwnWords, may_be_reworded
from tests.programs.desk.houses import House
from tests.programs.desk.pictures import a_picture

STEPS = ("Stand tall by a wall.", "Push up with care.", "Come down slowly.")
SAID = OwnWords("The Calder way", STEPS, "a firm mat")


def an_own(
    house: House, exercise: str, said: OwnWords = SAID, *, for_all: bool = False, photo: bool = False, figure: str = ""
) -> OwnExercise:
    """A way of *house* to do *exercise*, written by its therapist."""
    by, now = house.members["therapist"], timezone.now()
    own = write_exercise(member=by, key=uuid4(), exercise=exercise, said=Said(said, figure or exercise), now=now)
    if photo:
        show_photo(member=by, own=own, photo=a_photo(), now=now)
    if for_all:
        show_to_all(member=by, own=own, all_of_them=True, now=now)
    own.refresh_from_db()
    return own


def a_photo() -> Photo:
    return Photo(*photo_from(a_picture("JPEG", (900, 600))))


def chosen_for(house: House, client: Client, exercise: str, own: OwnExercise | None) -> None:
    """What *client* sees of *exercise*: *own*, or the catalogue's."""
    choose_for(member=house.owner, client=client, chosen={exercise: own}, usual=frozenset(), now=timezone.now())


def every_name_of(house: House) -> dict[str, str]:
    """A name of the house's own, for all clients, for each exercise that may have one, by its id."""
    protocol = protocol_in_use()
    there = [one.id for one in protocol.exercises if may_be_reworded(one, protocol)]
    names = {exercise: f"Calder number {number}." for number, exercise in enumerate(there, 1)}
    owns = OwnExercise.objects.bulk_create(
        OwnExercise(clinic=house.clinic, exercise=one, for_all=True) for one in names
    )
    said = {"steps": "\n".join(STEPS), "made_by": house.owner, "made_at": house.now}
    OwnWording.objects.bulk_create(
        OwnWording(own=own, number=1, name=names[own.exercise], figure=own.exercise, **said) for own in owns
    )
    return names
