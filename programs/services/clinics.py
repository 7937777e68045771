"""Clinics, who works there, and whom they guide."""

from datetime import datetime, timedelta
from secrets import token_hex
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from programs.models import (
    Assignment,
    Client,
    ClientLink,
    Clinic,
    ClinicLogo,
    Consent,
    Handover,
    Membership,
    Programme,
    Runner,
    Share,
    User,
)
from programs.models.links import digest_of
from programs.selectors.authors import author_at
from programs.selectors.clinics import assignment_of, is_taken_back, member_of, open_links, programmes_of
from programs.services.assigning import end_assignment
from programs.services.audit import note
from programs.services.joining import CONSENT_VERSION, AlreadyFollowingError, author_of, zone_or_utc
from programs.services.links import TOKEN_BYTES
from programs.services.standings import TIME, stand
from programs.services.working import hold_clients, hold_programmes, still_working
from programs.services.zones import move_zone

# As long as the longest course, so that a paper on a fridge opens to its end.
LINK_OPENS = timedelta(days=7 * 30)


class OtherPersonError(ValueError):
    """A link whose client is somebody else than who is signed in."""


class UnderAnAccountError(ValueError):
    """A link whose client has an account, opened by somebody who has not signed in."""


class LinkShutError(ValueError):
    """A link that was taken back, or whose client was discharged, since somebody looked at it."""


class NotSharedError(ValueError):
    """A link to what its runner shares with the clinic no more: whoever has it could read on."""


@transaction.atomic
def found_clinic(*, name: str, zone: str, owner: User, owner_name: str, now: datetime) -> Membership:
    """A new clinic with *owner*, who works nowhere else."""
    clinic = Clinic.objects.create(name=name, zone=zone_or_utc(zone))
    return _join(clinic, owner, owner_name, Membership.Role.OWNER, now)


@transaction.atomic
def take_on(*, by: Membership, user: User, name: str, role: Membership.Role, now: datetime) -> Membership:
    """*user*, who works nowhere yet, at the clinic of *by*."""
    still_working(by)
    if member_of(user) is not None:
        raise ValueError(f"{name} works at a clinic already: they leave it first")
    joined = _join(by.clinic, user, name, role, now)
    note(member=by, what="took on", about=joined.key, now=now)
    return joined


def _join(clinic: Clinic, user: User, name: str, role: Membership.Role, now: datetime) -> Membership:
    return Membership.objects.create(clinic=clinic, user=user, name=name, role=role, since=now)


@transaction.atomic
def add_client(*, member: Membership, key: UUID, name: str, email: str, now: datetime) -> Client:
    """A new client of the clinic of *member*, who is responsible for them; *key* is made by the form that tells of
    them, so that a form sent twice is one client.
    """
    still_working(member)
    client = Client.objects.create(clinic=member.clinic, key=key, name=name, email=email, therapist=member)
    note(member=member, what="added", about=client.key, now=now)
    return client


@transaction.atomic
def make_client_link(*, member: Membership, client: Client, now: datetime) -> str:
    """The token of a new link for *client*, which nothing can tell again. NotSharedError once they share no more, or
    were discharged.
    """
    (held,) = hold_clients([client.pk])
    if held.discharged_at is not None:
        raise NotSharedError("this client was discharged: their links are shut, and a new one would open nothing")
    hold_programmes(programmes_of(held))  # nobody stops sharing between the look and the link
    if is_taken_back(client):
        raise NotSharedError("this client shares nothing with you any more: a link would open it all the same")
    token = new_token()
    keep_client_link(member=member, client=client, token=token, now=now)
    return token


def new_token() -> str:
    """A token that opens nothing until it is kept."""
    return token_hex(TOKEN_BYTES)


@transaction.atomic
def keep_client_link(*, member: Membership, client: Client, token: str, now: datetime) -> None:
    """Let *token* open the plan of *client* from now on. It is kept as a digest."""
    ClientLink.objects.create(
        client=client, digest=digest_of(token), made_by=member, made_at=now, ends_at=now + LINK_OPENS
    )
    still_working(member)
    note(member=member, what="made a link", about=client.key, now=now)


@transaction.atomic
def revoke_client_links(*, member: Membership, client: Client, now: datetime) -> int:
    """Shut every link of *client*, wherever it is printed or open; how many."""
    hold_clients([client.pk])
    shut = client.links.filter(revoked_at__isnull=True).update(revoked_at=now)
    still_working(member)
    note(member=member, what="took links back", about=client.key, now=now)
    return shut


@transaction.atomic
def open_client_link(*, link: ClientLink, user: User | None, zone: str, now: datetime) -> Runner:
    """Whoever holds *link* agrees: to facts of their health being kept, and to the clinic seeing them. From then on the
    client has a runner, who is the account *user* where somebody is signed in, and a person without one else.

    LinkShutError where it opens nothing any more, OtherPersonError where the client is somebody else's account,
    UnderAnAccountError where they have one and nobody is signed in, AlreadyFollowingError where *user* follows another
    programme.
    """
    (client,) = hold_clients([link.client_id])
    if not open_links(now).filter(pk=link.pk).exists():
        raise LinkShutError("this link opens nothing any more: ask the clinic for a new one")
    runner = client.runner
    if runner is None:
        runner = _runner_for(user, zone_or_utc(zone))
        client.runner = runner
        client.save(update_fields=["runner"])
    elif user is not None and runner.user_id != user.pk:
        raise OtherPersonError("this link is of somebody else's plan: sign out to open it")
    elif user is None and runner.user_id is not None:
        raise UnderAnAccountError("this plan is kept under an account: sign in to open it")
    if not runner.consents.filter(withdrawn_at__isnull=True).exists():
        Consent.objects.create(runner=runner, text_version=CONSENT_VERSION, given_at=now)
    assignment = assignment_of(client)
    if assignment is not None and assignment.programme is not None and assignment.programme.runner_id is None:
        _accept(assignment.programme, runner, zone_or_utc(zone) if zone else "", now)
    ClientLink.objects.filter(pk=link.pk, opened_at__isnull=True).update(opened_at=now)
    return runner


def _runner_for(user: User | None, zone: str) -> Runner:
    if user is None:
        return Runner.objects.create(user=None, zone=zone)
    runner, _ = Runner.objects.get_or_create(user=user, defaults={"zone": zone})
    return runner


def _accept(programme: Programme, runner: Runner, zone: str, now: datetime) -> None:
    """*programme* is *runner*'s from now on, and its days are counted in their *zone*, where it is known."""
    if runner.programmes.filter(ended_on__isnull=True).exists():
        raise AlreadyFollowingError("you follow a programme already: end it first")
    Programme.objects.filter(pk=programme.pk).update(runner=runner)
    Share.objects.filter(programme=programme, until__isnull=True).update(agreed_at=now)
    if zone:
        programme.refresh_from_db()
        move_zone(programme=programme, zone=zone, uuid=uuid4(), author=author_of(runner), now=now)


@transaction.atomic
def stop_sharing(*, programme: Programme, now: datetime, clinic: UUID | None = None) -> int:
    """The runner of *programme* lets no clinic see it any more, or not the *clinic* of that key, and hears nothing from
    it; how many could see it, or report what they had seen until a discharge.
    """
    locked = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    stopped = Share.objects.filter(programme=locked).filter(Q(until__isnull=True) | Q(ended=Share.Ended.DISCHARGED))
    if clinic is not None:
        stopped = stopped.filter(clinic__key=clinic)
    clinics = list(stopped.values_list("clinic", flat=True))
    Assignment.objects.filter(programme=locked, client__clinic__in=clinics).update(message="")
    seen = end_shares(stopped, Share.Ended.STOPPED, now)
    stand(locked, author=TIME, now=now)
    return seen


def end_shares(shares: QuerySet[Share], ended: Share.Ended, now: datetime) -> int:
    """End *shares*, and what was asked of their clinics; how many. One that is over keeps the moment it ended at."""
    Handover.objects.filter(to__in=shares, settled_at__isnull=True).update(
        settled_at=now, answer=Handover.Answer.TAKEN_BACK
    )
    return shares.update(until=Coalesce("until", Value(now)), ended=ended)


@transaction.atomic
def discharge(*, member: Membership, client: Client, now: datetime) -> None:
    """End what the clinic does for *client*: its links, and its part in the programme, which the runner keeps where
    there is one. Somebody who was discharged stays so, from the day it was.
    """
    (held,) = hold_clients([client.pk])
    if held.discharged_at is not None:
        return
    hold_programmes(programmes_of(held))
    assignment = assignment_of(held)
    if assignment is not None:
        programme = assignment.programme
        if programme is not None and programme.runner is not None:
            assignment.ended_at, assignment.message = now, ""
            assignment.save(update_fields=["ended_at", "message"])
        else:
            end_assignment(assignment, author=author_at(member), now=now)
    _stop_seeing(client, now)
    client.share_links.filter(used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=now)
    client.links.filter(revoked_at__isnull=True).update(revoked_at=now)
    Client.objects.filter(pk=client.pk).update(discharged_at=now)
    still_working(member)
    note(member=member, what="discharged", about=client.key, now=now)


def _stop_seeing(client: Client, now: datetime) -> None:
    """The clinic of *client* sees nothing more of what they tell, and may still report what it knows."""
    shares = Share.objects.filter(client=client, until__isnull=True)
    programmes = [share.programme for share in shares.select_related("programme")]
    end_shares(shares, Share.Ended.DISCHARGED, now)
    for programme in programmes:
        stand(programme, author=TIME, now=now)


def author_of_client(client: Client) -> str:
    """How the diary names the runner that *client* is."""
    assert client.runner is not None, "who has opened the link is a runner"
    return author_of(client.runner)


@transaction.atomic
def rename(*, member: Membership, name: str, phone: str, now: datetime) -> None:
    """Another *name* and *phone* for the clinic of *member*, as they stand on paper from now on."""
    still_working(member)
    Clinic.objects.filter(pk=member.clinic_id).update(name=name, phone=phone)
    note(member=member, what="renamed the clinic", about=None, now=now)


@transaction.atomic
def keep_logo(*, member: Membership, data: bytes, now: datetime) -> None:
    """Put the PNG *data* at the head of the clinic's papers; nothing any more where it is empty."""
    still_working(member)
    ClinicLogo.objects.filter(clinic_id=member.clinic_id).delete()
    if data:
        ClinicLogo.objects.create(clinic_id=member.clinic_id, data=data)
    note(member=member, what="changed the logo", about=None, now=now)
