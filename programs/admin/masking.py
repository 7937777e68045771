"""Mail addresses as operators see them: enough to tell whose mail server it was, not whose mail."""

import re

ADDRESS = re.compile(r"([^\s@<>\"'(),:;]+)@([^\s@<>\"'(),:;]+)")
HIDDEN = "…"


def masked(address: str) -> str:
    """*address* with its first letter and its host: `r…@example.com`."""
    return ADDRESS.sub(lambda found: f"{found[1][0]}{HIDDEN}@{found[2]}", address)


def without_address(text: str, address: str) -> str:
    """*text* of a mail server with every address in it masked, and the name before the @ of *address* left out."""
    name = re.escape(address.partition("@")[0])
    return re.sub(rf"(?<![\w.]){name}(?![\w.])", HIDDEN, masked(text), flags=re.IGNORECASE) if name else masked(text)
