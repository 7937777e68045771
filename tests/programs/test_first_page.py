"""The first page: a grade and a week give that week's plan; a wrong value gives the form and says why."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from rehab.wording import forbidden_claims
from rehab.words import words_in


def text_of(answer) -> str:
    """What a reader sees, markup and spacing left out."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def test_the_start_asks_for_grade_and_week_and_names_the_warning_signs(client):
    answer = client.get("/")
    seen = text_of(answer)
    assert answer.status_code == 200
    assert "I know my grade" in seen
    assert "Have you done the safety check?" in seen
    assert "rock-hard calf" in seen
    assert words_in().action("E") in seen
    assert "An educational exercise planner, not a diagnosis." in seen
    assert "awaits review by a registered clinician" in seen


def test_answers_at_the_start_are_sent_on_to_the_plan(client):
    assert client.get("/?grade=2&week=3&day=16").url == "/plan/?grade=2&week=3&day=16"


def test_a_planned_week_asks_the_database_at_most_twice(client, django_assert_max_num_queries, db):
    with django_assert_max_num_queries(2):
        assert client.get("/plan/?grade=2&week=3").status_code == 200


def test_grade_and_week_give_the_weeks_plan(client):
    answer = client.get("/plan/?grade=2&week=3")
    seen = text_of(answer)
    assert answer.status_code == 200
    for part in ("Week 3", "Phase 3 of 6: Strengthen", "days 14 to 20", "Two-leg heel raise", "2 × 12".split()[0]):
        assert part in seen
    for day in range(14, 21):
        assert f'id="day-{day}"'.encode() in answer.content
    assert "To move on to Power" in seen
    assert "day 22 at the earliest" in seen
    assert "Have you done the safety check?" in seen
    assert "awaits review by a registered clinician" in seen
    assert "is new, so you begin at the first dose" in seen
    assert "Green B, et al." in seen


def test_the_page_shows_what_the_engine_plans_and_nothing_by_id(client):
    for grade in (1, 2, 3):
        for week in (1, 2, 5, 9, 30, 104):
            seen = text_of(client.get(f"/plan/?grade={grade}&week={week}&cleared_on_day=21&day=all"))
            assert f"Week {week}" in seen
            assert not re.search(r"\b[a-z]+_[a-z]+\b|\{|dose-|two-leg-heel", seen)
            assert forbidden_claims([seen]) == []


def test_a_day_can_be_chosen_and_all_can_be_opened(client):
    def opened(address: str) -> int:
        return len(re.findall(r'<details class="day"[^>]* open', client.get(address).content.decode()))

    assert opened("/plan/?grade=2&week=3") == 1
    assert opened("/plan/?grade=2&week=3&day=16") == 1
    assert opened("/plan/?grade=2&week=3&day=all") == 7


def test_the_answers_stay_with_the_links(client):
    page = client.get("/plan/?grade=2&week=3&focus=soleus&equipment=chair&equipment=band").content.decode()
    assert 'href="?grade=2&amp;focus=soleus&amp;equipment=chair&amp;equipment=band&amp;week=4"' in page


def test_dates_are_shown_when_the_day_of_the_injury_is_known(client):
    seen = text_of(client.get("/plan/?grade=2&week=3&injured_on=2026-11-03"))
    assert "Tuesday" in seen
    assert "Tue 17" in seen


def test_grade_3_without_clearance_waits(client):
    for week, wanted in (("2", "Grade 3 needs a doctor or physio"), ("9", "ask a doctor or physio for a visit")):
        seen = text_of(client.get(f"/plan/?grade=3&week={week}"))
        assert "Phase 1 of 6: Protect" in seen
        assert wanted in seen


@pytest.mark.parametrize("query", ["age=15", "age=17"])
def test_who_is_too_young_gets_a_reason_and_no_plan(client, query):
    answer = client.get(f"/plan/?grade=2&week=3&{query}")
    assert answer.status_code == 200
    assert "No plan here" in text_of(answer)
    assert b"day-14" not in answer.content


WRONG = {
    "grade 4": ("grade=4&week=3", "Grade: 4 was given. Allowed: 1 to 3."),
    "week 0": ("grade=2&week=0", "Week: 0 was given. Allowed: 1 to 104."),
    "week 105": ("grade=2&week=105", "Week: 105 was given. Allowed: 1 to 104."),
    "nothing": ("grade=&week=", "Grade: nothing was given. Allowed: 1 to 3."),
    "grade alone": ("grade=2", "Week: nothing was given."),
    "words": ("grade=abc&week=def", "Grade: abc was given."),
    "a grade given twice": ("grade=1&grade=2&week=3", "Grade: 1 and 2 was given. Allowed: one value"),
    "NUL": ("grade=%00&week=3", r"Grade: \x00 was given."),
    "no encoding": ("grade=%ff%fe&week=3", "Grade: "),
    "markup": ("grade=%3Cscript%3Ealert(1)%3C/script%3E&week=3", "was given. Allowed: 1 to 3."),
    "unknown kit": ("grade=2&week=3&equipment=sledge", "What you have at home: sledge was given."),
    "an impossible date": ("grade=2&week=3&injured_on=2026-02-30", "Day of the injury: 2026-02-30 was given."),
    "a day of another week": ("grade=2&week=3&day=99", "Day: 99 was given. Allowed: 14 to 20, or all."),
    "a name with a slip": (
        "grade=2&week=3&previous-strain=yes",
        "previous-strain was given. Allowed: previous_strain, ",
    ),
    "another slip": ("grade=2&week=3&Age=70", "A name in the address: Age was given. Allowed: age, "),
    "a name nobody knows": ("utm_source=club", "A name in the address: utm_source was given. Allowed: "),
    "two names nobody knows": ("grade=2&week=3&utm_source=club&fbclid=1", "utm_source was given"),
    "a name of nothing": ("=3", "A name in the address: nothing was given."),
    "all weeks": ("grade=2&weeks=all", "A name in the address: weeks was given. Allowed: week, "),
    "a week and all weeks": ("grade=2&week=3&weeks=all", "A name in the address: weeks was given. Allowed: week, "),
    "a side given twice": (
        "grade=2&week=3&side=left&side=left",
        "Sore leg: left and left was given. Allowed: one value",
    ),
    "a day given twice": ("grade=2&week=3&day=14&day=15", "Day: 14 and 15 was given."),
    "a day and no week": ("day=14", "Week: nothing was given."),
    "warning signs": ("grade=2&week=3&flag=rf01", "Warning signs: an answer about your health was given."),
}


@pytest.mark.parametrize(("query", "told"), WRONG.values(), ids=WRONG)
def test_a_wrong_value_gives_the_form_again_and_says_what_is_allowed(client, query, told):
    answer = client.get(f"/plan/?{query}")
    assert answer.status_code == 400
    assert told in text_of(answer)
    assert b'name="grade"' in answer.content
    assert b"<script" not in answer.content


def test_a_huge_value_makes_no_huge_page(client):
    answer = client.get("/plan/?grade=" + "9" * 5000 + "&week=3")
    assert answer.status_code == 400
    assert len(answer.content) < 20_000


def test_many_names_nobody_knows_make_no_huge_page(client):
    answer = client.get("/plan/?" + "&".join(f"{'x' * 90}{number}=1" for number in range(900)))
    assert answer.status_code == 400
    assert len(answer.content) < 20_000


def test_a_name_nobody_knows_shows_every_name_there_is_but_the_warning_signs(client):
    seen = text_of(client.get("/plan/?grade=2&week=3&previous-strain=yes"))
    for name in "age cleared_on_day day equipment focus grade injured_on side week weekly_run_minutes".split():
        assert f", {name}" in seen
    assert ", flag" not in seen
    assert ", weeks" not in seen


@pytest.mark.parametrize(
    "address", ["/", "/plan/?grade=2&week=3", "/plan/?grade=9&week=3", "/plan/?grade=2&week=3&age=15"]
)
class TestEveryAnswer:
    def test_has_nothing_inline_and_a_strict_policy(self, client, address):
        answer = client.get(address)
        page = answer.content.decode()
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", page, re.IGNORECASE)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy

    def test_sets_no_cookie_and_asks_no_database(self, client, address):
        # No database is allowed in these tests, so a query would have failed them.
        assert not client.get(address).cookies

    def test_may_only_be_read(self, address):
        assert Client().post(address).status_code == 405

    def test_is_within_its_weight(self, client, address):
        answer = client.get(address, headers={"accept-encoding": "gzip"})
        assert answer["Content-Encoding"] == "gzip"
        assert len(answer.content) < 20_000

    def test_has_a_title_and_one_heading_of_the_first_rank(self, client, address):
        page = client.get(address).content.decode()
        assert page.count("<h1") == 1
        assert "Strideback" in page.split("</title>")[0]


def test_what_a_runner_told_is_not_in_the_logs(client, caplog):
    caplog.set_level("DEBUG")
    client.get("/plan/?grade=2&week=3&age=44&injured_on=2026-11-03")
    client.get("/plan/?grade=2&week=3&flag=rf01&age=44")
    assert not re.search(r"rf01|2026-11-03|age=|grade=", caplog.text)


def test_the_page_and_the_terminal_say_the_same_sentence(client):
    assert words_in().text("stop_rules", "always") in text_of(client.get("/plan/?grade=2&week=3"))


def test_the_sheet_turns_with_the_direction_of_writing():
    sheet = Path(str(finders.find("strideback/app.css"))).read_text(encoding="utf-8")
    physical = re.compile(
        r"[;{\s](?:margin|padding|border|inset)?-?(?:left|right|top|bottom)\s*:|text-align:\s*(left|right)"
    )
    assert physical.findall(sheet) == []


def test_a_run_day_tells_the_minutes_of_its_run_and_a_new_phase_is_announced(client):
    seen = text_of(client.get("/plan/?grade=2&week=5&day=all"))
    assert "training day · 5 min of running, 31 min in all · plus 14 min of exercises" in seen
    assert "5 × run 1, walk 2 min" in seen
    assert "Run again begins" in seen


def test_a_day_of_tests_says_that_a_test_comes_first_and_counts_as_a_set(client):
    seen = text_of(client.get("/plan/?grade=2&week=3&day=20"))
    assert "Try today A test comes first, after a warm-up walk. It takes the place of one set of the same" in seen


def test_what_green_means_is_told_once(client):
    seen = text_of(client.get("/plan/?grade=2&week=3&day=all"))
    assert seen.count("Green means pain of 0 to 2 while you do it") == 1
    assert seen.count("This planned course takes it that each session is green") == 1


BARS = {
    "moving, which loads nothing": ("grade=2&week=2", ["light"] * 7),
    "strength": ("grade=2&week=3", ["training", "light", "training", "light", "training", "rest", "training"]),
    "runs": ("grade=2&week=9", ["training", "light", "training", "light", "rest", "training", "light"]),
}


@pytest.mark.parametrize(("query", "bars"), BARS.values(), ids=BARS)
def test_the_strip_draws_the_load_of_a_day_and_names_its_kind(client, query, bars):
    page = client.get(f"/plan/?{query}").content.decode()
    strip = page.split('<ol class="week">')[1].split("</ol>")[0]
    assert re.findall(r'<a class="(\w+)"', strip) == bars
    if query == "grade=2&week=2":
        assert re.findall(r'<span class="vh">([^<]+)', strip) == ["training day"] * 7


def test_paper_gets_the_steps_of_an_exercise_once(client):
    page = client.get("/plan/?grade=2&week=3").content.decode()
    shown = re.findall(r'<li class="item( again)?(?: care)?">.*?<h3>([^<]+)', page, re.DOTALL)
    first = [name for again, name in shown if not again]
    assert len(first) == len(set(first))
    assert {name for _, name in shown} == set(first)


def test_the_page_tells_how_much_pain_is_all_right_by_the_numbers_of_the_protocol(client):
    table = client.get("/plan/?grade=2&week=3").content.decode().split("pains")[1].split("</table>")[0]
    rows = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in table.split("<tr>")[2:]]
    assert rows == [
        "Stretch, Moving 0–1 2–3 4 or more",
        "Heart and lungs 0–2 3 4 or more",
        "Calf strength, Balance, Hips and trunk, Heel drop 0–2 3–4 5 or more",
    ]
