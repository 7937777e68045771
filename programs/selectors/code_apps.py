"""The app whose codes are a second proof of who somebody is."""

from programs.models import CodeApp, RecoveryCode, User


def code_app_of(user: User) -> CodeApp | None:
    """The app of *user*; None where there is none."""
    return CodeApp.objects.filter(user=user).first()


def codes_left(user: User) -> int:
    """How many recovery codes of *user* have not been used."""
    return RecoveryCode.objects.filter(user=user, used_at__isnull=True).count()
