"""Standard output and error that may be closed, or full: that changes what is read, never how a command ends."""

import io
import os
import sys
from typing import TextIO


class Forgiving(io.TextIOWrapper):
    """Text nobody can take is dropped, with all that follows. Bytes written to its buffer still tell of it."""

    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except OSError:
            silence(self)
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError:
            silence(self)


def silence(stream: TextIO) -> None:
    """From now on *stream* goes nowhere; what it still holds would otherwise fail once more when Python ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def forgive() -> None:
    """Make standard output and error forgiving."""
    sys.stdout, sys.stderr = _forgiving(sys.stdout), _forgiving(sys.stderr)


def _forgiving(stream: TextIO | None) -> TextIO:
    if stream is None:
        # Closed by whoever started us: like a closed one, this file refuses to be written to.
        return Forgiving(os.fdopen(os.open(os.devnull, os.O_RDONLY), "wb"), encoding="utf-8")
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    encoding, errors, by_line = stream.encoding, stream.errors, stream.line_buffering
    return Forgiving(stream.detach(), encoding, errors, line_buffering=by_line)
