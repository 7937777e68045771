"""Rows of the list in words and marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.selectors.standings import Page, Row, Unplaced
from programs.services.calling import names_of
from programs.services.placing import LABELS, WHY_UNPLACED, reasons_said
from programs.web.desk.listed_forms import Choice, phases
from rehab.library import load_protocol
from rehab.triage import Place, Triage
from rehab.words import Words, words_in

MARKS = {Place.RED_FLAG: "ease", Place.FLARE: "ease", Place.CLEARANCE: "hold", Place.STUCK: "hold", Place.FINE: "go"}
NOW = (Place.RED_FLAG, Place.FLARE)
ORDER_LABELS: dict[str, Promise] = {
    "worst": gettext_lazy("Worst first"),
    "name": gettext_lazy("Name"),
    "told": gettext_lazy("Longest without a word"),
}
# The little drawing of pain: 14 days in 96 by 27.
LEFT, STEP, FLOOR, POINT = 4, 88 / 13, 24, 2
JOINED_DAYS = 3


@dataclass(frozen=True)
class Spark:
    """Pain of the last days as lines between what was told close together, and a point at the last that was told."""

    lines: tuple[str, ...]
    x: str
    y: str
    is_hot: bool
    text: str


@dataclass(frozen=True)
class RowShown:
    """A client in the list."""

    key: UUID
    name: str
    therapist: str
    label: str
    mark: str
    about: str
    week: int
    last: str
    spark: Spark
    ticks: tuple[bool, ...]
    done: int
    asked: int
    reason: str
    beside: tuple[str, ...]
    as_of: date | None
    reads: bool


@dataclass(frozen=True)
class Group:
    """The rows at one place, with how many stand there in all; in another order all rows, without a *label*."""

    label: str
    mark: str
    count: int
    rows: tuple[RowShown, ...]


def list_shown(
    page: Page, counts: Mapping[Place, int], choice: Choice, others: Sequence[Unplaced], today: date
) -> dict[str, Any]:
    """What the template of the list needs on the clinic's *today*."""
    words = words_in()
    rows = [(row.triage.place, _row(row, words, today)) for row in page.rows]
    if choice.order == "worst":
        groups = [
            Group(str(LABELS[place]), MARKS.get(place, ""), counts.get(place, 0), tuple(row for _p, row in among))
            for place, among in groupby(rows, key=lambda pair: pair[0])
        ]
    else:
        groups = [Group("", "", 0, tuple(row for _p, row in rows))] if rows else []
    waiting = sum(counts.get(place, 0) for place in NOW)
    return {
        "groups": groups,
        "others": [(one.key, one.name, str(WHY_UNPLACED[one.why])) for one in others],
        "heading": ngettext("%(count)s needs you now", "%(count)s need you now", waiting) % {"count": waiting}
        if waiting
        else _("Nobody needs you now"),
        "total": sum(counts.values()),
        "today": today,
        "choice": choice,
        "shows": [("all", _("All")), ("needs", _("Needs a look")), *_places(counts)],
        "orders": [(name, str(label)) for name, label in ORDER_LABELS.items()],
        "phases": [(str(place), words.phase(phase)) for place, phase in enumerate(phases())],
    }


def _places(counts: Mapping[Place, int]) -> list[tuple[str, str]]:
    return [(place.name.lower(), f"{label} ({counts.get(place, 0)})") for place, label in LABELS.items()]


def _row(row: Row, words: Words, today: date) -> RowShown:
    triage = row.triage
    protocol = load_protocol(row.protocol, row.protocol_version)
    reason, beside = reasons_said(triage, protocol, words.calling(names_of(row.ways)))
    return RowShown(
        key=row.key,
        name=row.name,
        therapist=row.therapist,
        label=str(LABELS[triage.place]),
        mark=MARKS.get(triage.place, ""),
        about=_("Grade %(grade)s, %(phase)s")
        % {"grade": triage.grade, "phase": words.phase(protocol.phases[triage.phase].id)},
        week=triage.week,
        last=_when(triage.told_on, today),
        spark=spark_of(triage),
        ticks=tuple(place < triage.done for place in range(triage.asked)),
        done=triage.done,
        asked=triage.asked,
        reason=reason,
        beside=beside,
        # A row is written at each midnight of the runner; one that is older says so.
        as_of=row.on if row.on < today - timedelta(days=1) else None,
        reads=row.reads,
    )


def _when(told_on: date | None, today: date) -> str:
    if told_on is None:
        return _("Not yet")
    days = (today - told_on).days
    if days <= 0:
        return _("Today")
    return _("Yesterday") if days == 1 else _("%(days)s days ago") % {"days": days}


def spark_of(triage: Triage) -> Spark:
    """The pain of the last 14 days, drawn and said."""
    points = [(place, pain) for place, pain in enumerate(triage.pains) if pain is not None]
    runs: list[list[tuple[int, int]]] = []
    for place, pain in points:
        if runs and place - runs[-1][-1][0] <= JOINED_DAYS:
            runs[-1].append((place, pain))
        else:
            runs.append([(place, pain)])
    x, y = _at(*points[-1]) if points else ("", "")
    said = ", ".join("–" if pain is None else str(pain) for pain in triage.pains)
    return Spark(
        lines=tuple(" ".join(",".join(_at(*point)) for point in run) for run in runs if len(run) > 1),
        x=x,
        y=y,
        is_hot=triage.place in NOW,
        text=_("Pain, last 14 days, – where nothing was told: %(pains)s") % {"pains": said}
        if points
        else _("No pain told in the last 14 days"),
    )


def _at(place: int, pain: int) -> tuple[str, str]:
    return f"{LEFT + place * STEP:.1f}", f"{FLOOR - pain * POINT:.1f}"
