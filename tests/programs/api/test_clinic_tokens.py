"""Which tokens open what of a clinic: every operation for every sort of caller, and no client of anybody else."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from programs.models import ClinicToken, Membership
from programs.services.clinic_tokens import give_clinic_token, revoke_clinic_token
from programs.services.closing import close_clinic
from programs.services.leaving import change_role, end_membership
from programs.services.tokens import give_token
from tests.programs.api.diaries import a_runner
from tests.programs.api.programs_of_clinics import CLIENTS, NOBODY, OPERATIONS, Program, example_of, schema_path
from tests.programs.api.schema import is_problem, unpromised
from tests.programs.desk.houses import House, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]

OF_A_CLIENT = {name: found for name, found in OPERATIONS.items() if "{id}" in found[0]}


def asks(browser: Browser, name: str, key: str, **headers: str) -> Any:
    path, method, _scope, said = OPERATIONS[name]
    sent = {} if method == "GET" else {"data": example_of(said), "content_type": "application/json"}
    answer = getattr(browser, method.lower())(path.replace("{id}", key), headers=headers, **sent)
    assert unpromised(answer, path, method) == []
    return answer


def bearing(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


def stranger() -> tuple[Browser, dict[str, str]]:
    return Browser(), {}


def member_with_a_session() -> tuple[Browser, dict[str, str]]:
    return signed_in(House().owner), {}


def runner_with_a_token() -> tuple[Browser, dict[str, str]]:
    _, secret = give_token(user=a_runner().user, name="watch", scope="tell", days=9, now=timezone.now())
    return Browser(), bearing(secret)


def token_that_is_over() -> tuple[Browser, dict[str, str]]:
    program = Program()
    ClinicToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    return Browser(), bearing(program.secret)


def token_taken_back() -> tuple[Browser, dict[str, str]]:
    program = Program()
    revoke_clinic_token(by=program.member, token=program.token, now=timezone.now())
    return Browser(), bearing(program.secret)


def token_of_somebody_who_left() -> tuple[Browser, dict[str, str]]:
    program = Program("therapist")
    end_membership(by=program.house.owner, person=program.member, now=timezone.now())
    return Browser(), bearing(program.secret)


def token_of_a_row_that_ended() -> tuple[Browser, dict[str, str]]:
    program = Program("therapist")
    Membership.objects.filter(pk=program.member.pk).update(until=timezone.now())
    return Browser(), bearing(program.secret)


def token_of_an_account_that_is_shut() -> tuple[Browser, dict[str, str]]:
    program = Program("therapist")
    assert program.member.user is not None
    type(program.member.user).objects.filter(pk=program.member.user.pk).update(is_active=False)
    return Browser(), bearing(program.secret)


def token_of_a_clinic_that_closed() -> tuple[Browser, dict[str, str]]:
    program = Program()
    close_clinic(by=program.member, farewell="Bye", now=timezone.now())
    return Browser(), bearing(program.secret)


def secret_made_up() -> tuple[Browser, dict[str, str]]:
    return Browser(), bearing("strideback_clinic_" + "0" * 32)


def secret_of_odd_letters() -> tuple[Browser, dict[str, str]]:
    return Browser(), bearing("é\udc80")


UNKNOWN = (
    *(stranger, member_with_a_session, runner_with_a_token, token_that_is_over, token_taken_back),
    *(token_of_somebody_who_left, token_of_a_row_that_ended, token_of_an_account_that_is_shut),
    *(token_of_a_clinic_that_closed, secret_made_up, secret_of_odd_letters),
)


@pytest.mark.parametrize("caller", UNKNOWN, ids=lambda one: one.__name__.replace("_", " "))
def test_nobody_else_is_known_at_any_address(caller):
    browser, headers = caller()
    key = str(House("Elsewhere").assigned().client.key)
    for name in OPERATIONS:
        answers = [asks(browser, name, one, **headers) for one in (key, NOBODY)]
        assert [answer.status_code for answer in answers] == [401, 401], name
        assert answers[0].content == answers[1].content


def test_a_clinics_token_opens_nothing_of_a_runner():
    program = Program()
    for path in ("/api/v1/today/", "/api/v1/reminders/"):
        assert Browser().get(path, headers=bearing(program.secret)).status_code == 401


@pytest.mark.parametrize("name", OPERATIONS)
def test_without_its_scope_a_call_is_refused_and_names_both(name):
    _path, _method, scope, _said = OPERATIONS[name]
    others = [one for one in ClinicToken.Scope.values if one != scope]
    program = Program("owner", others)
    key = str(program.house.assigned().client.key)
    answers = [asks(program.browser, name, one, **bearing(program.secret)) for one in (key, NOBODY, "x")]
    for answer in answers:
        assert (answer.status_code, is_problem(answer)) == (403, True)
        assert answer.json()["faults"] == [{"field": "scope", "given": ", ".join(others), "allowed": scope}]
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("name", OF_A_CLIENT)
def test_a_clients_key_of_another_house_is_that_of_nobody(name):
    program, other = Program(), House("Elsewhere")
    foreign = other.assigned().client
    before = other.clinic.audit.count()
    keys = (str(foreign.key), NOBODY, "two-leg-heel-raise", "0")
    answers = [asks(program.browser, name, key, **bearing(program.secret)) for key in keys]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({answer.content for answer in answers}) == 1
    assert other.clinic.audit.count() == before
    assert not program.house.clinic.audit.exclude(token=None).exists()


# What a token with every scope that there is opens for each role.
BY_ROLE = {
    "assistant": {"clients:read", "plans:read", "papers:print"},
    "therapist": set(ClinicToken.Scope.values),
    "owner": set(ClinicToken.Scope.values),
}


@pytest.mark.parametrize("role", BY_ROLE)
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_token_opens_no_more_than_the_role_behind_it(name, role):
    """Whatever stands in the row: the role is looked at with each call."""
    program = Program(role)
    ClinicToken.objects.update(scopes=list(ClinicToken.Scope.values))
    key = str(program.house.assigned().client.key)
    answer = asks(program.browser, name, key, **bearing(program.secret))
    allowed = OPERATIONS[name][2] in BY_ROLE[role]
    assert (answer.status_code != 403) == allowed, answer.content
    assert answer.status_code != 401


def test_a_role_that_changes_shows_in_the_very_next_call():
    program = Program("therapist")
    path = f"{CLIENTS}{program.house.assigned().client.key}/intents/weigh/"
    wish = {"intent": {"type": "cap_run", "minutes": 12}}
    assert program.post(path, wish).status_code == 200
    change_role(by=program.house.owner, person=program.member, role=Membership.Role.ASSISTANT, now=timezone.now())
    refused = program.post(path, wish)
    assert refused.status_code == 403
    assert refused.json()["faults"][0]["given"] == "clients:read, plans:read, papers:print"


def last_use(program: Program) -> datetime:
    """When the token was used last, after one call more."""
    program.get(CLIENTS)
    program.token.refresh_from_db()
    assert program.token.used_at is not None
    return program.token.used_at


def test_its_last_use_is_known_to_the_minute():
    program = Program()
    assert program.token.used_at is None
    first = last_use(program)
    assert timezone.now() - first < timedelta(minutes=1)
    assert last_use(program) == first
    ClinicToken.objects.update(used_at=first - timedelta(minutes=2))
    assert last_use(program) >= first


def test_what_it_answers_is_kept_nowhere_on_its_way():
    program = Program()
    key = str(program.house.assigned().client.key)
    for name in OPERATIONS:
        assert asks(program.browser, name, key, **bearing(program.secret))["Cache-Control"] == "private, no-store"


def test_calls_are_counted(settings):
    settings.API_CALLS_PER_MINUTE = 2
    program = Program()
    assert [program.get(CLIENTS).status_code for _ in range(3)] == [200, 200, 429]


def test_a_method_that_is_none_is_said_before_anybody_is_asked_who_they_are():
    answer = Browser().delete(f"{CLIENTS}{NOBODY}/")
    assert (answer.status_code, unpromised(answer, schema_path(f"{CLIENTS}{NOBODY}/"), "DELETE")) == (405, [])


def test_who_gives_a_token_is_looked_at_again_in_the_transaction():
    house = House()
    member = house.members["therapist"]
    change_role(by=house.owner, person=Membership.objects.get(pk=member.pk), role=Membership.Role.ASSISTANT,
                now=house.now)  # fmt: skip
    with pytest.raises(ValueError, match="in another role"):
        give_clinic_token(member=member, name="old page", scopes=["plans:adjust"], days=9, now=house.now)
