"""A runner begins to follow a programme: consent, and the finished check as its first facts."""

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from django.db import IntegrityError, transaction

from programs.models import Consent, Programme, Runner, User
from programs.models.values import kept
from programs.selectors.own_plans import Own
from programs.selectors.protocol import protocol_in_use
from programs.services.versions import ENGINE, Ahead, Signature, ahead_of, keep_first_version
from rehab.following import Start, Today, date_of, day_at_hand, first_state
from rehab.reason import because
from rehab.state import State
from rehab.zones import is_listed

# The text people agree to stands in templates/mine/_consent.html; a change of its meaning is a new version.
CONSENT_VERSION = "2026-11-2"


class AlreadyFollowingError(ValueError):
    """The runner follows a programme that has not ended."""


class UnaskedError(ValueError):
    """The check left a screen out that a diary needs the answer of."""


@transaction.atomic
def follow(*, user: User, own: Own, zone: str, now: datetime) -> Programme:
    """Give *user* the programme that the finished check *own* asks for, from the day of *now* in *zone* on.

    To press the button is to consent, which is kept with its date. AlreadyFollowingError while another one runs,
    UnaskedError where the check has left a screen out: what a later sign means may hang on it.
    """
    if own.unasked:
        raise UnaskedError(f"not asked yet: {', '.join(own.unasked)}. Ask it before this plan is followed")
    zone = zone_or_utc(zone)
    runner, _ = Runner.objects.get_or_create(user=user, defaults={"zone": zone})
    if runner.programmes.filter(ended_on__isnull=True).exists():
        raise AlreadyFollowingError("this runner already follows a programme: end it first")
    Runner.objects.filter(pk=runner.pk).update(zone=zone)
    if not runner.consents.filter(withdrawn_at__isnull=True).exists():
        Consent.objects.create(runner=runner, text_version=CONSENT_VERSION, given_at=now)
    try:
        with transaction.atomic():
            begun = beginning_of(own, zone=zone, now=now)
            return begin(begun, runner=runner, author=author_of(runner), now=now)
    except IntegrityError as clash:
        raise AlreadyFollowingError("this runner already follows a programme: end it first") from clash


class Beginning(msgspec.Struct, frozen=True):
    """A programme for one *leg*, worked out to the dates hoped for and not kept yet; its days are counted in *zone*."""

    leg: str
    zone: str
    start: Start
    state: State
    today: Today
    ahead: Ahead


def beginning_of(own: Own, *, zone: str, now: datetime) -> Beginning:
    """What the finished check *own* asks for, from the day of *now* in *zone* on. It takes most of the time that a
    beginning takes, and no row.
    """
    protocol, start = protocol_in_use(), start_of_own(own, zone=zone, now=now)
    state = first_state(protocol, start)
    today = day_at_hand(protocol, state, ())
    return Beginning(own.asked.leg, zone, start, state, today, ahead_of(protocol, today))


def begin(begun: Beginning, *, runner: Runner | None, author: str, now: datetime) -> Programme:
    """The programme that was worked out as *begun*; without a *runner* while nobody has accepted it. IntegrityError
    where the runner follows another one.
    """
    protocol, start, state = protocol_in_use(), begun.start, begun.state
    programme = Programme.objects.create(
        runner=runner,
        protocol=protocol.id,
        protocol_version=protocol.version,
        leg=begun.leg,
        zone=begun.zone,
        joined_on=start.joined_on,
        start=kept(start),
        state=kept(state),
        stands_on=date_of(state),
        engine=ENGINE,
    )
    keep_first_version(programme, begun.today, begun.ahead, Signature(author, (because("joined"),), now))
    programme.save()
    return programme


def start_of_own(own: Own, *, zone: str, now: datetime) -> Start:
    """What a course begins with that the finished check *own* asks for, on the day of *now* in *zone*."""
    asked = own.asked
    injured_on = asked.situation.injured_on
    assert injured_on is not None, "a finished check knows the day of the injury"
    # Somebody east of UTC may have hurt the calf on a day that has not begun here.
    joined_on = max(injured_on, now.astimezone(ZoneInfo(zone)).date())
    return Start(
        situation=asked.situation,
        joined_on=joined_on,
        flags=asked.ticked,
        facts=msgspec.structs.replace(asked.facts, day=(joined_on - injured_on).days),
        again_on=own.again,
    )


def author_of(runner: Runner) -> str:
    """How entries and versions name a runner: by the key, which dies with the person."""
    return f"runner:{runner.key}"


def zone_or_utc(name: str) -> str:
    """*name* where it is a zone of the IANA list, else UTC: a browser may say anything."""
    return name if is_listed(name) else "UTC"
