"""The message to a client and the notes about them: two people write at once, and neither loses a word."""

import pytest

from programs.models import AuditEntry, Client
from programs.selectors.writings import LONGEST_NOTE, Writing, writing_about
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]


class Desk:
    """Two people at the page of one client."""

    def __init__(self) -> None:
        self.house = House()
        self.client = self.house.assigned().client
        self.path = f"/clinic/clients/{self.client.key}/"
        self.tess = signed_in(self.house.owner)
        self.ben = signed_in(self.house.members["therapist"])

    def seen_by(self, browser) -> str:
        page = browser.get(self.path).content.decode()
        return page.split('name="seen" value="')[-1].split('"')[0] if 'id="writing"' in page else ""

    def writes(self, browser, seen: str, **texts: str):
        stands = writing_about(self.client)
        both = {"message": stands.message, "notes": stands.notes} | texts
        return browser.post(f"{self.path}message/", both | {"seen": seen})

    @property
    def stands(self) -> Writing:
        return writing_about(self.client)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_what_is_written_is_kept_and_on_record(desk):
    assert desk.writes(desk.ben, Writing().seal, message="Slow down.", notes="Sleeps badly.").status_code == 302
    assert desk.stands == Writing("Slow down.", "Sleeps badly.")
    assert AuditEntry.objects.filter(what="wrote", about=desk.client.key).count() == 1
    page = desk.tess.get(desk.path).content.decode()
    assert desk.stands.seal in page
    assert "Kept now:" not in page


def test_what_somebody_wrote_meanwhile_stays_and_what_was_typed_is_shown_beside_it(desk):
    desk.writes(desk.ben, Writing().seal, notes="Ben was here.")
    late = desk.writes(desk.tess, Writing().seal, notes="Tess was here.")
    assert late.status_code == 409
    assert desk.stands.notes == "Ben was here."
    page = text_of(late)
    assert "so nothing was kept yet" in page
    assert "Kept now: Ben was here." in page
    assert "Tess was here." in late.content.decode()
    assert AuditEntry.objects.filter(what="wrote").count() == 1
    # The form on that page has read both: sent again it is kept.
    assert desk.writes(desk.tess, desk.stands.seal, notes="Ben and Tess were here.").status_code == 302
    assert desk.stands.notes == "Ben and Tess were here."


def test_a_form_without_a_seal_writes_over_nothing(desk):
    desk.writes(desk.ben, Writing().seal, message="Slow down.")
    assert desk.writes(desk.tess, "", message="Faster.").status_code == 409
    assert desk.stands.message == "Slow down."


def test_the_same_words_again_change_nothing_and_are_no_entry(desk):
    for _ in range(2):
        assert desk.writes(desk.ben, Writing().seal, message="Slow down.").status_code == 302
    assert AuditEntry.objects.filter(what="wrote").count() == 1


def test_notes_alone_leave_the_message_as_it_is(desk):
    desk.writes(desk.ben, Writing().seal, message="Slow down.")
    answer = desk.tess.post(f"{desk.path}message/", {"notes": "Sleeps badly.", "seen": desk.stands.seal})
    assert answer.status_code == 302
    assert desk.stands == Writing("Slow down.", "Sleeps badly.")


def test_what_is_too_long_is_refused_and_stands_in_the_form_still(desk):
    typed = "Night " * LONGEST_NOTE
    answer = desk.writes(desk.tess, Writing().seal, notes=typed)
    assert answer.status_code == 400
    assert typed.strip() in answer.content.decode()
    assert Client.objects.get().notes == ""


def test_two_texts_that_run_together_alike_have_two_seals():
    assert len({Writing("ab", "c").seal, Writing("a", "bc").seal, Writing("abc").seal, Writing("", "abc").seal}) == 4
