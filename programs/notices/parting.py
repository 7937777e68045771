"""The mail that a clinic has closed: the plan goes on, and who has seen it until when. Its subject tells neither."""

from datetime import date
from uuid import UUID

import msgspec
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


class Parted(msgspec.Struct, frozen=True):
    """What the mail tells: the *clinic* by name, that it saw the plan *since* one day and *until* another, for how many
    *years* it keeps what it wrote down, and where today and My data lie.
    """

    clinic: str
    since: date
    until: date
    years: int
    today: str
    data: str


def parting_mail(told: Parted, *, key: UUID, to: str, sender: str, host: str) -> EmailMessage:
    """A mail to *to*, the same Message-ID however often it is tried."""
    return EmailMessage(
        subject=_("A word about who sees your plan"),
        body=render_to_string("notices/parting.txt", {"told": told}),
        from_email=sender,
        to=[to],
        headers={"Message-ID": f"<{key}@{host}>", "Auto-Submitted": "auto-generated"},
    )
