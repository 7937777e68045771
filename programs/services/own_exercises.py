"""Acts on the exercises that a clinic writes: what is said of them, and which clients see them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import transaction

from programs.models import Client, Membership, OwnChoice, OwnExercise, OwnPicture, OwnWording
from programs.services.audit import note
from programs.services.erasing import erase_picture
from programs.services.working import still_working
from rehab.own_words import OwnWords


class TakenError(ValueError):
    """All clients see another way of the exercise already."""


class PutAwayError(ValueError):
    """A way that was put away since it was looked at: nobody would be shown it."""


class Said(msgspec.Struct, frozen=True):
    """What is said of an exercise, which the house's checks have nothing against, and the *figure* that is shown where
    there is no photo.
    """

    words: OwnWords
    figure: str


class Photo(msgspec.Struct, frozen=True):
    """A photo drawn anew, as JPEG: for pages, and small for paper."""

    shown: bytes
    printed: bytes


@transaction.atomic
def write_exercise(*, member: Membership, key: UUID, exercise: str, said: Said, now: datetime) -> OwnExercise:
    """A way of the clinic of *member* to do *exercise*. Nobody sees it until it is chosen. *key* is made by the form
    that tells of it, so that a form sent twice is one exercise.
    """
    still_working(member)
    own, is_new = OwnExercise.objects.get_or_create(key=key, clinic=member.clinic, defaults={"exercise": exercise})
    if is_new:
        _say(own, member, said, None, now)
        note(member=member, what="wrote an exercise", about=None, now=now)
    return own


@transaction.atomic
def reword(*, member: Membership, own: OwnExercise, said: Said, now: datetime) -> OwnWording:
    """Other words for *own*, or another figure; its photo stays. What was said before is kept."""
    still_working(member)
    last = _last(own)
    if said == _said(last):
        return last
    note(member=member, what="wrote an exercise", about=None, now=now)
    return _say(own, member, said, last.picture, now)


@transaction.atomic
def show_photo(*, member: Membership, own: OwnExercise, photo: Photo | None, now: datetime) -> OwnWording:
    """Show *photo* with *own* from now on; the figure again, where there is none."""
    still_working(member)
    last = _last(own)
    picture = OwnPicture.objects.create(clinic=member.clinic, **msgspec.structs.asdict(photo)) if photo else None
    note(member=member, what="changed a photo", about=None, now=now)
    return _say(own, member, _said(last), picture, now)


@transaction.atomic
def erase_photo(*, member: Membership, own: OwnExercise, picture: OwnPicture, now: datetime) -> None:
    """Delete a *picture* of *own* for good, whichever wordings hold it: they show their figure from now on. One that
    somebody else has erased since it was looked for is on record once.
    """
    still_working(member)
    OwnExercise.objects.select_for_update().get(pk=own.pk)
    if not OwnPicture.objects.filter(pk=picture.pk).exists():
        return
    erase_picture(picture=picture, now=now)
    note(member=member, what="erased a photo", about=own.key, now=now)


@transaction.atomic
def show_to_all(*, member: Membership, own: OwnExercise, all_of_them: bool, now: datetime) -> None:
    """Show *own* to every client for whom nothing else was chosen, or from now on to those alone for whom it was.
    TakenError where they see another way of that exercise already.
    """
    still_working(member)
    others = OwnExercise.objects.select_for_update(no_key=True).filter(
        clinic_id=own.clinic_id, exercise=own.exercise, for_all=True, archived_at__isnull=True
    )
    if all_of_them and others.exclude(pk=own.pk).exists():
        raise TakenError("all clients see another way of this exercise already: take that one back first")
    OwnExercise.objects.filter(pk=own.pk).update(for_all=all_of_them)
    note(member=member, what="chose exercises", about=None, now=now)


@transaction.atomic
def archive(*, member: Membership, own: OwnExercise, away: bool, now: datetime) -> None:
    """Put *own* *away*: every client sees the exercise as in the catalogue again. Or bring it back, for nobody yet."""
    still_working(member)
    own.choices.all().delete()
    OwnExercise.objects.filter(pk=own.pk).update(for_all=False, archived_at=now if away else None)
    note(member=member, what="archived an exercise" if away else "brought an exercise back", about=None, now=now)


@transaction.atomic
def choose_for(
    *,
    member: Membership,
    client: Client,
    chosen: Mapping[str, OwnExercise | None],
    usual: frozenset[str],
    now: datetime,
) -> None:
    """Show *client* the exercises in the ways that are *chosen*, by the exercise: a way, or None for the catalogue's.
    For those that are *usual* they see again what all clients see. PutAwayError where a way is in use no more.
    """
    still_working(member)
    ways = [own.pk for own in chosen.values() if own is not None]
    if OwnExercise.objects.filter(pk__in=ways, archived_at__isnull=False).exists():
        raise PutAwayError("a way that you chose was put away: look again")
    client.own_choices.filter(exercise__in=[*chosen, *usual]).delete()
    OwnChoice.objects.bulk_create(
        OwnChoice(client=client, exercise=exercise, own=own) for exercise, own in chosen.items()
    )
    note(member=member, what="chose their exercises", about=client.key, now=now)


def _last(own: OwnExercise) -> OwnWording:
    """What is said of *own* now; nobody else says anything of it meanwhile."""
    OwnExercise.objects.select_for_update(no_key=True).get(pk=own.pk)
    return own.wordings.order_by("-number").select_related("picture")[0]


def _said(wording: OwnWording) -> Said:
    return Said(OwnWords(wording.name, tuple(wording.steps.splitlines()), wording.needs), wording.figure)


def _say(own: OwnExercise, by: Membership, said: Said, picture: OwnPicture | None, now: datetime) -> OwnWording:
    last = own.wordings.order_by("-number").values_list("number", flat=True).first() or 0
    return OwnWording.objects.create(
        own=own,
        number=last + 1,
        name=said.words.name,
        steps="\n".join(said.words.steps),
        needs=said.words.needs,
        figure=said.figure,
        picture=picture,
        made_by=by,
        made_at=now,
    )
