"""A clinic's own name of an exercise stands wherever somebody reads of it; who chooses reads the catalogue's beside."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.models import Event, OwnExercise, OwnWording, Share
from programs.notices.words import Facts, words_of
from programs.services.clinics import stop_sharing
from programs.web.desk.exported import parts_of
from rehab.events import Did, Finished
from rehab.own_words import OwnWords
from rehab.reason import because
from rehab.reminding import Occasion
from rehab.week_back import Made, WeekAhead, WeekBack
from tests.programs.api.programs_of_clinics import CLIENTS, Program
from tests.programs.check_path import text_of
from tests.programs.desk.called import OTHER, Called, all_of
from tests.programs.desk.houses import House, signed_in
from tests.programs.desk.own import STEPS, an_own, every_name_of
from tests.programs.desk.steered import PRESS, RAISE
from tests.programs.desk.templated import HOPS, LESS, Writing, a_template, form_of
from tests.programs.handouts.reading import words

pytestmark = [pytest.mark.django_db, pytest.mark.db]
SWAP = {"kind": "swap", "exercise": RAISE, "other": OTHER}


@pytest.fixture
def called() -> Called:
    return Called()


def entry(called: Called, kind: str) -> int:
    return Event.objects.filter(on=called.red, kind=kind).latest("seq").seq


RUNNERS_PAGES = {
    "today": lambda called: "/today/",
    "the light of today": lambda called: "/today/result/",
    "the days ahead": lambda called: "/today/days/",
    "a day gone by": lambda called: f"/today/days/{called.red}/",
    "another word on an exercise": lambda called: f"/today/days/{called.red}/{entry(called, 'did')}/",
    "another word on a session": lambda called: f"/today/days/{called.red}/{entry(called, 'finished')}/",
    "progress": lambda called: "/progress/",
    "the versions of the plan": lambda called: "/progress/versions/",
}


def test_the_runner_reads_the_name_of_the_clinic_on_every_page(called):
    called.desk.asks(reason="The knee", **SWAP)
    pages = {name: all_of(called.phone.get(page(called))) for name, page in RUNNERS_PAGES.items()}
    assert [name for name, text in pages.items() if not called.own_in(text)] == []
    assert {name: found for name, text in pages.items() if (found := called.originals_in(text))} == {}
    assert f"has asked for {called.names[OTHER]} in place of {called.names[RAISE]} since" in pages["today"]
    versions = pages["the versions of the plan"]
    assert called.own_in(versions) >= {OTHER, RAISE}, "what changed is told with both"


def test_once_the_runner_stops_sharing_the_diary_has_the_catalogues_names(called):
    page = f"/today/days/{called.red}/"
    assert called.names[PRESS] in all_of(called.phone.get(page))
    Share.objects.update(steers=False)
    assert called.originals_in(all_of(called.phone.get(page))) >= {PRESS}
    stop_sharing(programme=called.programme, now=called.desk.house.now)
    assert called.own_in(all_of(called.phone.get("/progress/versions/"))) == set()


def test_what_it_is_called_now_is_shown_of_days_before(called):
    own = OwnExercise.objects.get(exercise=PRESS)
    OwnWording.objects.filter(own=own).update(name="Another name")
    assert "Another name" in all_of(called.phone.get(f"/today/days/{called.red}/"))


def test_a_client_page_says_what_they_read_and_the_catalogues_name_where_one_is_chosen(called):
    called.desk.asks(**SWAP)
    page = text_of(called.desk.tess.get(called.desk.path()))
    assert f"{called.names[PRESS]} hurt 6 of 10" in page
    both = {name: f"{called.names[name]} ({called.originals[name]})" for name in called.names}
    assert f"{both[OTHER]} in place of {both[RAISE]}" in page
    whole = all_of(called.desk.tess.get(called.desk.path()))
    assert f"Adjust: {both[PRESS]}" in whole.replace('<span class="vh">', "").replace("</span>", "")


CHOOSING: dict[str, dict[str, str]] = {
    "of the whole plan": {},
    "of one exercise": {"exercise": RAISE},
    "what a swap would do": SWAP,
    "what an exercise less would do": {"kind": "remove", "exercise": RAISE},
}


def test_who_chooses_reads_both_names(called):
    for what, form in CHOOSING.items():
        text = all_of(called.desk.looks(**form) if form else called.desk.tess.get(called.desk.path("adjust/")))
        assert called.own_in(text), what
        assert called.untold_apart(text) == set(), what


def test_a_look_at_a_clearance_names_what_would_change_as_the_runner_knows_it(called):
    form = {
        "name": "Ana Silva",
        "role": "physio",
        "day": str(called.today),
        "grade": "1",
        "agreed": "yes",
    }
    text = all_of(called.desk.tess.post(called.desk.path("clearance/"), form))
    assert called.originals_in(text) == set()


def test_the_report_says_it_and_a_name_that_no_face_has_stays_the_catalogues(called):
    def report() -> str:
        return words(called.desk.tess.get(called.desk.path("report.pdf")).content)

    said = report()
    assert called.names["single-leg-heel-raise"] in said
    assert f"{called.names[PRESS]} hurt 6 of 10" in said
    assert called.originals_in(said) == set()
    OwnWording.objects.filter(own__exercise=PRESS).update(name="提踵")
    assert f"{called.originals[PRESS]} hurt 6 of 10" in report()


def test_sentences_on_paper_say_it_where_its_letters_are_there(called):
    called.desk.asks(**SWAP)

    def paper() -> str:
        return words(called.desk.tess.post(called.desk.path("paper/")).content)

    said = paper()
    assert f"has asked for {called.names[OTHER]} in place of {called.names[RAISE]}" in said
    assert called.originals_in(said) == set()
    OwnWording.objects.filter(own__exercise=OTHER).update(steps="提踵\nUp.\nDown.")
    assert f"has asked for {called.originals[OTHER]} in place of {called.names[RAISE]}" in paper()


def texts_in(value: Any, key: str = "") -> list[str]:
    """Every sentence in an answer, names aside."""
    if isinstance(value, dict):
        return [text for name, inner in value.items() for text in texts_in(inner, name)]
    if isinstance(value, list):
        return [text for inner in value for text in texts_in(inner, key)]
    return [value] if isinstance(value, str) and key not in ("name", "own_name") else []


def test_programs_are_told_both_names_and_sentences_say_the_clinics(called):
    called.desk.asks(**SWAP)
    program = Program(house=called.desk.house)
    for door in ("today/", "week/", "intents/"):
        body = program.get(f"{CLIENTS}{called.desk.client.key}/{door}").json()
        said = " ".join(texts_in(body))
        assert f"{called.names[OTHER]} in place of {called.names[RAISE]}" in said
        assert called.originals_in(said) == set()
    own = called.phone.get("/api/v1/today/").json()["plan"]["items"]
    assert {called.originals[item["exercise"]]: item["own_name"] for item in own} == {
        item["name"]: called.names[item["exercise"]] for item in own
    }
    wish = {"intent": {"type": "remove", "exercise": OTHER}}
    doses = program.post(f"{CLIENTS}{called.desk.client.key}/intents/weigh/", wish).json()["doses"]
    assert (called.originals[OTHER], called.names[OTHER]) in {(one["name"], one["own_name"]) for one in doses}


def test_a_row_of_the_list_says_it_and_asks_once_more_at_most():
    called = Called()
    path = called.desk.tess
    path.get("/clinic/")

    def asked() -> int:
        with CaptureQueriesContext(connection) as asking:
            assert path.get("/clinic/").status_code == 200
        return sum("SAVEPOINT" not in query["sql"] for query in asking)

    before = asked()
    called.tells(Did(PRESS, pain=6), Finished(during=6))
    assert f"{called.names[PRESS]} hurt 6 of 10" in text_of(path.get("/clinic/"))
    assert asked() <= before + 1 <= 10
    rows = Program(house=called.desk.house).get(CLIENTS).json()["clients"]
    assert [called.own_in(row["reason"]) for row in rows] == [{PRESS}]


def test_a_list_with_rows_of_other_clinics_keeps_each_to_its_own(called):
    elsewhere = House("Elsewhere")
    an_own(elsewhere, PRESS, OwnWords("Not from here", STEPS), for_all=True)
    called.tells(Did(PRESS, pain=6), Finished(during=6))
    assert "Not from here" not in all_of(called.desk.tess.get("/clinic/"))


MONDAY = date(2026, 11, 9)
RED = because("session-red", exercise=PRESS, pain=6, phase="mobilise", red=4)
RAISED = because("dose-raised", exercise=RAISE, greens=3, dose="3 x 12 rep")


def test_the_mail_of_a_week_says_it():
    week = WeekBack(
        MONDAY, MONDAY, asked=1, done=1, partly=0, ran=0, made=(Made(MONDAY, RED),), doses=(Made(MONDAY, RAISED),)
    )
    told = Facts(
        Occasion.WEEKLY,
        day=12,
        exercises=4,
        minutes=20,
        week=week,
        ahead=WeekAhead(asks=6, runs=0, run_minutes=0),
        names={PRESS: "The press {pain}", RAISE: "Calder raise"},
    )
    lines = [line for part in words_of(told).parts for line in part.lines]
    assert any("The press {pain} hurt 6 of 10" in line for line in lines)
    assert any(line.startswith("Mon 9 Nov, Calder raise: ") for line in lines)


def test_a_template_is_written_and_picked_by_both_names():
    house = House()
    an_own(house, RAISE, OwnWords("Calder raise", STEPS), for_all=True)
    both = "Calder raise (Two-leg heel raise)"
    writing = Writing(signed_in(house.owner), a_template(house, LESS, HOPS))
    new = form_of(house, writing.template)
    pages = {
        "the list": writing.browser.get("/clinic/templates/"),
        "its page": writing.browser.get(writing.path()),
        "what it may ask for": writing.browser.get(writing.path("add/")),
        "one exercise": writing.looks(exercise=RAISE),
        "a wish weighed": writing.looks(kind="dose", exercise=RAISE, dose="2x12"),
        "what the form would give": writing.browser.post("/clinic/new/preview/", new),
    }
    for page, answer in pages.items():
        text = all_of(answer)
        assert both in text, page
        assert "Two-leg heel raise" not in text.replace(both, ""), page


def test_the_form_shows_the_first_day_as_the_client_will_read_it():
    house = House()
    names = every_name_of(house)
    browser = signed_in(house.owner)
    shown = text_of(browser.post("/clinic/new/preview/", form_of(house, days_ago=20)))
    assert any(name in shown for name in names.values())
    client = house.assigned(flags=None, age=None).client
    assert browser.get(f"/clinic/clients/{client.key}/").status_code == 200


def test_the_file_that_an_owner_takes_along_keeps_the_catalogues(called):
    parts = dict(parts_of(called.desk.house.clinic))
    diary = b"".join(parts["diary.csv"]).decode("utf-8-sig")
    assert called.originals_in(diary) == {PRESS, RAISE}
    assert called.own_in(diary) == set()


PAGES_THAT_COST = ("/progress/", "/progress/versions/", "/today/days/", "/today/result/")


def test_names_cost_a_runners_page_no_question(called):
    def asked() -> dict[str, int]:
        counts = {}
        for page in PAGES_THAT_COST:
            with CaptureQueriesContext(connection) as asking:
                assert called.phone.get(page).status_code == 200
            counts[page] = len(asking)
        return counts

    asked()  # what a process learns once is no part of it
    with_names = asked()
    OwnExercise.objects.all().delete()
    assert asked() == with_names
