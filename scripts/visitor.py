"""Somebody who signs in and sends forms as a browser without a script does."""

import re
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """Keeps the cookies that the house at *address* gives."""

    def __init__(self, address: str) -> None:
        self._address, self._kept = address, CookieJar()
        self._door = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._kept))

    @property
    def cookie(self) -> str:
        """The cookies as a browser sends them."""
        return "; ".join(f"{kept.name}={kept.value}" for kept in self._kept)

    def sends(self, path: str, **fields: str) -> str:
        """Send *fields* with the form of the page at *path*; where that leads."""
        place = urljoin(self._address, path)
        token = TOKEN.search(self._answer(urllib.request.Request(place))[1])
        assert token, f"{path} has no form"
        told = urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        return self._answer(urllib.request.Request(place, data=told, headers={"Referer": place}))[0]

    def _answer(self, request: urllib.request.Request) -> tuple[str, str]:
        with self._door.open(request, timeout=30) as answer:
            return answer.url, answer.read().decode()
