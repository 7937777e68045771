"""What the mail of a week says: what was done, what the plan made of it and why, what comes next."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rehab.week_back import WeekAhead, WeekBack
from rehab.words import words_in

# A mail is read in a minute; the pages have the rest.
MOST_REASONS = 5


class Part(msgspec.Struct, frozen=True):
    """A part of a mail: its *title* and the *lines* beneath it."""

    title: str
    lines: tuple[str, ...]


def glance_of_week(week: WeekBack) -> str:
    """The week in one line."""
    if not week.asked:
        return _("Your week: nothing was asked of you")
    done = ngettext("%(done)s of %(count)s day done", "%(done)s of %(count)s days done", week.asked)
    return _("Your week: %(done)s") % {"done": done % {"done": week.done, "count": week.asked}}


def parts_of(week: WeekBack, ahead: WeekAhead, names: Mapping[str, str]) -> tuple[Part, ...]:
    """The three parts of the mail, its exercises called by *names*, where they have one."""
    return (
        Part(_("What you did"), tuple(_did(week))),
        Part(_("What the plan did, and why"), tuple(_made(week, names))),
        Part(_("What comes next"), tuple(_next(ahead))),
    )


def _did(week: WeekBack) -> Iterable[str]:
    days = {"first": _day(week.first), "last": _day(week.last)}
    yield _("From %(first)s to %(last)s.") % days
    if week.partly:
        yield ngettext(
            "%(count)s more day was done in part, and that counts too.",
            "%(count)s more days were done in part, and that counts too.",
            week.partly,
        ) % {"count": week.partly}
    if week.ran:
        yield ngettext("You ran %(count)s minute.", "You ran %(count)s minutes in all.", week.ran) % {"count": week.ran}
    if week.asked and not week.done and not week.partly:
        yield _("Nothing was told of these days. If you did something, you can still say so.")


def _made(week: WeekBack, names: Mapping[str, str]) -> Iterable[str]:
    words = words_in().calling(names)
    said = [f"{_short(one.on)}: {words.reason(one.why)}" for one in week.made]
    for one in week.doses:
        exercise = words.exercise(str(one.why.given("exercise")))
        said.append(f"{_short(one.on)}, {exercise}: {words.reason(one.why)}")
    yield from said[:MOST_REASONS]
    more = len(said) - MOST_REASONS
    if more > 0:
        yield ngettext(
            "%(count)s more change stands on your page.", "%(count)s more changes stand on your page.", more
        ) % {"count": more}
    if not said:
        yield _("Nothing had to change: the plan went on as it was laid out.")


def _next(ahead: WeekAhead) -> Iterable[str]:
    if not ahead.asks:
        yield _("The next seven days ask nothing of you.")
    else:
        yield ngettext(
            "The next seven days, if they go well: %(count)s day with something to do.",
            "The next seven days, if they go well: %(count)s days with something to do.",
            ahead.asks,
        ) % {"count": ahead.asks}
    if ahead.runs:
        runs = ngettext("%(count)s of them has a run,", "%(count)s of them have a run,", ahead.runs)
        minutes = ngettext("%(count)s minute in all.", "%(count)s minutes in all.", ahead.run_minutes)
        yield f"{runs % {'count': ahead.runs}} {minutes % {'count': ahead.run_minutes}}"
    if ahead.phase and ahead.phase_on:
        named = {"phase": words_in().phase(ahead.phase), "day": _day(ahead.phase_on)}
        yield _("%(phase)s can begin on %(day)s, if all it asks for is met by then.") % named


def _day(day: date) -> str:
    return date_format(day, "l j F")


def _short(day: date) -> str:
    return date_format(day, "D j M")
