"""A message broker made of files, for a clinic that runs one command and no server.

kombu's own file transport opens a message's file and then writes it, so a reader can take it empty, and an empty
message stops the worker. Here a message, and the table of queues, appear whole or not at all; a message is claimed by
renaming it inside its own folder. Delivered at most once: no task may rely on its message to be the only trace.
"""

import fcntl
import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from time import time_ns
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

FOLDERS = ("data_folder_in", "data_folder_out", "control_folder")

BINDING = threading.RLock()

logger = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """One process's view of the folder."""

    # The stubs of kombu's two base classes contradict each other about the argument's name.
    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]
        # The clock on the wall, not the time since boot: messages keep their order when the machine restarts.
        name = f"{time_ns():020d}_{uuid4()}.{queue}.msg"
        try:
            write_whole(Path(self.data_folder_out) / name, dumps(payload))
        except OSError as fault:
            raise ChannelError(f"Cannot write message {name}: {fault}") from fault

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        folder = Path(self.data_folder_in)
        for name in sorted(path.name for path in folder.iterdir()):
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            taken = folder / f"{name}.taken"
            try:
                (folder / name).rename(taken)
            except FileNotFoundError:
                continue  # another worker was quicker
            text = taken.read_text()
            taken.unlink()
            try:
                return loads(text)
            except json.JSONDecodeError:
                logger.error("Dropped a file that is no message: %s", name)
        raise Empty

    def queue_bind(self, *args: Any, **kwargs: Any) -> None:
        # kombu notes in memory that a queue is bound, then writes the table: without the lock another thread would
        # believe the note, find no table yet, and drop its message.
        with BINDING:
            super().queue_bind(*args, **kwargs)

    def _queue_bind(self, exchange: str, routing_key: str | None, pattern: str | None, queue: str | None) -> None:
        entry = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        file: Path = self._exchange_file(exchange)  # type: ignore[attr-defined]  # its stubs are older than kombu
        with locked(file.with_suffix(".lock")):
            table = self.get_table(exchange)
            if entry not in table:
                write_whole(file, dumps([entry, *table]))


class Transport(filesystem.Transport):
    """Makes its folders when it connects, so that a missing or read-only disk is noticed there."""

    Channel = Channel
    driver_type = driver_name = "atomicfs"

    def establish_connection(self) -> Any:
        connection: Any = self.client  # the stubs leave open whether it is there; here it always is
        for key in FOLDERS:
            Path(connection.transport_options[key]).mkdir(parents=True, exist_ok=True)
        return super().establish_connection()


def write_whole(path: Path, text: str) -> None:
    """Put *text* at *path* so that no reader ever sees a part of it."""
    unfinished = path.with_name(f"{path.name}.{uuid4()}.tmp")
    unfinished.write_text(text)
    unfinished.replace(path)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold *path* against every other process while the block runs."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
