"""A followed programme: its diary, which is the truth, and the versions of its plan that people were shown.

What stands in a JSON field is a value of `rehab`, written and read by `programs.models.values` alone.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from programs.models.people import Runner


class Programme(models.Model):
    """One course of one calf, from joining to its end. *key* stands in addresses, *start* is what it began with.

    *state* is the fold of the diary up to the start of *stands_on*, under *engine*: kept so that reading today folds
    days, not months. It can always be made again from the diary. One that is *imported* was told in another house: its
    clearance counts for nothing here.

    Days are counted in *zone*, and before *zone_since*, a midnight of it, in *zone_before*.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    runner = models.ForeignKey(
        Runner, on_delete=models.CASCADE, related_name="programmes", verbose_name=_("runner"), null=True, blank=True
    )
    protocol = models.CharField(_("protocol"), max_length=60)
    protocol_version = models.CharField(_("version of the protocol"), max_length=20)
    leg = models.CharField(_("sore leg"), max_length=5, choices=[("left", _("left")), ("right", _("right"))])
    zone = models.CharField(_("time zone"), max_length=64)
    zone_before = models.CharField(_("time zone before"), max_length=64, blank=True, default="")
    zone_since = models.DateTimeField(_("time zone since"), null=True, blank=True)
    joined_on = models.DateField(_("joined on"))
    start = models.JSONField(_("what it began with"))
    state = models.JSONField(_("where it stands"))
    stands_on = models.DateField(_("the day it stands at"))
    engine = models.CharField(_("version of the rules"), max_length=20)
    last_seq = models.PositiveIntegerField(_("entries of the diary"), default=0)
    last_version = models.PositiveIntegerField(_("versions of the plan"), default=0)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    made_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    imported = models.BooleanField(_("told elsewhere"), default=False, db_default=False)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.UniqueConstraint(
                fields=["runner"],
                condition=Q(ended_on__isnull=True),
                name="one_running_programme_per_runner",
                violation_error_message=_("This runner already follows a programme; end it first."),
            ),
            models.CheckConstraint(
                condition=Q(leg__in=["left", "right"]),
                name="a_leg_is_left_or_right",
                violation_error_message=_("The sore leg is left or right."),
            ),
        ]

    def __str__(self) -> str:
        return f"programme {self.key}"


class Event(models.Model):
    """An entry of the diary, never changed. One that corrects another names it in *supersedes*; the fold leaves out
    what was corrected.

    *uuid* is made where it is told, so that telling it twice is telling it once. *on* is the day of the runner's
    calendar, *happened_at* the moment by the teller's clock, set right where we know by how much it is wrong. *seq* is
    the order of arrival. *done_from* is the plan on the screen when something of a session was done.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="events", verbose_name=_("programme")
    )
    uuid = models.UUIDField(_("made by the teller"))
    seq = models.PositiveIntegerField(_("order of arrival"))
    on = models.DateField(_("day"))
    happened_at = models.DateTimeField(_("happened"))
    kept_at = models.DateTimeField(_("kept"))
    author = models.CharField(_("told by"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20)
    body = models.JSONField(_("what happened"))
    done_from = models.JSONField(_("done from"), null=True, blank=True)
    supersedes = models.UUIDField(_("corrects"), null=True, blank=True)
    imported = models.BooleanField(_("told elsewhere"), default=False, db_default=False)

    class Meta:
        verbose_name = _("entry of a diary")
        verbose_name_plural = _("entries of diaries")
        ordering = ["programme", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "uuid"], name="each_entry_once"),
            models.UniqueConstraint(fields=["programme", "seq"], name="entries_have_an_order"),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=F("uuid")), name="no_entry_corrects_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "on"], name="diary_by_day"),
            models.Index(fields=["programme", "kind", "on"], name="diary_by_kind"),
            models.Index(
                fields=["programme", "supersedes"], condition=Q(supersedes__isnull=False), name="diary_corrections"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"


class Version(models.Model):
    """A plan as people were shown it: what the entries up to *seq* make of the days from *on* on.

    *state* is the course at the start of *on*; *days* are the coming two weeks as ids and numbers, *hopes* the dates
    running may start. *reasons* say what made it differ from the version before.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="versions", verbose_name=_("programme")
    )
    number = models.PositiveIntegerField(_("number"))
    seq = models.PositiveIntegerField(_("entries it knows"))
    on = models.DateField(_("first day"))
    made_at = models.DateTimeField(_("made"))
    author = models.CharField(_("made by"), max_length=60)
    reasons = models.JSONField(_("why"))
    protocol_version = models.CharField(_("version of the protocol"), max_length=20)
    engine = models.CharField(_("version of the rules"), max_length=20)
    state = models.JSONField(_("where the course stood"))
    days = models.JSONField(_("the coming days"))
    hopes = models.JSONField(_("when running may start"))
    imported = models.BooleanField(_("shown elsewhere"), default=False, db_default=False)

    class Meta:
        verbose_name = _("version of a plan")
        verbose_name_plural = _("versions of plans")
        ordering = ["programme", "number"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="versions_are_numbered")]

    def __str__(self) -> str:
        return f"version {self.number} of {self.on}"
