"""Clients pass to a colleague before somebody leaves, and whoever has left sees nothing from that moment on."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from programs.alerting import send_alerts
from programs.models import Alert, AuditEntry, Client, Membership
from programs.services.audit import broken_link
from programs.services.clinics import add_client, discharge
from programs.services.diary import Entry, record
from programs.services.erasing import erase_person
from programs.services.leaving import UnfitColleagueError, hand_over
from programs.services.print_jobs import LostClaimError, PaperKind, claim_job, keep_stack, order_papers
from programs.services.standings import settle_alert
from programs.services.working import WorksHereNoMoreError
from rehab.events import Screened
from rehab.vocabulary import Lock, Route
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]


class Home(House):
    """A house whose therapist answers for two clients, and whose owner for one."""

    def __init__(self) -> None:
        super().__init__()
        self.ben = self.members["therapist"]
        self.rob, self.ann = (self.of(self.ben, name) for name in ("Rob Hale", "Ann Lee"))
        self.eva = self.client("Eva Roth")

    def of(self, member: Membership, name: str) -> Client:
        return add_client(member=member, key=uuid4(), name=name, email="", now=self.now)

    def hands_over(self, by: Membership, **chosen: Any) -> Any:
        return signed_in(by).post(f"/clinic/people/{self.ben.key}/clients/", chosen)

    def ends(self, person: Membership, by: Membership) -> Any:
        return signed_in(by).post(f"/clinic/people/{person.key}/leave/")

    def answers_for(self, member: Membership) -> set[str]:
        return set(Client.objects.filter(therapist=member).values_list("name", flat=True))


@pytest.fixture
def home() -> Home:
    return Home()


def test_all_go_to_one_colleague_at_once(home):
    assert home.hands_over(home.owner, all=str(home.owner.key)).status_code == 302
    assert home.answers_for(home.owner) == {"Rob Hale", "Ann Lee", "Eva Roth"}


def test_or_each_to_another(home):
    carla = Membership.objects.create(
        clinic=home.clinic, user=home.account("carla"), name="Carla", role="therapist", since=home.now
    )
    chosen = {"all": str(home.owner.key), f"of-{home.ann.key}": str(carla.key)}
    assert home.hands_over(home.ben, **chosen).status_code == 302
    assert (home.answers_for(carla), home.answers_for(home.ben)) == ({"Ann Lee"}, set())


def test_it_is_on_record_for_each_client_who_gave_and_who_has_them_now(home):
    home.hands_over(home.owner, **{f"of-{home.rob.key}": str(home.owner.key)})
    entries = AuditEntry.objects.order_by("-seq").values_list("what", "who", "about")[:2]
    assert list(entries) == [
        ("became responsible", home.owner.key, home.rob.key),
        ("handed over", home.owner.key, home.rob.key),
    ]
    assert broken_link(home.clinic) is None


def wrong_heirs(home: Home) -> dict[str, dict[str, str]]:
    return {
        "nobody": {},
        "an assistant": {"all": str(home.members["assistant"].key)},
        "the same person": {"all": str(home.ben.key)},
        "somebody of another clinic": {"all": str(House("Elsewhere").owner.key)},
        "what is no key": {"all": "'; drop"},
        "a client of somebody else": {f"of-{home.eva.key}": str(home.owner.key)},
    }


WRONG = ("nobody", "an assistant", "the same person", "somebody of another clinic", "what is no key",
         "a client of somebody else")  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_they_go_not_to(home, what):
    answer = home.hands_over(home.owner, **wrong_heirs(home)[what])
    assert answer.status_code == 400
    assert "Allowed:" in text_of(answer)
    assert home.answers_for(home.ben) == {"Rob Hale", "Ann Lee"}


def test_a_colleague_who_left_while_the_page_was_open_takes_nobody(home):
    stale = Membership.objects.get(pk=home.owner.pk)
    home.members["assistant"].role = "owner"
    home.members["assistant"].save()
    Membership.objects.filter(pk=home.owner.pk).update(until=timezone.now())
    with pytest.raises(UnfitColleagueError):
        hand_over(by=home.members["assistant"], person=home.ben, heirs={home.rob.key: stale}, now=timezone.now())


def test_nobody_leaves_who_answers_for_a_client(home):
    answer = home.ends(home.ben, by=home.owner)
    assert answer.status_code == 400
    assert "once every client has gone to a colleague" in text_of(answer)
    assert "First their clients go to a colleague" in text_of(answer)
    assert Membership.objects.get(pk=home.ben.pk).until is None


def test_of_a_discharged_client_nobody_is_asked(home):
    for client in (home.rob, home.ann):
        discharge(member=home.ben, client=client, now=timezone.now())
    assert home.ends(home.ben, by=home.owner).status_code == 302


PLACES = ["/clinic/", "/clinic/settings/", "/clinic/new/", "client"]


@pytest.mark.parametrize("who", ["the owner ends it", "they leave themselves"])
@pytest.mark.parametrize("place", PLACES)
def test_from_then_on_they_see_nothing_on_any_page_that_was_open(home, who, place):
    path = f"/clinic/clients/{home.rob.key}/" if place == "client" else place
    laptop, phone = signed_in(home.ben), signed_in(home.ben)
    assert [one.get(path).status_code for one in (laptop, phone)] == [200, 200]
    home.hands_over(home.owner, all=str(home.owner.key))
    by = home.owner if who == "the owner ends it" else home.ben
    assert home.ends(home.ben, by=by)["Location"] == ("/" if by is home.ben else "/clinic/settings/")
    assert [one.get(path).status_code for one in (laptop, phone)] == [404, 404]
    said = AuditEntry.objects.order_by("-seq").values_list("what", "who", "about").first()
    assert said == ("left" if by is home.ben else "ended a membership", by.key, home.ben.key)


def test_a_form_that_was_under_way_makes_them_nobodys_therapist(home):
    stale = Membership.objects.select_related("clinic").get(pk=home.ben.pk)
    home.hands_over(home.owner, all=str(home.owner.key))
    home.ends(home.ben, by=home.owner)
    with pytest.raises(WorksHereNoMoreError):
        add_client(member=stale, key=uuid4(), name="Late", email="", now=timezone.now())
    assert not Client.objects.filter(name="Late").exists()


def test_the_last_owner_names_another_first(home):
    home.hands_over(home.owner, all=str(home.owner.key))
    Client.objects.update(therapist=home.ben)
    assert "Make a colleague an owner first, or close the clinic." in text_of(home.ends(home.owner, by=home.owner))
    path = f"/clinic/people/{home.owner.key}/role/"
    refused = signed_in(home.owner).post(path, {"role": "therapist"})
    assert "once somebody else is an owner too" in text_of(refused)
    assert signed_in(home.owner).post(f"/clinic/people/{home.ben.key}/role/", {"role": "owner"}).status_code == 302
    assert home.ends(home.owner, by=home.owner).status_code == 302
    assert Membership.objects.get(pk=home.ben.pk).role == "owner"
    assert signed_in(home.ben).get("/clinic/settings/").status_code == 200


def test_somebody_who_answers_for_clients_is_made_no_assistant(home):
    path = f"/clinic/people/{home.ben.key}/role/"
    assert signed_in(home.owner).post(path, {"role": "assistant"}).status_code == 400
    home.hands_over(home.owner, all=str(home.owner.key))
    assert signed_in(home.owner).post(path, {"role": "assistant"}).status_code == 302
    assert signed_in(home.ben).get("/clinic/new/").status_code == 404


def test_a_role_that_is_none_is_refused(home):
    answer = signed_in(home.owner).post(f"/clinic/people/{home.ben.key}/role/", {"role": "boss"})
    assert answer.status_code == 400
    assert "owner, therapist, assistant" in text_of(answer)


def test_nobody_but_an_owner_and_they_themselves_opens_somebodys_page(home):
    for path in (f"/clinic/people/{home.owner.key}/", f"/clinic/people/{home.members['assistant'].key}/"):
        assert signed_in(home.ben).get(path).status_code == 404
        assert signed_in(home.owner).get(path).status_code == 200


def with_a_sign(home: Home) -> None:
    """Rob's programme, given by Ben, in which a warning sign was told."""
    programme = home.assigned(home.rob, by="therapist").programme
    assert programme is not None
    sign = Entry(uuid4(), Screened(frozenset({"rf05"}), Route.SAME_DAY, Lock.NO_PLAN), home.now)
    record(programme=programme, entry=sign, author="runner:rob", now=home.now)


def test_a_mail_that_is_owed_goes_to_the_new_one_and_so_does_the_next(home):
    with_a_sign(home)
    assert Alert.objects.get().member == home.ben
    home.hands_over(home.ben, all=str(home.owner.key))
    home.ends(home.ben, by=home.owner)
    assert send_alerts(clock=lambda: timezone.now() + timedelta(seconds=1)) == 1
    assert home.owner.user is not None
    assert mail.outbox[-1].to == [home.owner.user.email]


def test_one_that_a_worker_holds_meanwhile_is_sent_to_the_new_one_too(home):
    with_a_sign(home)
    held = Alert.objects.select_related("member").get()
    home.hands_over(home.ben, all=str(home.owner.key))
    settle_alert(held, now=timezone.now())
    assert Alert.objects.get().settled_at is None, "theirs is settled, and not this"
    assert send_alerts(clock=lambda: timezone.now() + timedelta(seconds=1)) == 1


def test_an_account_is_erased_once_its_clients_are_in_good_hands(home):
    browser = signed_in(home.ben)
    for answer in (browser.get("/settings/data/erase/"), browser.post("/settings/data/erase/", {"word": "erase"})):
        assert "Hand your clients to a colleague and leave it, or close it." in text_of(answer)
    assert Membership.objects.get(pk=home.ben.pk).until is None
    home.hands_over(home.ben, all=str(home.owner.key))
    home.ends(home.ben, by=home.ben)
    assert browser.post("/settings/data/erase/", {"word": "erase"}).status_code == 200
    assert Membership.objects.get(pk=home.ben.pk).user is None


def test_a_warning_sign_goes_to_an_owner_where_a_restore_has_erased_who_was_responsible(home):
    assert home.ben.user is not None
    programme = home.assigned(home.rob, by="therapist").programme
    erase_person(user=home.ben.user)
    assert programme is not None
    sign = Entry(uuid4(), Screened(frozenset({"rf05"}), Route.SAME_DAY, Lock.NO_PLAN), home.now)
    record(programme=programme, entry=sign, author="runner:rob", now=home.now)
    assert Alert.objects.get().member == home.owner


def test_papers_they_asked_for_go_with_them(home):
    order_papers(member=home.ben, clients=[home.eva], kind=PaperKind("a4"), now=home.now)
    job = claim_job(now=home.now)
    assert job is not None
    home.hands_over(home.owner, all=str(home.owner.key))
    home.ends(home.ben, by=home.owner)
    with pytest.raises(LostClaimError):
        keep_stack(job=job, pdf=b"%PDF", drawn=(), refused={}, now=timezone.now())
