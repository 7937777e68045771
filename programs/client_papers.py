"""A client's paper as a value: the coming week as it stands, with the clinic's face. The page that prints one and the
print room that makes many come by here.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

import msgspec
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from programs.handouts.logo import Logo
from programs.handouts.own_way import OwnPrinted
from programs.handouts.printing import look_of
from programs.handouts.week_paper import WeekPaper, in_own_ways, week_paper
from programs.models import Assignment, Client, Membership, Programme
from programs.selectors.checks import standing
from programs.selectors.clinics import assignment_of, logo_of, programme_seen_by, programme_steered_by
from programs.selectors.own_exercises import printed_pictures
from programs.selectors.programmes import following
from programs.selectors.protocol import screening_rules
from programs.selectors.shown_as import shown_as
from programs.selectors.stopped import stop_of
from programs.services.assigning import check_in
from rehab.adjusted import wishes_told
from rehab.answering import Answer
from rehab.asking import Asked
from rehab.assembly import week_plan
from rehab.programme import Notice, Week
from rehab.reason import because
from rehab.rendering import Rendering
from rehab.situation import Situation, terms_of
from rehab.vocabulary import Lock
from rehab.watching import heard
from rehab.week_ahead import week_ahead
from rehab.words import SPOKEN_BY_ALL, words_in

SIZES = ("a4", "letter")
# Said of a lock by itself, it would ask for a visit where the check is all that is missing.
OF_THE_LOCK = "lock-until-clearance"


class Unprintable(StrEnum):
    """Why a client has no paper now."""

    NOTHING = "nothing"  # assigned
    PRIVATE = "private"  # over, or not shared with the clinic any more
    READ = "read"  # by this clinic, and steered by another or by none
    SIGN = "sign"  # a warning sign stands
    PAUSED = "paused"  # no week ahead: a pause, or the end


class Printable(msgspec.Struct, frozen=True):
    """What stands on a client's paper, and the *programme* that it is of; None for first care alone."""

    answered: Answer
    asked: Asked
    message: str
    programme: Programme | None


def address_of(request: HttpRequest, token: str) -> str:
    """Where the link of *token* lies, house and all: the house's own name, or the one it was asked by."""
    path = reverse("go", args=[token])
    return f"{settings.BASE_URL}{path}" if settings.BASE_URL else request.build_absolute_uri(path)


def printable_of(member: Membership, client: Client, now: datetime) -> Printable | Unprintable:
    """The week that *client*'s paper holds at *now*, for *member*; why there is none, where there is none."""
    assignment, programme = assignment_of(client), programme_steered_by(member, client)
    if programme is not None:
        made = _of_programme(programme, now)
    elif programme_seen_by(member, client) is not None:
        return Unprintable.READ
    elif assignment is None:
        return Unprintable.NOTHING
    elif assignment.programme_id is None:
        made = _of_first_care(assignment, now)
    else:
        return Unprintable.PRIVATE
    message = assignment.message if assignment else ""
    return made if isinstance(made, Unprintable) else Printable(*made, message, programme)


def sheet_of(found: Printable, *, member: Membership, client: Client, address: str) -> WeekPaper:
    """*found* with names, the clinic's logo, its message, and the *address* that its code opens."""
    clinic, data = member.clinic, logo_of(member.clinic)
    logo = Logo(data, _("Logo of %(clinic)s") % {"clinic": clinic.name}) if data else None
    ways = _ways_printed(found.programme)
    answered = called_by(found.answered, {name: way.name for name, way in ways.items() if way.is_printable})
    sheet = week_paper(answered, found.asked, look_of(found.asked), address=address)
    sheet = in_own_ways(sheet, ways)
    named = replace(sheet, person=client.name, clinic=clinic.name, phone=clinic.phone, logo=logo)
    return replace(named, message=found.message)


def called_by(answered: Answer, names: Mapping[str, str]) -> Answer:
    """*answered*, its sentences calling exercises by *names*, by their ids."""
    rendering = answered.rendering
    named = msgspec.structs.replace(rendering, words=rendering.words.calling(names))
    return msgspec.structs.replace(answered, rendering=named)


def _ways_printed(programme: Programme | None) -> dict[str, OwnPrinted]:
    """The ways in which the exercises of *programme* are shown, as paper takes them; first care has none."""
    ways = shown_as(programme) if programme is not None else {}
    photos = printed_pictures({way.picture for way in ways.values() if way.picture})
    words = words_in()
    return {
        name: OwnPrinted(
            clinic=way.clinic,
            name=way.name,
            steps=way.steps,
            needs=way.needs,
            figure=way.figure,
            motion=words.text("figures", way.figure, "motion"),
            photo=photos.get(way.picture, b""),
        )
        for name, way in ways.items()
    }


def _of_programme(programme: Programme, now: datetime) -> tuple[Answer, Asked] | Unprintable:
    """Today and the six days after it, as they come if each is green."""
    found = following(programme, now)
    if stop_of(found) is not None:
        return Unprintable.SIGN
    ahead = week_ahead(found.protocol, found.today)
    if ahead is None:
        return Unprintable.PAUSED
    situation = found.today.now.situation
    assessed = heard(screening_rules(), found.start, found.facts, found.today)
    number = ahead.weeks[0].number
    asked = Asked(situation, assessed, found.start.flags, found.start.facts, number, leg=programme.leg)
    said = {number: tuple(Notice("info", why) for why in wishes_told(found.protocol, found.today.now))}
    return Answer(ahead, Rendering(terms_of(found.protocol, situation), words_in(), said)), asked


def _of_first_care(assignment: Assignment, now: datetime) -> tuple[Answer, Asked] | Unprintable:
    """The week of the day at hand with first care alone, while nobody has asked for the warning signs; no week where
    the answers so far send somebody away.
    """
    check = check_in(assignment)
    stands = standing(check, now, whole=True)
    if stands.no_plan or check.about is None or check.grade is None or check.injured_on is None:
        return Unprintable.SIGN
    situation = Situation(
        grade=check.grade,
        focus=stands.bounds.protocol.default_focus,
        injured_on=check.injured_on,
        kit=frozenset(check.about.kit),
        lock=Lock.PROTECTION_ONLY,
    )
    number = min(stands.facts.day // 7 + 1, stands.bounds.protocol.last_week)
    plan = week_plan(stands.bounds.protocol, situation, number)
    week = _without_its_lock(plan.weeks[0])
    plan = msgspec.structs.replace(plan, weeks=(week,))
    asked = Asked(situation, stands.assessment, frozenset(), stands.facts, number, leg=check.about.leg)
    said = {number: (Notice("stop", because("signs-not-asked")),)}
    rendering = Rendering(terms_of(stands.bounds.protocol, situation), words_in(SPOKEN_BY_ALL), said)
    return Answer(plan, rendering), asked


def _without_its_lock(week: Week) -> Week:
    kept = tuple(notice for notice in week.notices if notice.why.rule != OF_THE_LOCK)
    return msgspec.structs.replace(week, notices=kept)
