"""Ends what browsers are known by, wherever they are."""

from collections.abc import Collection

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from programs.models import User
from programs.selectors.clinics import HELD


def end_sessions(*, user: User | None = None, links: Collection[str] = ()) -> int:
    """Sign *user* out everywhere, and know no browser by one of the *links*, digests as sessions keep them, any more;
    how many sessions that were. What they held goes with them: the answers of a check are about somebody's health.
    """
    ended = 0
    for session in Session.objects.iterator():
        held = session.get_decoded()
        is_theirs = user is not None and held.get(SESSION_KEY) == str(user.pk)
        if is_theirs or held.get(HELD) in links:
            session.delete()
            ended += 1
    return ended
