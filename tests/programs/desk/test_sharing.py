"""A second clinic by the runner's yes: it reads and changes nothing, each share ends by itself, notes stay at home."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from programs.models import Alert, Client, Membership, Share, ShareLink, Standing
from programs.selectors.writings import Writing
from programs.services.clinics import discharge
from programs.services.diary import Entry, record
from programs.services.sharing import make_share_link
from rehab.events import Screened
from rehab.vocabulary import Lock, Route
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, opened, signed_in
from tests.programs.desk.shared import Shared
from tests.programs.desk.test_access import OF_A_CLIENT, POSTED
from tests.programs.test_roles import patterns

pytestmark = pytest.mark.django_db
NOTHING = Writing().seal


def test_the_runner_is_told_who_asks_and_what_they_would_see_and_nothing_is_shared_by_looking():
    both = Shared(shares=False)
    page = text_of(both.rob.get(both.link))
    for said in ("Share your plan with Fjordveien Fysio", "all you have told, and tell from now on",
                 "the private notes of any other clinic", "They read, and change nothing.",
                 "Calder Street Physio goes on to do that"):  # fmt: skip
        assert said in page, page
    assert "R. H." not in page
    assert Share.objects.count() == 1


def test_with_the_yes_the_second_clinic_reads_and_the_first_steers_on():
    both = Shared(shares=False)
    assert both.rob.post(both.link, {}).status_code == 400
    answer = both.rob.post(both.link, {"agree": "yes"})
    assert answer["Location"] == "/settings/data/#shares"
    used = both.rob.get(both.link)
    assert used.status_code == 404
    assert "Who sees your plan stands under My data" in text_of(used)
    share = both.share(both.other)
    assert (share.steers, share.client, share.until) == (False, both.guest, None)
    assert share.agreed_at is not None
    assert both.steers() == ["Calder Street Physio"]
    page = text_of(both.ola.get(both.of_ola()))
    assert "As they see today" in page
    assert "Your clinic reads this plan" in page
    assert "Calder Street Physio steers it" in page
    assert "Fjordveien Fysio reads it." in text_of(both.tess.get(both.of_tess()))


def test_its_list_holds_them_marked_as_read_and_the_other_list_does_not_change():
    both = Shared()
    for browser, name, marked in ((both.ola, "R. H.", True), (both.tess, "Rob Hale", False)):
        (row,) = [row for group in browser.get("/clinic/").context["groups"] for row in group.rows]
        assert (row.name, row.reads) == (name, marked)
    assert '<span class="tag">reads</span>' in both.ola.get("/clinic/").content.decode()
    assert Standing.objects.count() == 2


# What a clinic that reads may do of each address of a client; all else is the 404 or the way back of somebody who may
# not.
READS = {"desk-client": 200, "desk-report": 200, "desk-discharge": 302, "desk-message": 302}
BACK = {"desk-adjust", "desk-keep", "desk-undo", "desk-link", "desk-share-link"}
BACK |= {"desk-client-template", "desk-client-exercises"}


@pytest.mark.parametrize("name", OF_A_CLIENT)
def test_a_therapist_of_the_clinic_that_reads(name):
    both = Shared()
    path = "/" + patterns()[name].replace("<uuid:key>", str(both.guest.key))
    path = path.replace("<int:number>", "1").replace("<isodate:first>", "2026-01-05")
    browser = signed_in(both.other.members["therapist"])
    answer = browser.post(path) if name in POSTED else browser.get(path)
    if name in BACK:
        assert answer["Location"] == both.of_ola()
    elif name == "desk-paper":
        assert answer.status_code == 409
    elif name == "desk-steering":
        assert answer.status_code == 400
    elif name in ("desk-assign", "desk-revoke"):
        assert answer.status_code in (200, 302)
    else:
        assert answer.status_code == READS.get(name, 404)


def test_it_has_no_button_that_changes_the_plan_and_cannot_give_another():
    both = Shared()
    page = both.ola.get(both.of_ola()).content.decode()
    for door in ("adjust/", "tests/", "clearance/", "diary/", "paper/", "assign/"):
        assert both.of_ola(door) not in page
    assert both.of_ola("report.pdf") in page
    today = timezone.now().date().isoformat()
    sent = {"name": "R. H.", "grade": "1", "leg": "left", "injured_on": today, "signs": "none", "age": "30"}
    assert both.ola.post(both.of_ola("assign/"), sent).status_code == 400
    assert both.programme.ended_on is None


@pytest.mark.parametrize("role", ["owner", "therapist", "assistant"])
def test_neither_clinic_finds_the_others_client_by_any_key(role):
    both = Shared()
    invented = f"/clinic/clients/{uuid4()}/"
    for house, theirs in ((both.other, both.of_tess()), (both.house, both.of_ola())):
        browser = signed_in(house.members[role])
        assert browser.get(theirs).status_code == 404
        assert browser.get(theirs).content == browser.get(invented).content


def test_notes_never_leave_their_clinic():
    both = Shared()
    both.tess.post(
        both.of_tess("message/"), {"message": "Slow down", "notes": "Secret of Calder Street", "seen": NOTHING}
    )
    both.ola.post(both.of_ola("message/"), {"notes": "Secret of Fjordveien", "seen": NOTHING})
    pages = {both.of_tess(): both.tess, both.of_ola(): both.ola}
    told = {path: browser.get(path).content.decode() for path, browser in pages.items()}
    assert "Secret of Calder Street" in told[both.of_tess()]
    assert "Secret of Calder Street" not in told[both.of_ola()]
    assert "Secret of Fjordveien" in told[both.of_ola()]
    assert "Secret of Fjordveien" not in told[both.of_tess()]
    for path in ("/today/", "/settings/data/", "/settings/data/all/", "/settings/data/diaries.json"):
        assert "Secret" not in both.rob.get(path).content.decode()


def test_the_runner_sees_each_clinic_and_stops_one_alone():
    both = Shared()
    page = text_of(both.rob.get("/settings/data/"))
    assert "Calder Street Physio Since" in page
    assert "and may change the plan." in page
    assert "Fjordveien Fysio Since" in page
    assert "and change nothing." in page
    both.rob.post("/settings/sharing/stop/", {"clinic": str(both.other.clinic.key)})
    ended = both.share(both.other)
    assert (ended.ended, ended.until is not None) == (Share.Ended.STOPPED, True)
    assert both.share(both.house).until is None
    assert "They share their programme no longer." in text_of(both.ola.get(both.of_ola()))
    assert both.ola.get(both.of_ola("report.pdf")).status_code == 404
    assert "As they see today" in text_of(both.tess.get(both.of_tess()))
    assert list(Standing.objects.values_list("clinic__name", flat=True)) == ["Calder Street Physio"]


def test_stopped_the_one_that_steers_the_other_reads_on_and_wishes_are_of_a_previous_clinic():
    both = Shared()
    looked = both.tess.post(both.of_tess("adjust/"), {"kind": "cap_run", "minutes": "12"})
    assert looked.status_code == 200
    form = {"kind": "cap_run", "minutes": "12", "seen": str(both.programme.last_version), "uuid": str(uuid4())}
    assert both.tess.post(both.of_tess("adjust/keep/"), form).status_code == 302
    assert "another clinic" in text_of(both.ola.get(both.of_ola()))
    both.rob.post("/settings/sharing/stop/", {"clinic": str(both.house.clinic.key)})
    assert "Asked by a previous clinic." in text_of(both.rob.get("/today/"))
    page = text_of(both.ola.get(both.of_ola()))
    assert "Runs of 12 minutes at most" in page
    assert "a previous clinic" in page
    assert "Tess Moran" not in page
    assert "No clinic steers it" in page
    assert both.steers() == []


@pytest.mark.parametrize("given", ["", "not-a-key", "00000000-0000-4000-8000-000000000000"])
def test_a_clinic_that_sees_nothing_cannot_be_stopped_and_the_page_says_who_can(given):
    both = Shared()
    answer = both.rob.post("/settings/sharing/stop/", {"clinic": given})
    if not given:  # all of them
        assert not Share.objects.filter(until__isnull=True).exists()
        return
    assert answer.status_code == 400
    assert "Allowed: Calder Street Physio, Fjordveien Fysio" in text_of(answer)
    assert Share.objects.filter(until__isnull=True).count() == 2


def test_a_warning_sign_stands_in_both_lists_and_is_mailed_to_the_clinic_that_steers():
    both = Shared()
    event = Screened(frozenset({"rf05"}), Route.SAME_DAY, Lock.NO_PLAN)
    now = timezone.now()
    record(programme=both.programme, entry=Entry(uuid4(), event, now), author="runner:x", now=now)
    for browser in (both.tess, both.ola):
        assert "1 needs you now" in text_of(browser.get("/clinic/"))
    assert Alert.objects.get().member == both.house.owner


SHUT = (
    "used",
    "taken back for a newer one",
    "over",
    "of a client who was discharged",
    "of a closed clinic",
    "invented",
)


@pytest.mark.parametrize("why", SHUT)
def test_a_link_opens_nothing_once_it_is(why):
    both = Shared(shares=why == "used")
    link = both.link
    if why == "taken back for a newer one":
        make_share_link(member=both.other.owner, client=both.guest, now=timezone.now())
    elif why == "over":
        ShareLink.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    elif why == "of a client who was discharged":
        discharge(member=both.other.owner, client=both.guest, now=timezone.now())
    elif why == "of a closed clinic":
        type(both.other.clinic).objects.filter(pk=both.other.clinic.pk).update(closed_at=timezone.now())
    elif why == "invented":
        link = "/share/0123456789abcdef/"
    shares = Share.objects.count()
    for answer in (both.rob.get(link), both.rob.post(link, {"agree": "yes"})):
        assert answer.status_code == 404
        assert "no-store" in answer["Cache-Control"]
    assert Share.objects.count() == shares


def test_a_stranger_is_told_to_open_their_plan_first_and_shares_nothing():
    both = Shared(shares=False)
    assert "First open your plan" in text_of(signed_in(None).get(both.link))
    assert signed_in(None).post(both.link, {"agree": "yes"}).status_code == 400
    assert Share.objects.count() == 1


@pytest.mark.parametrize("role", ["owner", "therapist", "assistant"])
def test_somebody_of_a_clinic_cannot_say_yes_for_a_client(role):
    both = Shared(shares=False)
    for house in (both.house, both.other):
        browser = signed_in(house.members[role])
        assert "This link is your client’s" in text_of(browser.get(both.link))
        assert browser.post(both.link, {"agree": "yes"}).status_code == 400
    assert Share.objects.count() == 1


def test_who_holds_a_link_of_their_clinic_alone_can_share_too():
    house, other = House(), House("Fjordveien Fysio")
    phone = opened(house.link(house.assigned().client))
    guest = other.client("R. H.")
    token = make_share_link(member=other.owner, client=guest, now=timezone.now())
    assert phone.post(f"/share/{token}/", {"agree": "yes"}).status_code == 302
    assert Share.objects.filter(until__isnull=True).count() == 2


def test_it_cannot_be_shared_twice_nor_by_somebody_who_follows_nothing_nor_by_somebody_else():
    both = Shared()
    assert "This clinic sees your plan already." in text_of(both.rob.post(both.new_link("Again"), {"agree": "yes"}))
    nobody = signed_in(both.house.account("nobody"))
    assert nobody.post(both.new_link("Nobody"), {"agree": "yes"}).status_code == 400
    both.rob.post("/settings/sharing/stop/")
    ann = signed_in(both.house.account("ann"))
    ann.post(both.house.link(both.house.assigned(both.house.client("Ann")).client), {"agree": "yes", "zone": "UTC"})
    token = make_share_link(member=both.other.owner, client=both.guest, now=timezone.now())
    answer = ann.post(f"/share/{token}/", {"agree": "yes"})
    assert "This link was made for somebody else." in text_of(answer)
    assert both.rob.post(f"/share/{token}/", {"agree": "yes"}).status_code == 302


def test_a_form_sent_twice_is_one_client_and_one_without_a_name_keeps_nothing():
    both = Shared()
    uuid = str(uuid4())
    for _ in range(2):
        both.ola.post("/clinic/share/", {"name": "Kari", "uuid": uuid})
    assert Client.objects.filter(name="Kari").count() == 1
    assert both.ola.post("/clinic/share/", {"name": "  "}).status_code == 400
    assert both.ola.post("/clinic/share/", {"name": "x" * 301}).status_code == 400
    waiting = {name: why for _key, name, why in both.ola.get("/clinic/").context["others"]}
    assert waiting == {"Kari": "Waiting for their yes to share with you."}


def test_a_discharge_at_the_clinic_that_reads_ends_its_own_share_alone():
    both = Shared()
    both.ola.post(both.of_ola("discharge/"))
    assert both.share(both.other).ended == Share.Ended.DISCHARGED
    assert both.steers() == ["Calder Street Physio"]
    assert both.ola.get(both.of_ola("report.pdf")).status_code == 200
    assert Membership.objects.filter(until__isnull=True).count() == 6
