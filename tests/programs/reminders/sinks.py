"""A mail server of our own that says what a test tells it to, and keeps what it took."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller

from tests.servers import free_port

Answer = Callable[[str, int], str]
ACCEPTED = "250 OK"
HANGS_FOR = 15


def accept(stage: str, number: int) -> str:
    """Says yes to everything."""
    return ACCEPTED


class Sink:
    """What arrived, in order. *answer* is asked at each recipient ("rcpt") and each message ("data"), with the number
    of times that stage was reached; it says what the server says, "drop" to hang up after the message was taken, "hang"
    to say nothing for longer than anybody waits.
    """

    def __init__(self, answer: Answer = accept) -> None:
        self.answer = answer
        self.arrived: list[Message] = []
        self.stages: dict[str, int] = {}

    def _say(self, stage: str) -> str:
        self.stages[stage] = self.stages.get(stage, 0) + 1
        return self.answer(stage, self.stages[stage])

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        said = self._say("rcpt")
        if said == ACCEPTED:
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        said = self._say("data")
        if said == "hang":
            await asyncio.sleep(HANGS_FOR)
        if said in (ACCEPTED, "drop"):
            self.arrived.append(message_from_bytes(envelope.original_content))
        if said == "drop":
            server.transport.abort()
        return ACCEPTED if said == "drop" else said

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of what arrived."""
        return [message["Message-ID"] for message in self.arrived]


def text_of(message: Message) -> str:
    """The plain words of *message*."""
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/plain"]
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


@contextmanager
def smtp_sink(settings: Any, answer: Answer = accept) -> Iterator[Sink]:
    """A mail server that listens, and Django's *settings* that lead to it."""
    sink = Sink(answer)
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_TIMEOUT = 2
    try:
        yield sink
    finally:
        controller.stop()
