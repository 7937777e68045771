"""The steering passes from one clinic to another: asked by one side, accepted by the other, and told in the diary."""

from uuid import uuid4

import pytest
from django.utils import timezone

from programs.models import Alert, AuditEntry, Event, Handover, Share
from programs.selectors.writings import Writing, writing_about
from programs.services.audit import broken_link
from programs.services.consents import withdraw
from programs.services.diary import Entry, record
from programs.services.writing import Told, write_to
from rehab.events import Screened
from rehab.vocabulary import Lock, Route
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, signed_in
from tests.programs.desk.shared import Shared

pytestmark = pytest.mark.django_db

CALDER, FJORD = "Calder Street Physio", "Fjordveien Fysio"


@pytest.fixture
def both() -> Shared:
    return Shared()


def told(both: Shared) -> Event:
    return both.programme.events.get(kind="handed_over")


def test_asked_by_the_clinic_that_steers_it_passes_with_the_runners_yes(both):
    assert both.clinic_asks().status_code == 302
    assert both.steers() == [CALDER]
    assert "Since " in text_of(both.rob.get("/settings/data/"))
    assert both.runner_says("yes").status_code == 302
    assert both.steers() == [FJORD]
    assert told(both).body == {"type": "handed_over", "asked_by": "clinic"}
    assert told(both).author.startswith("runner:")
    assert f"the steering passed to {FJORD}." in text_of(both.rob.get("/settings/data/"))


def test_asked_by_the_runner_it_passes_with_the_yes_of_the_clinic_that_steers(both):
    assert both.runner_asks().status_code == 302
    assert f"It waits for {CALDER} to agree." in text_of(both.rob.get("/settings/data/"))
    assert both.steers() == [CALDER]
    both.tess_says("yes")
    assert both.steers() == [FJORD]
    assert told(both).body["asked_by"] == "runner"
    assert told(both).author == f"member:{both.house.owner.key}:owner"
    everything = text_of(both.rob.get("/settings/data/all/"))
    assert "Another clinic may change the plan from here on, as you asked" in everything


def test_where_none_steers_the_one_that_was_asked_says_yes(both):
    both.rob.post("/settings/sharing/stop/", {"clinic": str(both.house.clinic.key)})
    both.runner_asks()
    both.ola_says("yes")
    assert both.steers() == [FJORD]


def test_from_then_on_the_other_adjusts_and_the_first_reads(both):
    both.runner_asks()
    both.tess_says("yes")
    form = {"kind": "cap_run", "minutes": "12", "seen": str(both.programme.last_version), "uuid": str(uuid4())}
    assert both.tess.post(both.of_tess("adjust/keep/"), form)["Location"] == both.of_tess()
    assert not both.programme.events.filter(kind="adjusted").exists()
    assert both.ola.post(both.of_ola("adjust/keep/"), form).status_code == 302
    assert both.programme.events.get(kind="adjusted").author == f"member:{both.other.owner.key}:owner"
    assert "Asked by your therapist, Ola Lund." in text_of(both.rob.get("/today/"))
    assert "Your clinic reads this plan" in text_of(both.tess.get(both.of_tess()))
    for door in ("tests/", "clearance/", "diary/"):
        assert both.tess.get(both.of_tess(door)).status_code == 404
        assert both.ola.get(both.of_ola(door)).status_code == 200
    assert both.ola.post(both.of_ola("paper/"))["Content-Type"] == "application/pdf"
    assert both.tess.post(both.of_tess("paper/")).status_code == 409


def test_a_link_of_the_clinic_that_steers_now_opens_the_programme(both):
    both.runner_asks()
    both.tess_says("yes")
    page = both.ola.post(both.of_ola("link/")).content.decode()
    assert "/go/" in page
    assert both.tess.post(both.of_tess("link/"))["Location"] == both.of_tess()


def test_the_clinic_before_cannot_end_the_programme_by_giving_another(both):
    both.runner_asks()
    both.tess_says("yes")
    today = timezone.now().date().isoformat()
    sent = {"name": "Rob", "grade": "1", "leg": "left", "injured_on": today, "signs": "none", "age": "30"}
    assert both.tess.post(both.of_tess("assign/"), sent).status_code == 400
    assert both.programme.ended_on is None


def test_a_message_of_the_clinic_before_ends_with_its_steering(both):
    both.tess.post(both.of_tess("message/"), {"message": "Slow on the way down", "seen": Writing().seal})
    assert "Slow on the way down" in text_of(both.rob.get("/today/"))
    both.runner_asks()
    both.tess_says("yes")
    seen = writing_about(both.client).seal
    both.tess.post(both.of_tess("message/"), {"message": "Still me", "notes": "kept", "seen": seen})
    page = text_of(both.rob.get("/today/"))
    assert "Slow on the way down" not in page
    assert "Still me" not in page
    late = Told("Me again", None, writing_about(both.client).seal)
    stands = write_to(member=both.house.owner, client=both.client, told=late, now=timezone.now())
    assert stands.message == "", "who was let in by the page before it passed writes none either"


def test_warning_signs_are_mailed_to_whoever_steers_now(both):
    both.runner_asks()
    both.tess_says("yes")
    now = timezone.now()
    event = Screened(frozenset({"rf05"}), Route.SAME_DAY, Lock.NO_PLAN)
    record(programme=both.programme, entry=Entry(uuid4(), event, now), author="runner:x", now=now)
    assert Alert.objects.get().member == both.other.owner


def test_it_stands_on_the_record_of_both_clinics_and_both_chains_are_whole(both):
    both.clinic_asks()
    both.runner_says("yes")
    for house, client, what in (
        (both.house, both.client, ["offered the steering", "steers no more"]),
        (both.other, both.guest, ["steers from here on"]),
    ):
        noted = AuditEntry.objects.filter(clinic=house.clinic, about=client.key, what__contains="steer")
        assert list(noted.order_by("seq").values_list("what", flat=True)) == what
        assert broken_link(house.clinic) is None
        record_page = text_of(signed_in(house.owner).get("/clinic/record/"))
        assert all(word not in record_page for word in ("steers no more", "steers from here on"))


LEFT = {
    "the runner says no": ("clinic", "runner", Handover.Answer.DECLINED),
    "the clinic says no": ("runner", "tess", Handover.Answer.DECLINED),
    "the clinic takes it back": ("clinic", "tess", Handover.Answer.TAKEN_BACK),
    "the runner takes it back": ("runner", "runner", Handover.Answer.TAKEN_BACK),
}


@pytest.mark.parametrize(("asks", "answers", "became"), LEFT.values(), ids=LEFT)
def test_it_stays_as_it_is_where(both, asks, answers, became):
    (both.clinic_asks if asks == "clinic" else both.runner_asks)()
    (both.runner_says if answers == "runner" else both.tess_says)("no")
    assert both.steers() == [CALDER]
    assert Handover.objects.get().answer == became
    assert not both.programme.events.filter(kind="handed_over").exists()
    assert both.clinic_asks().status_code == 302, "and it can be asked again"


def test_nobody_answers_what_they_have_asked_themselves(both):
    both.clinic_asks()
    key = str(Handover.objects.get().key)
    assert both.tess.post(both.of_tess("steering/"), {"handover": key, "answer": "yes"}).status_code == 409
    assert both.ola.post(both.of_ola("steering/"), {"handover": key, "answer": "yes"}).status_code == 409
    both.runner_says("no")
    both.runner_asks()
    key = str(Handover.objects.get(settled_at__isnull=True).key)
    answer = both.rob.post("/settings/sharing/steering/", {"handover": key, "answer": "yes"})
    assert answer.status_code == 409
    assert both.ola.post(both.of_ola("steering/"), {"handover": key, "answer": "yes"}).status_code == 409
    assert both.steers() == [CALDER]


def test_an_assistant_neither_asks_nor_answers(both):
    browser = signed_in(both.house.members["assistant"])
    assert both.clinic_asks(browser=browser).status_code == 404
    both.runner_asks()
    key = str(Handover.objects.get().key)
    assert browser.post(both.of_tess("steering/"), {"handover": key, "answer": "yes"}).status_code == 404
    assert both.steers() == [CALDER]


def test_a_clinic_that_reads_asks_for_nothing(both):
    assert both.clinic_asks(both.other, both.ola).status_code == 404, "of another clinic's client"
    answer = both.ola.post(both.of_ola("steering/"), {"to": str(both.other.clinic.key)})
    assert answer.status_code == 409
    assert "your clinic does not steer this plan any more" in text_of(answer)
    assert not Handover.objects.exists()


SENT = {
    "a clinic that sees nothing": ({"to": "00000000-0000-4000-8000-000000000000"}, 400),
    "no clinic": ({}, 400),
    "words": ({"to": "Fjordveien"}, 400),
    "an answer to nothing": ({"handover": "00000000-0000-4000-8000-000000000000", "answer": "yes"}, 409),
    "an answer that is none": ({"handover": "x", "answer": "perhaps"}, 400),
    "no answer": ({"handover": "x"}, 400),
    "a name nobody asked for": ({"steers": "yes"}, 400),
}


@pytest.mark.parametrize(("sent", "status"), SENT.values(), ids=SENT)
def test_what_cannot_be_read_is_refused_on_both_sides(both, sent, status):
    for browser, path in ((both.rob, "/settings/sharing/steering/"), (both.tess, both.of_tess("steering/"))):
        answer = browser.post(path, sent)
        assert answer.status_code == status
        assert "Steering: " in text_of(answer)
    assert not Handover.objects.exists()


def test_two_ask_at_once_and_one_waits(both):
    both.clinic_asks()
    answer = both.runner_asks()
    assert answer.status_code == 409
    assert "something was asked already" in text_of(answer)
    assert Handover.objects.count() == 1


def test_who_stops_the_share_that_was_asked_for_ends_what_was_asked(both):
    both.clinic_asks()
    both.rob.post("/settings/sharing/stop/", {"clinic": str(both.other.clinic.key)})
    assert Handover.objects.get().answer == Handover.Answer.TAKEN_BACK
    assert both.steers() == [CALDER]


def test_where_the_yes_to_keeping_was_taken_back_nothing_passes(both):
    both.runner_asks()
    runner = both.programme.runner
    assert runner is not None
    withdraw(runner=runner, now=timezone.now())
    answer = both.tess_says("yes")
    assert answer.status_code == 409
    assert both.steers() == [CALDER]
    assert Handover.objects.get().settled_at is None


def test_a_third_clinic_reads_on_through_it(both):
    third = House("Third Clinic")
    link = third_link(third)
    both.rob.post(link, {"agree": "yes"})
    both.runner_asks()
    both.tess_says("yes")
    assert both.steers() == [FJORD]
    assert Share.objects.filter(until__isnull=True, steers=False).count() == 2


def third_link(third: House) -> str:
    page = signed_in(third.owner).post("/clinic/share/", {"name": "R."}).content.decode()
    return page[page.index("/share/") :].split('"')[0]
