"""A reminder as an e-mail: text and HTML, the same Message-ID however often it is tried, one press to stop it."""

from uuid import UUID

import msgspec
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from programs.notices.words import Words


class Envelope(msgspec.Struct, frozen=True):
    """Where a mail goes and leads: the mailbox, the sender, the address that the button opens, the one that stops
    reminders, the one where they are set, and who runs this.
    """

    key: UUID
    to: str
    sender: str
    opens: str
    stops: str
    settings: str
    host: str
    operator: str


def message_of(words: Words, envelope: Envelope) -> EmailMultiAlternatives:
    """*words* as a mail for *envelope*, with headers for one-click stopping (RFC 8058)."""
    context = {"words": words, "envelope": envelope}
    message = EmailMultiAlternatives(
        subject=words.subject,
        body=render_to_string("notices/mail.txt", context),
        from_email=envelope.sender,
        to=[envelope.to],
        headers={
            "Message-ID": f"<{envelope.key}@{envelope.host}>",
            "List-Unsubscribe": f"<{envelope.stops}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string("notices/mail.html", context), "text/html")
    return message
