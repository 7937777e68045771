"""A paper diary at the desk: a week as the paper has it, and nothing of the runner's own overwritten without a word."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from programs.models import AuditEntry, Client, Programme
from programs.selectors.courses import promised
from programs.selectors.days_told import days_told
from programs.services.diary import Entry, record
from programs.services.joining import author_of
from rehab.events import Did, Finished, Morning, Noted, Outcome
from rehab.vocabulary import Sign
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, opened, signed_in

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


class Shelf:
    """Rob, a client since nine days ago, whose paper lies at the desk."""

    def __init__(self, days: int = 9) -> None:
        self.house = House()
        self.today = self.house.now.date()
        real = self.house.now
        self.house.now = real - timedelta(days=days)
        assignment = self.house.assigned(injured_on=self.today - timedelta(days=days + 12))
        self.house.now = real
        assert assignment.programme is not None
        self.client: Client = assignment.client
        self.programme: Programme = assignment.programme
        self.path = f"/clinic/clients/{self.client.key}/diary/"

    def page(self, **more):
        return signed_in(self.house.members["assistant"]).get(self.path, **more)

    def sends(self, data: dict[str, str], *, uuid: UUID | None = None, by: str = "assistant"):
        path = f"{self.path}{self.today - 7 * A_DAY}/"
        return signed_in(self.house.members[by]).post(path, {"uuid": str(uuid or uuid4()), **data})

    def tells(self, event: Noted, on: date) -> None:
        if self.client.runner is None:
            opened(self.house.link(self.client))
            self.client.refresh_from_db()
        author = author_of(self.client.runner)
        self.programme.refresh_from_db()
        record(
            programme=self.programme,
            entry=Entry(uuid4(), event, self.house.now, on=on),
            author=author,
            now=self.house.now,
        )

    @property
    def days_with_work(self) -> list[date]:
        """The days of the last week whose plan asked for something, the last first."""
        found = []
        for number in range(1, 8):
            shown = promised(self.programme, self.today - number * A_DAY)
            if shown and any(not entry.optional for entry in shown[1].session.entries):
                found.append(shown[1].date)
        return found

    def told(self, day: date):
        return days_told(self.programme, day, day)[day]


def a_day(day: date, *, pain: str = "1", morning: str = "0") -> dict[str, str]:
    return {f"{day}-all": "yes", f"{day}-pain": pain, f"{day}-morning": morning}


def test_a_week_of_paper_is_in_the_diary_day_by_day_under_the_assistants_name():
    shelf = Shelf()
    days = shelf.days_with_work
    assert len(days) >= 3
    data = {name: value for day in days for name, value in a_day(day).items()}
    page = text_of(shelf.sends(data))
    assert "Kept:" in page
    for day in days:
        told = shelf.told(day)
        assert set(told.outcomes.values()) == {Outcome.DONE}
        assert (told.worst_pain, told.morning_pain) == (1, 0)
    author = f"member:{shelf.house.members['assistant'].key}:assistant"
    assert set(shelf.programme.events.values_list("author", flat=True)) == {author}
    assert AuditEntry.objects.filter(what="entered a diary", about=shelf.client.key).count() == 1


def test_what_was_done_in_part_or_skipped_is_kept_as_that():
    shelf = Shelf()
    day = shelf.days_with_work[0]
    shelf.sends(a_day(day) | {f"{day}-1": "skipped", f"{day}-2": "partly"})
    outcomes = list(shelf.told(day).outcomes.values())
    assert sorted(set(outcomes)) == ["done", "partly", "skipped"]


def test_a_form_that_is_sent_twice_is_one_week():
    shelf = Shelf()
    data, uuid = a_day(shelf.days_with_work[0]), uuid4()
    shelf.sends(data, uuid=uuid)
    before = shelf.programme.events.count()
    assert "Nothing new" in text_of(shelf.sends(data, uuid=uuid))
    assert "Nothing new" in text_of(shelf.sends(data))
    assert shelf.programme.events.count() == before
    assert AuditEntry.objects.filter(what="entered a diary").count() == 1


def runner_trained(shelf: Shelf, day: date, *, pain: int) -> None:
    for name in ("flat-walking", "seated-heel-raise"):
        shelf.tells(Did(name), day)
    shelf.tells(Finished(during=pain, after=0, signs=frozenset({Sign.REST_PAIN})), day)
    shelf.tells(Morning(pain, limp=True), day + A_DAY)


def test_what_the_runner_told_stands_and_the_page_says_so():
    shelf = Shelf()
    day = shelf.days_with_work[1]
    runner_trained(shelf, day, pain=4)
    answer = shelf.sends(a_day(day) | a_day(shelf.days_with_work[0]))
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Not kept, as the diary says otherwise" in page
    assert "The paper is right" in page
    assert (shelf.told(day).worst_pain, shelf.told(day).morning_pain) == (4, 4)
    assert shelf.told(shelf.days_with_work[0]).worst_pain == 1, "other days of the paper are kept"


def test_where_the_paper_is_said_to_be_right_it_goes_before_and_both_stay_on_record():
    shelf = Shelf()
    day = shelf.days_with_work[1]
    runner_trained(shelf, day, pain=4)
    answer = shelf.sends(a_day(day) | {f"{day}-before": "yes"})
    assert answer.status_code == 200, text_of(answer)
    told = shelf.told(day)
    assert (told.worst_pain, told.morning_pain) == (1, 0)
    body = told.ended[0].body
    assert body["signs"] == ["rest_pain"], "a sign that was felt stays"
    assert told.morning.body["limp"] is True
    assert shelf.programme.events.filter(on=day, kind="finished").count() == 2


def test_the_same_word_of_paper_and_runner_is_no_conflict():
    shelf = Shelf()
    day = shelf.days_with_work[1]
    shelf.tells(Morning(2), day + A_DAY)
    answer = shelf.sends({f"{day}-morning": "2"})
    assert answer.status_code == 200
    assert "Nothing new" in text_of(answer)


WRONG = {
    "pain beyond the scale": ({"pain": "11"}, "a whole number from 0 to 10"),
    "work without its pain": ({"all": "yes"}, "the worst pain of that day"),
    "pain without work": ({"pain": "3"}, "no pain of a session where nothing was done"),
    "an outcome that is none": ({"1": "great", "pain": "1"}, "done, partly, skipped"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_grid_that_cannot_be_used_says_which_day_and_keeps_nothing(case):
    more, said = WRONG[case]
    shelf = Shelf()
    day = shelf.days_with_work[0]
    answer = shelf.sends({f"{day}-{name}": value for name, value in more.items()})
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert not shelf.programme.events.exists()


def test_today_and_days_to_come_are_no_days_of_the_grid():
    shelf = Shelf()
    answer = shelf.sends({f"{shelf.today}-morning": "1"})
    assert answer.status_code == 400
    assert not shelf.programme.events.exists()


OUTSIDE = {"next week": 7, "today": 0, "before the course": -30}


@pytest.mark.parametrize("case", OUTSIDE)
def test_a_week_of_which_no_day_is_over_is_not_there(case):
    shelf = Shelf()
    answer = signed_in(shelf.house.owner).get(f"{shelf.path}{shelf.today + OUTSIDE[case] * A_DAY}/")
    assert answer.status_code == 404


@pytest.mark.parametrize("first", ["9999-12-31", "9999-12-25", "0001-01-01"])
def test_nor_is_one_at_an_end_of_the_calendar(first):
    shelf = Shelf()
    assert signed_in(shelf.house.owner).get(f"{shelf.path}{first}/").status_code == 404


def test_on_the_first_day_the_page_says_that_no_day_is_over():
    shelf = Shelf(days=0)
    assert "No day is over yet" in text_of(shelf.page())


def test_the_client_sees_who_entered_what():
    shelf = Shelf()
    day = shelf.days_with_work[0]
    shelf.sends(a_day(day))
    browser = opened(shelf.house.link(shelf.client))
    assert "Entered at the clinic by Assistant (assistant), Calder Street Physio" in text_of(
        browser.get(f"/today/days/{day}/")
    )
    assert "an assistant at the clinic" in text_of(browser.get("/settings/data/all/"))


def test_a_week_in_which_the_plan_waited_for_word_says_which_weeks_come_first():
    shelf = Shelf(days=24)
    page = shelf.page()
    assert "enter the weeks before first" in text_of(page)
    assert "-all" not in page.content.decode(), "nothing to tick on a day that asked for nothing"
    assert "enter the weeks before first" not in text_of(Shelf().page())
