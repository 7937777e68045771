"""Which clinics see a programme, which of them steers it, and how that came about."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models.clinics import Client, Clinic, Membership
from programs.models.following import Programme


class Share(models.Model):
    """That people of *clinic* may see *programme*, and with *steers* change its plan, from *since* until *until*. They
    know its runner as *client*. The runner agreed at *agreed_at*; before there is a runner, the clinic keeps its own
    client's plan on its own. *ended* says by what it came to its end.
    """

    class Ended(models.TextChoices):
        """What ended a share: the runner's word, the clinic's, or the clinic itself."""

        STOPPED = "stopped", _("stopped by the runner")
        DISCHARGED = "discharged", _("the client was discharged")
        CLOSED = "closed", _("the clinic closed")

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="shares", verbose_name=_("programme")
    )
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="shares", verbose_name=_("clinic"))
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="shares", verbose_name=_("client"))
    steers = models.BooleanField(_("may change the plan"), default=True)
    since = models.DateTimeField(_("since"))
    agreed_at = models.DateTimeField(_("the runner agreed"), null=True, blank=True)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    ended = models.CharField(_("ended by"), max_length=10, choices=Ended.choices, blank=True, default="")

    class Meta:
        verbose_name = _("share of a programme")
        verbose_name_plural = _("shares of programmes")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "clinic"], condition=Q(until__isnull=True), name="shared_once_with_a_clinic"
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(until__isnull=True, steers=True),
                name="one_clinic_steers",
                violation_error_message=_("Another clinic changes this plan."),
            ),
        ]

    def __str__(self) -> str:
        return f"share since {self.since:%Y-%m-%d}"


class ShareLink(models.Model):
    """A link by which a clinic asks the runner who is its *client* to share a programme that another clinic began, or
    the runner alone. It is good once, until *ends_at* or until it is taken back; its token is kept as SHA-256 alone.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="share_links", verbose_name=_("client"))
    digest = models.CharField(_("SHA-256 of the token"), max_length=64, unique=True)
    made_by = models.ForeignKey(Membership, on_delete=models.RESTRICT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"))
    ends_at = models.DateTimeField(_("opens until"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("link to share by")
        verbose_name_plural = _("links to share by")
        ordering = ["client", "made_at"]

    def __str__(self) -> str:
        return f"link to share by until {self.ends_at:%Y-%m-%d}"


class Handover(models.Model):
    """That somebody has asked for the steering of *programme* to pass to the clinic of the share *to*: the clinic that
    steers, or the runner. *asked_by* is an author as diaries name one. It waits until *settled_at*; *answer* is what
    became of it.
    """

    class Answer(models.TextChoices):
        """What became of it."""

        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        TAKEN_BACK = "taken back", _("taken back")

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="handovers", verbose_name=_("programme")
    )
    to = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="handovers", verbose_name=_("to"))
    asked_by = models.CharField(_("asked by"), max_length=60)
    asked_at = models.DateTimeField(_("asked"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True, default="")

    class Meta:
        verbose_name = _("hand-over of the steering")
        verbose_name_plural = _("hand-overs of the steering")
        constraints = [
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(settled_at__isnull=True),
                name="one_handover_waits",
                violation_error_message=_("Somebody has asked for this already: answer that first."),
            ),
        ]

    def __str__(self) -> str:
        return f"hand-over asked on {self.asked_at:%Y-%m-%d}"


class Parting(models.Model):
    """A mail that is owed to the runner of a *share* that ended with its clinic: that the plan goes on, and who has
    seen it until when. Once for a share. It is owed until *settled_at*; *try_at* is when it may be tried next, later by
    a lease while a worker holds it. *key* makes the Message-ID. *why* says in a word why nothing was sent.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    share = models.OneToOneField(Share, on_delete=models.CASCADE, related_name="parting", verbose_name=_("share"))
    made_at = models.DateTimeField(_("made"))
    try_at = models.DateTimeField(_("to be tried"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    settled_at = models.DateTimeField(_("settled"), null=True)
    why = models.CharField(_("why not"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("mail of a clinic that closed")
        verbose_name_plural = _("mails of clinics that closed")
        indexes = [models.Index(fields=["try_at"], condition=Q(settled_at__isnull=True), name="partings_owed")]

    def __str__(self) -> str:
        return f"mail about share {self.share_id}"
