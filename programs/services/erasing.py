"""Takes everything away that is kept of somebody, for good: out of older backups too, once they are restored."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from programs.models import (
    Client,
    ClientLink,
    ClinicToken,
    Erasure,
    Invitation,
    Membership,
    OwnPicture,
    OwnWording,
    Programme,
    Runner,
    User,
)
from programs.models.links import digest_of
from programs.services.sessions import end_sessions
from programs.services.working import hold_clients, hold_programmes

# What is met by whoever had found somebody a moment before everything of theirs was erased.
ERASED_MEANWHILE = (User.DoesNotExist, Runner.DoesNotExist, Programme.DoesNotExist)


@transaction.atomic
def erase_person(*, user: User) -> None:
    """Delete the account of *user* with all that hangs from it: runner, consents, programmes, diaries, versions, links.
    Of somebody who works at a clinic a key without a name is left.

    Sessions signed in as *user* go, with what they held. A mark stays, which names nobody.
    """
    _hold(Runner.objects.filter(user=user))
    joined_at = User.objects.select_for_update().values_list("joined_at", flat=True).get(pk=user.pk)
    note_erased([mark_of(user.pk, joined_at)])
    _leave_clinics(user)
    Invitation.objects.filter(email=user.email).delete()
    end_sessions(user=user)
    user.delete()


def _leave_clinics(user: User) -> None:
    """*user* works nowhere any more; of their tokens not even the names are kept, which they wrote."""
    ClinicToken.objects.filter(membership__user=user).delete()
    Membership.objects.filter(user=user).update(name="", until=Coalesce("until", Now()))


@transaction.atomic
def erase_runner(*, runner: Runner) -> None:
    """Delete a *runner* who has no account, with consents, programmes, diaries and versions. What a clinic wrote down
    of its client stays with the clinic; browsers that are known by its links are known no more. A mark stays, which
    names nobody.
    """
    _hold(Runner.objects.filter(pk=runner.pk))
    note_erased([mark_of_runner(runner.key)])
    end_sessions(links=list(ClientLink.objects.filter(client__runner=runner).values_list("digest", flat=True)))
    runner.delete()


def _hold(runners: QuerySet[Runner]) -> None:
    """Hold what hangs from *runners* in the order in which all hold it: a phone of theirs, or their clinic, may be
    writing in this moment, and whatever is deleted before would wait for whoever waits for it.
    """
    hold_clients(Client.objects.filter(runner__in=runners).values_list("pk", flat=True))
    hold_programmes(Programme.objects.filter(runner__in=runners).values_list("pk", flat=True))


@transaction.atomic
def erase_picture(*, picture: OwnPicture, now: datetime) -> None:
    """Delete a photo of a clinic: every wording that held it shows its figure. A mark stays, so that no backup brings
    back a leg that somebody wanted gone.
    """
    note_erased([mark_of_picture(picture.key)])
    OwnWording.objects.filter(picture=picture).update(picture=None, photo_erased_at=now)
    picture.delete()


def mark_of_picture(key: UUID) -> str:
    """What is kept of a photo that was erased: the key is random, and nothing's any more."""
    return digest_of(f"photo {key}")


def mark_of_runner(key: UUID) -> str:
    """What is kept of a runner without an account who was erased: the key is random, and nobody's any more."""
    return digest_of(f"runner {key}")


def mark_of(account: int, joined_at: datetime) -> str:
    """What is kept of an account that was erased. The number alone may be given again after a restore; with the moment
    of joining it is one account's only, and nothing of the person is in it.
    """
    return digest_of(f"account {account} of {joined_at.astimezone(UTC).isoformat()}")


def note_erased(marks: Iterable[str]) -> None:
    """Keep *marks*; those that are kept already stay as they are."""
    Erasure.objects.bulk_create((Erasure(mark=mark) for mark in marks), ignore_conflicts=True)


@transaction.atomic
def erase_again() -> tuple[int, int]:
    """Delete every account, every runner without one and every photo whose erasure is on the list, as after a restore;
    how many people there were, and how many photos.
    """
    marks = frozenset(Erasure.objects.values_list("mark", flat=True))
    accounts = User.objects.values_list("pk", "joined_at").iterator(chunk_size=1000)
    back = [account for account, joined_at in accounts if mark_of(account, joined_at) in marks]
    for user in User.objects.filter(pk__in=back):
        _leave_clinics(user)
        Invitation.objects.filter(email=user.email).delete()
        user.delete()
    keys = Runner.objects.filter(user__isnull=True).values_list("key", flat=True).iterator(chunk_size=1000)
    without = [key for key in keys if mark_of_runner(key) in marks]
    Runner.objects.filter(key__in=without).delete()
    return len(back) + len(without), _erase_pictures(marks)


def _erase_pictures(marks: frozenset[str]) -> int:
    known = OwnPicture.objects.defer("shown", "printed").iterator(chunk_size=1000)
    back = [picture for picture in known if mark_of_picture(picture.key) in marks]
    for picture in back:
        erase_picture(picture=picture, now=timezone.now())
    return len(back)
