"""A reminder as a push message: a title and a line, sealed for one browser, and what its push service is told of it."""

import json
import re
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import msgspec

from programs.notices.reaching import Letter
from programs.notices.words import Words

LONGEST_ENDPOINT = 1000
LONGEST_TOLD = 2000
KEY_LETTERS, SECRET_LETTERS = range(86, 89), range(22, 25)
BASE64URL = re.compile(r"[A-Za-z0-9_-]+={0,2}")
HOST = re.compile(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*\.?|[0-9a-f:.]+")
# A newer reminder takes the place of an older one that has not arrived (RFC 8030, section 5.4).
TOPIC = "reminder"
VOUCHED_SECONDS = 6 * 60 * 60


class UnfitSubscriptionError(ValueError):
    """What a browser told of itself that cannot be, and what it has to be."""


class Subscription(msgspec.Struct, frozen=True):
    """Where a browser takes messages, and what they are sealed with: its public *key* and a *secret*, in base64url."""

    endpoint: str
    key: str
    secret: str


class Sender(msgspec.Struct, frozen=True):
    """Who sends: the private key that vouches for it, and how to reach whoever runs this house."""

    private_key: str
    contact: str


class Push(msgspec.Struct, frozen=True):
    """A message before it is sealed: what it *says*, the *key* of its delivery, the path that it *opens*."""

    says: Words
    key: str
    opens: str


def _sealed() -> Any:
    """The module that seals, imported when something is sealed: a process that does not need it saves 8 MiB."""
    return import_module("programs.notices.sealed")


def public_half(sender: Sender) -> str:
    """What browsers are told of *sender*, so that they take messages of nobody else: a public key in base64url."""
    found: str = _sealed().public_half(sender.private_key)
    return found


def subscription_in(told: str) -> Subscription:
    """What a browser's `PushSubscription.toJSON()` says. UnfitSubscriptionError where it says anything else."""
    try:
        found = json.loads(told[:LONGEST_TOLD])
        endpoint, keys = found["endpoint"], found["keys"]
        key, secret = keys["p256dh"], keys["auth"]
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise UnfitSubscriptionError("a browser tells endpoint, p256dh and auth") from fault
    _refuse_endpoint(endpoint)
    for name, value, letters in (("p256dh", key, KEY_LETTERS), ("auth", secret, SECRET_LETTERS)):
        if not isinstance(value, str) or len(value) not in letters or not BASE64URL.fullmatch(value):
            raise UnfitSubscriptionError(f"{name} has {letters[0] + 1 if name == 'p256dh' else letters[0]} letters")
    try:
        _sealed().point_of(key)
    except ValueError as fault:
        raise UnfitSubscriptionError("p256dh is a point of the curve P-256") from fault
    return Subscription(endpoint, key, secret)


def _refuse_endpoint(endpoint: object) -> None:
    if not isinstance(endpoint, str) or len(endpoint) > LONGEST_ENDPOINT:
        raise UnfitSubscriptionError(f"endpoint has at most {LONGEST_ENDPOINT} letters")
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError as fault:
        raise UnfitSubscriptionError("endpoint is a web address") from fault
    is_plain = endpoint.isascii() and endpoint.isprintable() and not set(endpoint) & set(' "<>\\^`{|}#@')
    if parts.scheme != "https" or not is_plain or not HOST.fullmatch(parts.hostname or "") or port not in (None, 443):
        raise UnfitSubscriptionError("endpoint is a web address that begins with https://, of a host and no port")


def letter_of(push: Push, to: Subscription, sender: Sender, *, now: int, seconds: int) -> Letter:
    """*push* sealed for *to*. Its service keeps it for so many *seconds* and then lets it go; *now* is seconds since
    1970.
    """
    told = {"title": push.says.subject, "body": push.says.glance, "opens": push.opens, "key": push.key}
    message = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    parts = urlsplit(to.endpoint)
    audience = f"{parts.scheme}://{parts.netloc}"
    sealed = _sealed()
    headers = {
        "Authorization": sealed.vouched(
            sender.private_key, audience=audience, contact=sender.contact, until=now + VOUCHED_SECONDS
        ),
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": str(seconds),
        "Topic": TOPIC,
        # Somebody chose the minute: a phone that sleeps is to wake for it.
        "Urgency": "high",
    }
    return Letter(to.endpoint, headers, sealed.seal(sealed.record_of(message), key=to.key, secret=to.secret))
