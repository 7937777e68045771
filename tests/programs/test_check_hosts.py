"""The check where things go wrong around it: a Redis that takes nothing."""

import re
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
import redis

from tests.servers import House, redis_server

FORM = "application/x-www-form-urlencoded"


class Browser:
    """Somebody at the check of a *house*, with what its answers have set."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, address: str, body: str = "") -> tuple[int, str]:
        """Status and text of the answer, within ten seconds."""
        here = f"http://127.0.0.1:{self._house.port}"
        told = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        with closing(HTTPConnection("127.0.0.1", self._house.port, timeout=10)) as line:
            line.request(method, address, body, {"Origin": here, "Content-Type": FORM, "Cookie": told})
            answer = line.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            return answer.status, answer.read().decode()

    def tick(self, step: str, flag: str) -> int:
        """The status of the answer to a tick."""
        _, page = self.ask("GET", f"/check/{step}/")
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        said = {"flag": flag, **({"csrfmiddlewaretoken": token[0]} if token else {})}
        return self.ask("POST", f"/check/{step}/", urlencode(said))[0]

    def plans(self) -> set[bool]:
        """Whether plans are shown, at each address that may."""
        pages = [self.ask("GET", address)[1] for address in ("/plan/?grade=1&week=1", "/api/v1/plan/?grade=1&week=1")]
        return {'"days": [\n' in page or "Day 0" in page for page in pages}


@pytest.mark.timeout(180)
def test_an_emergency_stands_where_redis_is_full_and_where_it_is_away(tmp_path):
    with redis_server(tmp_path) as address, House(tmp_path, REDIS_URL=address) as house:
        house.wait_until_ready()
        full, away, late = Browser(house), Browser(house), Browser(house)
        for browser in (full, away):
            assert browser.tick("tear", "rf23") == 302
            assert browser.plans() == {True}
        with redis.Redis.from_url(address) as server:
            server.config_set("maxmemory", 1)  # it answers still, and takes nothing more
            assert full.tick("emergency", "rf01") == 302
            assert full.plans() == {False}
            server.shutdown(nosave=True)
        for browser in (away, late):
            assert browser.tick("emergency", "rf01") == 302
        for browser in (full, away, late):
            assert browser.plans() == {False}
