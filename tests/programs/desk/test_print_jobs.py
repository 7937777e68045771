"""Papers of many clients, made by a worker: once each, whoever dies meanwhile, and opened by whoever asked alone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import zxingcpp
from django.utils import timezone

from programs.models import AuditEntry, Client, ClientLink, Clinic, Membership, PrintJob, PrintStack, Programme
from programs.print_room import print_owed
from programs.services.audit import broken_link
from programs.services.clinics import discharge
from programs.services.erasing import erase_runner
from programs.services.print_jobs import LEASE, MOST_ATTEMPTS, WAIT, PaperKind, order_papers
from programs.tasks import forget_old_papers, print_papers
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, opened, signed_in
from tests.programs.desk.test_papers import words_on
from tests.programs.handouts.reading import bookmarks, looked_at, sizes

pytestmark = [pytest.mark.django_db, pytest.mark.db]

NAMES = ("Ann", "Bob", "Cleo")


class Order:
    """Papers of *clients* that the assistant of *house* has asked for."""

    def __init__(self, house: House | None = None, names: tuple[str, ...] = NAMES) -> None:
        self.house = house or House()
        self.clients = [self.house.assigned(self.house.client(name)).client for name in names]
        self.desk = signed_in(self.house.members["assistant"])

    def asks(self, clients: list[Client] | None = None, **more: str) -> str:
        """The address of the page of the job."""
        keys = [str(client.key) for client in clients or self.clients]
        answer = self.desk.post("/clinic/papers/", {"which": "ticked", "client": keys, **more})
        assert answer.status_code == 302, text_of(answer)
        return answer["Location"]


class DeadError(BaseException):
    """As a worker dies: nothing of ours gets to see it."""


def clock_that(act: Callable[[], object], *, at_call: int) -> Callable[[], datetime]:
    """A clock that shows the time, and does *act* when it is looked at for that time."""
    looked: list[int] = []

    def look() -> datetime:
        looked.append(1)
        if len(looked) == at_call:
            act()
        return timezone.now()

    return look


def dies() -> None:
    raise DeadError


def later(wait: timedelta) -> Callable[[], datetime]:
    return lambda: timezone.now() + wait


def test_one_file_holds_the_paper_of_each_and_its_codes_open_their_days():
    order = Order()
    page = order.asks()
    assert "0 of 3 so far." in text_of(order.desk.get(page))
    print_papers()
    assert "Your papers are ready" in text_of(order.desk.get(page))
    answer = order.desk.get(f"{page}1.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert [title for _, title, _ in bookmarks(answer.content)] == list(NAMES)
    assert len(sizes(answer.content)) % 2 == 0
    codes = codes_on(answer.content)
    assert len(set(codes)) == 3
    for code in codes:
        assert opened(code.removeprefix("http://testserver")).get("/today/").status_code == 200


def codes_on(pdf: bytes) -> list[str]:
    return [code.text for side in looked_at(pdf) for code in zxingcpp.read_barcodes(side)]


@pytest.mark.parametrize("size", ["a4", "letter"])
def test_they_are_on_the_paper_that_was_asked_for(size):
    order = Order(names=("Ann",))
    page = order.asks(paper=size, large="yes")
    print_papers()
    wide = {"a4": 595, "letter": 612}[size]
    assert {round(across) for across, _ in sizes(order.desk.get(f"{page}1.pdf").content)} == {wide}


def test_whose_signs_nobody_asked_gets_first_care_and_whom_a_sign_sends_away_is_named():
    order = Order()
    open_check = order.house.assigned(order.house.client("Dora"), flags=None, age=None).client
    sign = order.house.assigned(order.house.client("Eli"), flags=frozenset({"rf01"})).client
    nothing = order.house.client("Fay")
    page = order.asks([open_check, sign, nothing])
    print_papers()
    said = text_of(order.desk.get(page))
    assert "2 without a paper" in said
    assert "Eli A warning sign stands: their page says where to go." in said
    assert "Fay Nothing is assigned now." in said
    pdf = order.desk.get(f"{page}1.pdf").content
    assert [title for _, title, _ in bookmarks(pdf)] == ["Dora"]
    assert "Nobody has asked you about the warning signs yet" in " ".join(words_on(pdf).split())


def test_where_nobody_has_a_week_there_is_no_file():
    order = Order(names=())
    page = order.asks([order.house.client("Fay")])
    print_papers()
    assert "Nobody of them has a week to print." in text_of(order.desk.get(page))
    assert order.desk.get(f"{page}1.pdf").status_code == 404


@pytest.mark.parametrize("at_call", range(2, 9))
def test_a_worker_that_dies_leaves_nothing_half_done_and_the_next_makes_each_once(at_call):
    order = Order()
    page = order.asks()
    with pytest.raises(DeadError):
        print_owed(clock=clock_that(dies, at_call=at_call))
    made = PrintStack.objects.count()
    assert ClientLink.objects.count() == (3 if made else 0)
    assert print_owed(clock=timezone.now) == 0, "it is held until the dead are known to be"
    assert print_owed(clock=later(LEASE)) == 1
    assert (PrintStack.objects.count(), ClientLink.objects.count()) == (1, 3)
    assert AuditEntry.objects.filter(what="printed").count() == 3
    assert "Your papers are ready" in text_of(order.desk.get(page))


def test_a_worker_that_sleeps_too_long_finds_its_papers_made_and_makes_none():
    order = Order()
    order.asks()
    assert print_owed(clock=clock_that(lambda: print_owed(clock=later(LEASE)), at_call=3)) == 0
    assert (PrintStack.objects.count(), ClientLink.objects.count()) == (1, 3)


def test_run_twice_it_makes_each_once():
    order = Order()
    order.asks()
    print_papers()
    print_papers()
    assert (PrintStack.objects.count(), ClientLink.objects.count()) == (1, 3)


def test_what_cannot_be_made_is_tried_again_then_given_up_and_holds_up_nobody(caplog):
    order, other = Order(), Order()
    page, fine = order.asks(), other.asks()
    Programme.objects.filter(assignment__client=order.clients[1]).update(state={})
    assert print_owed(clock=timezone.now) == 1
    assert "Your papers are ready" in text_of(other.desk.get(fine))
    for tried in range(1, MOST_ATTEMPTS + 1):
        assert "Your papers are being made" in text_of(order.desk.get(page))
        print_owed(clock=later(tried * (WAIT + timedelta(seconds=1))))
    assert "Something broke on our side before all were made." in text_of(order.desk.get(page))
    assert caplog.text.count("could not be made") == MOST_ATTEMPTS
    assert "Bob" not in caplog.text
    assert not ClientLink.objects.filter(client__in=order.clients).exists()


def test_nobody_else_opens_them_a_colleague_neither():
    order = Order()
    page = order.asks()
    print_papers()
    elsewhere = House("Elsewhere")
    for who in (order.house.owner, order.house.members["therapist"], elsewhere.owner):
        for path in (page, f"{page}1.pdf"):
            assert signed_in(who).get(path).status_code == 404


def test_who_left_the_clinic_opens_them_no_more_and_has_none_made():
    order = Order()
    page = order.asks()
    print_papers()
    order.asks()
    Membership.objects.filter(pk=order.house.members["assistant"].pk).update(until=timezone.now())
    assert order.desk.get(f"{page}1.pdf").status_code == 404
    assert print_owed(clock=timezone.now) == 0


def test_of_a_clinic_that_closed_none_are_made():
    order = Order()
    order.asks()
    Clinic.objects.filter(pk=order.house.clinic.pk).update(closed_at=timezone.now())
    assert print_owed(clock=timezone.now) == 0
    assert not ClientLink.objects.exists()


def stops_sharing(order: Order) -> None:
    assert opened(order.house.link(order.clients[0])).post("/settings/sharing/stop/").status_code == 302


def is_discharged(order: Order) -> None:
    discharge(member=order.house.owner, client=order.clients[0], now=timezone.now())


def is_given_another_plan(order: Order) -> None:
    order.house.assigned(order.clients[0], grade=1)


def is_erased(order: Order) -> None:
    opened(order.house.link(order.clients[0]))
    order.clients[0].refresh_from_db()
    assert order.clients[0].runner is not None
    erase_runner(runner=order.clients[0].runner)


SINCE = {
    "stops sharing": stops_sharing,
    "is discharged": is_discharged,
    "is given another plan": is_given_another_plan,
    "is erased": is_erased,
}


@pytest.mark.parametrize("happens", SINCE.values(), ids=SINCE)
def test_a_file_opens_no_more_once_somebody_in_it(happens):
    order = Order()
    page = order.asks()
    print_papers()
    happens(order)
    assert order.desk.get(f"{page}1.pdf").status_code == 404
    assert "It opens no longer: somebody in it was discharged" in text_of(order.desk.get(page))


def test_only_clients_of_the_house_are_printed_whoever_is_ticked():
    order = Order()
    stranger = House("Elsewhere").assigned().client
    answer = order.desk.post("/clinic/papers/", {"client": [str(stranger.key)]})
    assert answer.status_code == 400
    assert "Nobody was ticked." in text_of(answer)
    assert order.desk.post("/clinic/papers/", {"client": ["everybody"]}).status_code == 404
    assert not PrintJob.objects.exists()


def test_all_that_the_list_shows_are_those_of_its_filter_and_search():
    order = Order()
    order.house.client("Fay")
    order.desk.post("/clinic/papers/", {"which": "all"})
    order.desk.post("/clinic/papers/", {"which": "all", "show": "fine"})
    order.desk.post("/clinic/find/", {"words": "cle"})
    order.desk.post("/clinic/papers/", {"which": "all"})
    asked = [
        [one.client.name for one in job.orders.select_related("client").order_by("place")]
        for job in PrintJob.objects.order_by("pk")
    ]
    assert asked == [["Ann", "Bob", "Cleo", "Fay"], ["Ann", "Bob", "Cleo"], ["Cleo"]]


def test_after_a_day_they_are_gone_with_their_job():
    order = Order()
    page = order.asks()
    print_papers()
    forget_old_papers()
    assert order.desk.get(f"{page}1.pdf").status_code == 200
    PrintJob.objects.update(made_at=timezone.now() - timedelta(days=1, seconds=1))
    forget_old_papers()
    assert order.desk.get(page).status_code == 404
    assert not PrintStack.objects.exists()


def test_it_is_on_record_who_asked_who_was_printed_and_who_opened_the_file():
    order = Order()
    page = order.asks()
    print_papers()
    order.desk.get(f"{page}1.pdf")
    key = UUID(page.split("/")[3])
    assistant = order.house.members["assistant"].key
    found = AuditEntry.objects.filter(who=assistant).values_list("what", "about")
    printed = [about for what, about in found if what == "printed"]
    assert printed == [client.key for client in order.clients]
    assert [what for what, about in found if about == key] == ["asked for papers", "opened papers"]
    assert broken_link(order.house.clinic) is None


def test_a_name_in_other_letters_and_a_message_stand_on_their_paper():
    house = House()
    client = house.client("عمر <b>")
    house.assigned(client)
    job = order_papers(member=house.owner, clients=[client], kind=PaperKind("a4"), now=house.now)
    print_papers()
    assert bookmarks(bytes(job.stacks.get().data))[0][1] == "عمر <b>"
