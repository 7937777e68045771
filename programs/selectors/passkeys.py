"""The passkeys of an account."""

from django.db.models import QuerySet

from programs.models import Passkey, User


def passkeys_of(user: User) -> QuerySet[Passkey]:
    """Those that *user* may sign in with, the oldest first."""
    return Passkey.objects.filter(user=user).order_by("made_at", "pk")
