"""The clinics of the demo: Tess's, where the runners of the demo are clients, and one more that shares none of them."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import uuid5

import msgspec

from programs.management.demo.runners import RUNNERS
from programs.management.demo.telling import ZONE
from programs.management.demo.written import write_for_itself
from programs.models import Assignment, Client, Clinic, Membership, Programme, Share, User
from programs.selectors.authors import author_at
from programs.selectors.clinics import member_of
from programs.selectors.people import account_of
from programs.selectors.programmes import start_of
from programs.services.adjusting import Ask
from programs.services.assigning import Wished, assign, check_of
from programs.services.clinics import add_client, found_clinic, make_client_link, take_on
from programs.services.erasing import erase_person
from programs.services.standings import stand
from programs.services.steering import ask_for
from rehab.intents import CapRun

TESS, ASHA, OLA = "tess@example.com", "asha@example.com", "ola@example.com"
STAFF = (TESS, ASHA, OLA)
# What the clinic calls the runners, in the order of their stories.
NAMES = (
    "Rob Hale",
    "Priya Shah",
    "Marek Nowak",
    "Ann Whitfield",
    "J. O.",
    "Lena Fischer",
    "Sam Adeyemi",
    "Yusuf Demir",
    "Grace Lin",
    "Tom Barker",
    "Ines Duarte",
)
OPEN_SINCE = timedelta(days=90)
# Who has been asked for something beside the rules: somebody on the walk-run ladder, where less is always allowed.
ASKED_OF, ASKED, ASKED_BECAUSE = "Lena Fischer", CapRun(12), "Longer runs wait until you are back from the hills."


class Told(msgspec.Struct, frozen=True):
    """Somebody of the demo who works at a clinic: who it is, and what is to be seen."""

    email: str
    told: str


def load_clinics(today: date) -> Iterator[Told]:
    """Make the clinics anew, as they are on the morning of *today*."""
    _clear()
    now = datetime.combine(today, time(7), ZONE)
    opened = now - OPEN_SINCE
    tess = _clinic("Calder Street Physio", _account(TESS, now), "Tess Moran", opened)
    clinic = tess.clinic
    Clinic.objects.filter(pk=clinic.pk).update(phone="020 7946 0123")
    asha = take_on(by=tess, user=_account(ASHA, now), name="Asha Patel", role=Membership.Role.ASSISTANT, now=opened)
    followed: dict[str, tuple[Client, Programme]] = {}
    for story, name in zip(RUNNERS, NAMES, strict=True):
        user = account_of(story.email)
        programme = Programme.objects.filter(runner__user=user, ended_on=None).first() if user else None
        if programme is not None:
            client = _shared(tess, programme, name)
            # What the list says, without a mail about what was told before anybody could look.
            stand(programme, author=author_at(tess), now=now)
            followed[name] = client, programme
    _waiting(tess, "Wei Zhang", now, asked=True)
    _waiting(tess, "Nora Berg", now, asked=False)
    write_for_itself(tess, now)
    if ASKED_OF in followed:
        _asked(tess, *followed[ASKED_OF], now)
    yield Told(TESS, f"owner of {clinic.name}, {clinic.clients.count()} clients")
    yield Told(ASHA, f"assistant there, as {asha.name}")
    ola = _clinic("Fjordveien Fysio", _account(OLA, now), "Ola Lund", opened)
    _waiting(ola, "Kari Holm", now, asked=True)
    yield Told(OLA, f"owner of {ola.clinic.name}, another clinic")


def _clear() -> None:
    for email in STAFF:
        user = account_of(email)
        member = member_of(user) if user else None
        if member is not None:
            member.clinic.delete()
        if user is not None:
            erase_person(user=user)


def _account(email: str, now: datetime) -> User:
    return User.objects.create_user(email, joined_at=now, last_login=now)


def _clinic(name: str, owner: User, owner_name: str, opened: datetime) -> Membership:
    return found_clinic(name=name, zone=ZONE.key, owner=owner, owner_name=owner_name, now=opened)


def _shared(tess: Membership, programme: Programme, name: str) -> Client:
    """A client who follows what the demo has told, and shares it since the day it began."""
    since = datetime.combine(programme.joined_on, time(9), ZONE)
    situation = start_of(programme).situation
    assert situation.injured_on is not None, "a programme that was joined knows the day of the injury"
    client = Client.objects.create(
        clinic=tess.clinic,
        key=uuid5(programme.key, "client"),
        name=name,
        therapist=tess,
        runner=programme.runner,
        made_at=since,
    )
    wished = Wished(situation.grade, programme.leg, situation.injured_on, frozenset(), situation.age)
    Assignment.objects.create(
        client=client,
        known=msgspec.to_builtins(check_of(wished, since)),
        made_by=tess,
        made_at=since,
        screened_by=tess,
        screened_role=tess.role,
        screened_at=since,
        programme=programme,
    )
    Share.objects.create(programme=programme, clinic=tess.clinic, client=client, since=since, agreed_at=since)
    return client


def _asked(tess: Membership, client: Client, programme: Programme, now: datetime) -> None:
    """A wish of Tess's own, weighed and kept as any is."""
    ask = Ask(uuid5(programme.key, "wish"), ASKED, ASKED_BECAUSE, programme.last_version)
    ask_for(member=tess, client=client, programme=programme, ask=ask, now=now)


def _waiting(member: Membership, name: str, now: datetime, *, asked: bool) -> None:
    """A client of yesterday who has not opened the link yet."""
    yesterday = now - timedelta(days=1)
    client = add_client(member=member, key=uuid5(member.clinic.key, name), name=name, email="", now=yesterday)
    flags: frozenset[str] | None = frozenset() if asked else None
    wished = Wished(1, "right", yesterday.date(), flags, 41 if asked else None)
    assign(member=member, client=client, wished=wished, message="", now=yesterday)
    make_client_link(member=member, client=client, now=yesterday)
