"""Keys of people that never leave their device: what is kept here can check a signature and make none."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from programs.models.people import User

LONGEST_NAME = 60
# A credential id has 1,023 bytes at most, which base64 makes 1,364 letters.
LONGEST_ID = 1364


class Passkey(models.Model):
    """That whoever can sign with the other half of *credential* is *user*. *credential_id* is what the device calls it,
    *uses* the device's own count of signatures, 0 where it keeps none.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passkeys", verbose_name=_("account"))
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    credential_id = models.CharField(_("credential id"), max_length=LONGEST_ID, unique=True)
    credential = models.BinaryField(_("public half"))
    uses = models.PositiveBigIntegerField(_("signatures so far"), default=0)
    made_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("passkey")
        verbose_name_plural = _("passkeys")
        ordering = ["user", "made_at", "pk"]

    def __str__(self) -> str:
        return f"passkey {self.name}"
