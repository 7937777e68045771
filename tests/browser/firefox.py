"""Debian's Firefox ESR, told what to do in WebDriver BiDi: Playwright drives a Firefox of its own, which nobody has."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.servers import wait_until

PROGRAM = "firefox-esr"
LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
PATIENCE = 60
SCREEN = {"width": 360, "height": 800}


class Firefox:
    """One tab. What its pages complain of gathers in *problems*."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection, self._sent = connection, 0
        self.problems: list[str] = []
        self._send("session.new", capabilities={"alwaysMatch": {}})
        self._send("session.subscribe", events=["log.entryAdded"])
        self._tab = self._send("browsingContext.create", type="tab")["context"]
        self._send("browsingContext.setViewport", context=self._tab, viewport=SCREEN)

    def signs_in(self, address: str, key: str) -> None:
        """Has the session of that *key* at *address*."""
        host = address.removeprefix("http://").partition(":")[0]
        cookie = {"name": "sessionid", "value": {"type": "string", "value": key}, "domain": host}
        self._send("storage.setCookie", cookie=cookie)

    def opens(self, address: str) -> None:
        self._send("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def says(self, script: str) -> Any:
        """What *script* comes to on the page: a text, a number, yes or no."""
        target = {"context": self._tab}
        answer = self._send("script.evaluate", expression=script, target=target, awaitPromise=True)
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    @property
    def text(self) -> str:
        """What is seen of the page."""
        return str(self.says("document.body.innerText"))

    @property
    def place(self) -> str:
        return str(self.says("location.pathname"))

    def waits_for(self, script: str, *, what: str) -> None:
        wait_until(lambda: self.says(script), seconds=PATIENCE, what=what)

    def presses(self, role: str, name: str) -> None:
        """Press the first that is called *name*, with the pointer, as a thumb would; wait for the page it leads to."""
        self.says("window.leftBehind = true")
        self._touches(role, name)
        self.waits_for("!window.leftBehind && document.readyState === 'complete'", what=f"the page after '{name}'")

    def ticks(self, css: str) -> None:
        """Press what *css* finds."""
        self._press({"type": "css", "value": css})

    def _touches(self, role: str, name: str) -> None:
        self._press({"type": "accessibility", "value": {"role": role, "name": name}})

    def _press(self, locator: dict[str, Any]) -> None:
        found = self._send("browsingContext.locateNodes", context=self._tab, locator=locator)["nodes"]
        assert found, f"{locator} is not on the page: {self.text}"
        node = {"sharedId": found[0]["sharedId"]}
        self._send(
            "script.callFunction",
            functionDeclaration="(node) => node.scrollIntoView({ block: 'center' })",
            arguments=[node],
            target={"context": self._tab},
            awaitPromise=True,
        )
        moves = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": {"type": "element", "element": node}},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        thumb = {"type": "pointer", "id": "thumb", "parameters": {"pointerType": "touch"}, "actions": moves}
        self._send("input.performActions", context=self._tab, actions=[thumb])

    def _send(self, method: str, **params: Any) -> dict[str, Any]:
        """What Firefox answers to *method*. Events that come first are looked at on the way."""
        self._sent += 1
        self._connection.send(json.dumps({"id": self._sent, "method": method, "params": params}))
        while True:
            told = json.loads(self._connection.recv(PATIENCE))
            if told.get("method") == "log.entryAdded" and told["params"]["level"] == "error":
                self.problems.append(str(told["params"]["text"]))
            if told.get("id") == self._sent:
                assert told["type"] == "success", told
                answer: dict[str, Any] = told["result"]
                return answer


@contextmanager
def started(profile: Path, *, scripts: bool = True) -> Iterator[Firefox]:
    """A Firefox with an empty *profile*; without *scripts* it runs none of a page."""
    profile.mkdir()
    switches = {"remote.active-protocols": 1, "javascript.enabled": scripts}
    lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in switches.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="ascii")
    program = shutil.which(PROGRAM)
    assert program, f"{PROGRAM} is not there: sh scripts/system-deps.sh {PROGRAM}"
    command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        found = next(filter(None, map(LISTENS.search, process.stderr)), None)
        assert found, f"{PROGRAM} ended before it listened"
        with connect(f"{found[1]}/session", max_size=None) as connection:
            yield Firefox(connection)
    finally:
        process.terminate()
        process.wait(PATIENCE)
        process.stderr.close()
