"""A program at Tess's clinic: what it asks with a token, each answer held against the published schema."""

import re
from collections.abc import Collection
from copy import deepcopy
from typing import Any

from django.http import HttpResponse
from django.test import Client as Browser

from programs.selectors.clinics import scopes_open_to
from programs.services.clinic_tokens import give_clinic_token
from tests.programs.api.schema import published, unpromised
from tests.programs.desk.houses import House

CLIENTS = "/api/v1/clinic/clients/"
NOBODY = "00000000-0000-4000-8000-000000000000"
# Every operation of a clinic: its address, method and scope, and a body that fits it.
OPERATIONS = {
    said["operationId"]: (path, method.upper(), re.findall(r"scope `([^`]+)`", said["description"])[0], said)
    for path, methods in published()["paths"].items()
    if path.startswith("/api/v1/clinic/")
    for method, said in methods.items()
}


def example_of(said: dict[str, Any]) -> Any:
    """The body that the schema shows for an operation; None where it takes none."""
    contents = said.get("requestBody", {}).get("content", {}).get("application/json", {})
    return deepcopy(next((one["value"] for one in contents.get("examples", {}).values()), None))


class Program:
    """A program with a token of the member of that *role*, which opens *scopes*, or all that the role does."""

    def __init__(
        self, role: str = "owner", scopes: Collection[str] = (), *, house: House | None = None, name: str = "Front desk"
    ) -> None:
        self.house = house or House()
        self.member = self.house.members[role]
        opens = scopes or scopes_open_to(self.member)
        self.token, self.secret = give_clinic_token(
            member=self.member, name=name, scopes=opens, days=30, now=self.house.now
        )
        self.browser = Browser(enforce_csrf_checks=True)

    def calls(self, method: str, path: str, body: Any = None, **more: Any) -> HttpResponse:
        """The answer, which the schema promises."""
        headers = {"authorization": f"Bearer {self.secret}"} | more.pop("headers", {})
        sent = {} if method == "GET" else {"data": body if body is not None else {}, "content_type": "application/json"}
        answer: HttpResponse = getattr(self.browser, method.lower())(path, headers=headers, **sent, **more)
        wrong = unpromised(answer, schema_path(path), method)
        assert wrong == [], (answer.status_code, answer.content[:500], wrong)
        return answer

    def get(self, path: str) -> Any:
        return self.calls("GET", path)

    def post(self, path: str, body: Any = None) -> Any:
        return self.calls("POST", path, body)


def schema_path(path: str) -> str:
    """*path* as the schema writes it."""
    bare = path.partition("?")[0]
    return re.sub(r"(/clinic/clients/)(?!find/)[\w-]+(/)", r"\1{id}\2", bare)


def faults_of(answer: Any) -> dict[str, str]:
    """What an answer says is wrong, by field: what was given."""
    return {fault["field"]: fault["given"] for fault in answer.json()["faults"]}
