"""What the house notes about its own running."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """The last time a piece of background work came through beat, broker, worker and database."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    beaten_at = models.DateTimeField(_("last beaten"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return f"{self.name} at {self.beaten_at:%Y-%m-%d %H:%M:%S}"
