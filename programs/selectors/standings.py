"""Reads a clinic's list: who stands where, worst first, a page at a time, in a handful of questions however many."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from programs.models import Assignment, Client, Membership, SavedView, Share, ShareLink, Standing
from programs.models.values import read
from programs.selectors.clinics import clients_seen_by
from programs.selectors.shown_as import Ways, ways_of
from rehab.triage import Place, Triage

# The shape of what a standing keeps; another one is written anew by `manage.py rebuild_standings`.
FORM = "1"
UNUSED = {"used_at__isnull": True, "revoked_at__isnull": True}
ROWS_A_PAGE, UNPLACED_SHOWN = 50, 50
NEEDS_A_LOOK = (Place.RED_FLAG, Place.FLARE, Place.CLEARANCE)
# What may be asked for: which places, and whose clients.
SHOWN: dict[str, tuple[Place, ...]] = {"all": (), "needs": NEEDS_A_LOOK} | {
    place.name.lower(): (place,) for place in Place
}
WHOSE = ("all", "mine")
LONGEST_SEARCH = 100
# Entries with a word of the leg, by the kind they are found by.
LEG_KINDS = (
    *("morning", "did", "finished", "check_in", "tried", "other_work", "screened", "flagged", "fever"),
    *("reinjured", "regraded", "paused", "resumed", "answered"),
)
ORDERS = {
    "worst": ("place", "since", "pk"),
    "name": ("client__name", "pk"),
    "told": ("told_on", "pk"),
}


class View(msgspec.Struct, frozen=True):
    """What somebody asked the list to show: those at *places*, of one therapist alone, in one *phase*, whose name or
    address has *words* in it, in one of `ORDERS`.
    """

    places: tuple[Place, ...] = ()
    mine: bool = False
    phase: int | None = None
    order: str = "worst"
    words: str = ""


class Row(msgspec.Struct, frozen=True):
    """A client with a programme in the list; the clinic *reads* one that another steers, or nobody does. *ways* are
    read where a reason names an exercise.
    """

    key: uuid.UUID
    name: str
    therapist: str
    protocol: str
    protocol_version: str
    since: date
    on: date
    triage: Triage
    reads: bool = False
    ways: Ways = {}


class Page(msgspec.Struct, frozen=True):
    """One page of rows, and the key of the client after whom the next begins; None where there is none."""

    rows: tuple[Row, ...]
    after: uuid.UUID | None


def placed(member: Membership, view: View) -> QuerySet[Standing]:
    """The standings that *member* may see and *view* asks for: of clients who are guided now, while their programme is
    shared with the clinic.
    """
    found = Standing.objects.filter(
        Exists(_shared(member)),
        clinic_id=member.clinic_id,
        form=FORM,
        programme__ended_on__isnull=True,
        client__discharged_at__isnull=True,
    )
    if view.places:
        found = found.filter(place__in=view.places)
    if view.phase is not None:
        found = found.filter(phase=view.phase)
    if view.mine:
        found = found.filter(client__therapist=member)
    if view.words:
        found = found.filter(_named(view.words, "client__"))
    return found


def _shared(member: Membership) -> QuerySet[Share]:
    """By what the clinic of *member* sees the programme of a standing."""
    return Share.objects.filter(
        programme=OuterRef("programme"), client=OuterRef("client"), clinic_id=member.clinic_id, until__isnull=True
    )


def _named(words: str, before: str = "") -> Q:
    return Q(**{f"{before}name__icontains": words}) | Q(**{f"{before}email__icontains": words})


def page_of(member: Membership, view: View, after: uuid.UUID | None) -> Page:
    """The rows that follow the client *after* in the order of *view*, from the first where that is None or nobody."""
    order, found = ORDERS[view.order], placed(member, view)
    last = _values(placed(member, View()).filter(client__key=after), order).first() if after else None
    if last is not None:
        found = found.filter(_beyond(order, [last[field] for field in order]))
    found = found.annotate(steered=Exists(_shared(member).filter(steers=True)))
    rows = list(_values(found, ("steered",)).order_by(*order)[: ROWS_A_PAGE + 1])
    shown = _with_ways(rows[:ROWS_A_PAGE])
    return Page(shown, shown[-1].key if len(rows) > ROWS_A_PAGE else None)


def _beyond(order: tuple[str, ...], last: list[Any]) -> Q:
    """Later than *last* in *order*: by each field where all before it are equal."""
    beyond, same = Q(pk__in=[]), Q()
    for field, value in zip(order, last, strict=True):
        beyond |= same & Q(**{f"{field}__gt": value})
        same &= Q(**{field: value})
    return beyond


def _values(found: QuerySet[Standing], more: tuple[str, ...]) -> QuerySet[Standing, dict[str, Any]]:
    rows: QuerySet[Standing, dict[str, Any]] = found.values(
        *dict.fromkeys(("client__key", "client__name", "client__therapist__name", *more)),
        *("programme", "programme__protocol", "programme__protocol_version", "since", "on", "triage"),
    )
    return rows


def _with_ways(rows: Sequence[dict[str, Any]]) -> tuple[Row, ...]:
    """*rows*, with the ways in which exercises are shown where one is named, all of them at one question."""
    shown = {values["programme"]: _row(values) for values in rows}
    naming = {pk for pk, row in shown.items() if any(why.exercises for why in row.triage.reasons)}
    ways = ways_of(naming) if naming else {}
    return tuple(msgspec.structs.replace(row, ways=ways.get(pk, {})) for pk, row in shown.items())


def _row(values: dict[str, Any]) -> Row:
    return Row(
        key=values["client__key"],
        name=values["client__name"],
        therapist=values["client__therapist__name"],
        protocol=values["programme__protocol"],
        protocol_version=values["programme__protocol_version"],
        since=values["since"],
        on=values["on"],
        triage=read(values["triage"], Triage),
        reads=not values["steered"],
    )


def counts_of(member: Membership, view: View) -> dict[Place, int]:
    """How many stand at each place, whatever place *view* asks for."""
    anywhere = msgspec.structs.replace(view, places=())
    rows = placed(member, anywhere).order_by().values_list("place").annotate(Count("pk"))
    found = dict(rows)
    return {place: found[place] for place in Place if place in found}


class Unplaced(msgspec.Struct, frozen=True):
    """A client without a programme in the list, and *why*: nothing assigned, the first check open, not shared yet or
    no longer, over, or about to be counted anew.
    """

    key: uuid.UUID
    name: str
    why: str


def unplaced(member: Membership, view: View) -> tuple[Unplaced, ...]:
    """The clients of the clinic whom no standing shows, by name, the first fifty: nobody is lost from a list because
    something about them is missing.
    """
    shown = placed(member, View()).filter(client=OuterRef("pk"))
    found = clients_seen_by(member).filter(~Exists(shown), discharged_at__isnull=True)
    if view.mine:
        found = found.filter(therapist=member)
    if view.words:
        found = found.filter(_named(view.words))
    found = found.annotate(asked=Exists(ShareLink.objects.filter(client=OuterRef("pk"), **UNUSED)))
    clients = list(found.order_by("name", "pk").only("key", "name")[:UNPLACED_SHOWN])
    by_client = _given(member, clients) if clients else {}
    return tuple(Unplaced(one.key, one.name, _why(by_client.get(one.pk), asked=one.asked)) for one in clients)


def _given(member: Membership, clients: Sequence[Client]) -> dict[int, Mapping[str, Any]]:
    """What each of *clients* was given here, or has shared, and whether the clinic sees it; nothing of the others."""
    shared = Share.objects.filter(programme=OuterRef("programme"), clinic_id=member.clinic_id, until__isnull=True)
    given = Assignment.objects.filter(client__in=clients, ended_at__isnull=True).annotate(is_shared=Exists(shared))
    told = Share.objects.filter(client__in=clients).order_by("since", "pk").annotate(is_shared=Q(until__isnull=True))
    facts = ("client", "programme", "programme__ended_on", "is_shared")
    return {one["client"]: one for one in (*told.values(*facts), *given.values(*facts))}


def _why(given: Mapping[str, Any] | None, *, asked: bool) -> str:
    if given is None:
        return "asked" if asked else "nothing"
    if given["programme"] is None:
        return "check"
    if given["programme__ended_on"] is not None:
        return "over"
    return "counted" if given["is_shared"] else "private"


def clients_of(member: Membership, view: View) -> QuerySet[Client]:
    """All whom the pages of *view* show, by name: those with a programme in the list, and where neither places nor a
    phase were asked for, those without one too.
    """
    found = clients_seen_by(member).filter(discharged_at__isnull=True).order_by("name", "pk")
    if view.places or view.phase is not None:
        return found.filter(Exists(placed(member, view).filter(client=OuterRef("pk"))))
    if view.mine:
        found = found.filter(therapist=member)
    return found.filter(_named(view.words)) if view.words else found


def saved_view(member: Membership) -> dict[str, str]:
    """How *member* likes the list to open; empty where nothing was saved."""
    choice: dict[str, str] | None = SavedView.objects.filter(member=member).values_list("choice", flat=True).first()
    return choice or {}


def last_written(member: Membership) -> datetime | None:
    """When a row of the clinic's list was last written."""
    at: datetime | None = Standing.objects.filter(clinic_id=member.clinic_id).aggregate(at=Max("written_at"))["at"]
    return at
