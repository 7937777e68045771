"""How often a caller may ask in a minute, or somebody in an hour, counted where all processes see it."""

import hashlib
import hmac
import ipaddress
import logging
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from redis.exceptions import RedisError
from rest_framework.throttling import BaseThrottle

logger = logging.getLogger(__name__)

# How a shared cache that is away says so: one in Redis, one in the database.
AWAY = (DatabaseError, RedisError)
WINDOW = 60
HOUR = 60 * 60


def seconds_to_wait(request: Any, *, kind: str, allowed: int | None, now: float) -> float:
    """0 while the caller of *request* has asked for this *kind* of thing no more often than is *allowed* in this minute
    of the clock; else the seconds until the next one begins. None allows everything.
    """
    return seconds_left(caller_of(request), kind=kind, allowed=allowed, now=now)


def seconds_left(who: str, *, kind: str, allowed: int | None, now: float, window: int = WINDOW) -> float:
    """The same for *who*, a key that stays one's own wherever one calls from, in a *window* of so many seconds.

    A count that cannot be kept, as the shared cache is away, keeps nobody from anything.
    """
    if allowed is None:
        return 0
    key = f"{kind}:{who}:{int(now // window)}"
    try:
        cache.add(key, 0, 2 * window)
        many = cache.incr(key) > allowed
    except (*AWAY, ValueError):  # a count may be swept away just before it grows
        logger.warning("A call could not be counted: the shared cache does not answer")
        return 0
    return window - now % window if many else 0


def caller_of(request: Any) -> str:
    """The caller under a name that tells nobody the address; a home network of IPv6 is one caller."""
    given = BaseThrottle().get_ident(request) or ""
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        network = given
    else:
        # A server that listens on both sorts of address tells the old ones in the new writing, all in one network.
        address = getattr(address, "ipv4_mapped", None) or address
        network = str(ipaddress.ip_network((address, 64 if address.version == 6 else 32), strict=False))
    return hmac.new(settings.SECRET_KEY.encode(), network.encode(), hashlib.sha256).hexdigest()[:32]
