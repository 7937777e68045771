"""Somebody erases everything, or stops sharing, in the moment in which their clinic, or a phone of theirs, writes."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.utils import timezone

from programs.models import ClientLink, Event, Programme, Runner, Share, User
from programs.selectors.clinics import message_to
from programs.selectors.writings import writing_about
from programs.services.audit import broken_link
from programs.services.clinics import make_client_link, open_client_link, stop_sharing
from programs.services.diary import Entry, record
from programs.services.erasing import ERASED_MEANWHILE, erase_person, erase_runner
from programs.services.writing import Told, write_to
from rehab.events import Morning
from tests.programs.api.diaries import CHECK_INS, MORNING, entry
from tests.programs.desk.houses import opened
from tests.programs.desk.test_held_in_order import Two, one_behind_the_other

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.db]


class Theirs(Two):
    """The same client, who has opened the link: with an *account*, or without one."""

    def __init__(self, *, account: bool) -> None:
        super().__init__()
        make_client_link(member=self.owner, client=self.client, now=self.now)
        self.user = User.objects.create_user(f"{uuid4().hex}@example.com") if account else None
        self.runner = open_client_link(link=ClientLink.objects.get(), user=self.user, zone="UTC", now=self.now)
        self.programme.refresh_from_db()

    def erases(self) -> None:
        if self.user is not None:
            erase_person(user=self.user)
        else:
            erase_runner(runner=self.runner)

    def tells(self) -> None:
        told = Entry(uuid4(), Morning(1), timezone.now(), on=self.now.date())
        record(programme=self.programme, entry=told, author="runner:x", now=timezone.now())

    def stops(self) -> None:
        stop_sharing(programme=self.programme, now=self.now)


def unless_erased(act: Callable[[], None]) -> None:
    """*act*, or what its door answers with 404: SQLite lets either come first."""
    with suppress(*ERASED_MEANWHILE):
        act()


BESIDE: dict[str, Callable[[Theirs], None]] = {
    "an entry that a phone sends": Theirs.tells,
    "a discharge": Theirs.discharges,
    "another programme assigned": Theirs.assigns,
    "an adjustment": Theirs.asks,
    "the end of the clinic": Theirs.closes,
    "the end of sharing": Theirs.stops,
}


WHO = {"with an account, from the list on": (True, "standing"), "without one, from the plan on": (False, "programme")}


@pytest.mark.parametrize(("account", "row"), WHO.values(), ids=WHO)
@pytest.mark.parametrize("act", BESIDE.values(), ids=BESIDE)
def test_who_erases_everything_is_gone_whatever_comes_in_that_moment(act, row, account):
    theirs = Theirs(account=account)
    one_behind_the_other(theirs.rows(row), partial(unless_erased, partial(act, theirs)), theirs.erases)
    assert not Runner.objects.exists()
    assert not Programme.objects.filter(pk=theirs.programme.pk).exists()
    assert broken_link(theirs.house.clinic) is None


def test_a_phone_that_tells_something_of_what_is_being_erased_is_told_that_it_is_not_there():
    theirs = Theirs(account=False)
    phone, answered = opened(theirs.house.link(theirs.client)), list[HttpResponse]()
    phone.raise_request_exception = False
    body = {"entries": [entry(MORNING)]}

    def tells() -> None:
        answered.append(phone.post(CHECK_INS, body, content_type="application/json"))

    one_behind_the_other(theirs.rows("programme"), theirs.erases, tells)
    assert [answer.status_code for answer in answered] in ([404], [401], [200], [201]), answered[0].content
    assert not Programme.objects.exists()


def test_who_has_stopped_sharing_is_given_nothing_by_a_form_that_was_sent_in_that_moment():
    theirs = Theirs(account=True)
    one_behind_the_other(theirs.rows("programme"), theirs.stops, theirs.assigns, first_ends=True)
    theirs.programme.refresh_from_db()
    assert theirs.programme.ended_on is None
    assert Programme.objects.count() == 1
    assert not Share.objects.filter(until__isnull=True).exists()
    assert not Event.objects.filter(kind="ended").exists()


def test_who_has_stopped_sharing_reads_no_message_that_was_sent_in_that_moment():
    theirs = Theirs(account=True)
    told = Told("Come and see us", None, writing_about(theirs.client).seal)
    writes = partial(write_to, member=theirs.owner, client=theirs.client, told=told, now=theirs.now)
    one_behind_the_other(theirs.rows("assignment"), theirs.stops, writes)
    assert message_to(Programme.objects.get()) == ("", "")
