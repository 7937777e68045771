"""Keys by which programs act for somebody at a clinic, as far as each was given."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.clinics import Membership
from programs.models.tokens import LONGEST_NAME


class ClinicToken(models.Model):
    """That whoever knows a secret may act at a clinic for *membership*: as far as *scopes* and the member's own role
    reach, until it expires, is taken back, or the member leaves. The secret itself is shown once and kept nowhere:
    *digest* is its SHA-256. The audit names the token by *key*.
    """

    class Scope(models.TextChoices):
        """What a token opens."""

        CLIENTS_READ = "clients:read", _("See the list and each client")
        CLIENTS_WRITE = "clients:write", _("Add, assign and discharge clients")
        PLANS_READ = "plans:read", _("See plans, as the client does")
        PLANS_ADJUST = "plans:adjust", _("Ask for something in a plan, and take it back")
        FINDINGS_WRITE = "findings:write", _("Record clearances and tests")
        PAPERS_PRINT = "papers:print", _("Print papers, each with a new link")

    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="tokens", verbose_name=_("whom it acts for")
    )
    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("what it is for"), max_length=LONGEST_NAME)
    digest = models.CharField(_("SHA-256 of the secret"), max_length=64, unique=True)
    scopes = models.JSONField(_("what it opens"))
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("token of a clinic")
        verbose_name_plural = _("tokens of clinics")
        ordering = ["membership", "made_at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="a_clinic_token_has_a_name",
                violation_error_message=_("Say what the token is for."),
            )
        ]

    def __str__(self) -> str:
        return f"token {self.name}"
