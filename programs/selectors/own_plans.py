"""The plan that a session's check asks for, once it is finished and allows one."""

from datetime import date, datetime, timedelta

import msgspec
from django.contrib.sessions.backends.base import SessionBase

from programs.models.checks import Check
from programs.selectors.checks import current, last_day, question_of, standing
from programs.selectors.kept import found_in
from rehab.asking import Asked
from rehab.reach import day_to_follow
from rehab.screening import screens


class Own(msgspec.Struct, frozen=True):
    """A plan that a check asks for: *today* by the dates, and the *day* to follow, which is an earlier
    one where the leg has not passed the gates that the dates have opened. *again* are days ahead on
    which a grade guessed early wants a second look. *unasked* are screens of signs that were left out, in order: they
    are asked before somebody follows the plan.
    """

    asked: Asked
    today: int
    day: int
    again: tuple[date, ...] = ()
    unasked: tuple[str, ...] = ()


def own_plan(session: SessionBase, now: datetime) -> Own | None:
    """The plan that a finished check in *session* asks for.

    None where there is no check, or one that is not finished, or one that allows no plan.
    """
    check = found_in(session, now).check
    return own_of(check, now) if check else None


def own_of(check: Check, now: datetime) -> Own | None:
    """The plan that *check* asks for; None where it is not finished, or allows no plan."""
    stands = standing(check, now)
    asked = None if stands.no_plan or current(stands) is not None else question_of(stands)
    if asked is None:
        return None
    protocol = stands.bounds.protocol
    today = min(asked.facts.day, last_day(protocol))
    day = day_to_follow(protocol, asked.situation, today, check.reached or None)
    looks = stands.guess.second_look_days if stands.guess and check.grade is None else ()
    assert check.injured_on is not None, "a plan that is asked for has its day"
    again = tuple(check.injured_on + timedelta(days=look) for look in looks if look > today)
    unasked = tuple(group for group, _ in screens(stands.bounds.screening) if group in stands.left_out)
    return Own(msgspec.structs.replace(asked, week=day // 7 + 1), today, day, again, unasked)
