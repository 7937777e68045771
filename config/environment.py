"""Typed readers for the environment: each refuses a value it cannot read, by name, and says what to write instead."""

import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.folders import SqliteFile

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off", ""})

DATABASE_FORMS = "sqlite:///relative/path, sqlite:////absolute/path or postgres://user:password@host:port/name"
MAIL_FORMS = "file:folder or smtp://user:password@host:port?tls=starttls (or tls=implicit, tls=none)"
REDIS_FORMS = "redis://host:port/number, rediss://… or unix:///path/to/socket"

# Settings that Django, rather than PostgreSQL, is to be told about.
SQLITE_OPTIONS = {
    # Two processes that read and then write would otherwise meet "database is locked" at once, whatever the timeout.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "factory": SqliteFile,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


PUSH_KEY_FROM = "python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
PUSH_KEY = re.compile(r"[A-Za-z0-9_-]{43}=?")
POINTS_OF_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def is_push_key(value: str) -> bool:
    """Whether *value* writes a number that is a private key of the curve P-256: 32 bytes in base64url."""
    if not PUSH_KEY.fullmatch(value):
        return False
    return 0 < int.from_bytes(urlsafe_b64decode(value[:43] + "=")) < POINTS_OF_P256


class Environment:
    """Values read out of *source*, which is usually `os.environ`; *base* is where relative paths start."""

    def __init__(self, source: Mapping[str, str], *, base: Path) -> None:
        self._source = source
        self._base = base

    def text(self, name: str, default: str = "") -> str:
        """The value without surrounding blanks; *default* when unset or blank."""
        return self._source.get(name, "").strip() or default

    def flag(self, name: str) -> bool:
        """True for 1, true, yes, on; False for 0, false, no, off and unset."""
        value = self.text(name).lower()
        if value not in YES | NO:
            raise ImproperlyConfigured(f"{name} is {value!r}; write 1 or 0.")
        return value in YES

    def number(self, name: str) -> int:
        """A whole number that is not negative; 0 when unset."""
        value = self.text(name, "0")
        if not (value.isascii() and value.isdigit()):
            raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number such as 1.")
        return int(value)

    def one_of(self, name: str, allowed: Sequence[str], default: str) -> str:
        """One of the words *allowed*; *default* when unset."""
        value = self.text(name, default)
        if value not in allowed:
            raise ImproperlyConfigured(f"{name} is {value!r}; write {' or '.join(allowed)}.")
        return value

    def words(self, name: str) -> list[str]:
        """A list written with commas; blanks around a word do not count."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()]

    def origin(self, name: str) -> str:
        """A web address without path, such as https://clinic.example; empty when unset."""
        value = self.text(name).rstrip("/")
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query):
            raise ImproperlyConfigured(
                f"{name} is {value!r}; write scheme and host only, such as https://clinic.example."
            )
        return value

    def redis(self, name: str) -> str:
        """The address of a Redis server; empty when unset."""
        value = self.text(name)
        scheme = urlsplit(value).scheme
        if value and scheme not in {"redis", "rediss", "unix"}:
            raise ImproperlyConfigured(f"{name} begins with {scheme!r}; write {REDIS_FORMS}.")
        return value

    def push_key(self, name: str, kept: Path | None = None) -> str:
        """The private half of a key of the curve P-256, as 32 bytes in base64url; what the file *kept* holds when it
        is unset, empty when there is none.
        """
        value = self.text(name) or (kept.read_text().strip() if kept is not None and kept.is_file() else "")
        if value and not is_push_key(value):
            # Nobody but this house may know it: it is not repeated.
            raise ImproperlyConfigured(f"{name} is no key; this prints one: {PUSH_KEY_FROM}")
        return value

    def database(self, name: str, default: str) -> dict[str, Any]:
        """Django's description of the database at that address."""
        url = self._split(name, default)
        match url.scheme:
            case "sqlite":
                return self._sqlite(name, url)
            case "postgres" | "postgresql":
                return self._postgres(name, url)
        # The address may hold a password: only its scheme is repeated.
        raise ImproperlyConfigured(f"{name} begins with {url.scheme!r}; write {DATABASE_FORMS}.")

    def mail(self, name: str, default: str) -> dict[str, Any]:
        """Django's mail settings for that address, by the names of the settings."""
        url = self._split(name, default)
        match url.scheme:
            case "file" if url.path:
                folder = self._base / unquote(url.path)
                return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": folder}
            case "smtp" if url.hostname:
                return self._smtp(name, url)
        raise ImproperlyConfigured(f"{name} begins with {url.scheme!r}, or lacks a part; write {MAIL_FORMS}.")

    def _split(self, name: str, default: str) -> SplitResult:
        try:
            url = urlsplit(self.text(name, default))
            _ = url.port  # read here, so that a bad one is named here
        except ValueError as fault:
            raise ImproperlyConfigured(f"{name} is no address: {fault}.") from None
        return url

    def _sqlite(self, name: str, url: SplitResult) -> dict[str, Any]:
        path = unquote(url.path).removeprefix("/")
        if url.netloc or not path:
            raise ImproperlyConfigured(f"{name} names no file; write {DATABASE_FORMS}.")
        file = self._base / path
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": file,
            "OPTIONS": SQLITE_OPTIONS,
            # A file for the tests too: in memory SQLite locks otherwise, and knows no WAL.
            "TEST": {"NAME": file.with_name(f"test-{file.name}")},
        }

    def _postgres(self, name: str, url: SplitResult) -> dict[str, Any]:
        database = unquote(url.path).removeprefix("/")
        if not database:
            raise ImproperlyConfigured(f"{name} names no database; write {DATABASE_FORMS}.")
        options = {"connect_timeout": "5"} | dict(parse_qsl(url.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": database,
            # What the address leaves out, PostgreSQL's own PGHOST, PGUSER and so on may still say.
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": options.pop("host", unquote(url.hostname or "")),
            "PORT": str(url.port or ""),
            "OPTIONS": options,
            # A fresh connection for each request costs more than the request.
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }

    def _smtp(self, name: str, url: SplitResult) -> dict[str, Any]:
        tls = dict(parse_qsl(url.query)).get("tls", "starttls")
        if tls not in {"starttls", "implicit", "none"}:
            raise ImproperlyConfigured(f"{name} says tls={tls}; write tls=starttls, tls=implicit or tls=none.")
        return {
            "EMAIL_BACKEND": "config.mail.Outgoing",
            "EMAIL_HOST": url.hostname,
            "EMAIL_PORT": url.port or {"starttls": 587, "implicit": 465, "none": 25}[tls],
            "EMAIL_HOST_USER": unquote(url.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
            "EMAIL_USE_TLS": tls == "starttls",
            "EMAIL_USE_SSL": tls == "implicit",
            "EMAIL_TIMEOUT": 10,
        }
