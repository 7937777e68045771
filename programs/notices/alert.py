"""The mail that a client's entry wants a look. It tells nothing of anybody's health, and no name."""

from uuid import UUID

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def alert_mail(*, key: UUID, to: str, sender: str, opens: str, host: str) -> EmailMessage:
    """A mail to *to* that leads to the clinic's list at *opens*, the same Message-ID however often it is tried."""
    return EmailMessage(
        subject=_("Your client list has news"),
        body=render_to_string("notices/alert.txt", {"opens": opens}),
        from_email=sender,
        to=[to],
        headers={"Message-ID": f"<{key}@{host}>", "Auto-Submitted": "auto-generated"},
    )
