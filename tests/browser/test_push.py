"""A push as a phone shows it, and a press on it, in a real browser."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.browser.phones import opened_today, signed_in, standing_house
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]
SHOWN = """async () => {
  const ready = await navigator.serviceWorker.ready;
  const shown = await ready.getNotifications();
  return shown.map((one) => ({ title: one.title, body: one.body, tag: one.tag, key: one.data.key }));
}"""


@pytest.fixture
def phone(browser, settings):
    """Today on Rob's phone, which lets the page show notices; and how a push service would wake its worker."""
    rob = Rob(at=datetime.now(UTC) - timedelta(days=3))
    with standing_house(settings) as house:
        context = browser.new_context()
        context.grant_permissions(["notifications"], origin=house.address)
        page = opened_today(signed_in(context, house.address, rob.user), house.address)
        session, found = context.new_cdp_session(page), {}
        session.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.update(told))
        session.send("ServiceWorker.enable")
        page.wait_for_timeout(500)
        (registration,) = [one for one in found["registrations"] if not one["isDeleted"]]

        def push(data: str) -> None:
            where = {"origin": house.address, "registrationId": registration["registrationId"], "data": data}
            session.send("ServiceWorker.deliverPushMessage", where)
            page.wait_for_timeout(300)

        yield page, push
        context.close()


def told(key: str, body: str) -> str:
    return json.dumps({"title": "Your plan for today", "body": body, "opens": "/today/", "key": key})


def test_a_push_is_shown_and_a_newer_one_takes_its_place(phone):
    page, push = phone
    push(told("one", "Day 12: 4 exercises"))
    assert page.evaluate(SHOWN) == [
        {"title": "Your plan for today", "body": "Day 12: 4 exercises", "tag": "reminder", "key": "one"}
    ]
    push(told("two", "Day 12: 3 exercises"))
    assert [one["key"] for one in page.evaluate(SHOWN)] == ["two"]


@pytest.mark.parametrize("data", ["", "no JSON", "7"])
def test_one_that_cannot_be_read_is_shown_in_plain_words(phone, data):
    page, push = phone
    push(data)
    assert [one["title"] for one in page.evaluate(SHOWN)] == ["Your plan for today"]
