"""Whose account an address is."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser

from programs.models import Consent, Runner, User


def account_of(email: str) -> User | None:
    """The account with that address that may sign in, however the address is written; None where there is none."""
    return User.objects.filter(email=User.objects.normalize_email(email), is_active=True).first()


def known_among(emails: Iterable[str]) -> frozenset[str]:
    """Those of *emails* that have an account."""
    return frozenset(User.objects.filter(email__in=list(emails)).values_list("email", flat=True))


def others_than(emails: Iterable[str]) -> int:
    """How many people have an account and none of *emails*."""
    return User.objects.exclude(email__in=list(emails)).count()


def runner_of(user: User | AnonymousUser) -> Runner | None:
    """The runner that *user* is; None for strangers and for people who have followed nothing."""
    return Runner.objects.filter(user=user).first() if user.is_authenticated else None


def standing_consent(runner: Runner) -> Consent | None:
    """The yes to keeping facts of health that stands; None where it was taken back, or never given."""
    return runner.consents.filter(withdrawn_at__isnull=True).first()
