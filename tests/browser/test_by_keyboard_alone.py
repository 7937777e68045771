"""What is done at a desk, done by keyboard alone: after the first page, nothing is pressed but keys, and wherever the
focus stops, it is seen. A page that comes back has the focus at what is wrong, or where it was kept.
"""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client as Signed
from playwright.sync_api import Browser, BrowserContext, Page

from programs.models import Client, Clinic, ClinicToken, Invitation, Membership, OwnPicture, Template
from programs.selectors.shown_as import shown_as
from tests.browser.keys import Keys
from tests.programs.desk.houses import House, signed_in
from tests.programs.desk.pictures import a_picture
from tests.programs.desk.shared import Shared
from tests.programs.desk.steered import RAISE, Desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("database_beside_a_browser")]

WIDE, NARROW = 1280, 360


@pytest.fixture
def seat(browser: Browser, address: str) -> Iterator[Callable[..., Keys]]:
    """Sits somebody down at a page of their own, so many pixels *wide*."""
    contexts: list[BrowserContext] = []

    def sit(who: Signed | Membership, path: str, *, wide: int = WIDE) -> Keys:
        client = signed_in(who, anew=True) if isinstance(who, Membership) else who
        context = browser.new_context(base_url=address, viewport={"width": wide, "height": 800}, locale="en-GB")
        contexts.append(context)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
        page: Page = context.new_page()
        page.goto(path)
        return Keys(page)

    yield sit
    for context in contexts:
        context.close()


def a_template_is_written_and_given(seat) -> None:
    house = House()
    keys = seat(house.owner, "/clinic/settings/")
    keys.go("Templates").go("New template").to("Name").types("Masters runners").go()
    keys.go("Add", inside="main").to("Minutes on a day").types("20").go().go("Keep", tag="button").goes_on_in("main")
    assert keys.page.url.endswith("#wanted")
    keys.go("New client", inside="nav").lands("#name").types("Bo").to("Age").types("52")
    keys.to("1").press("ArrowRight").to("Left").press("ArrowRight").to("Not asked").press("ArrowDown")
    keys.to("Template").types("Masters").go("Assign", inside=".act")
    client = Client.objects.get()
    assert client.name == "Bo"
    assert client.assignments.get().given_template.version.template == Template.objects.get()


def an_exercise_is_written_and_chosen(seat) -> None:
    desk = Desk()
    keys = seat(desk.house.owner, "/clinic/exercises/", wide=NARROW)
    # The window of files is the system's own. It is waited for from now on, as a browser needs a moment for that.
    photo = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": a_picture("JPEG", (400, 300))}
    keys.page.on("filechooser", lambda window: window.set_files(photo))
    keys.go("Write one").to("Exercise of the catalogue").types("Two-leg heel raise").go("Go on")
    keys.to("Name").types("The Calder way").to("Picture").types("Glute bridge")
    keys.page.locator("[data-pictured][src*=glute-bridge]").wait_for()
    keys.go("Save").to("A PNG or JPEG")
    keys.press("Enter").page.wait_for_function("() => document.getElementById('photo').files.length")
    keys.go("Show this photo").goes_on_in("aside")
    assert OwnPicture.objects.exists()
    keys.go("Clients", inside="nav").go("Rob Hale").go("Own exercises", inside="main")
    keys.to("As all clients see it").press("ArrowDown").go("Save")
    assert RAISE in shown_as(desk.fresh())


def a_second_clinic_takes_the_steering(seat) -> None:
    both = Shared(shares=False, beside_a_browser=True)
    rob, tess = seat(both.rob, both.link, wide=NARROW), seat(both.tess, both.of_tess())
    rob.to("Yes, share").press("Space").go("Share my plan").go("Ask for Fjordveien Fysio").goes_on_in("#shares")
    tess.page.reload()
    tess.go("Agree").goes_on_in("#steering, #steering ~ *")
    assert both.steers() == ["Fjordveien Fysio"]
    rob.go("Stop sharing", inside="li:nth-child(2)").goes_on_in("#shares")
    rob.go("Stop sharing").goes_on_in("#shares ~ *")
    assert both.steers() == []


def a_token_is_made_and_taken_back(seat) -> None:
    keys = seat(House().owner, "/clinic/settings/", wide=NARROW)
    keys.go("Tokens for programs").to("What it is for").types("Front desk").go("Make the token").lands("#faults")
    keys.to("What it is for").to("See the list").press("Space").go("Make the token")
    keys.to("Front desk").go("Done").go("Take back").goes_on_in("main")
    assert ClinicToken.objects.get().revoked_at is not None


def a_member_is_invited_and_another_role_given(seat) -> None:
    house = House()
    keys = seat(house.owner, "/clinic/settings/")
    keys.to("E-mail address").types("ben@example").go().lands("#faults")
    keys.to("E-mail address").types("ben@example.com").to("To work here as").types("assistant")
    keys.go("Send").goes_on_in("li")
    assert Invitation.objects.get().role == "assistant"
    keys.go("Assistant", inside="main").to("Works here as").types("therapist").go("Save").goes_on_in("main")
    assert Membership.objects.get(name="Assistant").role == Membership.Role.THERAPIST


def a_plan_is_adjusted_and_put_back(seat) -> None:
    desk = Desk()
    keys = seat(desk.house.owner, desk.path(), wide=NARROW)
    keys.lands("form[action$='/paper/']")
    keys.to("Later this week").press("Enter").go("Adjust : Two-leg heel raise")
    keys.go("Up on two", tag="button").go("Keep").goes_on_in("#asked")
    keys.go("Adjust the plan").to("Until the day").go().to("Reason").types("Away").go("Keep").goes_on_in("#asked")
    keys.go("Adjust : Seated forefoot press").go("3 × 20 s", inside="form:has([value=cap])").go("Keep")
    assert len(desk.standing()) == 3
    for left in (2, 1, 0):
        keys.to("Take back", inside="#asked").press("Enter").to("Reason").go().goes_on_in("#asked")
        assert len(desk.standing()) == left


def a_clinic_is_not_closed_but_by_its_name(seat) -> None:
    house = House()
    keys = seat(house.owner, "/clinic/close/")
    keys.to("Your last word").types("Goodbye.").to("To be sure").types("Calder").go().lands("#faults")
    keys.to("Your last word")
    assert keys.page.locator("#farewell").input_value() == "Goodbye."
    keys.go("Keep it open")
    assert Clinic.objects.get().closed_at is None


WALKS = {
    "a template is written, and given to a client": a_template_is_written_and_given,
    "an own exercise is written, gets a photo and is chosen for a client": an_exercise_is_written_and_chosen,
    "a second clinic is let in, takes the steering over and is shut out": a_second_clinic_takes_the_steering,
    "a token is made and taken back": a_token_is_made_and_taken_back,
    "a colleague is invited, and another given a role": a_member_is_invited_and_another_role_given,
    "a plan is adjusted in three ways, and each taken back": a_plan_is_adjusted_and_put_back,
    "the page that closes a clinic, up to its last question": a_clinic_is_not_closed_but_by_its_name,
}


@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
def test_by_keyboard_alone(seat, walk):
    walk(seat)


def test_the_first_stop_of_a_page_skips_to_its_own_words(seat):
    keys = seat(House().owner, "/clinic/exercises/").to("Skip to the page")
    assert keys.stops == 1
    keys.press("Enter").goes_on_in("main")
