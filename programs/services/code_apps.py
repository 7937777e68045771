"""A second proof by codes from an app: RFC 6238 with six digits, half minutes and SHA-1, which every such app knows."""

import base64
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from secrets import choice, token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.db import transaction

from programs.models import CodeApp, RecoveryCode, User
from programs.models.links import digest_of
from programs.selectors.clinics import member_of
from programs.selectors.code_apps import code_app_of
from programs.selectors.passkeys import passkeys_of
from programs.services.audit import note_of_host
from programs.services.limits import HOUR
from programs.services.sessions import end_sessions

HOUSE = "Strideback"
SECRET_BYTES, NONCE_BYTES = 20, 12
STEP_SECONDS, DIGITS = 30, 6
# What RFC 6238 and the apps have; as the inside of an HMAC it is not broken.
THEIRS = SHA1()  # noqa: S303
# A phone's clock may be half a minute off, either way.
NEAR = (0, -1, 1)
# Without letters and digits that are taken for each other; twelve of them are 58 bits.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
RECOVERY_CODES, GROUPS, GROUP = 10, 3, 4


class WrongCodeError(ValueError):
    """A code that the secret does not make now."""


class TooManyTriesError(ValueError):
    """No code is taken before *seconds* have passed."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"there were too many tries: wait {seconds} seconds")
        self.seconds = seconds


def make_secret() -> str:
    """A new secret in the letters in which apps take it."""
    return base64.b32encode(token_bytes(SECRET_BYTES)).decode()


def address_of(secret: str, *, email: str) -> str:
    """What stands in the code that an app reads with its camera."""
    return TOTP(_key(secret), DIGITS, THEIRS, STEP_SECONDS).get_provisioning_uri(email, HOUSE)


def code_at(secret: str, step: int) -> str:
    """The code that *secret* makes in that half minute, counted from 1970."""
    return HOTP(_key(secret), DIGITS, THEIRS).generate(step).decode()


def step_of(now: datetime) -> int:
    """The half minute of *now*."""
    return int(now.timestamp()) // STEP_SECONDS


@transaction.atomic
def add_code_app(*, user: User, secret: str, code: str, now: datetime) -> tuple[str, ...]:
    """Take codes of *secret* for *user* from now on, in place of another app's; with the recovery codes, which nothing
    can tell again. WrongCodeError where *code* shows that the app does not hold it.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    step = _step(secret, code, after=0, now=now)
    if step is None:
        raise WrongCodeError("this is not the code that the app shows now")
    CodeApp.objects.filter(user=user).delete()
    CodeApp.objects.create(user=user, sealed=_sealed(secret, user), last_step=step)
    RecoveryCode.objects.filter(user=user).delete()
    codes = tuple(_recovery_codes())
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(user, one)) for one in codes)
    return codes


@transaction.atomic
def take_code(*, user: User, typed: str, now: datetime, most: int | None = None) -> bool:
    """Whether *typed* is a code of the app of *user*, or one of the recovery codes. Each counts once.

    TooManyTriesError where *most* tries were made in this hour of the clock. They are counted here and not in the
    shared cache, which may be away: guesses by the thousand must not come with it.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    app = code_app_of(user)
    if app is None:
        return False
    _count_try(app, most, now)
    plain = "".join(typed.split()).replace("-", "").upper()
    secret = _opened(bytes(app.sealed), user)
    step = _step(secret, plain, after=app.last_step, now=now) if secret else None
    if step is not None:
        CodeApp.objects.filter(pk=app.pk).update(last_step=step, used_at=now)
        return True
    unused = RecoveryCode.objects.filter(user=user, digest=_digest(user, plain), used_at__isnull=True)
    return bool(unused.update(used_at=now))


@transaction.atomic
def forget_proofs(*, user: User, now: datetime) -> int:
    """Forget every passkey, app and recovery code of *user*, and a password if there is one, sign them out wherever
    they are signed in, and put it on the record of the clinic they work at; how many passkeys and apps there were. For
    whoever runs the house: a member who has lost all second proofs makes a new one with the mailbox alone after this.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    # What stands for no password is drawn anew, and every session hangs from it, whatever key this shell has.
    user.set_unusable_password()
    user.save(update_fields=["password"])
    keys, _ = passkeys_of(user).delete()
    gone = keys + remove_code_app(user=user)
    end_sessions(user=user)
    if member := member_of(user):
        note_of_host(clinic=member.clinic, what="proofs forgotten", about=member.key, now=now)
    return gone


@transaction.atomic
def remove_code_app(*, user: User) -> bool:
    """Take no codes of *user* any more; False where there was no app."""
    RecoveryCode.objects.filter(user=user).delete()
    gone, _ = CodeApp.objects.filter(user=user).delete()
    return bool(gone)


def _count_try(app: CodeApp, most: int | None, now: datetime) -> None:
    hour, into_it = divmod(int(now.timestamp()), HOUR)
    tries = app.tries if app.tried_hour == hour else 0
    if most is not None and tries >= most:
        raise TooManyTriesError(HOUR - into_it)
    CodeApp.objects.filter(pk=app.pk).update(tries=tries + 1, tried_hour=hour)


def _step(secret: str, code: str, *, after: int, now: datetime) -> int | None:
    """The half minute near *now*, and later than *after*, in which *secret* makes *code*."""
    steps = (step_of(now) + near for near in NEAR)
    typed = code.encode()
    return next(
        (step for step in steps if step > after and compare_digest(code_at(secret, step).encode(), typed)), None
    )


def _key(secret: str) -> bytes:
    return base64.b32decode(secret)


def _recovery_codes() -> Iterator[str]:
    for _ in range(RECOVERY_CODES):
        yield "-".join("".join(choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def _digest(user: User, code: str) -> str:
    return digest_of(f"recovery {user.pk} {code.replace('-', '')}")


def _seal() -> AESGCM:
    """Opened by whoever has the house's key; whoever has a copy of the base alone makes no codes."""
    return AESGCM(sha256(f"code app {settings.SECRET_KEY}".encode()).digest())


def _sealed(secret: str, user: User) -> bytes:
    nonce = token_bytes(NONCE_BYTES)
    return nonce + _seal().encrypt(nonce, secret.encode(), str(user.pk).encode())


def _opened(sealed: bytes, user: User) -> str:
    """The secret; empty where it was sealed for somebody else, or under another key of the house."""
    try:
        return _seal().decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], str(user.pk).encode()).decode()
    except InvalidTag:
        return ""
