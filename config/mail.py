"""How mail leaves the house: by SMTP, but for people who are not there."""

from collections.abc import Sequence
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend as FileBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend

# Reserved for examples (RFC 2606): nobody reads mail there, and people of the demo have no other address.
NOBODYS = ("example.com", "example.net", "example.org")
NOBODYS_BELOW = ".example"


class Outgoing(SmtpBackend):
    """SMTP. A message to nobody but examples is put into a file under `settings.KEPT_MAIL` in place of being sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were sent or put away."""
        kept = [message for message in email_messages if is_for_nobody(message)]
        sent = [message for message in email_messages if not is_for_nobody(message)]
        count = FileBackend(file_path=str(settings.KEPT_MAIL)).send_messages(kept) if kept else 0
        return (count or 0) + (super().send_messages(sent) or 0)


def is_for_nobody(message: EmailMessage) -> bool:
    """Whether all recipients of *message* have addresses reserved for examples."""
    return all(_is_nobodys(address) for address in message.recipients())


def _is_nobodys(address: str) -> bool:
    host = parseaddr(address)[1].rpartition("@")[2].lower()
    return host in NOBODYS or host.endswith((NOBODYS_BELOW, *(f".{name}" for name in NOBODYS)))
