"""Two people write about one client in real browsers: the second sees what the first wrote, and loses nothing."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

from programs.models import Client, Membership
from programs.selectors.writings import writing_about
from tests.browser.looking import looked_at
from tests.programs.desk.houses import House, signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]


class Two:
    """Tess and Ben, each with a browser, before the same page."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.house = House()
        self.client: Client = self.house.assigned().client
        self.contexts: list[BrowserContext] = []
        self.tess = self._page(browser, address, self.house.owner)
        self.ben = self._page(browser, address, self.house.members["therapist"])

    def _page(self, browser: Browser, address: str, who: Membership) -> Page:
        context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800})
        cookie = signed_in(who).cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
        self.contexts.append(context)
        page = context.new_page()
        page.goto(f"/clinic/clients/{self.client.key}/")
        return page


@pytest.fixture
def two(browser: Browser, address: str) -> Iterator[Two]:
    made = Two(browser, address)
    yield made
    for context in made.contexts:
        context.close()


def writes(page: Page, notes: str) -> None:
    page.get_by_label("Private notes").fill(notes)
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()


def test_the_second_reads_what_the_first_wrote_beside_their_own_words_and_keeps_both(two):
    writes(two.ben, "Ben: sleeps badly.")
    writes(two.tess, "Tess: likes hills.")
    two.tess.get_by_role("link", name="See both, then save").click()
    two.tess.get_by_text("Ben: sleeps badly.").wait_for()
    assert two.tess.get_by_label("Private notes").input_value() == "Tess: likes hills."
    assert writing_about(two.client).notes == "Ben: sleeps badly."
    assert looked_at(two.tess, 2) == []
    writes(two.tess, "Ben: sleeps badly. Tess: likes hills.")
    assert writing_about(two.client).notes == "Ben: sleeps badly. Tess: likes hills."
    assert two.tess.get_by_text("Kept now:").count() == 0
