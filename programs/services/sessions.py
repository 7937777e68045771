"""Ends what browsers are known by, wherever they are."""

from collections.abc import Collection

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured

from programs.models import User
from programs.selectors.clinics import HELD


def end_sessions(*, user: User | None = None, links: Collection[str] = ()) -> int:
    """Sign *user* out everywhere, and know no browser by one of the *links*, digests as sessions keep them, any more;
    how many sessions that were. What they held goes with them: the answers of a check are about somebody's health. A
    session that this house's key does not read may be theirs, and goes too. ImproperlyConfigured without a key: all are
    unreadable then, and Django would take each for an empty one.
    """
    ended = 0
    if not settings.SECRET_KEY:
        raise ImproperlyConfigured("The SECRET_KEY setting must not be empty.")
    for session in Session.objects.iterator():
        held = session.get_decoded()
        is_theirs = user is not None and held.get(SESSION_KEY) == str(user.pk)
        is_theirs = is_theirs or held.get(HELD) in links
        if is_theirs or not held:
            session.delete()
        ended += is_theirs
    return ended
