"""Reads what a session keeps of a check, or that it cannot be read."""

from datetime import date, datetime, timedelta

import msgspec
from django.contrib.sessions.backends.base import SessionBase

from programs.models.checks import VERSION, Check
from programs.selectors.protocol import bounds_on, grading_rules
from rehab.asking import OLDEST_AGE, Bounds
from rehab.screening import screens

KEY = "check"
LIFE = timedelta(hours=2)
LEGS = ("", "left", "right")


class Found(msgspec.Struct, frozen=True):
    """What the session holds: a *check*, or none; *damaged* when there is something that cannot be read."""

    check: Check | None = None
    damaged: bool = False

    @property
    def is_shut(self) -> bool:
        """Whether what cannot be read, or could not be before the check was begun again, may have sent somebody away:
        until each screen of signs has its answer, no door shows a plan.
        """
        if self.check is None or not self.check.unread:
            return self.damaged
        return not {group for group, _ in screens(bounds_of(None).screening)} <= self.check.ticks.keys()


def found_in(session: SessionBase, now: datetime) -> Found:
    """The check in *session*; one whose last answer is two hours old is as good as gone."""
    raw = session.get(KEY)
    if raw is None:
        return Found()
    try:
        check = msgspec.convert(raw, Check)
    except msgspec.ValidationError:
        return Found(damaged=True)
    if check.version != VERSION or not _makes_sense(check):
        return Found(damaged=True)
    if check.answered_at + LIFE.total_seconds() <= now.timestamp():
        return Found()
    return Found(check)


def _makes_sense(check: Check) -> bool:
    """Whether every name in *check* is one that is asked today."""
    rules, grading = bounds_of(None).screening, grading_rules()
    asked = {group: {flag.id for flag in flags} for group, flags in screens(rules)}
    points = {question.id: {option.points for option in question.options} for question in grading.questions}
    signs = {sign for muscle in grading.focuses for sign in muscle.signs}
    protocol, about = bounds_of(None).protocol, check.about
    return (
        all(set(flags) <= asked.get(group, set()) for group, flags in check.ticks.items())
        and check.ticks.keys() <= asked.keys()
        and all(number in points.get(question, set()) for question, number in check.points.items())
        and (check.grade is None or check.grade in protocol.phases[0].floor_day)
        and (check.age is None or 0 <= check.age <= OLDEST_AGE)
        and (about is None or (set(about.signs) <= signs and set(about.kit) <= set(protocol.kit.named)))
        and (about is None or about.leg in LEGS)
        and (not check.reached or check.reached in protocol.phase_index)
        and {name for name in check.more if name.startswith("rf")} <= set(rules.ids())
    )


def bounds_of(now: datetime | None) -> Bounds:
    """The protocol in use; no injury may be later than tomorrow of *now*, as it may be tomorrow already elsewhere."""
    latest = date.max if now is None else now.date() + timedelta(days=1)
    return bounds_on(latest)


def is_damaged(session: SessionBase, now: datetime) -> bool:
    """Whether *session* holds a check that cannot be read: it may have sent somebody away, so that no
    door shows a plan to it until the check is answered anew.
    """
    return found_in(session, now).is_shut
