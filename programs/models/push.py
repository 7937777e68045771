"""Browsers that take push messages, each a runner's own phone or computer."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from programs.models.people import Runner

LONGEST_NAME, LONGEST_ENDPOINT, LONGEST_SAID = 60, 1000, 200
# Given up that often in a row, it is asked no more, so that mail comes in time.
MOST_FAILURES = 3


class PushSubscription(models.Model):
    """Where a phone of *runner* takes messages, and what they are sealed with, as its browser told it. *failed* counts
    the reminders in a row that it did not take, *said* is why the last one was not.
    """

    runner = models.ForeignKey(
        Runner, on_delete=models.CASCADE, related_name="push_subscriptions", verbose_name=_("runner")
    )
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    endpoint = models.CharField(_("where it takes messages"), max_length=LONGEST_ENDPOINT, unique=True)
    key = models.CharField(_("public key"), max_length=90)
    secret = models.CharField(_("secret"), max_length=30)
    made_at = models.DateTimeField(_("added"), db_default=Now(), editable=False)
    taken_at = models.DateTimeField(_("last took one"), null=True, blank=True)
    failed = models.PositiveSmallIntegerField(_("failed in a row"), default=0)
    said = models.CharField(_("what its service said last"), max_length=LONGEST_SAID, blank=True, default="")

    class Meta:
        verbose_name = _("push subscription")
        verbose_name_plural = _("push subscriptions")
        ordering = ["runner", "made_at", "pk"]

    def __str__(self) -> str:
        return f"push subscription {self.name}"
