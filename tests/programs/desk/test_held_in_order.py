"""Two hands at one client in one moment, each holding what the other waits for: rows are held in one order, and nobody
is told that something broke.
"""

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from programs.models import Assignment, Client, ClientLink, Handover, PrintOrder, Programme, Standing, User
from programs.selectors.print_jobs import orders_open
from programs.services.adjusting import Ask
from programs.services.assigning import Wished, assign
from programs.services.audit import broken_link
from programs.services.clinics import LinkShutError, discharge, make_client_link, open_client_link
from programs.services.closing import close_clinic
from programs.services.leaving import end_membership, hand_over
from programs.services.print_jobs import Drawn, LostClaimError, PaperKind, claim_job, keep_stack, order_papers
from programs.services.sharing import Answer, answer_for_clinic, ask_to_steer, make_share_link, share_by
from programs.services.steering import ask_for
from programs.services.told_once import Given, assign_once
from programs.services.working import NotGuidedError, WorksHereNoMoreError
from rehab.intents import CapRun
from tests.programs.desk.houses import House, signed_in
from tests.programs.reminders.test_two_at_once import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.db]
# What somebody may be told who comes second.
TOLD = (WorksHereNoMoreError, NotGuidedError, LostClaimError, LinkShutError)
Act = Callable[[], object]


def one_behind_the_other(rows: QuerySet[Any], *acts: Act, first_ends: bool = False) -> None:
    """*acts* at once, in their order: each has begun and waits, where the base makes it wait, before *rows* are let go.
    SQLite has one writer and lets any be the first, but where the *first_ends* before others begin. Whatever one of
    them raises is raised here, but for what somebody may be told who comes second.
    """
    faults: list[BaseException] = []

    def run(act: Act) -> None:
        try:
            act()
        except TOLD:
            pass
        except BaseException as fault:  # noqa: BLE001  # told below, whatever it is
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    with ExitStack() as held:
        if connection.vendor == "postgresql":
            held.enter_context(transaction.atomic())
            assert list(rows.select_for_update())
        for number, thread in enumerate(threads, 1):
            thread.start()
            if connection.vendor == "postgresql":
                _until_waiting(number)
            elif first_ends:
                thread.join()
    for thread in threads:
        thread.join()
    assert faults == []


def _until_waiting(number: int) -> None:
    """So many wait for a row, or a second has passed in which none did."""
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0] >= number:
                return
        time.sleep(0.05)


class Two:
    """A clinic with one client and a programme, and what its people do with them."""

    def __init__(self) -> None:
        self.house = House()
        self.assignment = self.house.assigned()
        self.client = self.assignment.client
        self.programme = Programme.objects.get()
        self.owner, self.now = self.house.owner, timezone.now()

    def asks(self) -> None:
        ask = Ask(uuid4(), CapRun(20), "", self.programme.last_version)
        ask_for(member=self.owner, client=self.client, programme=self.programme, ask=ask, now=self.now)

    def _wished(self) -> Wished:
        return Wished(grade=1, leg="left", injured_on=self.now.date(), flags=frozenset(), age=40)

    def assigns(self) -> None:
        assign(member=self.owner, client=self.client, wished=self._wished(), message="", now=self.now)

    def a_program_assigns(self) -> None:
        given = Given(uuid4(), self._wished(), "")
        assign_once(member=self.owner, client=self.client, given=given, now=self.now)

    def discharges(self) -> None:
        discharge(member=self.owner, client=self.client, now=self.now)

    def closes(self) -> None:
        close_clinic(by=self.owner, farewell="Bye", now=self.now)

    def hands_over(self) -> None:
        heirs = {self.client.key: self.house.members["therapist"]}
        hand_over(by=self.owner, person=self.owner, heirs=heirs, now=self.now)

    def opens(self) -> Act:
        make_client_link(member=self.owner, client=self.client, now=self.now)
        return partial(open_client_link, link=ClientLink.objects.get(), user=None, zone="Asia/Tokyo", now=self.now)

    def rows(self, name: str) -> QuerySet[Any]:
        found: dict[str, QuerySet[Any]] = {
            "client": Client.objects.all(),
            "programme": Programme.objects.all(),
            "assignment": Assignment.objects.all(),
            "standing": Standing.objects.all(),
        }
        return found[name]


# Whose row is held while both come; who comes first and second.
PAIRS = {
    "an adjustment, and a programme that a program assigns": ("programme", "asks", "a_program_assigns"),
    "a programme assigned, and clients handed over": ("client", "assigns", "hands_over"),
    "a discharge, and a programme assigned": ("programme", "discharges", "assigns"),
    "an adjustment, and the clinic closed": ("standing", "asks", "closes"),
    "a programme assigned, and the clinic closed": ("standing", "assigns", "closes"),
    "a discharge, and the clinic closed": ("standing", "discharges", "closes"),
}


@pytest.mark.parametrize(("row", "first", "second"), PAIRS.values(), ids=PAIRS)
def test_neither_waits_for_the_other(row, first, second):
    two = Two()
    one_behind_the_other(two.rows(row), getattr(two, first), getattr(two, second))
    assert broken_link(two.house.clinic) is None


def test_neither_waits_for_the_other_where_a_client_opens_the_link_as_they_are_discharged():
    two = Two()
    one_behind_the_other(two.rows("programme"), two.discharges, two.opens())
    two.client.refresh_from_db()
    assert two.client.discharged_at is not None
    two.programme.refresh_from_db()
    # Either they had agreed, and keep it, or there is nobody who would.
    assert (two.client.runner is None) == (two.programme.ended_on is not None)


def test_papers_are_kept_or_lost_where_who_asked_for_them_leaves():
    two = Two()
    therapist = two.house.members["therapist"]
    order_papers(member=therapist, clients=[two.client], kind=PaperKind("a4"), now=two.now)
    job = claim_job(now=two.now)
    assert job is not None
    (order,) = orders_open(job)
    drawn = [Drawn(order, two.programme.pk, "00" * 20)]
    keeps = partial(keep_stack, job=job, pdf=b"%PDF", drawn=drawn, refused={}, now=two.now)
    leaves = partial(end_membership, by=two.owner, person=therapist, now=two.now)
    one_behind_the_other(two.rows("client"), keeps, leaves)
    assert not PrintOrder.objects.exists()


def _shared(first: House, second: House) -> tuple[Client, Programme, str]:
    """A programme that *first* steers and *second* reads, whose runner asks that *second* steers: the client of
    *first*, the programme, and the key of what was asked.
    """
    now, user = timezone.now(), User.objects.create_user(f"{uuid4().hex}@example.com")
    client = first.assigned().client
    make_client_link(member=first.owner, client=client, now=now)
    link = ClientLink.objects.get(client=client)
    runner = open_client_link(link=link, user=user, zone="UTC", now=now)
    token = make_share_link(member=second.owner, client=second.client(), now=now)
    share = share_by(token=token, runner=runner, now=now)
    asked = ask_to_steer(runner=runner, programme=share.programme, to=second.clinic.key, now=now)
    return client, share.programme, str(asked.key)


def test_two_clinics_pass_the_steering_of_two_runners_to_each_other():
    houses = House(), House("Fjordveien Fysio")

    def passing(first: House, second: House) -> Iterable[Act]:
        client, programme, key = _shared(first, second)
        answer = Answer(key, yes=True)
        about = {"member": first.owner, "client": client, "programme": programme}
        yield partial(answer_for_clinic, **about, answer=answer, now=timezone.now())

    acts = [*passing(*houses), *passing(*reversed(houses))]
    one_behind_the_other(Handover.objects.all(), *acts)
    assert Handover.objects.filter(answer=Handover.Answer.ACCEPTED).count() == len(acts)
    assert [broken_link(house.clinic) for house in houses] == [None, None]


def test_a_form_to_share_that_is_sent_twice_at_once_is_one_client():
    house = House()
    form = {"name": "R. H.", "uuid": str(uuid4())}
    browsers = [signed_in(house.owner), signed_in(house.owner)]
    together(*(partial(browser.post, "/clinic/share/", form) for browser in browsers))
    assert Client.objects.count() == 1
