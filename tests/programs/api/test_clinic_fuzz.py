"""Calls of every sort at a clinic's addresses, by a program that may do everything: no fault of ours, every answer as
promised, nobody of another house touched, and a chain that holds.
"""

import json
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client as Browser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.models import AuditEntry, Client
from programs.services.audit import broken_link
from tests.programs.api.programs_of_clinics import OPERATIONS, Program, example_of
from tests.programs.api.schema import unpromised
from tests.programs.api.test_fuzz import KINDS_OF_BODY, bodies, queries
from tests.programs.desk.houses import House
from tests.sizes import size

NAMES = tuple(OPERATIONS)
OTHER_METHODS = (None,) * 12 + ("HEAD", "PUT", "DELETE")
TODAY = datetime.now(UTC).date().isoformat()


def examples(operation: dict[str, Any]) -> st.SearchStrategy[bytes]:
    """The body that the schema shows, of today, under the UUID that it shows or another."""
    body = example_of(operation)
    told = body | {name: TODAY for name in ("on", "injured_on") if name in body}
    fresh = st.uuids().map(lambda uuid: told | ({"uuid": str(uuid)} if "uuid" in told else {}))
    return (st.just(told) | fresh).map(lambda one: json.dumps(one).encode())


@st.composite
def calls(draw: Any) -> tuple[str, str, int, dict[str, Any]]:
    """A call: the path as the schema writes it, the method, whose key stands in it, and what is sent."""
    path, method, _scope, operation = OPERATIONS[draw(st.sampled_from(NAMES))]
    method = draw(st.sampled_from(OTHER_METHODS)) or method
    sent: dict[str, Any] = {}
    if method == "POST":
        sent["data"] = draw(st.one_of(examples(operation), bodies(operation)))
        sent["content_type"] = draw(st.sampled_from(KINDS_OF_BODY))
    elif draw(st.integers(0, 3)) == 0:
        sent["query_params"] = dict(draw(queries(operation)))
    return path, method, draw(st.integers(0, 5)), sent


def guided(house: House) -> Client:
    """A client whose programme the house sees: another one, where a call has ended that of the last."""
    found = Client.objects.filter(clinic=house.clinic, discharged_at=None)
    found = found.filter(
        assignments__ended_at=None, assignments__programme__ended_on=None, assignments__programme__isnull=False
    )
    return found.first() or house.assigned().client


@pytest.mark.sliced
@pytest.mark.timeout(3600)
@pytest.mark.django_db
def test_whatever_a_program_calls_the_answer_is_one_that_was_promised():
    program, other = Program(), House("Elsewhere")
    foreign = other.assigned(other.client("Ann Lee")).client
    before, audited = foreign.assignments.count(), other.clinic.audit.count()
    browser = Browser(raise_request_exception=False)
    seen: Counter[int] = Counter()

    @settings(max_examples=size(150, 3_000), deadline=None, suppress_health_check=list(HealthCheck))
    @given(calls())
    def call(made: tuple[str, str, int, dict[str, Any]]) -> None:
        path, method, whose, sent = made
        key = foreign.key if whose == 0 else guided(program.house).key
        headers = {"authorization": f"Bearer {program.secret}"}
        answer = browser.generic(method, path.replace("{id}", str(key)), headers=headers, **sent)
        seen[answer.status_code] += 1
        assert answer.status_code < 500, answer.content
        assert unpromised(answer, path, method) == []
        assert "Ann Lee" not in answer.content.decode(errors="replace")

    call()
    print(f"{seen.total()} calls: {dict(sorted(seen.items()))}")
    # Noise alone would prove little: what fits is met often enough.
    assert {200, 400, 404, 405} <= seen.keys()
    assert seen[200] > seen.total() / 15
    if seen.total() >= 2_000:
        assert {201, 409, 415} <= seen.keys()
    assert not {401, 403} & seen.keys()
    assert (foreign.assignments.count(), other.clinic.audit.count()) == (before, audited)
    assert broken_link(program.house.clinic) is None
    assert AuditEntry.objects.filter(token=program.token.key).exists()
