"""What a host may write into the environment, and what it is told when that cannot be read."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment

BASE = Path("/srv/strideback")


def reading(value: str | None) -> Environment:
    return Environment({} if value is None else {"IT": value}, base=BASE)


FLAGS = {
    "unset is no": (None, False),
    "blank is no": ("  ", False),
    "one is yes": ("1", True),
    "capitals do not matter": ("True", True),
    "zero is no": ("0", False),
}


@pytest.mark.parametrize(("value", "expected"), FLAGS.values(), ids=FLAGS)
def test_flag(value, expected):
    assert reading(value).flag("IT") is expected


NUMBERS = {"unset is none": (None, 0), "blank is none": (" ", 0), "one": ("1", 1), "blanks do not count": (" 12 ", 12)}


@pytest.mark.parametrize(("value", "expected"), NUMBERS.values(), ids=NUMBERS)
def test_number(value, expected):
    assert reading(value).number("IT") == expected


@pytest.mark.parametrize("value", ["-1", "one", "1.5", "²", "٢"])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ImproperlyConfigured, match="write a whole number such as 1"):
        reading(value).number("IT")


WORDS = {
    "unset is an empty list": (None, []),
    "blanks around words do not count": (" a.example , b.example", ["a.example", "b.example"]),
    "empty places do not count": ("a.example,,", ["a.example"]),
}


@pytest.mark.parametrize(("value", "expected"), WORDS.values(), ids=WORDS)
def test_words(value, expected):
    assert reading(value).words("IT") == expected


DATABASES = {
    "a relative file starts at the checkout": ("sqlite:///var/a.db", {"NAME": BASE / "var/a.db"}),
    "an absolute file stays where it is": ("sqlite:////data/a.db", {"NAME": Path("/data/a.db")}),
    "a whole address is taken apart": (
        "postgres://tess:pa%2Fss@db.example:6543/rehab",
        {"NAME": "rehab", "USER": "tess", "PASSWORD": "pa/ss", "HOST": "db.example", "PORT": "6543"},
    ),
    "the long scheme is understood too": ("postgresql://db.example/rehab", {"NAME": "rehab", "HOST": "db.example"}),
    "what is left out stays empty for PostgreSQL to fill": ("postgres:///rehab", {"HOST": "", "USER": "", "PORT": ""}),
    "a socket folder is a host": ("postgres:///rehab?host=/run/postgresql", {"HOST": "/run/postgresql"}),
    "other words become options": (
        "postgres://db.example/rehab?sslmode=require",
        {"OPTIONS": {"connect_timeout": "5", "sslmode": "require"}},
    ),
    "connections to PostgreSQL are kept": ("postgres://db.example/rehab", {"CONN_MAX_AGE": 60}),
}


@pytest.mark.parametrize(("value", "expected"), DATABASES.values(), ids=DATABASES)
def test_database(value, expected):
    described = reading(value).database("IT", default="sqlite:///unused.db")
    assert {name: described[name] for name in expected} == expected


def test_sqlite_waits_for_its_turn_instead_of_failing():
    options = reading(None).database("IT", default="sqlite:///a.db")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]


MAILS = {
    "unset writes files": (None, {"EMAIL_FILE_PATH": BASE / "var/mail"}),
    "a folder anywhere": ("file:/tmp/mail", {"EMAIL_FILE_PATH": Path("/tmp/mail")}),
    "starttls is the default": (
        "smtp://tess:p%40ss@mail.example",
        {
            "EMAIL_HOST": "mail.example",
            "EMAIL_PORT": 587,
            "EMAIL_HOST_USER": "tess",
            "EMAIL_HOST_PASSWORD": "p@ss",
            "EMAIL_USE_TLS": True,
            "EMAIL_USE_SSL": False,
        },
    ),
    "implicit tls has its own port": (
        "smtp://mail.example?tls=implicit",
        {"EMAIL_PORT": 465, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": True},
    ),
    "none is said, not assumed": (
        "smtp://localhost:1025?tls=none",
        {"EMAIL_PORT": 1025, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False},
    ),
}


@pytest.mark.parametrize(("value", "expected"), MAILS.values(), ids=MAILS)
def test_mail(value, expected):
    described = reading(value).mail("IT", default="file:var/mail")
    assert {name: described[name] for name in expected} == expected


REFUSALS = {
    "a flag that is neither": (lambda env: env.flag("IT"), "maybe", "write 1 or 0"),
    "a database of another kind": (lambda env: env.database("IT", ""), "mysql://u:secret@h/d", "write sqlite:///"),
    "a database file with a host": (lambda env: env.database("IT", ""), "sqlite://a.db", "names no file"),
    "a server without a database": (lambda env: env.database("IT", ""), "postgres://u:secret@h", "names no database"),
    "a port that is no number": (lambda env: env.database("IT", ""), "postgres://h:many/d", "is no address"),
    "mail by another way": (lambda env: env.mail("IT", ""), "imap://u:secret@h", "write file:folder or smtp://"),
    "mail without a host": (lambda env: env.mail("IT", ""), "smtp:", "write file:folder or smtp://"),
    "a kind of encryption nobody knows": (lambda env: env.mail("IT", ""), "smtp://h?tls=yes", "write tls=starttls"),
    "a word that is none of those": (
        lambda env: env.one_of("IT", ("json", "plain"), "json"),
        "xml",
        "write json or plain",
    ),
    "a broker that is not Redis": (lambda env: env.redis("IT"), "amqp://u:secret@h", "write redis://"),
    "an origin without a scheme": (lambda env: env.origin("IT"), "clinic.example", "write scheme and host only"),
    "an origin with a path": (lambda env: env.origin("IT"), "https://clinic.example/app", "write scheme and host only"),
}


@pytest.mark.parametrize(("read", "value", "cure"), REFUSALS.values(), ids=REFUSALS)
def test_refusal_names_the_setting_and_the_cure_and_keeps_the_password(read, value, cure):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(reading(value))
    assert str(refusal.value).startswith("IT ")
    assert cure in str(refusal.value)
    assert "secret" not in str(refusal.value)


WORD_OF_TWO = {"unset is the default": (None, "json"), "blank too": (" ", "json"), "the other": ("plain", "plain")}


@pytest.mark.parametrize(("value", "expected"), WORD_OF_TWO.values(), ids=WORD_OF_TWO)
def test_one_of(value, expected):
    assert reading(value).one_of("IT", ("json", "plain"), "json") == expected


def test_origin_loses_its_last_slash():
    assert reading("https://clinic.example/").origin("IT") == "https://clinic.example"


KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
PUSH_KEYS = {
    "unset is none": (None, ""),
    "a key": (f" {KEY} ", KEY),
    "a key that is filled up": (f"{KEY}=", f"{KEY}="),
}


@pytest.mark.parametrize(("value", "expected"), PUSH_KEYS.values(), ids=PUSH_KEYS)
def test_push_key(value, expected):
    assert reading(value).push_key("IT") == expected


def test_a_push_key_is_taken_from_the_file_where_none_is_set(tmp_path):
    (tmp_path / "key").write_text(f"{KEY}\n")
    assert reading(None).push_key("IT", tmp_path / "key") == KEY
    assert reading(None).push_key("IT", tmp_path / "none") == ""


@pytest.mark.parametrize("value", ["x", "A" * 43, "_" * 43, KEY + "AA", "-----BEGIN EC PRIVATE KEY-----"])
def test_what_is_no_push_key_is_refused_and_not_repeated(value):
    with pytest.raises(ImproperlyConfigured, match="IT is no key; this prints one: python3") as refusal:
        reading(value).push_key("IT")
    assert value not in str(refusal.value).replace("python3 -c", "") or len(value) == 1
