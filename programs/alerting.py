"""Mails what clinics are owed: that a client's entry wants a look. Beside `programs.post`, between doors and services.

An alert is claimed before it is sent and settled after it, as a reminder is; one that fails holds up no other.
"""

import logging
import smtplib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.urls import reverse

from programs.models import Alert
from programs.notices.alert import alert_mail
from programs.services.links import whole_address
from programs.services.standings import claim_alert, owed_alerts, put_off_alert, settle_alert

logger = logging.getLogger(__name__)
PERMANENT = range(500, 600)


def send_alerts(*, clock: Callable[[], datetime]) -> int:
    """Send every alert that may be tried now; how many were sent. Run twice at once, each is sent by one of the two."""
    owed = owed_alerts(now=clock())
    return sum(_sent(alert, clock) for alert in owed if claim_alert(alert, now=clock()))


def _sent(alert: Alert, clock: Callable[[], datetime]) -> bool:
    user = alert.member.user
    if user is None or not user.is_active or alert.member.until is not None:
        settle_alert(alert, now=clock(), why="works there no more")
        return False
    connection = get_connection()
    opens = whole_address(reverse("desk"))
    mail = alert_mail(
        key=alert.key,
        to=user.email,
        sender=settings.DEFAULT_FROM_EMAIL,
        opens=opens,
        host=urlsplit(opens).hostname or "localhost",
    )
    try:
        connection.send_messages([mail])
    except smtplib.SMTPResponseException as answer:
        _note_answer(alert, answer.smtp_code, f"{answer.smtp_code} {answer.smtp_error!r}", clock)
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        _note_answer(alert, code, f"{code} {said!r}", clock)
    except (OSError, smtplib.SMTPException) as failure:
        put_off_alert(alert, f"{type(failure).__name__}: {failure}", now=clock())
    else:
        settle_alert(alert, now=clock())
        return True
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()
    return False


def _note_answer(alert: Alert, code: int, said: str, clock: Callable[[], datetime]) -> None:
    if code in PERMANENT:
        logger.error("Alert %s was refused for good", alert.pk)
        settle_alert(alert, now=clock(), why=said)
    else:
        put_off_alert(alert, said, now=clock())
