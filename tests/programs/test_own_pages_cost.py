"""What a runner's pages ask of the database: little, in every state, and no more after a year than after ten days."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from programs.services.choices import choose
from programs.services.zones import move_zone
from rehab.choices import Choices
from rehab.events import Did, Finished, Morning, Paused, Reinjured, Screened, Tried
from rehab.vocabulary import Route, Sign, Status
from scripts.bench_diaries import live
from scripts.promises import questions
from tests.programs.followed import Rob
from tests.sizes import size

pytestmark = [pytest.mark.django_db, pytest.mark.db]
MOST_FOR_TODAY = 6


def after(days: int, **check) -> Rob:
    """Rob, so many green days after he joined, in the morning of a day of which nothing is told."""
    rob = Rob(at=timezone.now() - timedelta(days=days), zone="UTC", **check)
    live(rob.programme, days)
    return rob.waits(days=days)


def silent(days: int) -> Rob:
    """Rob, who has told nothing since he joined."""
    return Rob(at=timezone.now() - timedelta(days=days), zone="UTC").waits(days=days)


def told(rob: Rob, *events) -> Rob:
    for event in events:
        rob.tells(event)
    return rob


def partly_trained(rob: Rob) -> Rob:
    return told(rob, Screened(frozenset()), Did(rob.plan.entries[0].exercise))


def trained(rob: Rob, *signs: Sign) -> Rob:
    return told(partly_trained(rob), Finished(during=1, after=0, signs=frozenset(signs)))


def moved(rob: Rob) -> Rob:
    move_zone(programme=rob.programme, zone="Asia/Tokyo", uuid=rob.programme.key, author=rob.author, now=rob.now)
    return rob


STATES = {
    "on the first day": (lambda: after(0), Status.ACTIVE),
    "in the second week": (lambda: after(10), Status.ACTIVE),
    "back to running after a year": (lambda: after(365), Status.ACTIVE),
    "silent for two weeks": (lambda: silent(14), Status.ACTIVE),
    "silent for a year": (lambda: silent(365), Status.NEEDS_REVIEW),
    "with a morning told": (lambda: told(after(3), Morning(2)), Status.HOLD),
    "with a sore morning told": (lambda: told(after(3), Morning(6)), Status.STEPPED_BACK),
    "with a part of the session told": (lambda: partly_trained(after(3)), Status.ACTIVE),
    "with the session told": (lambda: trained(after(3)), Status.ACTIVE),
    "with a test tried": (lambda: told(after(3), Tried("walk-10-min", 12, pain=1)), Status.ACTIVE),
    "paused": (lambda: told(after(3), Paused()), Status.PAUSED),
    "after a pop": (lambda: trained(after(3), Sign.POP), Status.STOPPED_ACUTE),
    "hurt again": (lambda: told(after(3), Reinjured(2)), Status.STOPPED_ACUTE),
    "stopped by a sign": (
        lambda: told(after(3), Screened(frozenset({"rf01"}), route=Route.EMERGENCY)),
        Status.STOPPED_REDFLAG,
    ),
    "severe, and nobody has looked at it": (lambda: after(0, grade=3, more={"examined_on": False}), Status.ACTIVE),
    "on the way to another zone": (lambda: moved(after(3)), Status.ACTIVE),
}


def asked_for(client: Client, path: str, *statuses: int) -> int:
    """How often the page at *path* asks the database; it answers, or leads on."""
    answers: list[HttpResponse] = []
    asked = questions(lambda: answers.append(client.get(path)))
    assert answers[0].status_code in (statuses or (200, 302)), path
    return asked


@pytest.mark.parametrize(("rob", "status"), STATES.values(), ids=STATES)
def test_today_asks_the_database_six_times_at_most(client, rob, status):
    story = rob()
    assert story.following.today.now.status is status
    path = "/today/stopped/" if status is Status.STOPPED_REDFLAG else "/today/"
    client.force_login(story.user)
    assert asked_for(client, path, 200) <= MOST_FOR_TODAY


PAGES = {
    "/today/signs/": 4,
    "/today/session/": 4,
    "/today/session/1/": 4,
    "/today/session/end/": 4,
    "/today/result/": 8,
    "/today/other/": 4,
    "/today/cleared/": 4,
    "/today/again/": 4,
    "/today/identity/": 3,
    "/today/kept/": 7,
    "/today/days/": 5,
    "/today/days/{yesterday}/": 6,
    "/today/days/{yesterday}/{entry}/": 5,
    "/progress/": 7,
    "/progress/versions/": 6,
    "/settings/": 9,
    "/settings/data/": 6,
    "/settings/data/all/": 12,
    "/settings/data/diaries.json": 6,
    "/settings/data/erase/": 5,
}


def asked_by(rob: Rob) -> dict[str, int]:
    """How often each page of *rob*'s, who has done a part of today's session, asks the database."""
    choose(runner=rob.programme.runner, choices=Choices(shoes_on=rob.programme.joined_on))
    yesterday = rob.now.date() - timedelta(days=1)
    entry = rob.programme.events.filter(on=yesterday).latest("seq").seq
    client = Client()
    client.force_login(rob.user)
    paths = {page: page.format(yesterday=yesterday, entry=entry) for page in PAGES}
    return {page: asked_for(client, path) for page, path in paths.items()}


@pytest.mark.sliced
def test_no_page_asks_more_often_after_a_year_than_after_ten_days():
    lately = asked_by(partly_trained(after(10)))
    assert asked_by(partly_trained(after(size(60, 365), email="ann@example.com"))) == lately
    assert {page: asked for page, asked in lately.items() if asked > PAGES[page]} == {}
