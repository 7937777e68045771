"""What a runner's first visit to Today sends, in a real browser."""

from datetime import UTC, datetime, timedelta

import pytest

from scripts.bench_diaries import live
from tests.browser.following import signed_in
from tests.browser.looking import MOST_BYTES, MOST_REQUESTS, SCREENS, sent_to
from tests.browser.phones import IS_KEPT
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]

# The pages of today and tomorrow with every plan these days may have, and the table of answers.
MOST_BYTES_OF_A_KEPT_DAY = 150_000


@pytest.mark.parametrize(("width", "height"), SCREENS.values(), ids=SCREENS)
def test_a_first_visit_to_today_costs_little(browser, in_production, width, height):
    """The page with its scripts and pictures; what a phone keeps for hours without a network is fetched by the worker
    once the page is there, which is not seen from here. It has a bound of its own.
    """
    rob = Rob(at=datetime.now(UTC) - timedelta(days=16))
    live(rob.programme, 16)
    context = browser.new_context(viewport={"width": width, "height": height})
    signed_in(context, rob.user, in_production)
    page = context.new_page()
    sent = sent_to(page)
    page.goto(f"{in_production}/today/")
    page.wait_for_function(IS_KEPT)
    page.wait_for_load_state("networkidle")
    page.evaluate("() => fetch('/today/kept/', { cache: 'no-store' }).then((answer) => answer.arrayBuffer())")
    context.close()
    of_the_page = [size for kind, size in sent if kind != "Fetch"]
    assert len(of_the_page) <= MOST_REQUESTS, f"{len(of_the_page)} requests"
    assert 20_000 < sum(of_the_page) <= MOST_BYTES, f"{sum(of_the_page):.0f} bytes"
    assert max(size for kind, size in sent if kind == "Fetch") <= MOST_BYTES_OF_A_KEPT_DAY
