"""The check where things go wrong around it: a Redis that takes nothing, a phone that loses its network half way."""

import re
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
import redis
from django.test import Client

from tests.programs.check_path import HERE, Runner
from tests.servers import House, redis_server

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def without_limit(settings):
    """Calls without number."""
    settings.API_CALLS_PER_MINUTE = None


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


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House(tmp_path_factory.mktemp("house")) as found:
        found.wait_until_ready()
        yield found


@pytest.mark.timeout(180)
def test_an_emergency_stands_where_redis_is_full_and_where_it_is_away(tmp_path):
    with redis_server(tmp_path) as address, House(tmp_path, REDIS_URL=address) as house:
        house.wait_until_ready()
        full, away, late = Browser(house), Browser(house), Browser(house)
        for browser in (full, away):
            assert browser.tick("since-hurt", "rf23") == 302
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


@pytest.mark.timeout(180)
@pytest.mark.parametrize(("address", "kind"), [("/check/emergency/", FORM), ("/api/v1/plan/", "application/json")])
def test_an_answer_that_never_arrives_holds_nobody_up(house, address, kind):
    lines = [
        f"POST {address} HTTP/1.1",
        f"Host: 127.0.0.1:{house.port}",
        f"Origin: http://127.0.0.1:{house.port}",
        f"Content-Type: {kind}",
        f"Cookie: sessionid={'a' * 32}",
        "Content-Length: 10",
    ]
    with socket.create_connection(("127.0.0.1", house.port)) as stalled:
        stalled.sendall("\r\n".join([*lines, "", "flag"]).encode())
        time.sleep(0.5)  # until the house waits for the rest
        other = Browser(house)
        assert other.tick("emergency", "rf01") == 302
        assert other.plans() == {False}


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize("key", ["\0" * 32, "\0", "\xff" * 32, "a" * 31 + "'"], ids=ascii)
def test_a_key_that_is_none_of_ours_is_no_session(key):
    runner = Runner(Client(headers=HERE))
    runner.client.cookies["sessionid"] = key
    assert runner.see().status_code == 200
    assert runner.client.get("/api/v1/plan/?grade=2&week=3").status_code == 200
    assert runner.tick("emergency", "rf01")["Location"] == "/check/result/"


@pytest.mark.django_db
def test_a_file_is_refused_before_it_is_written():
    answer = Client(headers=HERE).generic(
        "POST",
        "/check/emergency/",
        b'--x\r\nContent-Disposition: form-data; name="flag"; filename="a"\r\n\r\nrf01\r\n--x--\r\n',
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413
