"""The people who sign in, and the runners among them."""

import uuid
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

ADDRESS_TAKEN = _("Somebody already has an account with this e-mail address.")


class UserManager(BaseUserManager["User"]):
    """Makes accounts; an address is kept in lower case, so that one mailbox is one account."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        return (email or "").strip().lower()

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=self.normalize_email(email))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new account; without *password* it can only be entered by a link or code sent to the address."""
        address = self.normalize_email(email)
        if not address:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=address, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in with an e-mail address; there is no user name."""

    email = models.EmailField(_("e-mail address"), unique=True, error_messages={"unique": ADDRESS_TAKEN})
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may open the administration"), default=False)
    joined_at = models.DateTimeField(_("joined"), db_default=Now(), editable=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="one_account_per_mailbox", violation_error_message=ADDRESS_TAKEN
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def clean(self) -> None:
        super().clean()
        self.email = UserManager.normalize_email(self.email)


class Runner(models.Model):
    """Somebody who follows programmes. Versions and entries of the diary name a runner by *key* and by nothing else, so
    that erasing the person leaves no name behind. Who follows by the link of a clinic has no account, and so no *user*.
    """

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, related_name="runner", verbose_name=_("account"), null=True, blank=True
    )
    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    settings = models.JSONField(_("what the runner chose"), default=dict, blank=True)
    made_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("runner")
        verbose_name_plural = _("runners")

    def __str__(self) -> str:
        return f"runner {self.key}"


class Consent(models.Model):
    """That somebody agreed to have facts of health kept: when, and to which text; and when that was taken back."""

    runner = models.ForeignKey(Runner, on_delete=models.CASCADE, related_name="consents", verbose_name=_("runner"))
    text_version = models.CharField(_("version of the text"), max_length=20)
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["runner"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_consent_at_a_time",
                violation_error_message=_("This runner has agreed already."),
            ),
        ]

    def __str__(self) -> str:
        return f"consent to {self.text_version} of {self.given_at:%Y-%m-%d}"
