"""Many clients that were taken on at once."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.clinics import Client, Clinic, Membership


class Intake(models.Model):
    """A list of *clients* that *made_by* took on at *clinic* in one go, whose papers are to be of that *size*. *key*
    comes of the page that was sent, so that a page sent twice is one intake.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="intakes", verbose_name=_("clinic"))
    made_by = models.ForeignKey(Membership, on_delete=models.RESTRICT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"))
    size = models.CharField(_("size of the paper"), max_length=10)
    large_print = models.BooleanField(_("large print"), default=False)
    clients = models.ManyToManyField(Client, related_name="intakes", verbose_name=_("clients"))

    class Meta:
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")
        ordering = ["clinic", "made_at"]

    def __str__(self) -> str:
        return f"intake of {self.made_at:%Y-%m-%d}"
