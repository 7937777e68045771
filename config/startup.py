"""What a production server must be told before it starts, and the checks that say so early."""

import sys
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ImproperlyConfigured

from config.folders import NoPlaceError, make

NOWHERE_TO_WRITE = 2

SHORTEST_SECRET = 32

# By setting: the identity of the check, and what to write.
CURES = {
    "SECRET_KEY": (
        "strideback.E001",
        "Write 50 random characters that nobody else knows; this prints some: "
        "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
    ),
    "ALLOWED_HOSTS": ("strideback.E002", "Write the host names this server answers to, with commas: clinic.example"),
    "BASE_URL": ("strideback.E003", "Write the address people open, such as https://clinic.example: mails link to it."),
    "OPERATOR_NAME": (
        "strideback.E006",
        "Write who runs this server, as the page on privacy shall name them: Calf Clinic",
    ),
    "OPERATOR_CONTACT": (
        "strideback.E007",
        "Write how people reach you about what is kept of them: an e-mail or web address.",
    ),
}


def refuse_when_incomplete() -> None:
    """Raise one error that names everything missing; servers call this before they accept work.

    They write, so there has to be a place for it, too.
    """
    if names := settings.MISSING:
        cures = "\n".join(f"  {name}: {CURES[name][1]}" for name in names)
        raise ImproperlyConfigured(
            f"Not set in the environment: {', '.join(names)}.\n{cures}\nOr set DEBUG=1 on your own machine."
        )
    if fault := weak_secret():
        raise ImproperlyConfigured(f"{fault}\n{CURES['SECRET_KEY'][1]}")
    make(settings.VAR_DIR)


def weak_secret() -> str:
    """What is wrong with the length of the secret of a production server; nothing when it is long enough or not set."""
    if settings.DEBUG or "SECRET_KEY" in settings.MISSING or (length := len(settings.SECRET_KEY)) >= SHORTEST_SECRET:
        return ""
    return f"SECRET_KEY has a length of {length}, which can be guessed; {SHORTEST_SECRET} is the least."


def exit_when_incomplete() -> None:
    """The same for programs whose framework would wrap the error in a traceback, or swallow it."""
    try:
        refuse_when_incomplete()
    except ImproperlyConfigured as refusal:
        sys.exit(str(refusal))
    except NoPlaceError as refusal:
        sys.stderr.write(f"{refusal}\n")
        sys.exit(NOWHERE_TO_WRITE)


def check_production(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Iterable[CheckMessage]:
    """`manage.py check --deploy`: what is missing, and what would surprise the people who use it."""
    for name in settings.MISSING:
        identity, cure = CURES[name]
        yield Error(f"{name} is not set.", hint=cure, id=identity)
    if fault := weak_secret():
        yield Error(fault, hint=CURES["SECRET_KEY"][1], id="strideback.E005")
    host = urlsplit(settings.BASE_URL).hostname
    if host and settings.ALLOWED_HOSTS and not _is_allowed(host):
        yield Error(
            f"BASE_URL names {host}, which is not among ALLOWED_HOSTS.",
            hint="Add it, or every link in a mail leads to an error.",
            id="strideback.E004",
        )
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        yield Warning(
            "Mail is written to a folder and reaches nobody.",
            hint="Set EMAIL_URL, such as smtp://user:password@host:587?tls=starttls.",
            id="strideback.W001",
        )


def _is_allowed(host: str) -> bool:
    return any(
        pattern in {"*", host} or (pattern.startswith(".") and f".{host}".endswith(pattern))
        for pattern in settings.ALLOWED_HOSTS
    )
