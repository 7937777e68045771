"""Takes push messages to phones, many at once: what holds one up for seconds holds up nobody else."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime, timedelta
from enum import Enum
from urllib.parse import urlsplit

import msgspec
from django.conf import settings
from django.urls import reverse

from programs.models import Delivery, PushSubscription
from programs.notices.push import Push, Sender, Subscription, letter_of
from programs.notices.reaching import Answer, Letter, Reach, UnreachableError, post
from programs.notices.words import Facts, Words, page_of, words_of
from programs.selectors.push import asked_phones
from programs.selectors.reminders import settings_of
from programs.services import deliveries
from programs.services.push import note_given_up, note_gone, note_taken
from programs.services.reminders import LATE, clock_of
from rehab.reminding import Occasion, worth_until

AT_ONCE = 16
# A service that let so many wait in one round is asked no more in it.
MOST_TIMEOUTS = 3
TAKEN, GONE, ASK_LATER = range(200, 300), (404, 410), (408, 425, 429, *range(500, 600))


class Became(Enum):
    """What became of a message to one phone."""

    TAKEN = "taken"
    GONE = "gone"
    REFUSED = "refused"
    LATER = "later"


class Message(msgspec.Struct, frozen=True):
    """What a phone is told: *says*, which delivery it is (*key*), the path it *opens*, for how many *seconds* it is
    worth reading.
    """

    phone: PushSubscription
    says: Words
    key: str
    opens: str
    seconds: int


class Outcome(msgspec.Struct, frozen=True):
    """What *became* of a *message*, what its service *said*, and how long that wants to be left alone."""

    message: Message
    became: Became
    said: str
    wait: timedelta = timedelta(0)


def push_all(ready: Iterable[tuple[Delivery, Facts]], *, clock: Callable[[], datetime], reach: Reach) -> Iterator[bool]:
    """Send what is *ready* to all its phones at once, and note each delivery as soon as the last of its phones is
    answered for: True for one that was taken.
    """
    owed, messages = {}, []
    for delivery, facts in ready:
        mine = _messages(delivery, facts, clock())
        if not mine:  # all removed since it was owed
            deliveries.note_given_up(delivery, "", now=clock())
            yield False
        owed[str(delivery.key)] = (delivery, facts.occasion, len(mine), list[Outcome]())
        messages += mine
    for outcome in push(messages, now=clock(), reach=reach):
        delivery, occasion, many, found = owed[outcome.message.key]
        found.append(outcome)
        if len(found) == many:
            yield _note(delivery, occasion, found, clock())


def _messages(delivery: Delivery, facts: Facts, now: datetime) -> list[Message]:
    programme, wanted = delivery.programme, settings_of(delivery.programme)
    assert programme.runner is not None, "what is decided has a runner"
    until = worth_until(
        clock_of(programme),
        delivery.due_at,
        lasts=LATE,
        quiet_from=wanted.quiet_from,
        quiet_until=wanted.quiet_until,
    )
    seconds = max(0, int((until - now).total_seconds()))
    return messages_to(asked_phones(programme.runner), facts, key=str(delivery.key), seconds=seconds)


def messages_to(phones: Iterable[PushSubscription], facts: Facts, *, key: str, seconds: int) -> list[Message]:
    """What each of *phones* is told of *facts*."""
    says, opens = words_of(facts), reverse(page_of(facts.occasion))
    return [Message(phone, says, key, opens, seconds) for phone in phones]


def _note(delivery: Delivery, occasion: Occasion, found: list[Outcome], now: datetime) -> bool:
    """Sent where one phone took it: that one is enough. Else tried again while a service may yet take it, else mail
    stands in.
    """
    became = {outcome.became for outcome in found}
    said = "; ".join(f"{outcome.message.phone.name}: {outcome.said}" for outcome in found)
    is_sent = Became.TAKEN in became
    if is_sent:
        deliveries.note_sent(delivery, occasion, now=now)
    elif Became.LATER in became:
        deliveries.note_failed(delivery, said, now=now, wait=max(outcome.wait for outcome in found))
    else:
        deliveries.note_given_up(delivery, said, now=now)
    is_over = is_sent or deliveries.is_given_up(delivery)
    for outcome in found:
        note(outcome, is_last_try=is_over, now=now)
    return is_sent


def push(messages: Sequence[Message], *, now: datetime, reach: Reach) -> Iterator[Outcome]:
    """Send *messages*, and tell what became of each as soon as that is known. Touches no row."""
    slow: Counter[str] = Counter()
    with ThreadPoolExecutor(max(1, min(AT_ONCE, len(messages)))) as pool:
        running = {pool.submit(_post, message, now, reach, slow): message for message in messages}
        for done in as_completed(running):
            yield _outcome(running[done], done.result())


def note(outcome: Outcome, *, is_last_try: bool, now: datetime) -> None:
    """Keep what *outcome* says of its phone; one that may take it yet is only blamed when this was the last try."""
    phone = outcome.message.phone
    if outcome.became is Became.TAKEN:
        note_taken(phone, now=now)
    elif outcome.became is Became.GONE:
        note_gone(phone)
    elif outcome.became is Became.REFUSED or is_last_try:
        note_given_up(phone, outcome.said)


def sender() -> Sender:
    """This house, as push services know it."""
    return Sender(settings.VAPID_PRIVATE_KEY, _contact())


def _letter(message: Message, now: datetime) -> Letter:
    phone = message.phone
    to = Subscription(phone.endpoint, phone.key, phone.secret)
    said = Push(message.says, message.key, message.opens)
    return letter_of(said, to, sender(), now=int(now.timestamp()), seconds=message.seconds)


def _contact() -> str:
    """How a push service reaches whoever runs this house: as they wrote it, or the house itself."""
    contact: str = settings.OPERATOR_CONTACT
    if contact.startswith("https://"):
        return contact
    return f"mailto:{contact}" if "@" in contact and " " not in contact else settings.BASE_URL


def _post(message: Message, now: datetime, reach: Reach, slow: Counter[str]) -> Answer | OSError:
    """What was answered, or why nothing was; in a thread of its own, which touches no row."""
    host = urlsplit(message.phone.endpoint).netloc
    if slow[host] >= MOST_TIMEOUTS:
        return TimeoutError("its service does not answer")
    try:
        return post(_letter(message, now), reach)
    except OSError as fault:
        slow[host] += isinstance(fault, TimeoutError)
        return fault
    except ValueError:
        return UnreachableError("what it told of itself cannot be read")


def _outcome(message: Message, answer: Answer | OSError) -> Outcome:
    if isinstance(answer, UnreachableError):
        return Outcome(message, Became.REFUSED, str(answer))
    if isinstance(answer, OSError):
        return Outcome(message, Became.LATER, str(answer))
    if answer.status in TAKEN:
        return Outcome(message, Became.TAKEN, answer.said)
    if answer.status in GONE:
        return Outcome(message, Became.GONE, answer.said)
    became = Became.LATER if answer.status in ASK_LATER else Became.REFUSED
    return Outcome(message, became, answer.said, timedelta(seconds=answer.wait))
