"""In a real browser: what a template brings is put in as it is picked, and a photo is erased after a look."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from programs.models import Assignment, OwnPicture
from programs.services.assigning import check_in
from tests.browser.looking import looked_at
from tests.browser.test_templates import at_home
from tests.programs.desk.houses import House
from tests.programs.desk.own import SAID, an_own
from tests.programs.desk.test_templates_bring import bringing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def desk(browser: Browser, address: str, house: House) -> Iterator[BrowserContext]:
    context = at_home(browser, address, house)
    yield context
    context.close()


def ticked(page: Page) -> set[str]:
    return set(page.locator("[name=equipment]:checked").evaluate_all("boxes => boxes.map(box => box.value)"))


def test_what_a_template_brings_is_put_in_seen_and_changed(desk, house):
    bringing(house)
    page = desk.new_page()
    page.goto("/clinic/new/")
    expect(page.get_by_role("button", name="Take its kit and muscle")).to_have_count(0)
    for field, value in (("name", "Bo"), ("age", "52")):
        page.fill(f"#{field}", value)
    for name, value in (("grade", "2"), ("side", "right"), ("signs", "asked")):
        page.locator(f"input[name={name}][value='{value}']").check(force=True)
    page.get_by_label("Template").select_option("Masters runners")
    assert ticked(page) == {"band", "chair"}
    expect(page.locator("#focus")).to_have_value("soleus")
    expect(page.locator("#focus")).to_be_visible()
    page.locator("input[name=equipment][value=wall]").check(force=True)
    page.locator("#name").press("Enter")
    page.wait_for_url("**/clinic/clients/**")
    about = check_in(Assignment.objects.get()).about
    assert about is not None
    assert about.kit == ("band", "chair", "wall")


def test_a_photo_is_erased_after_a_look(desk, house):
    own = an_own(house, "two-leg-heel-raise", photo=True)
    page = desk.new_page()
    page.goto(f"/clinic/exercises/{own.key}/")
    page.get_by_role("link", name="Erase this photo").click()
    page.get_by_role("heading", name="Erase this photo").wait_for()
    assert page.locator("figure img").evaluate("photo => photo.complete && photo.naturalWidth > 100")
    page.get_by_role("link", name="Keep it").click()
    page.get_by_role("heading", name=SAID.name).wait_for()
    assert OwnPicture.objects.exists()
    page.get_by_role("link", name="Erase this photo").click()
    page.get_by_role("button", name="Erase it for good").click()
    page.get_by_text("Its photo was erased on").first.wait_for()
    assert not OwnPicture.objects.exists()


PAGES = ["erase", "exercise", "template", "new", "adjust", "list"]


@pytest.mark.parametrize(("number", "name"), list(enumerate(PAGES)), ids=PAGES)
def test_axe_finds_nothing_on(desk, house, number, name):
    own = an_own(house, "two-leg-heel-raise", for_all=True, photo=True)
    photo, template, client = OwnPicture.objects.get().key, bringing(house), house.assigned().client
    page = desk.new_page()
    paths = {
        "erase": f"/clinic/exercises/{own.key}/photo/{photo}/erase/",
        "exercise": f"/clinic/exercises/{own.key}/",
        "template": f"/clinic/templates/{template.key}/",
        "new": "/clinic/templates/new/",
        "adjust": f"/clinic/clients/{client.key}/adjust/",
        "list": "/clinic/clients/many/",
    }
    page.goto(paths[name])
    page.locator("main details").evaluate_all("folds => folds.forEach(fold => { fold.open = true; })")
    assert looked_at(page, number) == []
