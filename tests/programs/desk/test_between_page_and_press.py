"""Who was let in by a page may have left, or may steer no more, when what they pressed is written: then nothing is."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programs.models import Client, ClientLink, Clinic, Event, Membership, PrintJob, PrintStack, Programme
from programs.selectors.clearances import clearances_of
from programs.selectors.print_jobs import orders_open
from programs.selectors.writings import writing_about
from programs.services.adjusting import Ask, TakeBack
from programs.services.assigning import Wished, assign
from programs.services.clinics import (
    LinkShutError,
    discharge,
    keep_logo,
    make_client_link,
    open_client_link,
    rename,
    revoke_client_links,
    stop_sharing,
)
from programs.services.examining import Examined, Measured, Withdrawn, clear, measure, withdraw
from programs.services.print_jobs import Drawn, LostClaimError, PaperKind, claim_job, keep_stack, order_papers
from programs.services.steering import ask_for, take_back
from programs.services.transcribing import Paper, PaperDay, enter_paper
from programs.services.working import NotGuidedError, WorksHereNoMoreError, still_working
from programs.services.writing import Told, write_to
from rehab.events import Cleared, Tried
from rehab.intents import CapRun
from tests.programs.desk.houses import House, opened

pytestmark = [pytest.mark.django_db, pytest.mark.db]


class Ben:
    """The therapist of a clinic at the page of one client, whom the clinic took on ten days ago."""

    def __init__(self) -> None:
        self.house = House()
        self.house.now -= timedelta(days=10)
        self.client = self.house.assigned(injured_on=self.house.now.date() - timedelta(days=10)).client
        self.member, self.now = self.house.members["therapist"], timezone.now()
        self.owner = self.house.owner

    @property
    def programme(self) -> Programme:
        return Programme.objects.get()

    @property
    def today(self) -> date:
        return self.now.date()

    def asks(self) -> None:
        ask_for(**self._about(), ask=Ask(uuid4(), CapRun(20), "", self.programme.last_version), now=self.now)

    def takes_back(self) -> None:
        wish = Event.objects.get(kind="adjusted")
        taken = TakeBack(uuid4(), str(wish.uuid), "", self.programme.last_version)
        take_back(**self._about(), taken=taken, now=self.now)

    def clears(self) -> None:
        examined = Examined(uuid4(), self.today, Cleared("physio", name="Ben"), self.programme.last_seq)
        clear(**self._about(), examined=examined, now=self.now)

    def withdraws(self) -> None:
        (found,) = clearances_of(self.programme)
        withdrawn = Withdrawn(uuid4(), found.entry, "Another leg.")
        withdraw(member=self.member, client=self.client, withdrawn=withdrawn, now=self.now)

    def measures(self) -> None:
        measured = Measured(self.today, ((uuid4(), Tried("heel_raise_capacity", 12, 20)),))
        measure(**self._about(), measured=measured, now=self.now)

    def enters(self) -> None:
        paper = Paper(uuid4(), (PaperDay(self.today - timedelta(days=2), morning=1),))
        enter_paper(**self._about(), paper=paper, now=self.now)

    def discharges(self) -> None:
        discharge(member=self.member, client=self.client, now=self.now)

    def assigns(self) -> None:
        wished = Wished(grade=1, leg="left", injured_on=self.today, flags=frozenset(), age=40)
        assign(member=self.member, client=self.client, wished=wished, message="", now=self.now)

    def makes_a_link(self) -> None:
        make_client_link(member=self.member, client=self.client, now=self.now)

    def takes_links_back(self) -> None:
        revoke_client_links(member=self.member, client=self.client, now=self.now)

    def writes(self) -> None:
        told = Told("Hello", "A note", writing_about(self.client).seal)
        write_to(member=self.member, client=self.client, told=told, now=self.now)

    def renames(self) -> None:
        rename(member=self.member, name="Another", phone="", now=self.now)

    def changes_the_logo(self) -> None:
        keep_logo(member=self.member, data=b"PNG", now=self.now)

    def asks_for_papers(self) -> None:
        order_papers(member=self.member, clients=[self.client], kind=PaperKind("a4"), now=self.now)

    def _about(self) -> dict[str, Any]:
        return {"member": self.member, "client": self.client, "programme": self.programme}

    def kept(self) -> tuple[Any, ...]:
        """Everything that any of it would change."""
        clinic = Clinic.objects.values_list("name", "logo").get()
        client = list(Client.objects.values_list("notes", "discharged_at", "assignments__message"))
        links = ClientLink.objects.values_list("revoked_at", flat=True)
        counts = Event.objects.count(), Programme.objects.count(), PrintJob.objects.count()
        return clinic, client, list(links), counts, self.house.clinic.audit.count()


BEFORE: dict[str, Callable[[Ben], None]] = {
    "takes_back": Ben.asks,
    "withdraws": Ben.clears,
    "takes_links_back": Ben.makes_a_link,
}
ACTS = (
    *("asks", "takes_back", "clears", "withdraws", "measures", "enters", "discharges", "assigns", "makes_a_link"),
    *("takes_links_back", "writes", "renames", "changes_the_logo", "asks_for_papers"),
)
LEFT: dict[str, dict[str, Any]] = {"left": {"until": timezone.now()}, "another role": {"role": "assistant"}}


@pytest.mark.parametrize("changed", LEFT.values(), ids=LEFT)
@pytest.mark.parametrize("act", ACTS)
def test_who_works_there_no_more_writes_nothing(act, changed):
    ben = Ben()
    BEFORE.get(act, lambda _: None)(ben)
    before = ben.kept()
    Membership.objects.filter(pk=ben.member.pk).update(**changed)
    with pytest.raises(WorksHereNoMoreError):
        getattr(ben, act)()
    assert ben.kept() == before


@pytest.mark.parametrize("act", ACTS)
def test_who_works_there_writes_it(act):
    ben = Ben()
    BEFORE.get(act, lambda _: None)(ben)
    before = ben.kept()
    getattr(ben, act)()
    assert ben.kept() != before


ENDS: dict[str, Callable[[Ben], object]] = {
    "the runner stopped sharing": lambda ben: stop_sharing(programme=ben.programme, now=ben.now),
    "a colleague discharged them": lambda ben: discharge(member=ben.owner, client=ben.client, now=ben.now),
    "another clinic steers": lambda ben: ben.programme.shares.update(steers=False),
}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("act", ["asks", "takes_back", "clears", "withdraws", "measures", "enters"])
def test_nothing_is_written_in_a_diary_where(end, act):
    ben = Ben()
    opened(ben.house.link(ben.client))
    BEFORE.get(act, lambda _: None)(ben)
    end(ben)
    before = ben.kept()
    with pytest.raises(NotGuidedError):
        getattr(ben, act)()
    assert ben.kept() == before


def test_a_worker_keeps_no_papers_of_somebody_who_left():
    ben = Ben()
    ben.asks_for_papers()
    job = claim_job(now=ben.now)
    assert job is not None
    drawn = [Drawn(orders_open(job)[0], ben.programme.pk, "00" * 20)]
    Membership.objects.filter(pk=ben.member.pk).update(until=ben.now)
    with pytest.raises(LostClaimError):
        keep_stack(job=job, pdf=b"%PDF", drawn=drawn, refused={}, now=ben.now)
    assert (PrintStack.objects.count(), ClientLink.objects.count()) == (0, 0)


def test_discharged_by_two_hands_the_first_day_counts_and_is_on_record_once():
    ben = Ben()
    ben.discharges()
    first = ben.kept()
    discharge(member=ben.owner, client=ben.client, now=ben.now + timedelta(days=3))
    assert ben.kept() == first


def test_a_link_that_was_shut_between_looking_and_pressing_opens_nothing():
    ben = Ben()
    ben.makes_a_link()
    link = ClientLink.objects.get()
    ben.takes_links_back()
    with pytest.raises(LinkShutError):
        open_client_link(link=link, user=None, zone="UTC", now=ben.now)
    assert Client.objects.get().runner is None


def test_whoever_is_asked_whether_they_still_work_there_holds_the_clinic_and_no_client():
    house = House()
    with CaptureQueriesContext(connection) as asked:
        still_working(house.owner)
    tables = [query["sql"].split(" FROM ")[1].split()[0].strip('"') for query in asked if " FROM " in query["sql"]]
    assert tables == [Clinic._meta.db_table, Membership._meta.db_table]
