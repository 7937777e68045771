"""What a clinic's list shows of each client's programme, how a member likes the list, and whom a warning sign was
mailed to.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.clinics import Client, Clinic, Membership
from programs.models.following import Programme


class Standing(models.Model):
    """Where *programme* stands in the list of a *clinic* that sees it: its *place* there, *since* when, on the day
    *on*, once for each such clinic. Written with each entry and at each midnight, so that reading a list folds nothing;
    *triage* is the whole of it, a `rehab.triage.Triage`, in the shape *form*. It can always be made again from the
    diary.

    *told_on* is the day of the last word of the leg, or of joining where there was none yet. *clinic* is that of the
    *client*, who never moves to another: it stands here so that one index leads through a list.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="standings", verbose_name=_("programme")
    )
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="standings", verbose_name=_("clinic"))
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="standings", verbose_name=_("client"))
    place = models.PositiveSmallIntegerField(_("place"))
    since = models.DateField(_("there since"))
    on = models.DateField(_("day"))
    phase = models.PositiveSmallIntegerField(_("phase"))
    told_on = models.DateField(_("last word on"))
    triage = models.JSONField(_("what is shown"))
    form = models.CharField(_("shape of what is shown"), max_length=10)
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [models.UniqueConstraint(fields=["programme", "clinic"], name="one_standing_at_a_clinic")]
        indexes = [
            models.Index(fields=["clinic", "place", "since", "id"], name="standings_worst_first"),
            models.Index(fields=["clinic", "told_on", "id"], name="standings_by_last_word"),
        ]

    def __str__(self) -> str:
        return f"standing of {self.programme_id} on {self.on}"


class SavedView(models.Model):
    """How *member* likes their clinic's list to open: *choice* as the page's address says it."""

    member = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="view", verbose_name=_("member"))
    choice = models.JSONField(_("choice"), default=dict)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")

    def __str__(self) -> str:
        return f"view of {self.member_id}"


class Alert(models.Model):
    """That a warning sign of *programme*, told in its entry number *seq*, is mailed to *member*, once. It is owed until
    *settled_at*; *try_at* is when it may be tried next, later by a lease while a worker holds it. *key* makes the
    Message-ID. *why* says in a word why nothing was sent.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="alerts", verbose_name=_("programme")
    )
    seq = models.PositiveIntegerField(_("entry"))
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+", verbose_name=_("to"))
    made_at = models.DateTimeField(_("made"))
    try_at = models.DateTimeField(_("to be tried"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    settled_at = models.DateTimeField(_("settled"), null=True)
    why = models.CharField(_("why not"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = [models.UniqueConstraint(fields=["programme", "seq"], name="one_alert_for_an_entry")]
        indexes = [
            models.Index(fields=["try_at"], condition=models.Q(settled_at__isnull=True), name="alerts_owed"),
        ]

    def __str__(self) -> str:
        return f"alert of entry {self.seq}"
