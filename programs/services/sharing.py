"""A runner lets a second clinic see the programme, and the steering passes from one clinic to another."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID, uuid4

import msgspec
from django.db import transaction

from programs.models import Assignment, Client, Handover, Membership, Programme, Runner, Share, ShareLink
from programs.models.links import digest_of
from programs.selectors.authors import author_at
from programs.selectors.people import standing_consent
from programs.selectors.sharing import BY_CLINIC, open_share_links, share_link_of, steering_share, waiting_for
from programs.services.audit import note
from programs.services.clinics import OtherPersonError, new_token
from programs.services.diary import Entry, RefusedError, record
from programs.services.joining import author_of
from programs.services.standings import TIME, stand
from programs.services.working import hold_clients, hold_clinics, still_working
from rehab.events import HandedOver

SHARE_LINK_OPENS = timedelta(days=14)


class Answer(msgspec.Struct, frozen=True):
    """Yes or no to the handover of that *key*, as a page sent it; no to one's own takes it back."""

    key: str
    yes: bool


class ShutError(ValueError):
    """A link to share by that was used, taken back, or is over."""


class NothingToShareError(ValueError):
    """Who follows nothing, or has taken back their yes to keeping it, has nothing to share."""


class SharedAlreadyError(ValueError):
    """The clinic sees the programme already."""


class NotAskedError(RefusedError):
    """What somebody answers was not asked of them, or not any more."""


@transaction.atomic
def make_share_link(*, member: Membership, client: Client, now: datetime) -> str:
    """The token of a new link by which *client* may share what they follow with the clinic; nothing can tell it again.
    One of before opens nothing more.
    """
    hold_clients([client.pk])
    still_working(member)
    open_share_links(client, now).update(revoked_at=now)
    token = new_token()
    ShareLink.objects.create(
        client=client, digest=digest_of(token), made_by=member, made_at=now, ends_at=now + SHARE_LINK_OPENS
    )
    note(member=member, what="asked to share", about=client.key, now=now)
    return token


@transaction.atomic
def share_by(*, token: str, runner: Runner, now: datetime) -> Share:
    """*runner* agrees: from *now* on the clinic that gave the link of *token* reads the programme they follow. It
    changes nothing of it until the steering passes to it.

    ShutError, NothingToShareError, SharedAlreadyError, and OtherPersonError where the clinic's client is somebody else.
    """
    link = share_link_of(token, now)
    if link is not None:
        hold_clients([link.client_id])
        link = share_link_of(token, now)  # as it stands, nobody taking it back beside
    programme = runner.programmes.select_for_update(no_key=True).filter(ended_on__isnull=True).first()
    if programme is None or standing_consent(runner) is None:
        raise NothingToShareError("you follow nothing that can be shared: follow a plan, and say yes to keeping it")
    if link is None:
        raise ShutError("this link opens nothing any more: ask the clinic for a new one")
    client = link.client
    if client.runner_id not in (None, runner.pk):
        raise OtherPersonError("this link is for somebody else")
    if Share.objects.filter(programme=programme, clinic=client.clinic, until__isnull=True).exists():
        raise SharedAlreadyError("this clinic sees your plan already")
    if not ShareLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=now):
        raise ShutError("this link was used just now: ask the clinic for a new one")
    Client.objects.filter(pk=client.pk).update(runner=runner)
    share = Share.objects.create(
        programme=programme, clinic=client.clinic, client=client, steers=False, since=now, agreed_at=now
    )
    stand(programme, author=TIME, now=now)
    return share


@transaction.atomic
def offer_steering(*, member: Membership, client: Client, programme: Programme, to: UUID, now: datetime) -> Handover:
    """The clinic of *member*, which steers *programme*, asks that the clinic of key *to*, which reads it, steers from
    then on. NotAskedError where it does not steer, that one does not read, or something waits already.
    """
    locked = _locked(programme)
    still_working(member)
    own = steering_share(locked)
    if own is None or own.clinic_id != member.clinic_id:
        raise NotAskedError("your clinic does not steer this plan any more")
    made = _asked(locked, to, by=author_at(member), now=now)
    note(member=member, what="offered the steering", about=client.key, now=now)
    return made


@transaction.atomic
def ask_to_steer(*, runner: Runner, programme: Programme, to: UUID, now: datetime) -> Handover:
    """*runner* asks that the clinic of key *to*, which reads *programme*, steers it from then on. NotAskedError as for
    `offer_steering`.
    """
    return _asked(_locked(programme), to, by=author_of(runner), now=now)


def _locked(programme: Programme) -> Programme:
    return Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)


def _asked(locked: Programme, to: UUID, *, by: str, now: datetime) -> Handover:
    share = Share.objects.filter(programme=locked, clinic__key=to, until__isnull=True, steers=False).first()
    if share is None or locked.ended_on is not None:
        raise NotAskedError("that clinic does not read this plan: choose one that does")
    if waiting_for(locked) is not None:
        raise NotAskedError("something was asked already, and waits for an answer: take that back first")
    return Handover.objects.create(programme=locked, to=share, asked_by=by, asked_at=now)


@transaction.atomic
def answer_for_clinic(
    *, member: Membership, client: Client, programme: Programme, answer: Answer, now: datetime
) -> None:
    """*member* gives *answer*, where it is asked of their clinic, or takes back what their clinic has asked.
    NotAskedError where it does neither.
    """
    key, yes, locked = answer.key, answer.yes, _locked(programme)
    # Both are written in where the steering passes: in the order in which everybody holds clinics.
    hold_clinics(Share.objects.filter(programme=locked, until__isnull=True).values_list("clinic", flat=True))
    still_working(member)
    waiting = waiting_for(locked)
    if waiting is None or str(waiting.handover.key) != key:
        raise NotAskedError("this was answered already, or taken back")
    if waiting.asked == BY_CLINIC:
        own = steering_share(locked)
        if yes or own is None or own.clinic_id != member.clinic_id:
            raise NotAskedError("this is for the runner to answer")
        _settle(waiting.handover, Handover.Answer.TAKEN_BACK, now)
        return
    if waiting.answers is None or waiting.answers.clinic_id != member.clinic_id:
        raise NotAskedError("this is for another clinic to answer")
    if yes:
        _pass_on(locked, waiting.handover, author=author_at(member), asked_by="runner", now=now)
    else:
        _settle(waiting.handover, Handover.Answer.DECLINED, now)
        note(member=member, what="kept the steering", about=client.key, now=now)


@transaction.atomic
def answer_for_runner(*, runner: Runner, programme: Programme, answer: Answer, now: datetime) -> None:
    """*runner* gives *answer* to what a clinic has asked, or takes back what they have. NotAskedError where it waits no
    more.
    """
    key, yes, locked = answer.key, answer.yes, _locked(programme)
    waiting = waiting_for(locked)
    if waiting is None or str(waiting.handover.key) != key or (yes and waiting.asked != BY_CLINIC):
        raise NotAskedError("this was answered already, or taken back")
    if yes:
        _pass_on(locked, waiting.handover, author=author_of(runner), asked_by="clinic", now=now)
    else:
        declined = waiting.asked == BY_CLINIC
        _settle(waiting.handover, Handover.Answer.DECLINED if declined else Handover.Answer.TAKEN_BACK, now)


def _settle(handover: Handover, answer: Handover.Answer, now: datetime) -> None:
    Handover.objects.filter(pk=handover.pk).update(settled_at=now, answer=answer)


def _pass_on(
    locked: Programme, handover: Handover, *, author: str, asked_by: Literal["clinic", "runner"], now: datetime
) -> None:
    """Let the clinic of *handover* steer: an entry of the diary, and of the record of both clinics. What stands of the
    clinic before goes on; the message that stood beside it ends.
    """
    before, after = steering_share(locked), Share.objects.select_related("client__therapist").get(pk=handover.to_id)
    Share.objects.filter(programme=locked, until__isnull=True, steers=True).update(steers=False)
    Share.objects.filter(pk=after.pk).update(steers=True)
    Assignment.objects.filter(programme=locked).update(message="")
    _settle(handover, Handover.Answer.ACCEPTED, now)
    record(programme=locked, entry=Entry(uuid4(), HandedOver(asked_by), now), author=author, now=now)
    noted = [(share, what) for share, what in ((before, "steers no more"), (after, "steers from here on")) if share]
    for share, what in sorted(noted, key=lambda one: one[0].clinic_id):  # each locks its clinic, always in one order
        note(member=share.client.therapist, what=what, about=share.client.key, now=now)
