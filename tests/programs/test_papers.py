"""Paper at its addresses: what an address asks for, what a check allows, and what it refuses."""

import re
from datetime import date
from uuid import uuid4

import pytest

from programs.handouts.printing import handout_of
from programs.selectors.protocol import bounds_on
from rehab.answering import Answer, answer
from rehab.asking import ask
from tests.programs.check_path import Runner, text_of
from tests.programs.handouts.reading import words

PAPER = "/plan/week.pdf"
BOOKLET = "/plan/programme.pdf"
BOOKLETS = (BOOKLET, BOOKLET + "?grade=2")


def test_an_address_gives_the_paper_of_its_week(client):
    answer = client.get(f"{PAPER}?grade=2&week=3&side=left&figure=short")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'inline; filename="strideback-week-3.pdf"'
    assert "no-store" in answer["Cache-Control"]
    said = words(answer.content)
    assert "Week 3: Strengthen" in said
    assert "http://testserver/plan/?grade=2&side=left&week=3" in said


@pytest.mark.parametrize(
    ("query", "told"),
    {
        "grade=9&week=3": "Grade: 9 was given. Allowed: 1 to 3.",
        "grade=2&week=3&paper=a5": "a5 was given. Allowed: a4 or letter.",
        "grade=2&week=3&flag=rf01": "nothing in an address",
        "grade=2&week=3&large_print=perhaps": "perhaps was given. Allowed: yes or no.",
        "grade=2&weeks=all": "weeks",
    }.items(),
    ids=lambda text: text if "=" in text else "",
)
def test_what_is_wrong_in_an_address_is_said_on_a_page(client, query, told):
    answer = client.get(f"{PAPER}?{query}")
    assert answer.status_code == 400
    assert told in re.sub(r"\s+", " ", text_of(answer))


def test_an_age_without_a_plan_gives_the_page_that_says_why(client):
    answer = client.get(f"{PAPER}?grade=2&week=3&age=12")
    assert answer["Content-Type"].startswith("text/html")
    assert "No plan here" in text_of(answer)


def test_paper_can_only_be_read(client):
    assert client.post(f"{PAPER}?grade=2&week=3").status_code == 405


def test_an_address_gives_the_booklet_of_its_course(client):
    answer = client.get(f"{BOOKLET}?grade=2&side=left&injured_on=2026-11-02&paper=letter")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'inline; filename="strideback-grade-2.pdf"'
    assert "no-store" in answer["Cache-Control"]
    said = words(answer.content)
    assert "Your way back Exercises for a moderate calf strain, grade 2" in said
    assert "Week 16: Keep strong" in said
    assert "left leg" in said
    opens = "/plan/?grade=2&injured_on=2026-11-02&side=left&week=1"
    assert "http://testserver" + opens in said.replace("- ", "-")
    assert client.get(opens).status_code == 200


@pytest.mark.parametrize(
    ("query", "told"),
    {
        "grade=9": "Grade: 9 was given. Allowed: 1 to 3.",
        "side=left": "Grade: nothing was given.",
        "grade=2&week=3": "A name in the address: week was given. Allowed:",
        "grade=2&weeks=all": "A name in the address: weeks was given. Allowed:",
        "grade=2&day=3": "A name in the address: day was given. Allowed:",
        "grade=2&flag=rf01": "nothing in an address",
        "grade=2&paper=a5": "a5 was given. Allowed: a4 or letter.",
    }.items(),
    ids=lambda text: text if "=" in text else "",
)
def test_what_is_wrong_in_the_address_of_a_booklet_is_said_on_a_page(client, query, told):
    answer = client.get(f"{BOOKLET}?{query}")
    assert answer.status_code == 400
    said = re.sub(r"\s+", " ", text_of(answer))
    assert told in said
    names = said.partition("A name in the address: ")[2].partition(". Allowed: ")[2].partition(".")[0].split(", ")
    assert not {"week", "weeks", "day", "flag"} & set(names)


def test_the_booklet_of_an_age_without_a_plan_is_the_page_that_says_why(client):
    answer = client.get(f"{BOOKLET}?grade=2&age=12")
    assert answer["Content-Type"].startswith("text/html")
    assert "No plan here" in text_of(answer)


def test_a_booklet_can_only_be_read(client):
    assert client.post(f"{BOOKLET}?grade=2").status_code == 405


def test_a_plan_leads_to_its_booklet_with_all_its_answers(client):
    page = client.get("/plan/?grade=3&week=4&cleared_on_day=21&figure=short").content.decode()
    place = re.search(r'href="(/plan/programme\.pdf[^"]*)"', page)
    assert place
    address = place[1].replace("&amp;", "&")
    assert address == f"{BOOKLET}?grade=3&cleared_on_day=21&figure=short"
    assert client.get(address)["Content-Type"] == "application/pdf"


@pytest.mark.django_db
class TestAfterACheck:
    def test_without_one_the_paper_leads_to_the_form(self):
        client = Runner().client
        assert client.get(PAPER)["Location"] == "/plan/"
        assert client.get("/plan/week/2/week.pdf")["Location"] == "/check/"
        assert client.get(BOOKLET)["Location"] == "/plan/"

    def test_the_own_plan_is_printed_with_all_that_was_answered(self):
        runner = Runner()
        runner.screen("rf16a")
        runner.finish()
        page = runner.client.get("/plan/").content.decode()
        place = re.search(r'href="(/plan/week/\d+/week\.pdf)"', page)
        assert place
        for address in (PAPER, place[1]):
            said = words(runner.client.get(address).content)
            assert "Cold pack" not in said, "the cold pack stays out with white fingers"
            assert "left leg" in said
            assert "http://testserver/plan/ " in said + " "
        assert "grade" not in place[1]

    def test_the_own_course_is_bound_with_all_that_was_answered(self):
        runner = Runner()
        runner.screen("rf16a")
        runner.finish()
        assert f'href="{BOOKLET}"' in runner.client.get("/plan/").content.decode()
        answer = runner.client.get(BOOKLET)
        assert "no-store" in answer["Cache-Control"]
        said = words(answer.content)
        assert "Week 1: " in said
        assert "Cold pack (" not in said, "the cold pack stays out with white fingers"
        assert "left leg" in said
        assert "http://testserver/plan/ " in said

    @pytest.mark.parametrize("flag", ["rf01", "rf08"], ids=["emergency", "to be seen today"])
    @pytest.mark.parametrize(
        "address", [PAPER, PAPER + "?grade=2&week=3", "/plan/week/1/week.pdf", BOOKLET, BOOKLET + "?grade=2"]
    )
    def test_no_paper_while_somebody_has_to_look_first(self, flag, address):
        runner = Runner()
        runner.screen(flag)
        answer = runner.client.get(address)
        assert answer["Content-Type"].startswith("text/html")
        assert answer.context["route"] in ("E", "U")
        assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "kit", ["&equipment=step" * 200, "&equipment=step" + "+" * 3900, "&equipment=step,chair,step"], ids=len
)
def test_an_address_that_says_a_thing_many_times_is_printed_once(client, kit):
    answer = client.get(f"{PAPER}?grade=2&week=3{kit}")
    assert answer.status_code == 200
    assert re.search(r"plan/\?equipment=(chair,)?step&grade=2&week=3", words(answer.content))


def test_an_address_too_long_for_a_code_has_none():
    given = {"grade": ["2"], "week": ["3"]}
    bounds = bounds_on(date(2026, 11, 23))
    asked = ask(given, bounds)
    found = answer(bounds.protocol, bounds.screening, asked)
    assert isinstance(found, Answer)
    for letters, has_code in ((300, True), (5000, False)):
        said = words(handout_of(found, asked, given, bounds, plan="https://clinic.example/" + "x" * letters))
        assert ("clinic.example" in said) is has_code


@pytest.mark.db
@pytest.mark.django_db
def test_a_caller_who_asks_for_many_papers_waits_for_the_next_minute(client, settings):
    settings.PAPERS_PER_MINUTE = 2
    caller = {"REMOTE_ADDR": f"2001:db8:{uuid4().int % 65536:x}::1"}
    asked = f"{PAPER}?grade=2&week=3"
    # A minute may end between two calls: then the count begins again, and a few more are made.
    answers = [client.get(asked, **caller) for _ in range(5)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert "That was a lot at once" in text_of(answers[-1])
    assert client.get(asked, REMOTE_ADDR="192.0.2.77").status_code == 200
