"""The pages anyone can open: each answers, says what it is, and refuses what cannot be looked for."""

import re
from html import unescape
from itertools import pairwise

import pytest
from django.test import Client

from programs.web.frame import CHECK_PAGE
from rehab.assembly import week_plan
from rehab.cards import load_cards, text_of
from rehab.library import load_protocol
from rehab.reading_grade import reading_grade
from rehab.situation import Situation
from rehab.vocabulary import Kind
from rehab.wording import forbidden_claims
from rehab.words import words_in

PROTOCOL = load_protocol()
PAGES = {
    "the start": "/",
    "all exercises": "/exercises/",
    "some exercises": "/exercises/?phase=power&kit=step&muscle=soleus",
    "no exercise": "/exercises/?q=zebra",
    "one exercise": "/exercises/single-leg-heel-raise/",
    "first care": "/exercises/cold-pack/",
    "a run": "/exercises/walk-run-session-ladder/",
    "the cards": "/learn/",
    "what it is for": "/intended-use/",
    "privacy": "/privacy/",
    "no network": "/offline/",
}
each_page = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)


def seen(answer) -> str:
    """What a reader sees, markup and spacing left out."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def prose(answer) -> list[str]:
    """The sentences of the page itself, without navigation."""
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    parts = re.findall(r"<(?:p|li|h1|h2)\b[^>]*>(.*?)</(?:p|li|h1|h2)>", main, re.DOTALL)
    return [text for part in parts if (text := unescape(re.sub(r"<[^>]+>|\s+", " ", part)).strip())]


@each_page
class TestEveryPage:
    def test_answers_with_one_heading_a_title_and_its_language(self, client, address):
        answer = client.get(address)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert page.count("<h1") == 1
        assert len(re.sub(r"\s+", " ", page.split("<title>")[1].split("</title>")[0]).strip()) > len("· Strideback")
        assert '<html lang="en" dir="ltr">' in page

    def test_says_what_it_is_and_leads_on(self, client, address):
        answer = client.get(address)
        page, text = answer.content.decode(), seen(answer)
        assert "An educational exercise planner, not a diagnosis." in text
        assert "awaits review by a registered clinician" in text
        for place in ("/", CHECK_PAGE, "/exercises/", "/learn/", "/intended-use/", "/privacy/"):
            assert f'href="{place}"' in page

    def test_has_nothing_inline_and_sets_no_cookie(self, client, address):
        answer = client.get(address)
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", answer.content.decode())
        assert not answer.cookies

    def test_asks_the_database_nothing(self, client, address, django_assert_num_queries, db):
        with django_assert_num_queries(0):
            client.get(address)

    def test_claims_nothing_it_may_not(self, client, address):
        assert forbidden_claims([seen(client.get(address))]) == []

    def test_shows_words_and_no_ids(self, client, address):
        assert not re.search(r"\b[a-z]+_[a-z]+\b|\{\{|\{%", seen(client.get(address)))


OURS = ("the start", "what it is for", "privacy", "no network")


@pytest.mark.parametrize("name", OURS)
def test_a_twelve_year_old_can_read_it(client, name):
    assert reading_grade(prose(client.get(PAGES[name]))) <= 6.5


def test_the_start_leads_to_the_check_and_quietly_to_the_form(client):
    page = client.get("/").content.decode()
    assert f'class="btn big" href="{CHECK_PAGE}"' in page
    assert 'class="btn bare" href="#grade"' in page
    assert 'id="grade"' in page
    assert 'action="/plan/"' in page


def test_what_the_start_says_of_a_week_is_what_is_planned():
    """Three or four strong days of 15 to 30 minutes, never two in a row, and a day off."""
    for grade, weeks in {2: [3], 3: [7, 8, 9, 10]}.items():
        for number in weeks:
            cleared = 21 if grade == 3 else None
            days = (
                week_plan(PROTOCOL, Situation(grade=grade, focus="unknown", cleared_on_day=cleared), number)
                .weeks[0]
                .days
            )
            strong = [day.day for day in days if day.kind is Kind.TRAINING]
            assert {day.phase for day in days} == {"strengthen"}
            assert len(strong) in (3, 4)
            assert all(later - earlier > 1 for earlier, later in pairwise(strong))
            assert all(15 <= day.minutes <= 30 for day in days if day.kind is Kind.TRAINING)
            assert any(day.kind is Kind.REST for day in days)


@pytest.mark.parametrize("exercise", PROTOCOL.exercises, ids=lambda exercise: exercise.id)
def test_every_exercise_has_a_page_that_tells_it_all(client, exercise):
    words = words_in()
    answer = client.get(f"/exercises/{exercise.id}/")
    page, text = answer.content.decode(), seen(answer)
    assert answer.status_code == 200
    for line in words.lines("exercises", exercise.id, "steps"):
        assert line in text
    for part in ("name", "cue", "purpose", "frequency"):
        assert words.text("exercises", exercise.id, part) in text
    for dose in exercise.dose_steps:
        assert words.dose(dose) in text
    for source in exercise.sources:
        assert words.source(source) in text
    for other in (*exercise.progresses_to, *PROTOCOL.catalogue.regressions_of(exercise.id)):
        assert f'href="/exercises/{other}/"' in page
    assert words.text("stop_rules", "always") in text
    assert page.count("<h1") == 1


def test_all_exercises_are_listed_once_with_cue_load_and_phases(client):
    answer = client.get("/exercises/")
    page, text = answer.content.decode(), seen(answer)
    assert "48 of 48 exercises" in text
    for exercise in PROTOCOL.exercises:
        assert page.count(f'href="/exercises/{exercise.id}/"') == 1
        assert words_in().text("exercises", exercise.id, "cue") in text


FOUND = {
    "a phase": ("phase=power", lambda e: "power" in e.phases),
    "a piece of kit": ("kit=step", lambda e: "step" in e.equipment),
    "no kit at all": ("kit=none", lambda e: not e.equipment),
    "the deep calf": ("muscle=soleus", lambda e: "soleus" in e.muscle or "calf complex" in e.muscle),
    "a phase and kit": ("phase=mobilise&kit=wall", lambda e: "mobilise" in e.phases and "wall" in e.equipment),
    "empty choices": ("phase=&kit=&muscle=&q=", lambda e: True),
    "a word in any case": ("q=POGO", lambda e: "pogo" in e.id),
    "words tied by hyphens": ("q=Heel-To-Toe+stand", lambda e: e.id == "heel-to-toe-stand"),
    "words written apart": ("q=heel+to+toe+stand", lambda e: e.id == "heel-to-toe-stand"),
}


@pytest.mark.parametrize(("query", "fits"), FOUND.values(), ids=FOUND)
def test_what_is_looked_for_is_found(client, query, fits):
    page = client.get(f"/exercises/?{query}").content.decode()
    found = re.findall(r'<h3>\s*<a href="/exercises/([^/]+)/"', page)
    assert found == [exercise.id for exercise in PROTOCOL.exercises if fits(exercise)]


WRONG = {
    "a phase there is not": ("phase=healing", "Phase: healing was given. Allowed: protect, mobilise,"),
    "kit there is not": ("kit=sledge", "Kit: sledge was given. Allowed: none, chair, wall, step,"),
    "a muscle there is not": (
        "muscle=biceps",
        "Muscle: biceps was given. Allowed: gastrocnemius, soleus, ankle, other.",
    ),
    "a phase given twice": ("phase=power&phase=protect", "power and protect was given. Allowed: one value:"),
    "a name nobody knows": ("level=3", "A name in the address: level was given. Allowed: phase, kit, muscle, q."),
    "a name of nothing": ("=3", "A name in the address: nothing was given."),
    "too many words": ("q=" + "calf+" * 20, "Allowed: 60 plain letters at most."),
    "signs nobody sees": ("q=%00", r"Words: \x00 was given."),
    "no encoding": ("phase=%ff", "Phase: "),
    "markup": ("kit=%3Cscript%3Ealert(1)%3C/script%3E", "Kit: "),
}


@pytest.mark.parametrize(("query", "told"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_looked_for_is_refused_and_says_what_can(client, query, told):
    answer = client.get(f"/exercises/?{query}")
    assert answer.status_code == 400
    assert told in seen(answer)
    assert b'name="phase"' in answer.content
    assert b"<script" not in answer.content


def test_a_wrong_choice_loses_no_other(client):
    page = client.get("/exercises/?phase=power&kit=sledge&q=heel").content.decode()
    assert '<option value="power" selected>' in page
    assert 'value="heel"' in page


@pytest.mark.parametrize("address", ["/exercises/heel-rise/", "/exercises/..%2f..%2fetc/", "/exercises/Single-Leg/"])
def test_an_exercise_there_is_not_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("card", load_cards(), ids=lambda card: card.id)
def test_every_card_can_be_linked_to_and_read_with_its_sources(client, card):
    words = words_in()
    answer = client.get("/learn/")
    page, text = answer.content.decode(), seen(answer)
    told = text_of(card, words)
    assert page.count(f'id="{card.id.lower()}"') == 1
    for part in (told.title, told.summary, *(line for section in told.sections for line in section.list)):
        assert part in text
    for source in card.sources:
        assert words.source(source) in text


class TestPrivacy:
    def test_names_who_runs_this_and_how_to_reach_them(self, client, settings):
        settings.OPERATOR_NAME = "Rob & <Co>"
        page = client.get("/privacy/").content.decode()
        assert "Rob &amp; &lt;Co&gt;" in page
        assert 'href="mailto:privacy@clinic.example"' in page

    @pytest.mark.parametrize(
        ("contact", "link"),
        [
            ("https://clinic.example/us", 'href="https://clinic.example/us"'),
            ("Hill Road 3, Ayr", "<b>Hill Road 3, Ayr</b>"),
        ],
        ids=["a web address", "an address of bricks"],
    )
    def test_links_to_what_can_be_followed(self, client, settings, contact, link):
        settings.OPERATOR_CONTACT = contact
        assert link in client.get("/privacy/").content.decode()

    def test_never_links_to_a_script(self, client, settings):
        settings.OPERATOR_CONTACT = "javascript:alert(1)"
        assert 'href="javascript' not in client.get("/privacy/").content.decode()


@pytest.mark.parametrize(("debug", "status"), [(True, 200), (False, 404)], ids=["while developing", "on a server"])
def test_components_are_shown_to_developers_alone(settings, debug, status):
    settings.DEBUG = debug
    assert Client(raise_request_exception=False).get("/components/").status_code == status


@pytest.mark.parametrize("address", [*PAGES.values(), "/components/"])
def test_no_page_takes_anything(address):
    answer = Client(enforce_csrf_checks=True).post(address)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
