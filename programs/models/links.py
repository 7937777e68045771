"""Links that open something for whoever holds them: their tokens are kept as SHA-256 alone."""

from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.people import User


def digest_of(token: str) -> str:
    """What is kept of *token*: enough to know it again, and nothing to make it from."""
    return sha256(token.encode()).hexdigest()


class SignInLink(models.Model):
    """A link that signs its user in, once and until *ends_at*."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links", verbose_name=_("account"))
    digest = models.CharField(_("SHA-256 of the token"), max_length=64, unique=True)
    ends_at = models.DateTimeField(_("opens until"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("sign-in link")
        verbose_name_plural = _("sign-in links")

    def __str__(self) -> str:
        return f"sign-in link until {self.ends_at:%Y-%m-%d %H:%M:%S}"
