"""Tess at her desk with one client: the forms by which she asks for something, as a browser sends them."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client as Browser
from django.utils import timezone

from programs.models import Client, Programme
from programs.selectors.adjusting import standing_wishes
from rehab.intents import AnyIntent
from tests.programs.desk.houses import House, signed_in

RAISE, PRESS = "two-leg-heel-raise", "seated-forefoot-press"


class Desk:
    """Tess at the page of one client, twenty days after the strain, in Mobilise."""

    def __init__(self, joined_days_ago: int = 1) -> None:
        self.house = House()
        self.house.now -= timedelta(days=joined_days_ago)
        hurt_on = self.house.now.date() - timedelta(days=20 - joined_days_ago)
        assignment = self.house.assigned(injured_on=hurt_on)
        assert assignment.programme is not None
        self.client: Client = assignment.client
        self.programme: Programme = assignment.programme
        self.tess = signed_in(self.house.owner)

    def path(self, door: str = "") -> str:
        return f"/clinic/clients/{self.client.key}/{door}"

    def looks(self, browser: Browser | None = None, **form: Any):
        return (browser or self.tess).post(self.path("adjust/"), form)

    def keeps(self, looked: Any, browser: Browser | None = None, **more: str):
        """The form of the page that was *looked* at, sent."""
        return (browser or self.tess).post(self.path("adjust/keep/"), fields_on(looked) | more)

    def asks(self, reason: str = "", **form: str):
        return self.keeps(self.looks(**form), reason=reason)

    def standing(self) -> list[AnyIntent]:
        return [wish.intent for wish in standing_wishes(self.fresh(), timezone.now())]

    def fresh(self) -> Programme:
        return Programme.objects.get(pk=self.programme.pk)


def fields_on(page: Any) -> dict[str, str]:
    """The hidden fields of the form that keeps what was weighed."""
    text = page.content.decode()
    form = text[text.index("adjust/keep/") :]
    found = re.findall(r'<input type="hidden"\s+name="(\w+)"\s+value="([^"]*)">', form)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def undo_fields(desk: Desk) -> dict[str, str]:
    page = desk.tess.get(desk.path()).content.decode()
    form = page[page.index("adjust/undo/") :]
    return dict(re.findall(r'name="(uuid|key|seen)"\s+value="([^"]*)"', form)[:3])
