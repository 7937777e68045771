"""What a clinic has written to a client, and about them."""

from hashlib import sha256

import msgspec

from programs.models import Client

LONGEST_NOTE = 4000
# More than any seal has: what a form or a body may send as one.
LONGEST_SEAL = 64


class Writing(msgspec.Struct, frozen=True):
    """A *message* to a client, which stands on Today and on paper, and *notes* that never leave the clinic."""

    message: str = ""
    notes: str = ""

    @property
    def seal(self) -> str:
        """What these two texts have in common with no others: whoever changes them says which ones they saw."""
        return sha256(msgspec.json.encode((self.message, self.notes))).hexdigest()[:32]


def writing_about(client: Client) -> Writing:
    """What stands now, whatever *client* was read with."""
    notes = Client.objects.values_list("notes", flat=True).get(pk=client.pk)
    message = client.assignments.filter(ended_at__isnull=True).values_list("message", flat=True).first()
    return Writing(message or "", notes)
