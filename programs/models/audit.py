"""Who at a clinic saw, changed, printed and exported what: a chain of entries that nobody changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.clinics import Clinic


class AuditEntry(models.Model):
    """That the member *who* did *what* with *about*, both named by their keys alone; through a program where *token* is
    the key of the one it came with. *digest* is the SHA-256 of the entry and of the digest before it: an entry that is
    changed, taken out or put in between breaks every one after it.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="audit", verbose_name=_("clinic"))
    seq = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("when"))
    who = models.UUIDField(_("who"), null=True)
    what = models.CharField(_("what"), max_length=30)
    about = models.UUIDField(_("about"), null=True)
    token = models.UUIDField(_("by the token"), null=True)
    digest = models.CharField(_("SHA-256"), max_length=64)

    class Meta:
        verbose_name = _("entry of the audit")
        verbose_name_plural = _("entries of the audit")
        ordering = ["clinic", "seq"]
        constraints = [models.UniqueConstraint(fields=["clinic", "seq"], name="audit_entries_are_numbered")]

    def __str__(self) -> str:
        return f"{self.what} at {self.at:%Y-%m-%d %H:%M}"
