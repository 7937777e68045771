"""A runner's coming days for the calendar program that holds their link: no sign-in, no cookie, 404 without the link.

Read at the first request for one; `programs/web/urls.py` lets it be read and nothing else.
"""

from datetime import datetime
from hashlib import sha256
from math import ceil
from uuid import uuid5

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from programs.interchange.calendars import Line, Sheet, calendar_as_bytes
from programs.models import Calendar
from programs.notices.appointments import calendar_name, text_of, title_of
from programs.selectors.calendars import held_by, linked_calendar
from programs.services.limits import caller_of, seconds_left
from programs.services.links import whole_address
from programs.services.reminders import clock_of
from programs.web.errors import too_many

# Asked about each time, and then mostly answered with 304.
ASKED_EACH_TIME = "private, no-cache"


def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar that *token* opens; 304 for whoever has it as it is."""
    calendar, now = linked_calendar(token), timezone.now()
    if wait := _seconds_to_wait(request, calendar, now):
        return too_many(request, seconds=ceil(wait))
    if calendar is None:
        raise Http404
    content = calendar_as_bytes(sheet_of(calendar, now))
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="calendar.ics"'
    answer["Cache-Control"] = ASKED_EACH_TIME
    answer["ETag"] = tag = quote_etag(sha256(content).hexdigest()[:32])
    return get_conditional_response(request, etag=tag, response=answer) or answer


def _seconds_to_wait(request: HttpRequest, calendar: Calendar | None, now: datetime) -> float:
    """The services of large calendar houses ask for many people from one address: a link is counted by itself, and an
    address only for links that open nothing.
    """
    who = calendar.key.hex if calendar else caller_of(request)
    return seconds_left(who, kind="calendar", allowed=settings.CALENDARS_PER_MINUTE, now=now.timestamp())


def sheet_of(calendar: Calendar, now: datetime) -> Sheet:
    """What *calendar* holds at *now*, in words."""
    held, opens = held_by(calendar, clock_of(calendar.programme), now), whole_address(reverse("today"))
    lines = (
        Line(
            uid=str(uuid5(calendar.key, shown.date.isoformat())),
            on=shown.date,
            starts=shown.starts,
            zone=shown.zone,
            minutes=shown.length,
            title=title_of(shown),
            text=text_of(shown, opens=opens),
        )
        for shown in held.appointments
    )
    return Sheet(calendar_name(), tuple(lines), opens, held.sequence, held.stamp)
