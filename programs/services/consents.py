"""That facts of health may be kept: said, and taken back as easily."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from programs.models import Consent, Runner
from programs.selectors.programmes import following
from programs.services.diary import Entry, record
from programs.services.joining import CONSENT_VERSION, author_of
from rehab.events import Paused


@transaction.atomic
def agree(*, runner: Runner, now: datetime) -> None:
    """Keep that *runner* agrees to the present text; nothing new where a yes stands."""
    if not runner.consents.filter(withdrawn_at__isnull=True).exists():
        Consent.objects.create(runner=runner, text_version=CONSENT_VERSION, given_at=now)


@transaction.atomic
def withdraw(*, runner: Runner, now: datetime) -> None:
    """Take the yes back: the running programme waits from now on, and its diary takes no entry without another yes."""
    for programme in runner.programmes.filter(ended_on__isnull=True):
        if (
            runner.consents.filter(withdrawn_at__isnull=True).exists()
            and not following(programme, now).today.now.paused
        ):
            record(programme=programme, entry=Entry(uuid4(), Paused(), now), author=author_of(runner), now=now)
    runner.consents.filter(withdrawn_at__isnull=True).update(withdrawn_at=now)
