"""A job of papers in words: how far it is, what lies in which file, and who has none and why."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from programs.client_papers import Unprintable
from programs.models import PrintJob, PrintOrder, PrintStack


def job_shown(
    job: PrintJob, stacks: Sequence[tuple[PrintStack, bool]], refused: Sequence[PrintOrder]
) -> dict[str, Any]:
    """What the page of *job* shows: its *stacks*, each with whether it may be opened, and whom it *refused*."""
    total = job.orders.count()
    words = _words()
    return {
        "total": total,
        "drawn": min(job.drawn, total),
        "is_waiting": job.settled_at is None,
        "is_given_up": job.settled_at is not None and job.orders.filter(stack__isnull=True, why="").exists(),
        "stacks": stacks,
        "refused": [(order.client, words[Unprintable(order.why)]) for order in refused],
    }


def _words() -> dict[Unprintable, str]:
    return {
        Unprintable.NOTHING: _("Nothing is assigned now."),
        Unprintable.PRIVATE: _("The programme is over, or is shared no longer."),
        Unprintable.READ: _("Your clinic reads this plan: papers of it come from the one that steers."),
        Unprintable.SIGN: _("A warning sign stands: their page says where to go."),
        Unprintable.PAUSED: _("The plan is paused or ended: there is no week ahead."),
    }
