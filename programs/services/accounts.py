"""Accounts of people who sign in with a code by e-mail."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from programs.models import User

UNUSED_DAYS = 2


def account_for(*, email: str) -> User:
    """The account of *email*, made where there is none: the code that is sent there proves whose it is."""
    address = User.objects.normalize_email(email)
    known = User.objects.filter(email=address).first()
    return known or _made(address)


def _made(address: str) -> User:
    """A new account, or the one that another press of the same button has made meanwhile."""
    try:
        with transaction.atomic():
            return User.objects.create_user(address)
    except IntegrityError:
        return User.objects.get(email=address)


def forget_unused(*, now: datetime) -> int:
    """Delete accounts that were asked for and never entered; how many. Those of people who are to work at a clinic, and
    of staff, were asked for by somebody else, and wait.
    """
    old = now - timedelta(days=UNUSED_DAYS)
    asked_for = User.objects.filter(last_login__isnull=True, joined_at__lt=old, is_staff=False)
    deleted, _ = asked_for.filter(memberships__isnull=True).delete()
    return deleted
