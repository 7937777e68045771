"""Clinics with many clients: rows made in bulk, each the copy of a story that was really folded."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from programs.models import Assignment, Client, Event, Membership, Programme, Share, Standing, Version
from programs.selectors.standings import FORM
from rehab.triage import Place
from tests.programs.desk.houses import House

EVENTS_A_DAY, DAYS_OF_A_YEAR = 2, 365


@dataclass(frozen=True)
class Crowd:
    """A clinic's *house* and the programmes of its many clients."""

    house: House
    programmes: list[Programme]


def crowd(house: House, many: int, *, days: int = 0) -> Crowd:
    """*many* clients, spread over all places of the list and two therapists, each with a diary of so many *days*."""
    model = house.assigned(house.client("Model")).programme
    shown = Standing.objects.get(programme=model)
    fields = {field.name: getattr(model, field.name) for field in Programme._meta.concrete_fields}
    fields = {name: value for name, value in fields.items() if name not in ("id", "key", "made_at")}
    programmes = Programme.objects.bulk_create(Programme(**fields, key=uuid4()) for _ in range(many))
    people: list[Membership] = [house.owner, house.members["therapist"]]
    clients = Client.objects.bulk_create(
        Client(clinic=house.clinic, name=f"Client {number:05}", therapist=people[number % 2]) for number in range(many)
    )
    pairs = list(zip(programmes, clients, strict=True))
    Assignment.objects.bulk_create(
        Assignment(client=client, known={}, made_by=house.owner, made_at=house.now, programme=programme)
        for programme, client in pairs
    )
    Share.objects.bulk_create(
        Share(programme=programme, clinic=house.clinic, client=client, since=house.now) for programme, client in pairs
    )
    Standing.objects.bulk_create(_standing(*pair, shown, number) for number, pair in enumerate(pairs))
    if days:
        _diaries(model, programmes, house.now, days)
    return Crowd(house, programmes)


def _standing(programme: Programme, client: Client, shown: Standing, number: int) -> Standing:
    place = Place(number % len(Place) + 1)
    triage: dict[str, Any] = shown.triage | {"place": int(place), "pains": [number % 4] * 14}
    return Standing(
        programme=programme,
        clinic=shown.clinic,
        client=client,
        place=place,
        since=shown.since - timedelta(days=number % 30),
        on=shown.on,
        phase=number % 6,
        told_on=shown.on - timedelta(days=number % 9),
        triage=triage,
        form=FORM,
        written_at=shown.written_at,
    )


def _diaries(model: Programme, programmes: list[Programme], now: datetime, days: int) -> None:
    """A diary and its versions for each, as rows: what a list must not read."""
    version = model.versions.get()
    for programme in programmes:
        Event.objects.bulk_create(
            Event(
                programme=programme,
                uuid=uuid4(),
                seq=number + 1,
                on=(now - timedelta(days=number // EVENTS_A_DAY)).date(),
                happened_at=now,
                kept_at=now,
                author="runner",
                kind="morning",
                body={"type": "morning", "pain": 0},
            )
            for number in range(days * EVENTS_A_DAY)
        )
    small = {"on": version.on, "made_at": now, "author": "time", "reasons": [], "protocol_version": "1.0"}
    small |= {"engine": "1", "state": {}, "days": [], "hopes": {}, "seq": 0}
    for programme in programmes:
        Version.objects.bulk_create(
            Version(programme=programme, number=number + 2, **small) for number in range(days // 2)
        )
