"""The whole check, done again by somebody who follows a programme: its answers become facts of the diary."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from programs.models import Programme
from programs.models.checks import Check
from programs.selectors.checks import current, standing
from programs.services.diary import Entry, record
from rehab.events import Regraded, Screened
from rehab.vocabulary import Route


@transaction.atomic
def carry_over(*, programme: Programme, check: Check, author: str, now: datetime) -> None:
    """Tell the diary of *programme* what *check* has heard. Answers that send somebody away count at once; the whole
    check with its grade once every screen of it is answered. A grade may only rise by it.
    """
    stands = standing(check, now, whole=True)
    assessed, done = stands.assessment, current(stands) is None and stands.no_plan is None
    # An answer about the grade can send somebody away without a sign being ticked.
    route = stands.no_plan.route if stands.no_plan else assessed.route
    waits = route.stops or assessed.lock.stops_rises
    screened = Screened(
        flags=check.flags,
        route=route if waits else Route.PROCEED,
        lock=assessed.lock,
        barred=assessed.barred,
        never=assessed.never,
        full=done,
    )
    record(programme=programme, entry=Entry(uuid4(), screened, now), author=author, now=now)
    if done and stands.grade is not None:
        graded = Regraded(int(stands.grade))
        record(programme=programme, entry=Entry(uuid4(), graded, now), author=author, now=now)
