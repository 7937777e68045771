"""Invitations to work at a clinic."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models.clinics import Clinic, Membership


class Invitation(models.Model):
    """That whoever reads the mail of *email* may come to work at *clinic* in a *role*: by a link that is good once,
    until *ends_at* or until it is taken back. Its token is kept as SHA-256 alone; the audit names it by *key*.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("clinic"))
    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role.choices)
    digest = models.CharField(_("SHA-256 of the token"), max_length=64, unique=True)
    made_by = models.ForeignKey(Membership, on_delete=models.RESTRICT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"))
    ends_at = models.DateTimeField(_("opens until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["clinic", "made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "email"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="one_invitation_to_a_mailbox",
                violation_error_message=_("This address is invited already."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["owner", "therapist", "assistant"]), name="an_invitation_has_a_known_role"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                name="an_invitation_is_accepted_or_taken_back",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation until {self.ends_at:%Y-%m-%d}"
