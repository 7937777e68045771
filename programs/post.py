"""Takes deliveries that are owed to their channels: claimed, decided by the diary as it stands, sent, noted.

Between the doors and the services: beat's tasks, the command for cron and "send me one now" all come by here.
"""

import logging
import smtplib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import msgspec
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from programs.deciding import decided, facts_of
from programs.models import Delivery, Programme
from programs.models.reminders import EMAIL, PUSH
from programs.notices.mail import Envelope, message_of
from programs.notices.reaching import PUBLIC, Reach
from programs.notices.words import Facts, page_of, words_of
from programs.pushing import Became, Outcome, messages_to, note, push, push_all
from programs.selectors.owed import Held
from programs.selectors.people import standing_consent
from programs.selectors.programmes import Following
from programs.selectors.push import is_offered, phones_of
from programs.services import deliveries
from programs.services.links import whole_address
from programs.services.reminders import LATE, owe_due
from rehab.reminding import Cause, Occasion, Silence, Skipped, occasion_of

logger = logging.getLogger(__name__)

# What one worker claims at a time, over one connection to the mail server.
CLAIMED_AT_ONCE = 50
# No mail is decided by what was read longer ago: see decision 0046.
FRESH = timedelta(seconds=2)
MOST_AT_ONCE = 20_000
PERMANENT = range(500, 600)
NO_PLAN_TO_TRAIN_BY = (Skipped.PAUSED, Skipped.ENDED, Skipped.STOPPED)


class Tally(msgspec.Struct):
    """What became of the deliveries of one round."""

    sent: int = 0
    skipped: int = 0
    failed: int = 0

    def add(self, other: "Tally") -> None:
        """Count *other* in."""
        self.sent += other.sent
        self.skipped += other.skipped
        self.failed += other.failed


def sweep(*, now: datetime) -> list[list[int]]:
    """Owe what is due, rescue what died with its worker, and tell what may be tried now, in batches for workers."""
    deliveries.rescue_claimed(now=now)
    while owe_due(now=now):
        pass
    batches = []
    for channel in (PUSH, EMAIL):  # apart, so that neither waits for the other's servers
        ready = deliveries.ready_to_try(now=now, most=MOST_AT_ONCE, channel=channel)
        batches += [ready[start : start + CLAIMED_AT_ONCE] for start in range(0, len(ready), CLAIMED_AT_ONCE)]
    return batches


def deliver(among: Iterable[int], *, clock: Callable[[], datetime], reach: Reach = PUBLIC) -> Tally:
    """Send those deliveries *among* that are still owed, mail over one connection and pushes no further than *reach*;
    whatever happens to one is noted with it and holds up no other.
    """
    claimed = deliveries.claim_owed(now=clock(), most=CLAIMED_AT_ONCE, among=among)
    tally = _push([delivery for delivery in claimed if delivery.channel == PUSH], clock, reach)
    connection = get_connection()
    for held in _as_they_stand([delivery for delivery in claimed if delivery.channel == EMAIL], clock):
        tally.add(_deliver_one(held, connection, clock))
    _hang_up(connection)
    return tally


def _as_they_stand(claimed: Sequence[Delivery], clock: Callable[[], datetime]) -> Iterator[Held]:
    """Each of *claimed* whose claim holds, as rows and diaries stood no longer than FRESH before it is handed out.
    What is left by then is read anew, and stays claimed.
    """
    while claimed:
        read_at = clock()
        left = deque(deliveries.keep_claims(claimed, now=read_at))
        while left:
            yield left.popleft()
            if not read_at <= clock() < read_at + FRESH:
                break
        claimed = [held.delivery for held in left]


def _push(claimed: Sequence[Delivery], clock: Callable[[], datetime], reach: Reach) -> Tally:
    tally, ready = Tally(), []
    for held in _as_they_stand(claimed, clock):
        delivery, now = held.delivery, clock()
        try:
            found = decided(held, now)
        except Exception as failure:
            logger.exception("Delivery %s could not be made", delivery.pk)
            deliveries.note_failed(delivery, type(failure).__name__, now=now)
            tally.failed += 1
            continue
        if isinstance(found, Skipped):
            deliveries.note_skipped(delivery, found, now=now)
            tally.skipped += 1
        else:
            ready.append((delivery, found))
    for is_sent in push_all(ready, clock=clock, reach=reach):
        tally.add(Tally(sent=1) if is_sent else Tally(failed=1))
    return tally


def _deliver_one(held: Held, connection: BaseEmailBackend, clock: Callable[[], datetime]) -> Tally:
    delivery, now = held.delivery, clock()
    try:
        found = decided(held, now)
        if isinstance(found, Skipped):
            deliveries.note_skipped(delivery, found, now=now)
            return Tally(skipped=1)
        _send(found, delivery.programme, delivery.key, connection)
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        _note_answer(delivery, code, said, clock())
    except smtplib.SMTPResponseException as answer:
        _hang_up(connection)
        _note_answer(delivery, answer.smtp_code, answer.smtp_error, clock())
    except (OSError, smtplib.SMTPException) as failure:
        _hang_up(connection)
        deliveries.note_failed(delivery, f"{type(failure).__name__}: {failure}", now=clock())
    except Exception as failure:
        # A diary that cannot be read, an address that fits into no mail: it keeps nobody else from their reminder.
        logger.exception("Delivery %s could not be made", delivery.pk)
        deliveries.note_failed(delivery, type(failure).__name__, now=clock())
    else:
        deliveries.note_sent(delivery, found.occasion, now=clock())
        return Tally(sent=1)
    return Tally(failed=1)


def _note_answer(delivery: Delivery, code: int, said: bytes | str, now: datetime) -> None:
    text = f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
    note = deliveries.note_refused if code in PERMANENT else deliveries.note_failed
    note(delivery, text, now=now)


def kept_back(found: Following) -> Skipped | None:
    """Why the runner of *found* is sent nothing now, though they ask for it: no plan of today is to be trained by."""
    runner = found.programme.runner
    if runner is None or standing_consent(runner) is None:
        return Skipped.WITHDRAWN
    occasion = occasion_of(Cause.DAILY, found.today, Silence(0), rest_days=True)
    return occasion if isinstance(occasion, Skipped) and occasion in NO_PLAN_TO_TRAIN_BY else None


def push_one_now(found: Following, now: datetime, reach: Reach = PUBLIC) -> list[Outcome]:
    """Send all phones of *found*'s runner what today's reminder says, and tell what came of it, phone by phone; none
    where nothing is pushed. One that had failed and takes it is asked again from then on.
    """
    assert found.programme.runner is not None, "whoever asks for one is the runner"
    phones = phones_of(found.programme.runner) if is_offered() else ()
    facts, seconds = facts_of(found, Occasion.DAILY), int(LATE.total_seconds())
    messages = messages_to(phones, facts, key=str(uuid4()), seconds=seconds)
    outcomes = list(push(messages, now=now, reach=reach))
    for outcome in outcomes:
        if outcome.became in (Became.TAKEN, Became.GONE):
            note(outcome, is_last_try=False, now=now)
    return outcomes


def send_one_now(found: Following) -> str:
    """Send the runner of *found* what today's reminder says, and tell what came of it: "" where the mail was taken,
    else what the other side said.
    """
    connection = get_connection()
    try:
        _send(facts_of(found, Occasion.DAILY), found.programme, uuid4(), connection)
    except (OSError, smtplib.SMTPException) as failure:
        return f"{type(failure).__name__}: {failure}"
    finally:
        _hang_up(connection)
    return ""


def _send(facts: Facts, programme: Programme, key: UUID, connection: BaseEmailBackend) -> None:
    if isinstance(connection, SmtpBackend):
        connection.open()  # once; without it each message would have a connection of its own
    connection.send_messages([mail_of(facts, programme, key)])


def mail_of(facts: Facts, programme: Programme, key: UUID) -> EmailMessage:
    """*facts* as a mail to the runner of *programme*, who has an account; the same *key* makes the same Message-ID."""
    user = programme.runner.user if programme.runner else None
    assert user is not None, "who has no account has no mailbox"
    envelope = Envelope(
        key=key,
        to=user.email,
        sender=settings.DEFAULT_FROM_EMAIL,
        opens=whole_address(reverse(page_of(facts.occasion))),
        stops=whole_address(reverse("stop", args=[stop_token(programme)])),
        settings=whole_address(f"{reverse('settings')}#reminders"),
        host=urlsplit(whole_address("/")).hostname or "localhost",
        operator=settings.OPERATOR_NAME,
    )
    return message_of(words_of(facts), envelope)


def _hang_up(connection: BaseEmailBackend) -> None:
    """Close *connection*; whatever is wrong with it has been noted with the message it happened to."""
    with suppress(OSError, smtplib.SMTPException):
        connection.close()


def stop_token(programme: Programme) -> str:
    """What stops the reminders of *programme* for whoever holds it, and does nothing else: signed, kept nowhere."""
    return _signer().sign(programme.key.hex)


def programme_stopped_by(token: str) -> Programme | None:
    """The programme whose reminders *token* stops; None for a token that was not made here."""
    try:
        key = UUID(_signer().unsign(token))
    except (BadSignature, ValueError):
        return None
    return Programme.objects.filter(key=key).first()


def _signer() -> Signer:
    return Signer(salt="strideback.stop", sep=".")


def send_everything_due(*, clock: Callable[[], datetime], reach: Reach = PUBLIC) -> Tally:
    """One sweep and all it brings, here and now, the mail that stands in for a push included: for cron, and for hosts
    without a worker.
    """
    tally = Tally()
    for _ in range(2):
        for batch in sweep(now=clock()):
            tally.add(deliver(batch, clock=clock, reach=reach))
    return tally
