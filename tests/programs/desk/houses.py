"""Clinics for tests: who works there, and browsers that are signed in as them."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from django.test import Client as Browser
from django.utils import timezone

from programs.models import Assignment, Client, Membership, User
from programs.services.assigning import Wished, assign
from programs.services.clinics import add_client, found_clinic, make_client_link, take_on
from programs.web.callers import STRONG
from programs.web.fresh import SHOWN_AT
from tests.programs.check_path import HERE

ROLES = {"owner": Membership.Role.OWNER, "therapist": Membership.Role.THERAPIST, "assistant": Membership.Role.ASSISTANT}


class House:
    """A clinic with one member of each role, by name of the role; *now* is real, as its pages ask the clock."""

    def __init__(self, name: str = "Calder Street Physio", zone: str = "UTC") -> None:
        self.now = timezone.now()
        self.name = name
        owner = self.account("owner")
        self.owner = found_clinic(name=name, zone=zone, owner=owner, owner_name="Tess Moran", now=self.now)
        self.clinic = self.owner.clinic
        self.members = {"owner": self.owner}
        for role in ("therapist", "assistant"):
            self.members[role] = take_on(
                by=self.owner, user=self.account(role), name=role.title(), role=ROLES[role], now=self.now
            )

    def account(self, name: str) -> User:
        return User.objects.create_user(f"{name}-{uuid4().hex[:8]}@example.com")

    def client(self, name: str = "Rob Hale") -> Client:
        return add_client(member=self.owner, key=uuid4(), name=name, email="", now=self.now)

    def assigned(self, client: Client | None = None, *, by: str = "owner", **wished: Any) -> Assignment:
        """A client's programme: grade 2, hurt today, the warning signs asked, where *wished* does not say otherwise."""
        usual = {"grade": 2, "leg": "left", "injured_on": self.now.date(), "flags": frozenset(), "age": 34}
        return assign(
            member=self.members[by],
            client=client or self.client(),
            wished=Wished(**(usual | wished)),
            message="",
            now=self.now,
        )

    def link(self, client: Client) -> str:
        return f"/go/{make_client_link(member=self.owner, client=client, now=self.now)}/"


def signed_in(who: Membership | User | None, *, strong: bool = True, anew: bool = False) -> Browser:
    """A browser of *who*, with a passkey of an hour ago where it is *strong*, and with one of right now where that was
    shown *anew*; of a stranger where *who* is None.
    """
    browser = Browser(headers=HERE)
    user = who.user if isinstance(who, Membership) else who
    if user is not None:
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    if strong:
        session, now = browser.session, timezone.now().timestamp()
        session[STRONG] = int(now) - (0 if anew else 60 * 60)
        if anew:
            session[SHOWN_AT] = now
        session.save()
    return browser


def opened(link: str) -> Browser:
    """The browser of a client who has opened *link* and agreed."""
    browser = Browser(headers=HERE)
    answer = browser.post(link, {"agree": "yes", "zone": "UTC"})
    assert answer.status_code == 302, answer.content
    return browser


def a_day(text: str) -> datetime:
    """Noon of that day, in UTC."""
    return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC).replace(hour=12)
