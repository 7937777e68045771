"""The exercises that a clinic has written, for its own people."""

from uuid import UUID

import msgspec
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from programs.models import Client, Clinic, Membership, OwnChoice, OwnExercise, OwnPicture, OwnWording
from programs.selectors.shown_as import newest


class Written(msgspec.Struct, frozen=True):
    """An own exercise with its words as they are now, and for how many clients it was chosen."""

    own: OwnExercise
    wording: OwnWording
    chosen: int


def written_at(clinic: Clinic) -> list[Written]:
    """The exercises of *clinic* that are in use, by the exercise they stand for; then those that were archived."""
    rows = _written(clinic.own_exercises.all()).order_by("archived_at", "exercise", "pk")
    return sorted(map(_as_written, rows), key=lambda one: one.own.archived_at is not None)


def own_exercise_at(member: Membership, key: UUID) -> Written | None:
    """The exercise of that key, for people of its clinic; None for anybody else, as for a key that nobody has."""
    row = _written(OwnExercise.objects.filter(clinic_id=member.clinic_id, key=key)).first()
    return _as_written(row) if row else None


def names_beside(clinic: Clinic, exercise: str) -> set[str]:
    """What *clinic* calls other exercises than *exercise*, in ways that were not put away."""
    others = OwnWording.objects.filter(own__clinic=clinic, own__archived_at__isnull=True).exclude(
        own__exercise=exercise
    )
    return set(newest(others).order_by().values_list("name", flat=True))


def wordings_of(own: OwnExercise) -> QuerySet[OwnWording]:
    """Everything that was ever said of *own*, the newest first."""
    found = own.wordings.order_by("-number").select_related("made_by", "picture")
    return found.defer("picture__shown", "picture__printed")


def choices_for(client: Client) -> dict[str, OwnChoice]:
    """What was chosen for *client*, by the exercise of the catalogue."""
    return {choice.exercise: choice for choice in client.own_choices.select_related("own")}


def picture_of_own(own: OwnExercise, key: UUID) -> OwnPicture | None:
    """The photo of that key, where a wording of *own* has it; None for any other, as for a key that no photo has."""
    holds = OwnWording.objects.filter(own=own, picture=OuterRef("pk"))
    found = OwnPicture.objects.filter(Exists(holds), clinic_id=own.clinic_id, key=key)
    return found.defer("shown", "printed").first()


def wordings_with(picture: OwnPicture) -> int:
    """How many wordings have *picture*."""
    return OwnWording.objects.filter(picture=picture).count()


def picture_at(clinic: Clinic, key: UUID, *, small: bool) -> bytes:
    """The photo of that key, where it is one of *clinic*; nothing else."""
    return _jpeg(OwnPicture.objects.filter(clinic=clinic, key=key), small)


def picture_called(key: UUID, *, small: bool) -> bytes:
    """The photo of that key, for whoever is shown it."""
    return _jpeg(OwnPicture.objects.filter(key=key), small)


def _jpeg(pictures: QuerySet[OwnPicture], small: bool) -> bytes:
    found = pictures.values_list("printed" if small else "shown", flat=True).first()
    return bytes(found) if found else b""


def printed_pictures(keys: set[str]) -> dict[str, bytes]:
    """The photos of those *keys* as paper shows them."""
    found = OwnPicture.objects.filter(key__in=keys).values_list("key", "printed") if keys else ()
    return {key.hex: bytes(printed) for key, printed in found}


def _written(rows: QuerySet[OwnExercise]) -> QuerySet[OwnExercise]:
    now = newest(OwnWording.objects.select_related("picture").defer("picture__shown", "picture__printed"))
    open_clients = Count("choices", filter=Q(choices__client__discharged_at__isnull=True))
    return rows.annotate(chosen=open_clients).prefetch_related(Prefetch("wordings", now, to_attr="now"))


def _as_written(row: OwnExercise) -> Written:
    return Written(row, row.now[0], row.chosen)  # type: ignore[attr-defined]
