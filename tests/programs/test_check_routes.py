"""Every warning sign, alone and with every other one, leads where the protocol says, and no plan gets past it."""

import re
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from django.contrib.sessions.backends.base import SessionBase

from programs.selectors.checks import held_route
from programs.selectors.own_plans import own_plan
from programs.services.checks import record
from rehab.library import load_protocol
from rehab.vocabulary import Lock, Route
from rehab.wording import forbidden_claims
from rehab.words import words_in
from tests.programs.check_path import ABOUT, GROUP_OF, GROUPS, Runner, text_of
from tests.rehab.screening_oracle import EMERGENCY, SAME_DAY, outcome

LAST_PHASE = load_protocol().phases[-1].id
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ASKED = tuple(GROUP_OF)
PLANS = ("/plan/", "/plan/?grade=2&week=3", "/?grade=1&week=2", "/plan/day/9/", "/plan/week/2/", "/plan/?grade=9")


def session_with(flags: set[str], *, day: int) -> SessionBase:
    """A session whose runner answered everything, *flags* ticked, *day* days after the injury."""
    session = SessionBase()
    ticks = {group: tuple(flag for flag in sorted(flags) if GROUP_OF[flag] == group) for group in GROUPS}
    said = {
        "ticks": ticks,
        "injured_on": NOON.date() - timedelta(days=day),
        "age": 40,
        "grade": 1,
    }
    said |= {"more": {"from_exercise": False, "examined_on": False}}
    record(session=session, step="all", said=said, now=NOON)
    about = {"leg": ABOUT["side"], "kit": ABOUT["equipment"]}
    record(session=session, step="about", said={"about": about}, now=NOON)
    record(session=session, step="reached", said={"reached": LAST_PHASE}, now=NOON)
    return session


def disagreements(some: list[set[str]], day: int) -> list[tuple[list[str], str]]:
    """Where the session says other than the plainest reading of the protocol."""
    found = []
    for flags in some:
        session, (route, lock) = session_with(flags, day=day), outcome(flags, day)
        held, own = held_route(session, NOON), own_plan(session, NOON)
        asked = own and own.asked
        if route.stops:
            right = held is not None and held.route is route and asked is None
        else:
            right = held is None and asked is not None
            right = right and (asked.assessment.route, asked.situation.lock) == (route, lock)  # type: ignore[union-attr]
        if not right:
            found.append((sorted(flags), f"{route} {lock}, got {held} {asked}"))
    return found


@pytest.mark.parametrize("day", [0, 3, 7, 30])
def test_every_sign_alone_leads_where_the_protocol_says(day):
    assert disagreements([set(), *({flag} for flag in ASKED)], day) == []


@pytest.mark.parametrize("day", [0, 7])
def test_every_pair_of_signs_leads_where_the_protocol_says(day):
    assert disagreements([set(pair) for pair in combinations(ASKED, 2)], day) == []


def test_the_oracle_knows_both_ways_out():
    assert outcome({"rf01"}, 0) == (Route.EMERGENCY, Lock.NO_PLAN)
    assert outcome({"rf14"}, 7)[0] is Route.WITHIN_A_WEEK


@pytest.mark.django_db
@pytest.mark.parametrize("flag", ASKED)
def test_each_sign_through_its_screen(flag):
    runner = Runner()
    runner.tick("start", *({flag} & {f for f in ASKED if GROUP_OF[f] == "start"}))
    where = runner.tick(GROUP_OF[flag], flag)["Location"]
    route, _lock = outcome({flag}, 0)
    if not route.stops:
        assert where == f"/check/{next(group for group in GROUPS if group not in ('start', GROUP_OF[flag]))}/"
        return
    assert where == "/check/result/"
    words, page = words_in(), runner.see("result")
    seen = text_of(page)
    label = words.text("red_flags", "flags", flag, "label")
    assert seen.index(words.text("routes", route.value, "heading")) < seen.index(f"You said: {label}")
    assert f"You said: {label}. Tapped by mistake? Change the answer" in seen
    assert f'href="/check/{GROUP_OF[flag]}/"' in page.content.decode()
    assert words.text("routes", route.value, "tell") in seen
    assert 'href="tel:112"' in page.content.decode()
    assert forbidden_claims([seen]) == []
    assert "2 × " not in seen
    for address in PLANS:
        instead = runner.client.get(address)
        assert words.text("routes", route.value, "heading") in text_of(instead), address
        assert "no-store" in instead["Cache-Control"], address
        assert 'id="day-' not in instead.content.decode(), address


@pytest.mark.django_db
@pytest.mark.parametrize("flag", [*EMERGENCY, *SAME_DAY])
def test_the_check_ends_with_the_screen_that_decides(flag):
    runner = Runner()
    runner.screen(flag)
    after = GROUPS[GROUPS.index(GROUP_OF[flag]) + 1 :]
    for step in [*after, "grade", "about"]:
        assert runner.client.get(f"/check/{step}/")["Location"] == "/check/result/", step
    assert runner.say("grade", grade="1")["Location"] == "/check/result/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "country", "number"),
    [
        ("en-GB,en;q=0.8", "", "999"),
        ("en-US", "", "911"),
        ("de", "", "112"),
        ("de", "AU", "000"),
        ("en-GB", "US", "911"),
        ("xx-ZZ;q=nonsense,,\x7f", "", "112"),
    ],
    ids=[
        "British English: 999",
        "American English: 911",
        "no country: 112",
        "the chosen country",
        "the chosen country before the guess",
        "a language that is none",
    ],
)
def test_the_number_to_call_is_that_of_the_country(language, country, number):
    runner = Runner()
    runner.screen("rf01")
    if country:
        runner.say("country", country=country)
    page = runner.client.get("/check/result/", headers={"accept-language": language}).content.decode()
    numbers = re.findall(r'href="tel:(\d+)"', page)
    assert numbers[0] == number
    assert "112" in numbers


@pytest.mark.django_db
def test_a_country_nobody_knows_is_refused_on_the_page_that_still_says_whom_to_call():
    runner = Runner()
    runner.screen("rf01")
    answer = runner.say("country", country="Atlantis")
    assert answer.status_code == 400
    assert "Country: Atlantis was given. Allowed: AU, AT," in text_of(answer)
    assert 'href="tel:' in answer.content.decode()
    assert runner.client.get("/plan/").context["is_emergency"]


@pytest.mark.django_db
def test_a_country_nobody_knows_changes_nothing_where_nobody_is_sent_away():
    runner = Runner()
    runner.tick("emergency")
    assert runner.say("country", country="Atlantis").status_code == 400
    assert runner.see().request["PATH_INFO"] == "/check/since-hurt/"


@pytest.mark.django_db
def test_another_country_is_kept_and_shows_the_number_that_works_nearly_everywhere():
    runner = Runner()
    runner.screen("rf01")
    runner.say("country", country="XX")
    page = runner.client.get("/check/result/", headers={"accept-language": "en-GB"}).content.decode()
    assert re.findall(r'href="tel:(\d+)"', page)[0] == "112"
    assert re.search(r'<option value="XX" selected>', page)
