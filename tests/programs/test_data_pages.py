"""The pages of what is kept: read, download, bring in, take the yes back, erase. Strangers see none of them."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from programs.interchange.archives import MOST_BYTES
from programs.models import Consent, Event, Programme, Runner, SignInLink, User, Version
from programs.services.diary import RefusedError
from programs.services.links import make_sign_in_link
from rehab.events import Morning
from rehab.vocabulary import Status
from tests.programs.archived import a_full_diary, file_of, without_marks
from tests.programs.check_path import HERE, text_of
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db_whole]

PAGES = {
    "my data": "/settings/data/",
    "the download": "/settings/data/diaries.json",
    "everything": "/settings/data/all/",
    "erasing": "/settings/data/erase/",
}
DOORS = [*PAGES.values(), "/settings/data/consent/", "/settings/data/import/"]


def browser(user: User, **how) -> Client:
    client = Client(headers=HERE, **how)
    client.force_login(user)
    return client


def upload(raw: bytes, name: str = "diaries") -> dict[str, object]:
    return {name: SimpleUploadedFile("diaries.json", raw), "agree": "yes"}


@pytest.fixture
def rob() -> Rob:
    return a_full_diary()


@pytest.mark.parametrize("address", DOORS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_sign_in(client, address, method):
    answer = getattr(client, method)(address)
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={address}")


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("follows", [True, False], ids=["who follows a programme", "who follows none"])
def test_a_page_for(rob, address, follows):
    user = rob.user if follows else User.objects.create_user("ann@example.com")
    before = Event.objects.count(), Version.objects.count()
    answer = browser(user).get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert (Event.objects.count(), Version.objects.count()) == before


def test_the_download_is_the_archive_and_nobody_elses(rob):
    answer = browser(rob.user).get("/settings/data/diaries.json")
    assert answer.content == file_of(rob)
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"] == 'attachment; filename="strideback-diaries.json"'
    other = browser(User.objects.create_user("ann@example.com")).get("/settings/data/diaries.json")
    assert json.loads(other.content)["programmes"] == []


SAID = {
    "a morning that was corrected": "Morning: pain 7 of 10, with a limp, sore all over",
    "a session in one go": "Session: ",
    "the end of a session": "End of the session: pain 1 of 10",
    "something skipped": "skipped, No time",
    "a test": "sore leg 10",
    "signs": "Warning signs: No better after 4 days",
    "a clearance": "Somebody has looked at the leg: A physio",
    "other work": "Something else: with load, pain 2 of 10",
    "a second look": "A second look: grade 2",
    "a slip, with its markup as text": "A slip, taken back: “my” thumb: \\u0000 & <b>",
    "a pause": "Pause",
    "a zone": "Clocks moved by 3 hours",
    "the kit at home": "Kit at home: band, step",
    "a usual week": "Running in a usual week: 150 minutes",
    "what was chosen": "What I chose for these pages",
    "an answer": "Asked whether it is no better: yes",
    "the consent": "What I agreed to",
    "the address": "rob@example.com",
}


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
def test_the_page_of_everything_tells_of(rob, said):
    assert said in text_of(browser(rob.user).get("/settings/data/all/"))


def test_a_diary_is_brought_in_by_its_form_and_goes_on(rob):
    raw = file_of(rob)
    ann = browser(User.objects.create_user("ann@example.com"))
    answer = ann.post("/settings/data/import/", upload(raw))
    assert (answer.status_code, answer["Location"]) == (302, "/today/")
    assert ann.get("/today/").status_code == 200
    assert without_marks(ann.get("/settings/data/diaries.json").content) == raw
    assert "Told elsewhere and brought here." in text_of(ann.get("/settings/data/all/"))


def test_of_a_protocol_nobody_knows_everything_can_be_read(rob):
    raw = file_of(rob).replace(b'"protocol_version": "1.0"', b'"protocol_version": "9.7"')
    raw = raw.replace(b'"criterion": "walk-10-min"', b'"criterion": "walk-11-min"')
    ann = browser(User.objects.create_user("ann@example.com"))
    answer = ann.post("/settings/data/import/", upload(raw), follow=True)
    assert answer.redirect_chain == [("/settings/data/all/", 302)]
    assert "Its rules are not known here." in text_of(answer)
    assert "walk-11-min: sore leg 10" in text_of(answer)
    assert ann.get("/today/").status_code == 200


REFUSED = {
    "no file": ({"agree": "yes"}, 400, "the file: nothing was given."),
    "a file by another name": (upload(b"{}", "other"), 400, "the file: nothing was given."),
    "no archive": (upload(b"<b>{"), 400, "the file:"),
    "a name of its own": (upload(b"{}") | {"who": "Rob"}, 400, "who was given."),
    "more than 20 MB": (upload(b" " * (MOST_BYTES + 1)), 413, "Allowed: at most 20 MB, one file."),
    "two files": (upload(b"{}") | upload(b"{}", "other"), 413, "Allowed: at most 20 MB, one file."),
}


@pytest.mark.parametrize(("sent", "status", "said"), REFUSED.values(), ids=REFUSED)
def test_is_refused_in_words(sent, status, said):
    for value in sent.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    ann = browser(User.objects.create_user("ann@example.com"))
    answer = ann.post("/settings/data/import/", sent)
    assert answer.status_code == status
    assert said in text_of(answer)
    assert b"<b>{" not in answer.content
    assert not Runner.objects.exists()


def test_a_length_that_lies_is_found_out_while_reading():
    ann = browser(User.objects.create_user("ann@example.com"))
    body = b'--b\r\nContent-Disposition: form-data; name="diaries"; filename="x"\r\n\r\n' + b" " * (MOST_BYTES + 1)
    answer = ann.post("/settings/data/import/", body + b"\r\n--b--\r\n", content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 413


OTHER_FORMS = [
    "/settings/data/erase/",
    "/settings/data/consent/",
    "/today/morning/",
    "/accounts/logout/",
    "/check/start/",
]


@pytest.mark.parametrize("address", OTHER_FORMS)
def test_no_other_form_takes_a_file(rob, address):
    answer = browser(rob.user).post(address, {"pain": "1", "file": SimpleUploadedFile("x.json", b"{}")})
    assert answer.status_code == 413
    assert User.objects.filter(pk=rob.user.pk).exists()


def test_bringing_in_needs_the_token_of_its_form(rob):
    ann = browser(User.objects.create_user("ann@example.com"), enforce_csrf_checks=True)
    assert ann.post("/settings/data/import/", upload(file_of(rob))).status_code == 403
    ann.get("/settings/data/")
    token = ann.cookies["csrftoken"].value
    sent = upload(file_of(rob)) | {"csrfmiddlewaretoken": token}
    assert ann.post("/settings/data/import/", sent)["Location"] == "/today/"


class TestTakingTheYesBack:
    def test_pauses_offers_to_erase_and_keeps_nothing_new(self, rob):
        client = browser(rob.user)
        answer = client.post("/settings/data/consent/", {"what": "withdraw"}, follow=True)
        assert "Your yes is taken back" in text_of(answer)
        assert 'href="/settings/data/erase/"' in answer.content.decode()
        assert rob.following.today.now.status is Status.PAUSED
        kept = Event.objects.count()
        with pytest.raises(RefusedError, match="say yes again"):
            rob.tells(Morning(0))
        assert client.post("/today/pause/", {"what": "resume"}).status_code == 400
        assert Event.objects.count() == kept

    def test_twice_is_once(self, rob):
        client = browser(rob.user)
        for _ in range(2):
            client.post("/settings/data/consent/", {"what": "withdraw"})
        assert Event.objects.filter(kind="paused").count() == 2  # one of the story, one of the withdrawal
        assert Consent.objects.exclude(withdrawn_at=None).count() == 1

    def test_can_be_taken_back_itself(self, rob):
        client = browser(rob.user)
        for what in ("withdraw", "give"):
            client.post("/settings/data/consent/", {"what": what})
        client.post("/today/pause/", {"what": "resume"})
        assert rob.following.today.now.status is not Status.PAUSED
        assert Consent.objects.filter(withdrawn_at=None).count() == 1
        assert "taken back on" in text_of(client.get("/settings/data/all/"))

    def test_a_word_nobody_asked_for_is_refused(self, rob):
        assert browser(rob.user).post("/settings/data/consent/", {"what": "burn"}).status_code == 400


class TestErasing:
    def test_looking_says_what_goes_and_takes_nothing(self, rob):
        said = text_of(browser(rob.user).get("/settings/data/erase/"))
        assert "your account, rob@example.com" in said
        assert f"{Event.objects.count()} lines of your diary" in said
        assert User.objects.exists()

    @pytest.mark.parametrize("word", ["", "yes", "eras", "erase it all"])
    def test_without_the_word_nothing_goes(self, rob, word):
        answer = browser(rob.user).post("/settings/data/erase/", {"word": word})
        assert answer.status_code == 400
        assert "Allowed: erase." in text_of(answer)
        assert Event.objects.exists()

    @pytest.mark.parametrize("word", ["erase", " Erase "])
    def test_with_it_all_of_it_goes_and_nothing_else(self, rob, word):
        ann = Rob("ann@example.com").lives(1)
        client, phone = browser(rob.user), browser(rob.user)
        make_sign_in_link(user=rob.user, now=rob.now)
        theirs = Event.objects.filter(programme=ann.programme).count()
        answer = client.post("/settings/data/erase/", {"word": word})
        assert "All of it is erased" in text_of(answer)
        assert [row.email for row in User.objects.all()] == ["ann@example.com"]
        for kind in (Runner, Programme, Consent):
            assert kind.objects.count() == 1
        assert not SignInLink.objects.exists()
        assert Event.objects.count() == theirs
        assert browser(ann.user).get("/today/").status_code == 200
        for gone in (client, phone):
            assert gone.get("/today/")["Location"].startswith("/accounts/login/")

    def test_somebody_who_follows_nothing_can_go_too(self):
        browser(User.objects.create_user("ann@example.com")).post("/settings/data/erase/", {"word": "erase"})
        assert not User.objects.exists()
