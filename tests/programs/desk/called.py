"""A client of a clinic that has a name of its own for every exercise that may have one, red once, and swapped one."""

from collections.abc import Mapping
from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

from django.test import Client as Browser

from programs.models import Programme
from programs.services.diary import Entry, record_all
from rehab.events import Did, Finished, Morning, Noted, Outcome, Tried
from rehab.words import words_in
from tests.programs.desk.houses import opened
from tests.programs.desk.own import every_name_of
from tests.programs.desk.steered import PRESS, RAISE, Desk

DAYS, RED = 4, 2
OTHER = "seated-heel-raise"


class Called:
    """Four days of a plan. On the *red* one the press hurt, and yesterday heel raises were tried on both legs."""

    def __init__(self) -> None:
        self.desk = Desk(joined_days_ago=DAYS)
        self.names: Mapping[str, str] = every_name_of(self.desk.house)
        self.originals = {name: words_in().in_catalogue(name) for name in self.names}
        self.phone: Browser = opened(self.desk.house.link(self.desk.client))
        self.today: date = self.desk.house.now.date() + timedelta(days=DAYS)
        self.red = self.today - timedelta(days=RED)
        for ago in range(DAYS, 0, -1):
            pain = 6 if ago == RED else 0
            ends = Finished(during=pain, worst_at=PRESS if pain else None, after=0)
            self.tells(Morning(0), Did(RAISE), Did(PRESS, Outcome.DONE, pain=pain), ends, ago=ago)
        self.tells(Tried("single-leg-raises", 9, sound=20, pain=1), ago=1)
        self.programme = Programme.objects.get()

    def tells(self, *events: Noted, ago: int = 0) -> None:
        now = self.desk.house.now + timedelta(days=DAYS)
        entries = [Entry(uuid4(), event, now, on=self.today - timedelta(days=ago)) for event in events]
        self.desk.programme.refresh_from_db()
        record_all(programme=self.desk.programme, entries=entries, author="runner:x", now=now)

    def own_in(self, text: str) -> set[str]:
        """The exercises that *text* calls by the clinic's names."""
        return {exercise for exercise, name in self.names.items() if name in text}

    def originals_in(self, text: str) -> set[str]:
        """The exercises that *text* calls by the catalogue's names."""
        return {exercise for exercise, name in self.originals.items() if name in text}

    def untold_apart(self, text: str) -> set[str]:
        """The exercises that *text* names without the other name beside it."""
        for exercise, name in self.names.items():
            text = text.replace(f"{name} ({self.originals[exercise]})", "")
        return self.own_in(text) | self.originals_in(text)


def all_of(answer: Any) -> str:
    """Everything on a page, what is folded away too, with one space where there was any."""
    assert answer.status_code == 200, answer.content
    return " ".join(unescape(answer.content.decode()).split())
