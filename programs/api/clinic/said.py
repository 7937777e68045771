"""A client and their programme as programs of the clinic are told of them."""

from datetime import datetime

from programs.models import Assignment, Client, GivenTemplate, Membership, Programme
from programs.selectors.clearances import clearances_of
from programs.selectors.clinics import assignment_of, open_links, programme_seen_by
from programs.selectors.programmes import following
from programs.selectors.stopped import stop_of
from programs.services.assigning import check_in
from programs.services.placing import WHY_UNPLACED
from rehab.rendering import JsonObject


def client_json(member: Membership, client: Client, now: datetime) -> JsonObject:
    """*client* with what they were given and where their programme stands, as far as the clinic sees it."""
    assignment, programme = assignment_of(client), programme_seen_by(member, client)
    why = None if programme is not None else _why_none(assignment)
    return {
        "client": str(client.key),
        "name": client.name,
        "email": client.email,
        "therapist": client.therapist.name,
        "discharged_at": client.discharged_at.isoformat() if client.discharged_at else None,
        "links": open_links(now).filter(client=client).count(),
        "given": _given_json(assignment) if assignment else None,
        "programme": programme_json(programme, now) if programme is not None else None,
        "without": {"why": why, "text": str(WHY_UNPLACED[why])} if why else None,
    }


def programme_json(programme: Programme, now: datetime) -> JsonObject:
    """Where *programme* stands on the runner's day at *now*."""
    found = following(programme, now)
    state, stop = found.today.now, stop_of(found)
    return {
        "programme": str(programme.key),
        "seen": programme.last_version,
        "status": state.status.value,
        "route": stop.route.value if stop else None,
        "date": found.today.date.isoformat(),
        "day": state.day,
        "phase": found.protocol.phases[state.phase].id,
        "grade": int(state.situation.grade),
        "clearances": [
            {
                "on": one.entry.on.isoformat(),
                "role": one.event.role,
                "name": one.event.name,
                "said": one.event.said,
                "counts": one.counts,
            }
            for one in clearances_of(programme)
        ],
    }


def _given_json(assignment: Assignment) -> JsonObject:
    check = check_in(assignment)
    assert check.about is not None, "an assignment says which leg it is"
    return {
        "at": assignment.made_at.isoformat(),
        "grade": check.grade,
        "side": check.about.leg,
        "injured_on": check.injured_on.isoformat() if check.injured_on else None,
        "signs_asked": assignment.screened_at is not None,
        "message": assignment.message,
        "template": _template_json(getattr(assignment, "given_template", None)),
    }


def _template_json(given: GivenTemplate | None) -> JsonObject | None:
    if given is None:
        return None
    template = given.version.template
    return {"key": str(template.key), "name": template.name, "version": given.version.number}


def _why_none(assignment: Assignment | None) -> str:
    """Why no programme can be seen, as the list words it."""
    if assignment is None:
        return "nothing"
    if assignment.programme is None:
        return "check"
    return "over" if assignment.programme.ended_on is not None else "private"
