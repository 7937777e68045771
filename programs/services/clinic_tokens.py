"""Gives and takes back the keys by which programs act for somebody at a clinic."""

from collections.abc import Collection
from datetime import datetime, timedelta
from secrets import token_hex

from django.db import transaction
from django.db.models import Q

from programs.models import ClinicToken, Membership
from programs.selectors.clinics import open_clinic_tokens, scopes_open_to
from programs.selectors.tokens import digest_of
from programs.services.audit import note
from programs.services.tokens import LONGEST_DAYS, RANDOM_BYTES
from programs.services.working import still_working

# So that a secret which has got into a file or a log can be told for what it is.
PREFIX = "strideback_clinic_"
MOST_OPEN = 20
# How exactly it is known when a token was last used: a program that asks all day writes a row a minute.
USES_APART = timedelta(minutes=1)


class TooManyTokensError(ValueError):
    """Somebody who has as many open tokens as anybody keeps in view."""


@transaction.atomic
def give_clinic_token(
    *, member: Membership, name: str, scopes: Collection[str], days: int, now: datetime
) -> tuple[ClinicToken, str]:
    """A new token by which programs act for *member* as far as *scopes* reach, for *days*; and its secret, which nobody
    can tell again.

    ValueError for scopes that their role does not open, none at all, or a time that is too long; TooManyTokensError
    where they have `MOST_OPEN` that are open.
    """
    still_working(member)
    offered = scopes_open_to(member)
    if not scopes or not set(scopes) <= set(offered):
        raise ValueError(f"scopes {sorted(scopes)}: give some of {', '.join(offered)}")
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError(f"{days} days: give 1 to {LONGEST_DAYS}")
    if open_clinic_tokens(now).filter(membership=member).count() >= MOST_OPEN:
        raise TooManyTokensError(f"{MOST_OPEN} tokens are open: take one back first")
    secret = PREFIX + token_hex(RANDOM_BYTES)
    token = ClinicToken.objects.create(
        membership=member,
        name=name,
        digest=digest_of(secret),
        scopes=[scope for scope in offered if scope in scopes],
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    note(member=member, what="made a token", about=token.key, now=now)
    return token, secret


@transaction.atomic
def revoke_clinic_token(*, by: Membership, token: ClinicToken, now: datetime) -> None:
    """*token* opens nothing from now on."""
    still_working(by)
    if ClinicToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        note(member=by, what="took a token back", about=token.key, now=now)


def end_clinic_tokens(person: Membership, now: datetime) -> None:
    """No program acts for *person* any more."""
    ClinicToken.objects.filter(membership=person, revoked_at=None).update(revoked_at=now)


def narrow_clinic_tokens(person: Membership, now: datetime) -> None:
    """What the role of *person* no longer opens, their tokens do not open either, and not again when the role comes
    back: whoever wants it then makes a new one.
    """
    offered = scopes_open_to(person)
    for token in ClinicToken.objects.filter(membership=person, revoked_at=None):
        token.scopes = [scope for scope in token.scopes if scope in offered]
        token.revoked_at = None if token.scopes else now
        token.save(update_fields=["scopes", "revoked_at"])


def note_use(*, token: ClinicToken, now: datetime) -> None:
    """Keep when *token* was last used, to the minute."""
    before = Q(used_at=None) | Q(used_at__lte=now - USES_APART)
    ClinicToken.objects.filter(before, pk=token.pk).update(used_at=now)
