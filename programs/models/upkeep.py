"""What the house notes about its own running."""

from django.db import models
from django.db.models.functions import Now
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


class Erasure(models.Model):
    """That an account, or a photo of a clinic, was erased, so that no backup made before brings it back. *mark* tells
    whoever has that one at hand that it was this one, and says nothing to anybody else.
    """

    mark = models.CharField(_("mark of the account"), max_length=64, unique=True)
    erased_at = models.DateTimeField(_("erased"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")

    def __str__(self) -> str:
        return f"erasure at {self.erased_at:%Y-%m-%d %H:%M:%S}"
