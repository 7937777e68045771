"""The reminders of somebody's settings: what the form says, and what is shown of it and of what was sent."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from http import HTTPStatus
from math import ceil
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.models import Delivery, Programme, PushSubscription
from programs.models.push import MOST_FAILURES
from programs.models.reminders import DEAD, PUSH, SENT, SKIPPED
from programs.notices.reaching import PUBLIC, Reach
from programs.post import kept_back, push_one_now, send_one_now
from programs.pushing import Became, Outcome
from programs.selectors.programmes import Following, zone_at
from programs.selectors.push import is_offered, phones_of
from programs.selectors.reminders import lately, settings_of
from programs.services.limits import HOUR, seconds_left
from programs.web.mine.forms import Sheet
from rehab.reminding import Cause, Skipped
from rehab.wanted import Wanted

MONDAY = date(2024, 1, 1)
LONGEST_TIME = 8
# As a browser writes it; some add the seconds.
TIME = re.compile("([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?")
WHY_NOT = {
    Skipped.DONE: gettext_lazy("already done"),
    Skipped.REST: gettext_lazy("a day of rest"),
    Skipped.PAUSED: gettext_lazy("paused"),
    Skipped.ENDED: gettext_lazy("the plan has ended"),
    Skipped.STOPPED: gettext_lazy("the plan is stopped"),
    Skipped.SILENT_LONG: gettext_lazy("quiet, as nothing was told for long"),
    Skipped.LATE: gettext_lazy("more than two hours late"),
    Skipped.QUIET: gettext_lazy("it had become quiet hours"),
    Skipped.NEW: gettext_lazy("the plan had just begun"),
    Skipped.OFF: gettext_lazy("reminders are off"),
    Skipped.WITHDRAWN: gettext_lazy("your yes to keeping this was taken back"),
    Skipped.MAIL_STOPPED: gettext_lazy("your mailbox had refused our mail"),
}


@dataclass(frozen=True)
class DeliveryShown:
    """One line of what was due."""

    when: datetime
    text: str


@dataclass(frozen=True)
class PhoneShown:
    """One phone of the list: *mark* stands for its address, *trouble* is why it is not asked any more."""

    number: int
    name: str
    mark: str
    added_at: datetime
    trouble: str = ""


@dataclass(frozen=True)
class SentNow:
    """What came of "send me one now", in words and as a status; *wait* is the seconds until the next one may go."""

    is_sent: bool
    text: str
    status: int = HTTPStatus.OK
    wait: int = 0


def send_now(found: Following, now: datetime, reach: Reach = PUBLIC) -> SentNow:
    """Send the runner of *found* a reminder, to their phones or else by mail, unless there is no plan to train by, or
    it was asked for too often.
    """
    if why := kept_back(found):
        return SentNow(False, _("Nothing was sent: %(why)s.") % {"why": WHY_NOT[why]}, HTTPStatus.BAD_REQUEST)
    key, allowed = str(found.programme.key), settings.REMINDERS_NOW_PER_HOUR
    wait = ceil(seconds_left(key, kind="remind-now", allowed=allowed, now=now.timestamp(), window=HOUR))
    if wait:
        minutes = ceil(wait / 60)
        text = ngettext(
            "That was a lot in an hour, so nothing was sent. The next one can go in %(minutes)s minute.",
            "That was a lot in an hour, so nothing was sent. The next one can go in %(minutes)s minutes.",
            minutes,
        )
        return SentNow(False, text % {"minutes": minutes}, HTTPStatus.TOO_MANY_REQUESTS, wait)
    pushed = push_one_now(found, now, reach)
    said = [_phone_said(outcome) for outcome in pushed]
    if any(outcome.became is Became.TAKEN for outcome in pushed):
        return SentNow(True, " ".join(said))
    said += [_("No phone took it, so it went by e-mail.")] if pushed else []
    if problem := send_one_now(found):
        said.append(_("The mail server did not take it: %(problem)s") % {"problem": problem})
        return SentNow(False, " ".join(said))
    said.append(_("The mail server took it. Look in your mail, and in spam."))
    return SentNow(not pushed, " ".join(said))


def _phone_said(outcome: Outcome) -> str:
    name, said = outcome.message.phone.name, outcome.said
    texts = {
        Became.TAKEN: _("%(name)s: its push service took it. It shows within moments."),
        Became.GONE: _("%(name)s: it takes no more messages, so it was removed (%(said)s)."),
        Became.REFUSED: _("%(name)s: it was refused (%(said)s)."),
        Became.LATER: _("%(name)s: its push service did not take it now (%(said)s)."),
    }
    return texts[outcome.became] % {"name": name, "said": said}


def wanted_in(sheet: Sheet) -> Wanted:
    """What the form asks for. BadAnswersError names what cannot be."""
    usual = Wanted()
    wanted = Wanted(
        on=sheet.tick("on"),
        at=_time(sheet, "at") or usual.at,
        nudge_at=_time(sheet, "nudge_at"),
        weekdays=frozenset(int(day) for day in sheet.many("weekday", tuple("0123456"))),
        rest_days=sheet.tick("rest_days"),
        quiet_from=_time(sheet, "quiet_from") or usual.quiet_from,
        quiet_until=_time(sheet, "quiet_until") or usual.quiet_until,
        weekly_day=sheet.number("weekly_day", most=6),
        weekly_at=_time(sheet, "weekly_at") or usual.weekly_at,
    )
    if wanted.on and not wanted.weekdays:
        sheet.refuse("weekday", "", _("one day of the week at least"))
    sheet.close()
    return wanted


def _time(sheet: Sheet, name: str) -> time | None:
    given = sheet.text(name, longest=LONGEST_TIME)
    if not given:
        return None
    if TIME.fullmatch(given):
        return time.fromisoformat(given[:5])
    sheet.refuse(name, given, _("a time of day, such as 07:30"))
    return None


def reminders_shown(programme: Programme, now: datetime) -> dict[str, Any]:
    """How reminders are set, by which clock, and what was due lately."""
    kept = settings_of(programme)
    phones = phones_of(programme.runner) if programme.runner else ()
    return {
        "set": kept,
        "zone": zone_at(programme, now).key,
        "days": [(day, weekday_name(day, "D"), day in kept.days) for day in range(7)],
        "weekdays": [(day, weekday_name(day), day == kept.weekly_day) for day in range(7)],
        "lately": [delivery_shown(delivery) for delivery in lately(programme)],
        "phones": [phone_shown(phone) for phone in phones],
        "pushes": is_offered(),
    }


def weekday_name(day: int, form: str = "l") -> str:
    """The name of a weekday, 0 for Monday; *form* "D" for its short one."""
    return date_format(MONDAY.replace(day=day + 1), form)


def phone_shown(phone: PushSubscription) -> PhoneShown:
    """*phone* as it stands in a list. Its address is a secret between us and its service: a digest stands for it."""
    mark = sha256(phone.endpoint.encode()).hexdigest()
    trouble = phone.said if phone.failed >= MOST_FAILURES else ""
    return PhoneShown(phone.pk, phone.name, mark, phone.made_at, trouble)


def delivery_shown(delivery: Delivery) -> DeliveryShown:
    """*delivery* on the runner's clock, and what became of it."""
    when, became = delivery.due_at.astimezone(zone_at(delivery.programme, delivery.due_at)), _became(delivery)
    is_weekly = delivery.cause == Cause.WEEKLY
    return DeliveryShown(when, _("mail of the week, %(became)s") % {"became": became} if is_weekly else became)


def _became(delivery: Delivery) -> str:
    if delivery.state == SENT:
        return _sent(delivery)
    if delivery.state == SKIPPED:
        return _("not sent: %(why)s") % {"why": WHY_NOT[Skipped(delivery.why)]}
    if delivery.state == DEAD and delivery.channel == PUSH:
        return _("no phone took it, so it goes by e-mail. %(detail)s") % {"detail": delivery.detail}
    if delivery.state == DEAD:
        return _("could not be sent: %(detail)s") % {"detail": delivery.detail}
    return _("on its way")


def _sent(delivery: Delivery) -> str:
    if delivery.channel == PUSH:
        return _("sent to your phone")
    return _("sent by e-mail, as no phone took it") if delivery.stands_in else _("sent by e-mail")
