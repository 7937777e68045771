"""The progress report at the desk: one page, whatever the course, with what was measured, kept, felt and decided."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from programs.models import AuditEntry, Clinic, Programme, User
from programs.services.clinics import discharge, stop_sharing
from programs.services.diary import Entry, record, record_all
from programs.services.examining import Examined, Measured, clear, measure
from rehab.events import CheckIn, Cleared, Ended, Morning, Noted, Outcome, Report, Screened, Tried
from rehab.vocabulary import Route
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, opened, signed_in
from tests.programs.handouts.aloud import heard
from tests.programs.handouts.reading import sizes, words

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


class File:
    """Rob, a client since some days, and what was told of them."""

    def __init__(self, name: str = "Rob Hale", *, days: int = 12, grade: int = 2) -> None:
        self.house, self.days = House(), days
        self.today = self.house.now.date()
        real, self.house.now = self.house.now, self.house.now - timedelta(days=days)
        client = self.house.client(name)
        assignment = self.house.assigned(client, grade=grade, injured_on=self.today - timedelta(days=days + 1))
        self.house.now = real
        assert assignment.programme is not None
        self.client, self.programme = client, assignment.programme

    def tells(self, *events: Noted, ago: int = 0) -> None:
        entries = [Entry(uuid4(), event, self.house.now, on=self.today - ago * A_DAY) for event in events]
        self.programme.refresh_from_db()
        record_all(programme=self.programme, entries=entries, author="runner:x", now=self.house.now)

    def report(self, *, by: str = "assistant", **asked: str):
        return signed_in(self.house.members[by]).get(f"/clinic/clients/{self.client.key}/report.pdf", asked)

    def printed(self, **asked: str) -> bytes:
        answer = self.report(**asked)
        assert answer["Content-Type"] == "application/pdf", answer.content
        return bytes(answer.content)


def eventful(name: str = "Rob Hale", *, said: str = "Walks without a limp.") -> File:
    """A course with all that a report can hold."""
    file = File(name)
    Clinic.objects.filter(pk=file.house.clinic.pk).update(phone="020 7946 0123")
    for ago in range(12, 0, -1):
        session = CheckIn((Report("flat-walking", Outcome.DONE, pain=6 if ago == 5 else 1),), after=0)
        file.tells(Morning(2 if ago == 4 else 0), session, ago=ago)
    file.tells(Tried("walk-10-min", 12, pain=1), ago=2)
    owner, now = file.house.owner, file.house.now
    tried = ((uuid4(), Tried("single-leg-raises", 14, sound=20, pain=1)),)
    shared = {"member": owner, "client": file.client, "programme": file.programme, "now": now}
    measure(**shared, measured=Measured(file.today, tried))
    event = Cleared("physio", name="Ana Silva", said=said)
    file.programme.refresh_from_db()
    clear(**shared, examined=Examined(uuid4(), file.today, event, file.programme.last_seq))
    return file


def test_it_says_who_where_how_far_what_was_measured_and_by_whom():
    said = words(eventful().printed())
    for text in (
        "Progress report",
        "Rob Hale",
        "Calder Street Physio",
        "020 7946 0123",
        "Calf strain, grade 2",
        "left leg",
        "Single-leg heel raise",
        "14 20",
        "70%",
        "clinic",
        "Walk 10 minutes with no limp",
        "12 min",
        "client",
        "Ana Silva",
        "Walks without a limp.",
        "To move on to",
        "so the calf asked for less",
        "An educational exercise planner, not a diagnosis. Its protocol awaits review by a registered clinician.",
    ):
        assert text in " ".join(said.replace("\u00a0", " ").split()), text


@pytest.mark.parametrize("size", ["a4", "letter"])
def test_the_fullest_course_is_one_page_of_either_size(size):
    file = eventful("Rosalind " * 20, said="She is strong. " * 33)
    pdf = file.printed(paper=size)
    assert sizes(pdf) == [pytest.approx({"a4": (595.28, 841.89), "letter": (612, 792)}[size], abs=0.1)]
    assert "She is strong." in words(pdf)


def test_a_course_of_which_nothing_was_told_is_one_page_that_says_so():
    said = words(File(days=0).printed())
    for text in ("No test was told yet.", "No pain was told in the last four weeks."):
        assert text in said


def test_the_same_course_gives_the_same_bytes():
    file = eventful()
    assert file.printed() == file.printed()


def test_its_drawings_are_said_and_its_parts_are_headed_for_who_has_it_read_aloud():
    found = heard(eventful().printed())
    headed = [one.text for one in found if one.kind in ("H1", "H2")]
    assert headed == [
        "Progress report",
        "Course",
        "Pain",
        "Tests, left and right",
        "Training",
        "Still open",
        "Examination",
        "Decisions, the last first",
    ]
    figures = [one.text for one in found if one.kind == "Figure"]
    assert any("In the session: 6 at most" in text for text in figures)
    assert any("days with exercises" in text for text in figures)


@pytest.mark.parametrize("name", ["רוב הייל", "سارة الأحمد", "Łukasz Þórsson & <Co>"])
def test_a_name_is_whole_in_every_script(name):
    texts = [one.text for one in heard(eventful(name).printed())]
    assert name in texts


def test_a_warning_sign_that_nobody_looked_at_stands_on_it():
    file = File()
    file.tells(Screened(frozenset({"rf01"}), route=Route.EMERGENCY))
    said = words(file.printed())
    assert "Warning signs that nobody has looked at" in said
    assert "breath" in said.lower()


def test_it_is_on_record_as_printed_and_kept_nowhere_on_its_way():
    file = File()
    answer = file.report()
    last = AuditEntry.objects.order_by("-seq").first()
    assert last is not None
    assert (last.what, last.who, last.about) == ("printed", file.house.members["assistant"].key, file.client.key)
    assert "no-store" in answer["Cache-Control"]
    assert "Rob" not in answer["Content-Disposition"]


def test_a_yes_of_each_leg_has_no_percent():
    file = File()
    file.tells(Tried("hop-match", 1, sound=1, pain=0), Tried("single-leg-raises", 14, sound=20, pain=1))
    said = words(file.printed())
    assert "Hops alike on both legs" in said
    assert "yes yes" in said
    assert "100%" not in said
    assert "70%" in said


def test_no_longer_shared_there_is_none_and_of_no_size_but_two():
    file = File()
    assert file.report(paper="a0").status_code == 404
    stop_sharing(programme=Programme.objects.get(pk=file.programme.pk), now=timezone.now())
    assert file.report().status_code == 404


def by_link(file: File):
    """The client's own browser, on the programme of *file*."""
    return opened(file.house.link(file.client))


def test_after_discharge_it_holds_what_was_told_until_then_and_nothing_of_later():
    file = eventful()
    by_link(file)
    before = words(file.printed())
    at = timezone.now()
    discharge(member=file.house.owner, client=file.client, now=at)
    file.programme.refresh_from_db()
    later = Entry(uuid4(), Screened(frozenset({"rf17"})), at + A_DAY)
    record(programme=file.programme, entry=later, author="runner:x", now=at + A_DAY)
    after = words(file.printed())
    day = date_format(file.today, "j F Y")
    told = before.replace(f". Made on {day}.", f", discharged on {day}.").replace("Now:", "At the end:")
    now, left = " now 13 ", f" {date_format(file.today, 'j M')} 13 "
    assert now in before, "the phase goes on"
    assert after == told.replace(now, left)
    assert "Warning signs that nobody has looked at" not in after


def test_the_page_of_a_discharged_client_leads_to_it_and_to_nothing_else_of_their_diary():
    file = eventful()
    by_link(file)
    discharge(member=file.house.owner, client=file.client, now=timezone.now())
    page = signed_in(file.house.owner).get(f"/clinic/clients/{file.client.key}/")
    assert page.content.decode().count("report.pdf") == 1
    assert "As they see today" not in text_of(page)


def test_a_runner_who_takes_it_back_after_discharge_ends_that_too():
    file = eventful()
    phone = signed_in(User.objects.create_user("rob@example.com"))
    phone.post(file.house.link(file.client), {"agree": "yes", "zone": "UTC"})
    discharge(member=file.house.owner, client=file.client, now=timezone.now())
    assert "Calder Street Physio" in text_of(phone.get("/settings/data/"))
    phone.post("/settings/sharing/stop/", {"clinic": str(file.house.clinic.key)})
    assert "Calder Street Physio" not in text_of(phone.get("/settings/data/"))
    assert file.report().status_code == 404


def test_of_a_programme_that_is_over_it_is_printed_while_it_is_shared():
    file = eventful()
    file.tells(Ended())
    assert "Progress report" in words(file.printed())


def test_the_page_of_the_client_leads_to_it_and_so_does_the_discharge():
    file = File()
    page = signed_in(file.house.owner).get(f"/clinic/clients/{file.client.key}/").content.decode()
    assert page.count(f"/clinic/clients/{file.client.key}/report.pdf") == 2


def test_a_warning_sign_told_after_the_last_look_is_told_of():
    file = eventful()
    record(
        programme=file.programme,
        entry=Entry(uuid4(), Screened(frozenset({"rf17"})), timezone.now()),
        author="runner:x",
        now=timezone.now(),
    )
    assert "Warning signs that nobody has looked at" in words(file.printed())


def test_of_a_course_that_ended_before_its_link_was_opened_it_holds_what_was_open_and_says_nothing_was_met():
    file = File()
    before = words(file.printed())
    discharge(member=file.house.owner, client=file.client, now=timezone.now())
    file.programme.refresh_from_db()
    assert file.programme.ended_on is not None
    after = words(file.printed())
    assert "Over since" in after
    assert "is met" not in after + before
    gates = ("To move on to", "Pain of 2 or less at rest", "Steady pain for 2 mornings")
    for text in gates:
        assert text in before
        assert text in after
