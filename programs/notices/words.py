"""What a reminder says. Subject and title tell nothing of anybody's health; the body tells today in one glance."""

from collections.abc import Callable, Mapping

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.notices.weekly import Part, glance_of_week, parts_of
from rehab.reminding import Occasion
from rehab.week_back import WeekAhead, WeekBack


class Facts(msgspec.Struct, frozen=True):
    """What a reminder is made from: what it is about, the day after the injury, how much today asks for, in exercises
    and minutes, of which *run_minutes* are a run, and the days of silence before. A day that *is_care* asks for rest
    and the like all day long, which are no exercises and have no minutes. The mail of a week is made from the *week*
    that was and the one *ahead*; *names* are what its runner knows exercises by, where that is not the catalogue's.
    """

    occasion: Occasion
    day: int
    exercises: int
    minutes: int
    run_minutes: int = 0
    silent_days: int = 0
    is_care: bool = False
    week: WeekBack | None = None
    ahead: WeekAhead | None = None
    names: Mapping[str, str] = {}


class Words(msgspec.Struct, frozen=True):
    """A reminder in words: *subject* for a list of mails, *glance* for today or the week, *lines* and *parts* beneath
    it, *press* on the button that opens the page.
    """

    subject: str
    glance: str
    lines: tuple[str, ...]
    press: str
    parts: tuple[Part, ...] = ()


_OPENED = {Occasion.PAUSE_OFFER: "settings", Occasion.WEEKLY: "progress"}


def page_of(occasion: Occasion) -> str:
    """The page that a reminder about *occasion* opens, by the name of its address."""
    return _OPENED.get(occasion, "today")


def words_of(facts: Facts) -> Words:
    """*facts* in the reader's language."""
    return _SAID[facts.occasion](facts)


def glance_of(facts: Facts) -> str:
    """Today in one line."""
    said = [_("Day %(day)s") % {"day": facts.day}]
    if facts.is_care:
        return f"{said[0]}: {_care(facts.minutes)}"
    others = facts.exercises - (1 if facts.run_minutes else 0)
    if facts.run_minutes:
        said.append(_("a run of %(minutes)s minutes") % {"minutes": facts.run_minutes})
    if others:
        said.append(ngettext("%(count)s exercise", "%(count)s exercises", others) % {"count": others})
    if not facts.exercises:
        said.append(_("a day of rest"))
    elif facts.minutes and not facts.run_minutes:
        said.append(
            ngettext("about %(minutes)s minute", "about %(minutes)s minutes", facts.minutes)
            % {"minutes": facts.minutes}
        )
    return f"{said[0]}: {', '.join(said[1:])}"


def _care(minutes: int) -> str:
    care = _("care through the day")
    moves = ngettext("%(minutes)s minute of moves", "%(minutes)s minutes of moves", minutes) % {"minutes": minutes}
    return f"{care}, {moves}" if minutes else care


def _daily(facts: Facts) -> Words:
    line = (
        _("A day or two without is no harm. The plan has made room for it.")
        if facts.silent_days
        else _("Start whenever it suits you. Stop if it hurts more than the plan allows.")
    )
    return Words(_("Your plan for today"), glance_of(facts), (line,), _("Open today"))


def _nudge(facts: Facts) -> Words:
    line = _("Nothing is told for today yet. A part of it counts too, and so does a day off: just say so.")
    return Words(_("Still time for today"), glance_of(facts), (line,), _("Open today"))


def _silent(facts: Facts) -> Words:
    lines = (
        _("It has been quiet for some days. That is all right: when you come back, the plan looks at how long it was."),
        _("Is something wrong, or does it hurt more? Tell it under “Something’s wrong”, and do not wait for a plan."),
    )
    return Words(_("How are you getting on?"), glance_of(facts), lines, _("Open today"))


def _pause_offer(facts: Facts) -> Words:
    lines = (
        _("Nothing has been told for two weeks. You can pause, and nothing is asked until you are back."),
        _("This is the last reminder until you open the page again."),
    )
    return Words(_("Shall we pause?"), _("You can pause your plan"), lines, _("Open my settings"))


def _weekly(facts: Facts) -> Words:
    assert facts.week is not None, "the mail of a week is made from one"
    assert facts.ahead is not None, "the mail of a week tells what comes next"
    glance = glance_of_week(facts.week)
    return Words(_("Your week"), glance, (), _("Open my progress"), parts_of(facts.week, facts.ahead, facts.names))


_SAID: dict[Occasion, Callable[[Facts], Words]] = {
    Occasion.DAILY: _daily,
    Occasion.NUDGE: _nudge,
    Occasion.SILENT: _silent,
    Occasion.PAUSE_OFFER: _pause_offer,
    Occasion.WEEKLY: _weekly,
}
