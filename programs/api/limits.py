"""How many calls one caller may make in a minute, counted where all processes see it."""

import hashlib
import hmac
import ipaddress
import logging
import time

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

logger = logging.getLogger(__name__)

WINDOW = 60


class PerMinute(BaseThrottle):
    """Lets each address make `API_CALLS_PER_MINUTE` calls in each minute of the clock; None lets everybody in.

    A count that cannot be kept, as the shared cache is away, keeps nobody from a plan.
    """

    clock = staticmethod(time.time)

    def allow_request(self, request: Request, view: object) -> bool:
        allowed: int | None = settings.API_CALLS_PER_MINUTE
        if allowed is None:
            return True
        self._now = self.clock()
        key = f"api:{self._caller(request)}:{int(self._now // WINDOW)}"
        try:
            cache.add(key, 0, 2 * WINDOW)
            return cache.incr(key) <= allowed
        except (DatabaseError, RedisError, ValueError):  # a count may be swept away just before it grows
            logger.warning("A call could not be counted: the shared cache does not answer")
            return True

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return WINDOW - self._now % WINDOW

    def _caller(self, request: Request) -> str:
        """The caller under a name that tells nobody the address; a home network of IPv6 is one caller."""
        given = self.get_ident(request) or ""
        try:
            address = ipaddress.ip_address(given)
        except ValueError:
            network = given
        else:
            # A server that listens on both sorts of address tells the old ones in the new writing, all in one network.
            address = getattr(address, "ipv4_mapped", None) or address
            network = str(ipaddress.ip_network((address, 64 if address.version == 6 else 32), strict=False))
        return hmac.new(settings.SECRET_KEY.encode(), network.encode(), hashlib.sha256).hexdigest()[:32]
