"""A list of clients, read line by line: who they are, what would be made for each, and everything that is wrong."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec
from django.utils.translation import gettext as _

from programs.client_form import ClientForm
from programs.interchange.client_lists import Line, Listed
from programs.selectors.checks import standing
from programs.selectors.own_plans import own_of
from programs.selectors.templates import Offered
from programs.services.assigning import Wished, check_of, fit_for
from programs.services.giving import refused_in
from programs.services.intakes import Newcomer
from programs.web.desk.list_cells import COMMON, Common, allowed_in, columns_in, sent_by
from programs.web.desk.template_shown import refused_wrongs
from rehab.asking import BadAnswersError, Wrong, shown
from rehab.words import Words, words_in

FAULTS_SHOWN = 60
# A name and the day of an injury, by which somebody is known again.
Known = tuple[str, date]


class Read(msgspec.Struct, frozen=True):
    """One *line* of a list: the *person* it tells of, None where something is *wrong* with it, as pairs with the words
    for where. *twin* says who they may already be.
    """

    line: int
    person: Newcomer | None
    wrong: tuple[tuple[Wrong, str], ...] = ()
    twin: str = ""


class Around(msgspec.Struct, frozen=True):
    """What a list is read beside: the moment *now* of a clinic in *zone*, the clients *known* there already, the
    *words* that name exercises there, and the templates *offered*. *lines* are those read so far, by who stands there.
    """

    now: datetime
    zone: str
    known: Collection[Known]
    words: Words
    offered: Sequence[Offered] = ()
    lines: dict[Known, int] = {}

    @property
    def today(self) -> date:
        """The day at the clinic."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()


def read_list(listed: Listed, common: Common, around: Around) -> tuple[Read, ...]:
    """Everybody in *listed*, read by the rules of the form.

    BadAnswersError for columns that cannot be used.
    """
    fields = columns_in(listed.columns)
    heads = dict(zip(fields, listed.columns, strict=True))
    around = msgspec.structs.replace(around, lines={})
    return tuple(_read(line, cells_in(line, fields), heads, (common, around)) for line in listed.lines)


def cells_in(line: Line, fields: tuple[str, ...]) -> dict[str, str]:
    """What *line* says, by field."""
    return dict(zip(fields, line.cells, strict=True))


def _read(line: Line, cells: Mapping[str, str], heads: Mapping[str, str], beside: tuple[Common, Around]) -> Read:
    common, around = beside
    form = ClientForm(sent_by(cells, common), around.today, around.offered)
    try:
        form.close()
    except BadAnswersError:
        found = dict.fromkeys(_placed(wrong, line.number, cells, heads) for wrong in form.form.wrongs)
        return Read(line.number, None, tuple(found))
    assert form.wished is not None, "a form without a fault says what is wished"
    if refused := refused_in(fit_for(form.wished, zone=around.zone, now=around.now)):
        where = _("Line %(line)s, the template") % {"line": line.number}
        return Read(line.number, None, tuple((wrong, where) for wrong in refused_wrongs(refused, around.words)))
    person = Newcomer(form.name, form.email, form.message, form.wished)
    who = known_as(person.name, form.wished.injured_on)
    first = around.lines.setdefault(who, line.number)
    twin = ""
    if who in around.known:
        twin = _("Somebody with this name and day is among your clients.")
    elif first != line.number:
        twin = _("Line %(line)s has the same name and day.") % {"line": first}
    return Read(line.number, person, (), twin)


def _placed(wrong: Wrong, line: int, cells: Mapping[str, str], heads: Mapping[str, str]) -> tuple[Wrong, str]:
    """*wrong* as the cell says it, with the line and the column where it stands."""
    field = "signs" if wrong.name == "flag" else wrong.name
    if field in COMMON and not cells.get(field):
        called = {"template": _("the template"), "template_reason": _("the reason for the template")}
        return Wrong(field, wrong.given, wrong.allowed), _("For everybody, %(column)s") % {
            "column": heads.get(field, called.get(field, field))
        }
    where = {"line": line, "column": heads.get(field, field)}
    cell = cells.get(field, "")
    told = Wrong(field, shown(cell), allowed_in(field, cell) or wrong.allowed)
    return told, _("Line %(line)s, column “%(column)s”") % where


def known_as(name: str, injured_on: date) -> Known:
    """By what somebody called *name* is known again, however the name is spaced and written large."""
    return " ".join(name.casefold().split()), injured_on


@lru_cache(maxsize=1024)
def outcome_of(wished: Wished, now: datetime) -> str:
    """In a few words what *wished* gives whoever is assigned it at *now*. Many lines of a list wish for the same."""
    if wished.flags is None:
        return _("First care, until the warning signs are asked")
    check = check_of(wished, now)
    own = own_of(check, now)
    if own is not None:
        return _("A programme, on day %(day)s today") % {"day": own.today}
    no_plan = standing(check, now).no_plan
    return words_in().text("routes", no_plan.route.value, "heading") if no_plan else _("First care, until cleared")
