"""Calendars that programs subscribe to: the link is kept as SHA-256 alone."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.following import Programme


class Calendar(models.Model):
    """The coming days of *programme* for whoever holds its link. *digest* is the SHA-256 of the link's token, None
    while there is no link; *linked_at* is when the last one was made.

    *key* makes the names of its days, so that a new link tells of the same ones. *changes* counts what moved them
    besides the diary and the date: times and zones chosen, the last of them at *changed_at*.
    """

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, related_name="calendar", verbose_name=_("programme")
    )
    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    digest = models.CharField(_("SHA-256 of the token"), max_length=64, unique=True, null=True, blank=True)
    linked_at = models.DateTimeField(_("link made"))
    changes = models.PositiveIntegerField(_("changes"), default=0)
    changed_at = models.DateTimeField(_("last change"))

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")

    def __str__(self) -> str:
        return f"calendar of {self.programme_id}"
