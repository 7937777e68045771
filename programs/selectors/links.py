"""Which links still open something."""

from datetime import datetime

from django.db.models import QuerySet

from programs.models import SignInLink
from programs.models.links import digest_of


def usable_links(token: str, now: datetime) -> QuerySet[SignInLink]:
    """The one link of *token*, or none: not used, not too old, of somebody who may sign in."""
    return SignInLink.objects.filter(
        digest=digest_of(token), used_at__isnull=True, ends_at__gt=now, user__is_active=True
    )
