"""How many calls one caller may make in a minute."""

import time

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from programs.services.limits import seconds_to_wait


class PerMinute(BaseThrottle):
    """Lets each address make `API_CALLS_PER_MINUTE` calls in each minute of the clock; None lets everybody in."""

    clock = staticmethod(time.time)

    def allow_request(self, request: Request, view: object) -> bool:
        self._wait = seconds_to_wait(request, kind="api", allowed=settings.API_CALLS_PER_MINUTE, now=self.clock())
        return not self._wait

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return self._wait
