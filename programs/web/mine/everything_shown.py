"""Everything that is kept of a runner, in words."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.models import Calendar, ReminderSettings, Runner, User
from programs.selectors.archives import archive_of
from programs.selectors.choices import choices_of
from programs.selectors.code_apps import code_app_of
from programs.selectors.passkeys import passkeys_of
from programs.selectors.protocol import known_protocol
from programs.selectors.push import phones_of
from programs.selectors.reminders import all_due, programmes_set_up
from programs.selectors.tokens import tokens_of
from programs.web.mine.entries_said import Namer, entry_said, namer_of
from programs.web.mine.reminding import delivery_shown, weekday_name
from rehab.archive import ArchivedEntry, ArchivedProgramme
from rehab.choices import Choices
from rehab.words import words_in


def everything_shown(user: User | AnonymousUser, runner: Runner | None) -> dict[str, Any]:
    """What the page of everything needs: the account of *user*, where there is one, with its keys and, of a *runner*
    who follows or has followed a programme, what was agreed to, how reminders are sent, each programme line by line.
    """
    account: dict[str, Any] = {}
    if user.is_authenticated:
        account = {"passkeys": passkeys_of(user), "code_app": code_app_of(user), "tokens": tokens_of(user)}
    return account | (_of_runner(runner) if runner else {})


def _of_runner(runner: Runner) -> dict[str, Any]:
    set_up = programmes_set_up(runner)
    return {
        "zone": runner.zone,
        "chosen": _chosen(choices_of(runner)),
        "consents": runner.consents.order_by("given_at"),
        "phones": phones_of(runner),
        "reminders": [_reminders(programme.reminders) for programme in set_up if hasattr(programme, "reminders")],
        "calendars": [_calendar(programme.calendar) for programme in set_up if hasattr(programme, "calendar")],
        "programmes": [_programme(kept) for kept in archive_of(runner).programmes],
    }


def _chosen(choices: Choices) -> list[tuple[str, str]]:
    bodies = {"bun": _("A bun"), "short": _("Short")}
    units = {"km": _("Kilometres"), "mi": _("Miles")}
    facts = [
        (_("Hair in the pictures"), bodies[choices.body]),
        (_("Distance in"), units[choices.unit]),
        (_("Running shoes new on"), _day(choices.shoes_on)),
        (_("Minutes you take for one, at an easy pace"), str(choices.pace_minutes or "")),
    ]
    return [(name, value) for name, value in facts if value]


def _reminders(chosen: ReminderSettings) -> dict[str, Any]:
    days = [weekday_name(day, "D") for day in sorted(chosen.days)]
    facts = [
        (_("Wanted"), _("on") if chosen.on else _("off")),
        (_("At"), f"{chosen.at:%H:%M}"),
        (_("On"), ", ".join(days)),
        (_("On days of rest too"), _("yes") if chosen.rest_days else _("no")),
        (_("Once more, if nothing was told by"), f"{chosen.nudge_at:%H:%M}" if chosen.nudge_at else ""),
        (_("Mail of the week"), _weekly(chosen)),
        (_("Nothing from"), f"{chosen.quiet_from:%H:%M} – {chosen.quiet_until:%H:%M}"),
        (_("Stopped, as the mailbox refused it"), chosen.paused_because),
        (_("Came with a file, and not saved here yet"), _("yes") if chosen.imported else ""),
    ]
    return {
        "joined_on": chosen.programme.joined_on,
        "facts": [(name, value) for name, value in facts if value],
        "due": [delivery_shown(delivery) for delivery in all_due(chosen.programme)],
    }


def _calendar(calendar: Calendar) -> dict[str, Any]:
    return {
        "joined_on": calendar.programme.joined_on,
        "linked_on": calendar.linked_at,
        "is_open": calendar.digest is not None,
    }


def _weekly(chosen: ReminderSettings) -> str:
    return f"{weekday_name(chosen.weekly_day)}, {chosen.weekly_at:%H:%M}" if chosen.weekly_day is not None else ""


def _programme(kept: ArchivedProgramme) -> dict[str, Any]:
    namer, words = namer_of(kept.protocol, kept.protocol_version), words_in()
    situation = kept.start.situation
    facts = [
        (_("Sore leg"), words.name("legs", kept.leg)),
        (_("Grade at the start"), str(situation.grade)),
        (_("Muscle"), namer(lambda: words.name("focuses", situation.focus), situation.focus)),
        (_("Hurt on"), _day(situation.injured_on)),
        (_("Age"), "" if situation.age is None else str(situation.age)),
        (_("Kit"), ", ".join(sorted(situation.kit))),
        (_("Minutes of running in a usual week"), str(situation.weekly_run_minutes or "")),
        (_("Signs said yes to at the start"), ", ".join(namer.flag(flag) for flag in sorted(kept.start.flags))),
        (_("Time zone"), kept.zone),
        (_("Protocol"), f"{kept.protocol} {kept.protocol_version}"),
    ]
    return {
        "joined_on": kept.joined_on,
        "ended_on": kept.ended_on,
        "facts": [(name, value) for name, value in facts if value],
        "imported": kept.imported,
        "is_known": known_protocol(kept.protocol, kept.protocol_version) is not None,
        "lines": list(_lines(kept, namer)),
        "versions": [(version.number, version.on) for version in kept.versions],
    }


def _lines(kept: ArchivedProgramme, namer: Namer) -> Iterator[dict[str, Any]]:
    corrected = {entry.supersedes for entry in kept.entries}
    for entry in kept.entries:
        yield {
            "on": entry.on,
            "said": entry_said(entry.event, namer),
            "corrected": entry.uuid in corrected,
            "corrects": entry.supersedes is not None,
            "imported": entry.imported,
            "author": _author(entry),
        }


def _author(entry: ArchivedEntry) -> str:
    return words_in().text("changes", "authors", entry.author)


def _day(day: Any) -> str:
    return date_format(day) if day else ""
