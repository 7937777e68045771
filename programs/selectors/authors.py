"""Who told an entry of a diary: its author's name there, and who that is.

Somebody of a clinic stands in a diary by a key, which tells nobody's name, and by the role they had when they told it.
"""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from programs.models import Membership

OF_A_MEMBER = "member"
OWNER, THERAPIST, ASSISTANT = "owner", "therapist", "assistant"
AT_A_CLINIC = (OWNER, THERAPIST, ASSISTANT)


class Teller(msgspec.Struct, frozen=True):
    """Somebody of a clinic who told an entry: the *role* they had then, and their *name* and the *clinic*'s, where both
    are still known.
    """

    role: str
    name: str = ""
    clinic: str = ""

    @property
    def role_name(self) -> str:
        """The role in a word."""
        return str(Membership.Role(self.role).label)


def author_at(member: Membership) -> str:
    """How entries and versions name somebody of a clinic."""
    return f"{OF_A_MEMBER}:{member.key}:{member.role}"


def key_in(author: str) -> UUID | None:
    """The key of the member that *author* names; None for all other authors."""
    kind, _, rest = author.partition(":")
    return UUID(rest.partition(":")[0]) if kind == OF_A_MEMBER else None


def role_in(author: str) -> str:
    """The role of the member that *author* names, "" for runners and for time. One told in another house, and one of
    before roles were kept, is a therapist: no other could tell anything then.
    """
    if author in AT_A_CLINIC:
        return author
    kind, _, rest = author.partition(":")
    return rest.partition(":")[2] or THERAPIST if kind == OF_A_MEMBER else ""


def part_in(author: str) -> str:
    """What the member that *author* names was for the runner, "" as above: to clients an owner is a therapist."""
    return THERAPIST if (role := role_in(author)) == OWNER else role


def tellers(authors: Iterable[str]) -> dict[str, Teller]:
    """Those of *authors* who work at a clinic, or did, by their name in the diary. Asks once, and not at all where
    there is none.
    """
    roles = {author: role for author in set(authors) if (role := role_in(author))}
    keys = {author: key_in(author) for author in roles}
    wanted = {key for key in keys.values() if key}
    rows = Membership.objects.filter(key__in=wanted).select_related("clinic") if wanted else ()
    known = {row.key: row for row in rows}
    return {
        author: Teller(role, known[key].name, known[key].clinic.name)
        if (key := keys[author]) in known
        else Teller(role)
        for author, role in roles.items()
    }
