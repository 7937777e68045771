"""Apps that make a code each half minute, as a second proof beside the mailbox, and what stands in for a lost one."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from programs.models.people import User


class CodeApp(models.Model):
    """That an app of *user* holds the secret that is *sealed* here under the house's own key. *last_step* is the half
    minute whose code was taken last: neither it nor one before it is taken again. *tries* were made in *tried_hour*,
    counted from 1970.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="code_app", verbose_name=_("account"))
    sealed = models.BinaryField(_("sealed secret"))
    last_step = models.PositiveBigIntegerField(_("last half minute"), default=0)
    tries = models.PositiveSmallIntegerField(_("tries in that hour"), default=0)
    tried_hour = models.PositiveIntegerField(_("hour of the last try"), default=0)
    made_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("code app")
        verbose_name_plural = _("code apps")

    def __str__(self) -> str:
        return f"code app of {self.user_id}"


class RecoveryCode(models.Model):
    """A code that stands in for the app of *user* once, kept as SHA-256 alone."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes", verbose_name=_("account"))
    digest = models.CharField(_("SHA-256 of the code"), max_length=64, unique=True)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")

    def __str__(self) -> str:
        return f"recovery code of {self.user_id}"
