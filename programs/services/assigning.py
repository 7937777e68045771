"""A clinic gives a client a programme. What it knows is written down as a safety check, by which everybody's plan is
made; what it leaves open the client answers first.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from uuid import uuid4

import msgspec
from django.db import transaction

from programs.models import Assignment, Client, GivenTemplate, Membership, Programme, Share
from programs.models.checks import About, Check
from programs.models.values import kept
from programs.selectors.authors import author_at
from programs.selectors.checks import EXAMINED, questions_now, standing
from programs.selectors.clinics import is_taken_back, programmes_of
from programs.selectors.own_plans import own_of
from programs.selectors.programmes import following
from programs.selectors.protocol import grading_rules, protocol_in_use, screening_rules
from programs.selectors.templates import Brings, Picked, picked_for
from programs.services.audit import note
from programs.services.diary import Entry, record
from programs.services.giving import Gift, TemplateRefusedError, fit_of, gift_of, give, refused_in
from programs.services.joining import AlreadyFollowingError, Beginning, begin, beginning_of, start_of_own
from programs.services.standings import stand
from programs.services.templates import refuse_outdated
from programs.services.working import NotGuidedError, hold_clients, hold_programmes, still_working
from rehab.adjusting import Judged
from rehab.events import Ended
from rehab.fitting import Wanted
from rehab.screening import screens
from rehab.situation import DEFAULT_KIT
from rehab.watching import on_record

YES_OR_NO = ("guardian_agrees", "regular_exerciser", "from_exercise")
# Who is supposed where nobody has told the age yet: past growing, and before the ladder takes longer.
GROWN_UP = 30
NOON = time(12)


class SignStandsError(NotGuidedError):
    """A warning sign that the client told of stands, and what is assigned in its place knows nothing of it."""


class Wished(msgspec.Struct, frozen=True):
    """What a clinic knows of a calf. *flags* are the warning signs that somebody there asked for today, empty for none
    of them, None where nobody asked. *reached* is the furthest phase whose gate was passed before their eyes. *picked*
    is the template that is given with it.
    """

    grade: int
    leg: str
    injured_on: date
    flags: frozenset[str] | None = None
    age: int | None = None
    focus: str = ""
    kit: frozenset[str] = DEFAULT_KIT
    previous_strain: bool = False
    weekly_run_minutes: int | None = None
    examined_on: date | None = None
    reached: str = ""
    guardian_agrees: bool = False
    regular_exerciser: bool = True
    from_exercise: bool = False
    picked: Picked | None = None


def check_of(wished: Wished, now: datetime) -> Check:
    """*wished* as a safety check. Where the signs were asked, so was all that follows from them."""
    signs = next((muscle.signs for muscle in grading_rules().focuses if muscle.id == wished.focus), ())
    check = Check(
        answered_at=int(now.timestamp()),
        injured_on=wished.injured_on,
        previous_strain=wished.previous_strain,
        age=wished.age,
        grade=wished.grade,
        about=About(wished.leg, tuple(sorted(wished.kit)), signs, wished.weekly_run_minutes),
        reached=wished.reached,
        examined_on=wished.examined_on,
    )
    if wished.flags is None:
        return check
    ticks = {
        group: tuple(sign.id for sign in asked if sign.id in wished.flags)
        for group, asked in screens(screening_rules())
    }
    more = {name: getattr(wished, name) for name in YES_OR_NO}
    check = msgspec.structs.replace(check, ticks=ticks, more=more)
    examined = {EXAMINED: wished.examined_on is not None}
    named = {name: name in wished.flags for name in questions_now(standing(check, now)) if name not in more}
    return msgspec.structs.replace(check, more=more | named | examined)


class Ready(msgspec.Struct, frozen=True):
    """What a clinic wished, worked out and not kept yet: the *check* of it, whether the signs were *asked*, and how the
    programme begins, None where there is none yet. *judged* is what becomes of the template that was *picked*, *gift*
    what it brings.
    """

    check: Check
    asked: bool
    begun: Beginning | None
    picked: Picked | None = None
    judged: tuple[Judged, ...] = ()
    gift: Gift | None = None


def ready_of(wished: Wished, *, zone: str, now: datetime) -> Ready:
    """*wished*, worked out for somebody whose days are counted in *zone*. No row is read."""
    check, asked = check_of(wished, now), wished.flags is not None
    own = own_of(check, now) if asked else None
    begun = beginning_of(own, zone=zone, now=now) if own else None
    judged = fit_for(wished, zone=zone, now=now)
    return Ready(check, asked, begun, wished.picked, judged, gift_of(begun.today, judged) if begun else None)


def fit_for(wished: Wished, *, zone: str, now: datetime) -> tuple[Judged, ...]:
    """What becomes of each wish of the template that *wished* names, for somebody who begins at *now* in *zone*. Signs
    that nobody has asked for are supposed not to be there. Nothing where no plan begins. No row is read.
    """
    picked = wished.picked
    if picked is None:
        return ()
    if wished.flags is None:
        age = GROWN_UP if wished.age is None else wished.age
        wished = msgspec.structs.replace(wished, flags=frozenset(), age=age)
    own = own_of(check_of(wished, now), now)
    return fit_of(start_of_own(own, zone=zone, now=now), picked) if own else ()


def fit_by_grade(wanted: Sequence[Wanted], on: date, brings: Brings) -> dict[int, tuple[Judged, ...]]:
    """What becomes of *wanted* for a grown-up hurt *on* that day, by grade, as for whoever is given it then, with the
    kit and the muscle that the template *brings*, the usual ones where it does not say; one that waits for a look at
    the leg has had it.
    """
    protocol, now = protocol_in_use(), datetime.combine(on, NOON, UTC)
    kit = DEFAULT_KIT if brings.kit is None else frozenset(brings.kit) & frozenset(protocol.kit.named)
    supposed = Wished(1, "left", on, age=GROWN_UP, focus=brings.focus, kit=kit, picked=Picked(0, tuple(wanted)))
    wishes = {
        grade: msgspec.structs.replace(
            supposed, grade=grade, examined_on=on if grade in protocol.clearance_grades else None
        )
        for grade in sorted(protocol.phases[0].floor_day)
    }
    return {grade: fit_for(wished, zone="UTC", now=now) for grade, wished in wishes.items()}


def assign(*, member: Membership, client: Client, wished: Wished, message: str, now: datetime) -> Assignment:
    """Give *client* what *wished* says; the programme is made at once where the signs were asked and allow one.

    An assignment that was there ends with its programme. AlreadyFollowingError where the client follows another one,
    NotGuidedError where they are the clinic's to guide no more, TemplateRefusedError where the rules refuse a wish of
    the template, TemplateChangedError or NotOfferedError where it was written anew or put away since it was picked.
    """
    ready = ready_of(wished, zone=client.clinic.zone, now=now)
    return assign_ready(member=member, client=client, ready=ready, message=message, now=now)


@transaction.atomic
def assign_ready(*, member: Membership, client: Client, ready: Ready, message: str, now: datetime) -> Assignment:
    """The same of what was worked out before."""
    if refused := refused_in(ready.judged):
        raise TemplateRefusedError(refused)
    (locked,) = hold_clients([client.pk])
    hold_programmes(programmes_of(locked))  # nobody stops sharing between the look and what is done
    if locked.discharged_at is not None or is_taken_back(locked):
        told = "this client was discharged, or shares nothing with you any more: take them on as somebody new"
        raise NotGuidedError(told)
    for before in locked.assignments.filter(ended_at__isnull=True).select_related("programme"):
        _refuse_unless_theirs(before)
        _refuse_to_forget(before, ready, now)
        end_assignment(before, author=author_at(member), now=now)
    if locked.runner is not None and locked.runner.programmes.filter(ended_on__isnull=True).exists():
        raise AlreadyFollowingError("this client follows a programme of their own: they end it first")
    assignment = Assignment.objects.create(
        client=locked,
        known=msgspec.to_builtins(ready.check),
        message=message,
        made_by=member,
        made_at=now,
        screened_by=member if ready.asked else None,
        screened_role=member.role if ready.asked else "",
        screened_at=now if ready.asked else None,
    )
    if ready.picked is not None:
        GivenTemplate.objects.create(assignment=assignment, version_id=ready.picked.version, reason=ready.picked.reason)
    if ready.begun is not None:
        programme = _begin(assignment, ready.begun, author=author_at(member), now=now)
        give(programme, ready.gift, author=author_at(member), now=now)
    still_working(member)
    note(member=member, what="assigned", about=locked.key, now=now)
    if ready.picked is not None:
        refuse_outdated(ready.picked)  # whoever writes it anew, or puts it away, holds the clinic too
        note(member=member, what="gave a template", about=locked.key, now=now)
    return assignment


def _refuse_unless_theirs(before: Assignment) -> None:
    """AlreadyFollowingError where the programme of *before* runs on, and is its runner's or another clinic's to end."""
    programme = before.programme
    if programme is None or programme.ended_on is not None or programme.runner_id is None:
        return
    steered = Share.objects.filter(programme=programme, client=before.client, until__isnull=True, steers=True)
    if not steered.exists():
        raise AlreadyFollowingError("this client follows a programme that is not yours to end: they end it first")


def _refuse_to_forget(before: Assignment, ready: Ready, now: datetime) -> None:
    """SignStandsError where the programme of *before* waits for somebody to look at a sign that *ready* was not told
    of: a form that says "none" is no clearance. Where nobody has asked, the client's own check asks for it again.
    """
    programme = before.programme
    if not ready.asked or programme is None or programme.ended_on is not None or programme.runner_id is None:
        return
    found = following(programme, now)
    ticked = {flag for group in ready.check.ticks.values() for flag in group}
    waits = found.today.now.route.stops or found.today.now.lock.stops_rises
    if waits and on_record(found.start, found.facts).keys() - ticked:
        told = "a warning sign that this client told of stands: record a clearance first, or say the sign here too"
        raise SignStandsError(told)


def check_in(assignment: Assignment) -> Check:
    """The check of *assignment* as it is kept."""
    return msgspec.convert(assignment.known, Check, strict=False)


@transaction.atomic
def answer_signs(*, assignment: Assignment, check: Check, author: str, now: datetime) -> Programme | None:
    """The client's own answers to the warning signs of *assignment*: what the clinic said of the calf stands, and the
    programme begins. None where the answers allow no plan, or are not finished; they are kept for the clinic to see.
    None too where the clinic has given something else since: that asks for answers of its own.
    """
    hold_clients([assignment.client_id])
    locked = Assignment.objects.select_for_update(no_key=True).get(pk=assignment.pk)
    given = check_in(locked)
    both = msgspec.structs.replace(
        given,
        answered_at=check.answered_at,
        ticks=check.ticks,
        more=given.more | check.more,
        age=check.age if given.age is None else given.age,
        examined_on=given.examined_on or check.examined_on,
        country=check.country,
    )
    locked.known = msgspec.to_builtins(both)
    locked.save(update_fields=["known"])
    own = own_of(both, now)
    if own is None or own.unasked or locked.programme_id or locked.ended_at is not None:
        return None
    begun = beginning_of(own, zone=locked.client.clinic.zone, now=now)
    programme = _begin(locked, begun, author=author, now=now)
    _give_later(locked, programme, begun, now)
    return programme


def _give_later(assignment: Assignment, programme: Programme, begun: Beginning, now: datetime) -> None:
    """Give what the template of *assignment* asks for, as the word of whoever assigned it. What the rules refuse by
    now, the client's own answers being known, is left out and kept for the clinic to see. One that has closed asks for
    nothing.
    """
    picked = picked_for(assignment)
    if picked is None or assignment.client.clinic.closed_at is not None:
        return
    judged = fit_of(begun.start, picked)
    GivenTemplate.objects.filter(assignment=assignment).update(refused=kept(refused_in(judged)))
    give(programme, gift_of(begun.today, judged), author=author_at(assignment.made_by), now=now)


def _begin(assignment: Assignment, begun: Beginning, *, author: str, now: datetime) -> Programme:
    client = assignment.client
    programme = begin(begun, runner=client.runner, author=author, now=now)
    assignment.programme = programme
    assignment.save(update_fields=["programme"])
    if client.clinic.closed_at is None:  # begun behind the link of one that has closed, it is the runner's alone
        agreed = now if client.runner else None
        Share.objects.create(programme=programme, clinic=client.clinic, client=client, since=now, agreed_at=agreed)
    stand(programme, author=author, now=now)
    return programme


def end_assignment(assignment: Assignment, *, author: str, now: datetime) -> None:
    """End *assignment*, and its programme where one runs."""
    assignment.ended_at = now
    assignment.save(update_fields=["ended_at"])
    programme = assignment.programme
    if programme is not None and programme.ended_on is None:
        record(programme=programme, entry=Entry(uuid4(), Ended(), now), author=author, now=now)
