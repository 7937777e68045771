"""A clinic with a template, and the forms by which it is written and picked, as a browser sends them."""

import re
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

from django.test import Client as Browser

from programs.models import Template
from programs.selectors.templates import last_version_of
from programs.services.templates import Draft, make_template
from rehab.fitting import Wanted
from rehab.intents import AddExercise, CapRun, Days, RemoveExercise, SetDose
from tests.programs.desk.houses import House

RAISE, POGO = "two-leg-heel-raise", "two-leg-pogo"
# Each alone: what fits everybody, what needs a reason, what nobody may override on the first day.
FITS = Wanted(CapRun(20))
LESS = Wanted(RemoveExercise(RAISE))
CLIMB = Wanted(SetDose(RAISE, 3, 20))
HOPS = Wanted(AddExercise(POGO, 3, 8, Days.LOADING))


def a_template(house: House, *wanted: Wanted, name: str = "Masters runners") -> Template:
    """A template of *house* that asks for *wanted*."""
    draft = Draft(name, wanted or (FITS, LESS), "From 50 on.")
    return make_template(member=house.owner, key=uuid4(), draft=draft, now=house.now)


def version_key(template: Template) -> str:
    """How a form names what *template* asks for now."""
    template.refresh_from_db()
    return str(last_version_of(template).key)


def form_of(house: House, template: Template | None = None, *, days_ago: int = 9, **more: Any) -> dict[str, Any]:
    """The form of a new client, with *template* picked."""
    return {
        "key": "a" * 32,
        "name": "Rob Hale",
        "age": "34",
        "injured_on": str(house.now.date() - timedelta(days=days_ago)),
        "grade": "2",
        "side": "left",
        "signs": "asked",
        "equipment": ["chair", "wall", "step"],
        "template": version_key(template) if template else "",
    } | more


def offered_on(page: Any) -> list[str]:
    """The names that the select of *page* offers, *None* left out; nothing where it has none."""
    found = re.search(r'<select id="template".*?</select>', page.content.decode(), re.DOTALL)
    return [unescape(name) for name in re.findall(r'<option value="[^"]+"[^>]*>([^<]*)<', found[0])] if found else []


def hidden_on(page: Any, action: str) -> dict[str, str]:
    """The hidden fields of the form on *page* that is sent to an address ending in *action*."""
    text = page.content.decode()
    form = text[text.index(f'{action}">') :]
    found = re.findall(r'<input type="hidden"\s+name="(\w+)"\s+value="([^"]*)">', form[: form.index("</form>")])
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


class Writing:
    """Somebody at the page of *template*."""

    def __init__(self, browser: Browser, template: Template) -> None:
        self.browser, self.template = browser, template

    def path(self, door: str = "") -> str:
        return f"/clinic/templates/{self.template.key}/{door}"

    def looks(self, **form: str) -> Any:
        return self.browser.post(self.path("add/"), form)

    def keeps(self, looked: Any, **more: str) -> Any:
        return self.browser.post(self.path("add/keep/"), hidden_on(looked, "add/keep/") | more)

    def drops(self, place: int) -> Any:
        page = self.browser.get(self.path())
        return self.browser.post(self.path("drop/"), hidden_on(page, "drop/") | {"place": str(place)})
