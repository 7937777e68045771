"""How the exercises of a programme are shown: as in the catalogue, or in the way of the clinic that guides it.

The rows are read with the programme, in the same question: the pages of a day ask no more often for them. A way is
shown while the clinic's share stands and the clinic is open; from its end on the catalogue's words are there again.
"""

from collections.abc import Collection, Mapping
from typing import Any

import msgspec
from django.db.models import (
    Aggregate,
    Exists,
    F,
    Func,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from programs.models import Client, Clinic, OwnChoice, OwnWording, Programme, Share

# The name under which they are read with a programme.
READ_AS = "ways_read"
# Which share of a programme is that of the clinic that guides it.
GUIDES: dict[str, Any] = {"steers": True, "until__isnull": True, "clinic__closed_at__isnull": True}


class OwnWay(msgspec.Struct, frozen=True):
    """The way in which a *clinic* does one *exercise* of the catalogue: what pages and paper say in place of the
    catalogue's words. *picture* is the key of a photo, "" where the *figure* of an exercise stands for one.
    """

    exercise: str
    name: str
    steps: tuple[str, ...]
    needs: str
    figure: str
    picture: str
    clinic: str


Ways = Mapping[str, OwnWay]


class _Told(Func):
    """An object of JSON by its keys. Django's own asks SQLite first whether it knows any, in the middle of a page."""

    function = "JSONB_BUILD_OBJECT"
    output_field = JSONField()

    def __init__(self, **parts: F) -> None:
        pairs = ((Cast(Value(key), TextField()), part) for key, part in parts.items())
        super().__init__(*(one for pair in pairs for one in pair))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """By the name that SQLite has for it."""
        return self.as_sql(compiler, connection, function="JSON_OBJECT", **context)


class _Listed(Aggregate):
    """Values as a JSON list, in either database."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite takes an object for a text unless it is told."""
        template = "JSON_GROUP_ARRAY(JSON(%(expressions)s))"
        return self.as_sql(compiler, connection, template=template, **context)


def with_ways(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """*programmes*, each read with the ways in which it is shown."""
    return programmes.annotate(**{READ_AS: Subquery(_ways_of(OuterRef(OuterRef("pk"))))})


def shares_with_ways(shares: QuerySet[Share]) -> list[Share]:
    """*shares*, the programme of each read with the ways in which it is shown."""
    found = list(shares.annotate(**{READ_AS: Subquery(_ways_of(OuterRef(OuterRef("programme"))))}))
    for share in found:
        setattr(share.programme, READ_AS, getattr(share, READ_AS))
    return found


def shown_as(programme: Programme) -> Ways:
    """How the exercises of *programme* are shown, by the exercise; what is not in it is shown as in the catalogue."""
    if not hasattr(programme, READ_AS):
        if programme._state.adding:
            return {}
        found = with_ways(Programme.objects.filter(pk=programme.pk)).values_list(READ_AS, flat=True).first()
        setattr(programme, READ_AS, found)
    return _by_exercise(getattr(programme, READ_AS))


def ways_of(programmes: Collection[int]) -> dict[int, Ways]:
    """The same of many *programmes* at once, by their primary keys."""
    found = with_ways(Programme.objects.filter(pk__in=programmes)).values_list("pk", READ_AS)
    return {programme: _by_exercise(rows) for programme, rows in found}


def ways_at(clinic: Clinic, client: Client | None = None) -> Ways:
    """How exercises are shown to whoever begins at *clinic* now: *client*, or somebody for whom nothing was chosen."""
    return _by_exercise(_rows_at(clinic, client))


def as_begun_at(clinic: Clinic, programme: Programme, client: Client | None = None) -> Programme:
    """*programme*, of which no row is kept, to be shown as it will be to whoever begins it at *clinic*."""
    setattr(programme, READ_AS, _rows_at(clinic, client))
    return programme


def newest(wordings: QuerySet[OwnWording]) -> QuerySet[OwnWording]:
    """Those of *wordings* that no later one has taken the place of."""
    return wordings.filter(~Exists(OwnWording.objects.filter(own=OuterRef("own"), number__gt=OuterRef("number"))))


def _ways_of(programme: OuterRef) -> QuerySet[OwnWording, Any]:
    clinic = OuterRef("own__clinic")
    guides = Share.objects.filter(programme=programme, clinic=clinic, **GUIDES)
    # Of the client by whom the clinic guides it: one who came from another clinic was never assigned anything here.
    guided = {f"client__shares__{name}": value for name, value in GUIDES.items()}
    chosen = OwnChoice.objects.filter(
        client__shares__programme=programme, client__clinic=clinic, exercise=OuterRef("own__exercise"), **guided
    )
    shown = _shown(chosen).filter(Exists(guides))
    return shown.values("own__clinic").annotate(listed=_Listed(_told())).values("listed")


def _rows_at(clinic: Clinic, client: Client | None) -> list[Mapping[str, Any]]:
    chosen = OwnChoice.objects.filter(Q(client=client), exercise=OuterRef("own__exercise"))
    shown = _shown(chosen).filter(own__clinic=clinic)
    return list(shown.annotate(told=_told()).values_list("told", flat=True))


def _shown(chosen: QuerySet[OwnChoice]) -> QuerySet[OwnWording]:
    """What is said now of the ways that are in use: those that were *chosen*, and where none was, those for all."""
    wanted = Q(Exists(chosen.filter(own=OuterRef("own")))) | Q(Q(own__for_all=True) & ~Exists(chosen))
    return newest(OwnWording.objects.filter(wanted, own__archived_at__isnull=True)).order_by()


def _told() -> _Told:
    return _Told(
        exercise=F("own__exercise"),
        name=F("name"),
        steps=F("steps"),
        needs=F("needs"),
        figure=F("figure"),
        picture=F("picture__key"),
        clinic=F("own__clinic__name"),
    )


def _by_exercise(rows: Collection[Mapping[str, Any]] | None) -> dict[str, OwnWay]:
    ways = (_way(one) for one in rows or ())
    return {way.exercise: way for way in ways}


def _way(row: Mapping[str, Any]) -> OwnWay:
    """A row as a base tells it: the one writes keys with hyphens, the other without."""
    key = row["picture"] or ""
    return msgspec.convert({**row, "steps": row["steps"].splitlines(), "picture": key.replace("-", "")}, OwnWay)
