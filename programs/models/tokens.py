"""Keys by which programs act for somebody who gave them one."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from programs.models.people import User

LONGEST_NAME = 60


class ApiToken(models.Model):
    """That whoever knows a secret may act for *user* until it expires or is taken back. The secret itself is shown once
    and kept nowhere: *digest* is its SHA-256.
    """

    class Scope(models.TextChoices):
        """What a token opens."""

        READ = "read", _("read today")
        TELL = "tell", _("read today and tell")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens", verbose_name=_("account"))
    name = models.CharField(_("what it is for"), max_length=LONGEST_NAME)
    digest = models.CharField(_("SHA-256 of the secret"), max_length=64, unique=True)
    scope = models.CharField(_("what it opens"), max_length=4, choices=Scope.choices, default=Scope.READ)
    made_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        ordering = ["user", "made_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope__in=["read", "tell"]),
                name="a_token_reads_or_tells",
                violation_error_message=_("A token may read, or read and tell."),
            ),
        ]

    def __str__(self) -> str:
        return f"token {self.name}"
