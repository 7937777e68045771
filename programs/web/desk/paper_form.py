"""The grid of a paper diary: a week of days, what was told of each, and what somebody wrote into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.selectors.authors import Teller, tellers
from programs.selectors.courses import promised
from programs.selectors.days_told import A_DAY, DayTold, days_told
from programs.selectors.programmes import Following
from programs.services.calling import words_for
from programs.services.diary import OLDEST_DAYS
from programs.services.transcribing import Paper, PaperDay
from programs.web.mine import forms
from programs.web.mine.days_shown import PlannedDay, planned_day
from rehab.events import Outcome
from rehab.words import words_in

DAYS = 7
# The rest of a day's items were done as the plan had them.
ALL = "all"


@dataclass(frozen=True)
class Cell:
    """An item of a day: the name of its field, its outcome as it was sent, and as it was told."""

    name: str
    sent: str
    told: str


@dataclass(frozen=True)
class Column:
    """A day of the grid: its *date*, its field names, what was sent, and what was *told* of it before, by whom.
    *is_over*: it can be entered. *is_asked*: the plan had exercises on it. *differs*: the paper says otherwise.
    """

    date: date
    prefix: str
    is_over: bool
    is_asked: bool
    all_sent: bool
    pain_sent: str
    morning_sent: str
    told: DayTold
    by: tuple[Teller, ...]
    differs: bool


@dataclass(frozen=True)
class Line:
    """An exercise of the week, and its cell on each day: None where the day does not have it."""

    name: str
    dose: str
    cells: tuple[tuple[Column, Cell | None], ...]


@dataclass(frozen=True)
class Week:
    """Seven days of a course from *first* on, with what was planned and what was told."""

    first: date
    today: date
    earliest: date
    planned: Mapping[date, PlannedDay]
    told: Mapping[date, DayTold]

    @property
    def days(self) -> tuple[date, ...]:
        """The days, in order."""
        return tuple(self.first + A_DAY * number for number in range(DAYS))

    def is_over(self, day: date) -> bool:
        """Whether *day* can be entered."""
        return self.earliest <= day < self.today

    @property
    def before(self) -> date | None:
        """Where the week before begins; None where nothing of it can be entered."""
        return self.first - A_DAY * DAYS if self.is_over(self.first - A_DAY) else None

    @property
    def after(self) -> date | None:
        """Where the week after begins; None where it has not begun."""
        return self.first + A_DAY * DAYS if self.is_over(self.first + A_DAY * DAYS) else None


def week_of(found: Following, first: date | None) -> Week | None:
    """The week from *first* on, or the last seven days that are over; None where no day of it can be entered."""
    today = found.today.date
    earliest = max(found.programme.joined_on, today - timedelta(days=OLDEST_DAYS))
    begins = first or max(today - A_DAY * DAYS, min(earliest, today - A_DAY))
    if begins >= today or earliest >= today:  # before anything is added to it: the calendar ends with the year 9999
        return None
    last = begins + A_DAY * (DAYS - 1)
    if last < earliest:
        return None
    planned, words = {}, words_for(found.programme)
    for number in range(DAYS):
        day = begins + A_DAY * number
        shown = promised(found.programme, day) if earliest <= day < today else None
        if shown:
            planned[day] = planned_day(found.protocol, shown[1], words)
    return Week(begins, today, earliest, planned, days_told(found.programme, begins, last))


def read_paper(sheet: forms.Sheet, week: Week) -> Paper:
    """What the grid says. BadAnswersError for anything that cannot be used."""
    days = [_read_day(sheet, week, day) for day in week.days if week.is_over(day)]
    sheet.close()
    return Paper(sheet.uuid, tuple(day for day in days if day.outcomes or day.morning is not None))


def _read_day(sheet: forms.Sheet, week: Week, day: date) -> PaperDay:
    prefix, planned = f"{day}-", week.planned.get(day)
    rest, before = sheet.tick(prefix + ALL), sheet.tick(f"{prefix}before")
    outcomes = {}
    for item in planned.items if planned else ():
        outcome = sheet.one(f"{prefix}{item.number}", forms.OUTCOMES)
        if outcome or (rest and not item.optional):
            outcomes[item.exercise] = Outcome(outcome or Outcome.DONE)
    pain, morning = (sheet.number(prefix + what, most=forms.MOST_PAIN) for what in ("pain", "morning"))
    is_done = any(outcome is not Outcome.SKIPPED for outcome in outcomes.values())
    if is_done and pain is None:
        sheet.refuse(f"{prefix}pain", "", _("the worst pain of that day, 0 to 10: without it nobody knows its light"))
    if not is_done and pain is not None:
        sheet.refuse(f"{prefix}pain", str(pain), _("no pain of a session where nothing was done"))
    return PaperDay(day, outcomes, pain, morning, before)


def columns_shown(week: Week, sent: QueryDict | None, otherwise: tuple[date, ...] = ()) -> tuple[Column, ...]:
    """The days of the grid, with what was *sent* where it is shown again."""
    known = tellers(entry.author for told in week.told.values() for entry in told.entries)
    given: Mapping[str, str] = sent or {}
    found = []
    for day in week.days:
        told, prefix = week.told[day], f"{day}-"
        by = dict.fromkeys(known[entry.author] for entry in told.entries if entry.author in known)
        found.append(
            Column(
                date=day,
                prefix=prefix,
                is_over=week.is_over(day),
                is_asked=day in week.planned and bool(week.planned[day].items),
                all_sent=given.get(prefix + ALL) == "yes",
                pain_sent=given.get(f"{prefix}pain", ""),
                morning_sent=given.get(f"{prefix}morning", ""),
                told=told,
                by=tuple(by),
                differs=day in otherwise,
            )
        )
    return tuple(found)


def lines_shown(week: Week, columns: tuple[Column, ...], sent: QueryDict | None) -> tuple[Line, ...]:
    """The exercises of the week, one a row, in the order the days have them."""
    rows: dict[str, dict[date, tuple[int, str, str]]] = {}
    for day, planned in week.planned.items():
        for item in planned.items:
            rows.setdefault(item.exercise, {})[day] = (item.number, item.name, item.dose)
    found = []
    for exercise, days in rows.items():
        _number, name, dose = next(iter(days.values()))
        cells = [
            (column, _cell(column, days[column.date][0], exercise, sent) if column.date in days else None)
            for column in columns
        ]
        found.append(Line(name, dose, tuple(cells)))
    return tuple(found)


def _cell(column: Column, number: int, exercise: str, sent: QueryDict | None) -> Cell:
    name = f"{column.prefix}{number}"
    outcome = column.told.outcomes.get(exercise)
    told = words_in().text("changes", "told", outcome.value) if outcome else ""
    return Cell(name, sent.get(name, "") if sent else "", told)


def label_of(name: str, week: Week) -> str:
    """What a field of the grid is called in a sentence."""
    day = next((day for day in week.days if name.startswith(f"{day}-")), None)
    return date_format(day, "D j M") if day else name
