"""What a runner's own pages cost: Today beside a bare page, and all of them after a year beside ten days."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programs.management.demo.telling import GREEN, Story, tell
from programs.models import Event, Programme, Version
from programs.services.calendars import link_calendar
from scripts.bench_addresses import shows_as_much
from scripts.bench_diaries import live
from scripts.promises import Promise, in_rounds, questions

TODAY, BARE, MORNING = "/today/", "/bare-own/", "/today/morning/"
# Pages that tell of the whole course; they may take longer after a year, but less than the diary has grown.
TELLING_ALL = ("/progress/", "/today/days/")
PAGES = ("/today/signs/", "/today/result/", "/progress/versions/", "/settings/", *TELLING_ALL)
TEN, YEAR = 10, 365
FEW_ROUNDS = 10


def figures() -> Iterator[Promise]:
    """Every figure of a runner's pages, asked by people who are signed in."""
    today = timezone.now().date()
    year, lately, begun = _lived("year", YEAR, today), _lived("lately", YEAR, today), _lived("begun", TEN, today)
    _forget_before(lately, today - timedelta(days=TEN))
    clients = [_signed_in(programme) for programme in (year, lately, begun)]
    yield from _today(clients[2], TEN)
    yield from _today(clients[0], YEAR)
    yield from _grown(*clients)
    yield from _each(clients[0])
    yield from _calendar(year)


def _today(client: Client, days: int) -> Iterator[Promise]:
    """The page of today of somebody who has followed for so many days, beside a bare one."""
    shows_as_much(client.get(TODAY, headers={"accept-encoding": ""}).content.decode())
    found = in_rounds({path: _asking(client, path) for path in (BARE, TODAY)})
    yield Promise(f"a bare page of equal content, {days} days followed", found[BARE], "ms")
    yield Promise(f"the page of today, {days} days followed", found[TODAY], "ms")
    yield Promise("that page against the bare page", found[TODAY] / found[BARE], "times", 2)
    yield Promise("questions to the database for that page", questions(_asking(client, TODAY)), "", 6)


def _grown(year: Client, lately: Client, begun: Client) -> Iterator[Promise]:
    """A year of diary beside the last ten days of the same diary, and beside a course of ten days."""
    others = {"its last ten days": lately, "a course of ten days": begun}
    for what, view in (("today", lambda client: _asking(client, TODAY)), ("a morning told", _telling)):
        found = in_rounds({name: view(client) for name, client in {"a year": year, **others}.items()})
        for name in others:
            yield Promise(f"{what}, a year against {name}", found["a year"] / found[name], "times", 1.2)
    for path in TELLING_ALL:
        found = in_rounds({"a year": _asking(year, path), "ten days": _asking(begun, path)}, FEW_ROUNDS)
        yield Promise(f"{path}, a year against ten days", found["a year"] / found["ten days"], "times", 20)


def _each(client: Client) -> Iterator[Promise]:
    """Every page of somebody who has followed for a year."""
    found = in_rounds({path: _asking(client, path) for path in PAGES}, FEW_ROUNDS)
    for path, taken in found.items():
        yield Promise(f"{path} after a year", taken, "ms")
        yield Promise("  the page alone", len(client.get(path).content) / 1000, "kB", 20)
        yield Promise("  questions to the database", questions(_asking(client, path)), "", 8)


def _calendar(programme: Programme) -> Iterator[Promise]:
    """The calendar of somebody who has followed for a year; the counting of calls is left out."""
    settings.CALENDARS_PER_MINUTE = None
    path = reverse("calendar", args=[link_calendar(programme=programme, now=timezone.now())])
    asking = _asking(Client(), path)
    yield Promise("a calendar after a year", in_rounds({path: asking}, FEW_ROUNDS)[path], "ms")
    yield Promise("  questions to the database", questions(asking), "", 6)


def _lived(name: str, days: int, today: date) -> Programme:
    """Somebody who has followed for so many days, each of them green."""
    story = Story(f"{name}@example.com", "", grade=2, hurt_days_ago=1, tells=lambda day: GREEN)
    programme = tell(story, today - timedelta(days=days))
    live(programme, days)
    return programme


def _forget_before(programme: Programme, day: date) -> None:
    """Leave nothing of the diary before *day*, and of the versions the last alone."""
    Event.objects.filter(programme=programme, on__lt=day).delete()
    Version.objects.filter(programme=programme).exclude(number=programme.last_version).delete()


def _signed_in(programme: Programme) -> Client:
    client = Client(headers={"accept-encoding": "gzip"})
    user = programme.runner.user if programme.runner else None
    assert user is not None, "who joined has an account"
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _asking(client: Client, path: str) -> Callable[[], object]:
    return lambda: client.get(path)


def _telling(client: Client) -> Callable[[], object]:
    """Tells a morning as the form of Today does, and leaves the diary as it was."""

    def told() -> None:
        with transaction.atomic():
            answer = client.post(MORNING, {"pain": "1"})
            assert answer.status_code == 302, answer.content.decode()
            transaction.set_rollback(True)

    return told
