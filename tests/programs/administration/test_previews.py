"""What mails say, for operators: every kind in every language, and nothing that could run or lead to anybody."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from programs.models import Delivery, User
from programs.notices.examples import EXAMPLES
from rehab.reminding import Occasion

pytestmark = pytest.mark.django_db

PAGE = "/admin/messages/"
LANGUAGES = [code for code, _ in settings.LANGUAGES]


@pytest.fixture
def ops() -> Client:
    client = Client()
    client.force_login(User.objects.create_user("ops@example.com", is_staff=True))
    return client


def test_every_kind_of_mail_has_an_example():
    assert {facts.occasion for facts in EXAMPLES.values()} == set(Occasion)


def test_the_page_shows_each_with_its_subject_its_text_and_a_frame_that_can_do_nothing(ops):
    page = ops.get(PAGE).content.decode()
    frames = re.findall(r"<iframe[^>]*>", page)
    assert len(frames) == len(EXAMPLES) * len(LANGUAGES)
    assert all(re.search(r"\ssandbox(?!=)", frame) for frame in frames)
    for said in (
        "Day 12: 4 exercises, about 20 minutes",
        "Shall we pause?",
        "Your week: 5 of 6 days done",
        "/progress/",
    ):
        assert said in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", EXAMPLES)
def test_the_html_of_each_is_shown_by_itself_with_its_own_sheet_and_no_more(ops, variant, language):
    answer = ops.get(f"{PAGE}{language}/{variant}/")
    policy = answer["Content-Security-Policy"]
    assert answer.status_code == 200
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[\w+/=]+'; frame-ancestors 'self'; sandbox", policy), (
        policy
    )
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "<script" not in answer.content.decode()


def test_the_page_may_frame_our_own_and_nothing_else_is_let_in(ops):
    policy = ops.get(PAGE)["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "frame-src" not in ops.get("/admin/deliveries/")["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["en/weeekly/", "xx/weekly/", "en/"])
def test_what_there_is_not_is_not_found(ops, path):
    assert ops.get(PAGE + path).status_code == 404


def test_nothing_is_sent_and_nothing_is_owed(ops):
    ops.get(PAGE)
    assert ops.post(PAGE).status_code == 405
    assert mail.outbox == []
    assert not Delivery.objects.exists()
