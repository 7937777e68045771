"""Jobs of papers, for whoever asked for them and for nobody else."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from programs.models import Assignment, Membership, PrintJob, PrintOrder, PrintStack


def job_seen_by(member: Membership, key: UUID) -> PrintJob | None:
    """The job of that key, for *member*, who asked for it; None for everybody else, as for a key that nobody has."""
    return PrintJob.objects.filter(key=key, member=member, clinic_id=member.clinic_id).first()


def stack_seen_by(member: Membership, key: UUID, number: int) -> PrintStack | None:
    """The stack of that *number* in a job of *member*'s; None while it is not made, and once somebody in it may not be
    seen by the clinic any more: discharged, over, shared no longer, erased.
    """
    job = job_seen_by(member, key)
    stack = job.stacks.filter(number=number).first() if job else None
    return stack if stack is not None and is_open(stack, member) else None


def is_open(stack: PrintStack, member: Membership) -> bool:
    """Whether all whose papers lie in *stack* may be seen by *member* as it shows them."""
    return _seen(stack, member).count() == stack.papers


def _seen(stack: PrintStack, member: Membership) -> QuerySet[PrintOrder]:
    given = Assignment.objects.filter(client=OuterRef("client"), ended_at__isnull=True)
    first_care = Q(programme__isnull=True) & Exists(given.filter(programme__isnull=True))
    shared = Exists(
        given.filter(
            programme=OuterRef("programme"),
            programme__ended_on__isnull=True,
            programme__shares__clinic_id=member.clinic_id,
            programme__shares__until__isnull=True,
        )
    )
    clients = PrintOrder.objects.filter(client__clinic_id=member.clinic_id, client__discharged_at__isnull=True)
    return clients.filter(first_care | shared, stack=stack)


def orders_open(job: PrintJob) -> QuerySet[PrintOrder]:
    """What *job* still has to make, in its order."""
    found = job.orders.filter(stack__isnull=True, why="")
    return found.select_related("client__clinic").order_by("place")


def orders_refused(job: PrintJob) -> QuerySet[PrintOrder]:
    """Clients of *job* without a paper, each with why."""
    return job.orders.exclude(why="").select_related("client").order_by("place")
