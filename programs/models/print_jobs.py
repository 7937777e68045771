"""Papers of many clients that a worker makes while nobody waits: what was asked for, how far it is, what came of it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models.clinics import Client, Clinic, Membership
from programs.models.following import Programme


class PrintJob(models.Model):
    """That *member* asked for the papers of many clients, on paper of that *size*. It is owed until *settled_at*.

    *try_at* is when a worker may take it, later by a lease while one holds it by its *claim*. *why* says of a job that
    was given up what went wrong last.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="print_jobs", verbose_name=_("clinic"))
    member = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="print_jobs", verbose_name=_("asked by")
    )
    size = models.CharField(_("size of the paper"), max_length=10)
    large_print = models.BooleanField(_("large print"), default=False)
    made_at = models.DateTimeField(_("asked for"))
    try_at = models.DateTimeField(_("to be tried"))
    claim = models.UUIDField(_("claim"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    drawn = models.PositiveSmallIntegerField(_("papers looked at so far"), default=0)
    settled_at = models.DateTimeField(_("settled"), null=True)
    why = models.CharField(_("why not"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("job of papers")
        verbose_name_plural = _("jobs of papers")
        ordering = ["made_at", "pk"]
        indexes = [
            models.Index(fields=["try_at"], condition=Q(settled_at__isnull=True), name="print_jobs_owed"),
        ]

    def __str__(self) -> str:
        return f"papers asked for on {self.made_at:%Y-%m-%d}"


class PrintStack(models.Model):
    """So many *papers* of *job* in one file: *data* is the PDF, *number* its place among the stacks, from 1. It holds
    links that open clients' plans, so it is gone with its job after a day, and no backup has it.
    """

    job = models.ForeignKey(PrintJob, on_delete=models.CASCADE, related_name="stacks", verbose_name=_("job"))
    number = models.PositiveSmallIntegerField(_("number"))
    papers = models.PositiveSmallIntegerField(_("papers"))
    data = models.BinaryField(_("PDF"))

    class Meta:
        verbose_name = _("stack of papers")
        verbose_name_plural = _("stacks of papers")
        ordering = ["job", "number"]
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="stacks_are_numbered")]

    def __str__(self) -> str:
        return f"stack {self.number}"


class PrintOrder(models.Model):
    """One client's paper in a *job*, in the *place* it was asked for. Made, it lies in a *stack*, and *programme* is
    what it shows, None for first care alone; not made, *why* says the reason by its id.
    """

    job = models.ForeignKey(PrintJob, on_delete=models.CASCADE, related_name="orders", verbose_name=_("job"))
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+", verbose_name=_("client"))
    place = models.PositiveSmallIntegerField(_("place"))
    stack = models.ForeignKey(
        PrintStack, on_delete=models.CASCADE, related_name="orders", verbose_name=_("stack"), null=True
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="+", verbose_name=_("programme"), null=True
    )
    why = models.CharField(_("why not"), max_length=20, blank=True, default="")

    class Meta:
        verbose_name = _("paper asked for")
        verbose_name_plural = _("papers asked for")
        ordering = ["job", "place"]
        constraints = [models.UniqueConstraint(fields=["job", "client"], name="one_paper_of_a_client_in_a_job")]

    def __str__(self) -> str:
        return f"paper {self.place}"
