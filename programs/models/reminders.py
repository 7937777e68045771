"""Reminders: what a runner wants, the moment the next one is due, and what became of each that was owed.

The row is the queue: a sweep turns what is due into deliveries, and whoever sends one claims its row first.
"""

import uuid
from datetime import time

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models.following import Programme
from rehab.reminding import Cause, Occasion

KINDS = [(occasion.value, occasion.value) for occasion in Occasion]
CAUSES = [(cause.value, cause.value) for cause in Cause]
EMAIL, PUSH = "email", "push"
OWED, SENDING, SENT, SKIPPED, DEAD = "owed", "sending", "sent", "skipped", "dead"
EVERY_DAY = 0b111_1111


class ReminderSettings(models.Model):
    """How the runner of *programme* wants to be reminded. *weekdays* has a bit for each day, Monday's the lowest;
    *nudge_at* is when to ask once more if nothing was told, None for never. The mail of the week comes at *weekly_at*
    on *weekly_day*, 0 for Monday, None for never. Nothing is sent in quiet hours.

    *imported* ones came with a file from another house: nothing is sent before the runner has saved them here.
    *refused* counts the times in a row that a mail server refused the address for good; *paused_because* says why mail
    stopped after some of them.
    """

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, related_name="reminders", verbose_name=_("programme")
    )
    on = models.BooleanField(_("wanted"), default=False)
    at = models.TimeField(_("time of day"), default=time(7, 30))
    nudge_at = models.TimeField(_("once more at"), null=True, blank=True)
    weekdays = models.PositiveSmallIntegerField(_("days of the week"), default=EVERY_DAY)
    rest_days = models.BooleanField(_("on days of rest too"), default=False)
    quiet_from = models.TimeField(_("quiet from"), default=time(22))
    quiet_until = models.TimeField(_("quiet until"), default=time(6))
    weekly_day = models.PositiveSmallIntegerField(_("mail of the week on"), null=True, blank=True)
    weekly_at = models.TimeField(_("mail of the week at"), default=time(8))
    imported = models.BooleanField(_("came with a file"), default=False)
    refused = models.PositiveSmallIntegerField(_("refused in a row"), default=0)
    paused_because = models.CharField(_("mail stopped because"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("reminder settings")
        verbose_name_plural = _("reminder settings")
        constraints = [
            models.CheckConstraint(
                condition=Q(weekdays__gte=0, weekdays__lte=EVERY_DAY), name="weekdays_are_seven_bits"
            ),
            models.CheckConstraint(
                condition=Q(weekly_day__isnull=True) | Q(weekly_day__lte=6), name="weekly_day_is_a_weekday"
            ),
        ]

    def __str__(self) -> str:
        return f"reminders of {self.programme_id}"

    @property
    def days(self) -> frozenset[int]:
        """The weekdays, 0 for Monday."""
        return frozenset(day for day in range(EVERY_DAY.bit_length()) if self.weekdays >> day & 1)

    def time_of(self, cause: Cause) -> time | None:
        """The time of day at which *cause* is wanted; None where it is not, or not yet in this house."""
        if self.imported:
            return None
        if cause is Cause.WEEKLY:
            return None if self.weekly_day is None else self.weekly_at
        if not self.on:
            return None
        return self.at if cause is Cause.DAILY else self.nudge_at

    def days_of(self, cause: Cause) -> frozenset[int]:
        """The weekdays on which *cause* is wanted, 0 for Monday."""
        if cause is Cause.WEEKLY:
            return frozenset() if self.weekly_day is None else frozenset({self.weekly_day})
        return self.days


class DueReminder(models.Model):
    """The moment a programme's next reminder of this *cause* is due, in UTC, and the day of the runner's calendar it
    belongs to.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="due_reminders", verbose_name=_("programme")
    )
    cause = models.CharField(_("woken by"), max_length=10, choices=CAUSES)
    due_at = models.DateTimeField(_("due"))
    on = models.DateField(_("day"))

    class Meta:
        verbose_name = _("due reminder")
        verbose_name_plural = _("due reminders")
        constraints = [
            models.UniqueConstraint(fields=["programme", "cause"], name="one_due_reminder_of_each_cause"),
        ]
        indexes = [models.Index(fields=["due_at"], name="reminders_by_due")]

    def __str__(self) -> str:
        return f"{self.cause} of {self.on}"


class Delivery(models.Model):
    """A reminder that was owed on a day by one channel, and what became of it.

    *key* makes the Message-ID and the address that stops it, the same however often it is tried. *try_at* is when it
    may be tried (again), *claimed_at* when a worker took it, *why* the reason in a word where it was not sent, *detail*
    what the other side said last. One that *stands_in* is a mail in place of a push that no phone took.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("programme")
    )
    cause = models.CharField(_("woken by"), max_length=10, choices=CAUSES)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS)
    on = models.DateField(_("day"))
    channel = models.CharField(_("channel"), max_length=10)
    due_at = models.DateTimeField(_("due"))
    state = models.CharField(_("state"), max_length=10, default=OWED)
    try_at = models.DateTimeField(_("to be tried"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True)
    claim = models.UUIDField(_("claimed by"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    why = models.CharField(_("why not"), max_length=20, blank=True, default="")
    detail = models.CharField(_("what happened"), max_length=300, blank=True, default="")
    stands_in = models.BooleanField(_("in place of a push"), default=False)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "cause", "on", "channel"], name="each_reminder_once_a_day_and_channel"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[OWED, SENDING, SENT, SKIPPED, DEAD]), name="a_delivery_has_a_known_state"
            ),
        ]
        indexes = [
            models.Index(fields=["try_at"], condition=Q(state=OWED), name="deliveries_owed"),
            models.Index(fields=["claimed_at"], condition=Q(state=SENDING), name="deliveries_claimed"),
            models.Index(fields=["programme", "-due_at"], name="deliveries_of_a_programme"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.on} by {self.channel}: {self.state}"
