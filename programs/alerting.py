"""Mails what is owed about clinics: to their people, that a client's entry wants a look, and to runners, that a clinic
has closed. Beside `programs.post`, between doors and services.

A mail is claimed before it is sent and settled after it, as a reminder is; one that fails holds up no other.
"""

import logging
import smtplib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse

from programs.models import Alert, Parting
from programs.notices.alert import alert_mail
from programs.notices.parting import Parted, parting_mail
from programs.selectors.programmes import zone_at
from programs.services.links import whole_address
from programs.services.partings import claim_parting, owed_partings, put_off_parting, settle_parting
from programs.services.standings import claim_alert, owed_alerts, put_off_alert, settle_alert

logger = logging.getLogger(__name__)
PERMANENT = range(500, 600)
Clock = Callable[[], datetime]


def send_alerts(*, clock: Clock) -> int:
    """Send every mail that may be tried now, warning signs first; how many were sent. Run twice at once, each is sent
    by one of the two.
    """
    alerts = owed_alerts(now=clock())
    sent = sum(_alerted(alert, clock) for alert in alerts if claim_alert(alert, now=clock()))
    partings = owed_partings(now=clock())
    return sent + sum(_parted(parting, clock) for parting in partings if claim_parting(parting, now=clock()))


def _alerted(alert: Alert, clock: Clock) -> bool:
    user = alert.member.user
    if user is None or not user.is_active or alert.member.until is not None:
        settle_alert(alert, now=clock(), why="works there no more")
        return False
    opens = whole_address(reverse("desk"))
    mail = alert_mail(
        key=alert.key, to=user.email, sender=settings.DEFAULT_FROM_EMAIL, opens=opens, host=_host_of(opens)
    )
    return _sent(
        mail,
        f"Alert {alert.pk}",
        settle=lambda why: settle_alert(alert, now=clock(), why=why),
        put_off=lambda why: put_off_alert(alert, why, now=clock()),
    )


def _parted(parting: Parting, clock: Clock) -> bool:
    share = parting.share
    runner = share.programme.runner
    if runner is None or runner.user is None or not runner.user.is_active:
        settle_parting(parting, now=clock(), why="no account any more")
        return False
    until = share.until or parting.made_at
    zone, today = zone_at(share.programme, until), whole_address(reverse("today"))
    told = Parted(
        clinic=share.clinic.name,
        since=(share.agreed_at or share.since).astimezone(zone).date(),
        until=until.astimezone(zone).date(),
        years=share.clinic.kept_years,
        today=today,
        data=whole_address(reverse("data")),
    )
    sender = settings.DEFAULT_FROM_EMAIL
    mail = parting_mail(told, key=parting.key, to=runner.user.email, sender=sender, host=_host_of(today))
    return _sent(
        mail,
        f"Parting {parting.pk}",
        settle=lambda why: settle_parting(parting, now=clock(), why=why),
        put_off=lambda why: put_off_parting(parting, why, now=clock()),
    )


def _host_of(address: str) -> str:
    return urlsplit(address).hostname or "localhost"


def _sent(mail: EmailMessage, name: str, *, settle: Callable[[str], None], put_off: Callable[[str], None]) -> bool:
    """Hand *mail* over; then it is settled, for good too where it was refused so, and else put off with the reason."""
    connection = get_connection()
    try:
        connection.send_messages([mail])
    except smtplib.SMTPResponseException as answer:
        _note_answer(name, answer.smtp_code, f"{answer.smtp_code} {answer.smtp_error!r}", settle, put_off)
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        _note_answer(name, code, f"{code} {said!r}", settle, put_off)
    except (OSError, smtplib.SMTPException) as failure:
        put_off(f"{type(failure).__name__}: {failure}")
    else:
        settle("")
        return True
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()
    return False


def _note_answer(
    name: str, code: int, said: str, settle: Callable[[str], None], put_off: Callable[[str], None]
) -> None:
    if code in PERMANENT:
        logger.error("%s was refused for good", name)
        settle(said)
    else:
        put_off(said)
