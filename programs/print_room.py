"""Makes the papers that clinics are owed, stack by stack. Beside `programs.post`, between doors and services.

A job is claimed before anything is drawn, and the claim is held from paper to paper; what a worker leaves that dies is
taken up by the next one, from the first stack that was not kept.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from django.urls import reverse

from programs.client_papers import Unprintable, printable_of, sheet_of
from programs.handouts.stack import week_stack
from programs.handouts.week_paper import WeekPaper
from programs.models import PrintJob, PrintOrder
from programs.selectors.print_jobs import orders_open
from programs.services.clinics import new_token
from programs.services.links import whole_address
from programs.services.print_jobs import (
    Drawn,
    LostClaimError,
    claim_job,
    keep_stack,
    put_off_job,
    renew_claim,
    settle_job,
)

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]
# Papers in one file: what a printer's tray holds, and what a worker may lose.
PAPERS_A_STACK = 50


def print_owed(*, clock: Clock) -> int:
    """Make the papers of every job that may be taken now; how many jobs were finished. Run twice at once, each job is
    made by one of the two. One that fails is put off, named in the log, and keeps no other from its turn.
    """
    finished = 0
    while (job := claim_job(now=clock())) is not None:
        try:
            _print(job, clock)
        except LostClaimError:
            logger.warning("Papers %s were taken over by another worker", job.pk)
        except Exception as failure:
            logger.exception("Papers %s could not be made", job.pk)
            put_off_job(job, type(failure).__name__, now=clock())
        else:
            finished += 1
    return finished


def _print(job: PrintJob, clock: Clock) -> None:
    orders = list(orders_open(job))
    before = job.orders.count() - len(orders)
    for first in range(0, len(orders), PAPERS_A_STACK):
        stack = _Stack(job, orders[first : first + PAPERS_A_STACK], before + first)
        pdf = week_stack(stack.papers(clock), size=job.size, large_print=job.large_print)
        keep_stack(job=job, pdf=pdf, drawn=stack.drawn, refused=stack.refused, now=clock())
    settle_job(job, now=clock())


class _Stack:
    """The papers of some *orders* of *job*, so many others lying *before* them: what is *drawn* and what is *refused*
    is known once all `papers` were taken.
    """

    def __init__(self, job: PrintJob, orders: Sequence[PrintOrder], before: int) -> None:
        self._job, self._orders, self._before = job, orders, before
        self.drawn: list[Drawn] = []
        self.refused: dict[int, str] = {}

    def papers(self, clock: Clock) -> Iterator[WeekPaper]:
        """One after the other, each as its client stands at that moment; the claim is held meanwhile."""
        member = self._job.member
        for number, order in enumerate(self._orders, self._before + 1):
            found = printable_of(member, order.client, clock())
            if isinstance(found, Unprintable):
                self.refused[order.pk] = found.value
            else:
                token = new_token()
                programme = found.programme.pk if found.programme else None
                self.drawn.append(Drawn(order, programme, token))
                address = whole_address(reverse("go", args=[token]))
                yield sheet_of(found, member=member, client=order.client, address=address)
            renew_claim(self._job, drawn=number, now=clock())
