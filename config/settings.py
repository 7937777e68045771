"""Every setting, each with its reason where it is not obvious. What a host may choose is in docs/ and read here."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from config import queues
from config.clocks import read_newest_zones
from config.environment import Environment
from config.logs import JSON, PLAIN, format_for, logging_as

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(os.environ, base=BASE_DIR)

# Everything that is written while running: database, broker, mail, uploads. Whoever writes makes the folder.
VAR_DIR = BASE_DIR / env.text("VAR_DIR", default="var")

# --- who we are ------------------------------------------------------------------------------------------------------
# Missing production values do not stop this file: commands such as `plan` need none of them. Servers refuse to start
# without them (config/startup.py), and `manage.py check --deploy` lists them.
DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text("SECRET_KEY", default="for-this-machine-only-" * 3 if DEBUG else "")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
BASE_URL = env.origin("BASE_URL") or ("http://127.0.0.1:8000" if DEBUG else "")
# Who answers for what is kept here, and how to reach them: the page on privacy names both.
OPERATOR_NAME = env.text("OPERATOR_NAME", default="the owner of this computer" if DEBUG else "")
OPERATOR_CONTACT = env.text("OPERATOR_CONTACT", default="root@localhost" if DEBUG else "")
MISSING = [
    name
    for name, value in {
        "SECRET_KEY": SECRET_KEY,
        "ALLOWED_HOSTS": ALLOWED_HOSTS,
        "BASE_URL": BASE_URL,
        "OPERATOR_NAME": OPERATOR_NAME,
        "OPERATOR_CONTACT": OPERATOR_CONTACT,
    }.items()
    if not value and not DEBUG
]
ON_HTTPS = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL else []

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "programs.User"

INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",  # its own site would show whatever a package registers
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "csp",
    "allauth",
    "allauth.account",
    "programs.apps.Programs",
    "config.apps.Config",
]

MIDDLEWARE = [
    "programs.web.privacy.KeepNoAnswers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages are compressed too; Django pads them at random and masks the CSRF token, which is what BREACH needs.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "programs.web.turns.OneAnswerAtATime",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.failures.ErasedMeanwhile",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,  # the administration's; ours come first
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "programs.web.frame.frame",
            ],
        },
    },
]

# --- where things are kept -------------------------------------------------------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/strideback.sqlite3")}
REDIS_URL = env.redis("REDIS_URL")
# Lets Prometheus on another machine read /metrics; without it only this machine may.
METRICS_TOKEN = env.text("METRICS_TOKEN", "")

CACHES: dict[str, dict[str, Any]]
# Shared by every process: with Redis there, without it in the database; never in one process's memory.
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_connect_timeout": 3, "socket_timeout": 3},
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "config.counting_cache.CountingDatabaseCache",
            "LOCATION": "shared_cache",
            # Django keeps 300 and then throws live ones away: a crowd of callers would wipe out each other's counts.
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    }
# In the database and nowhere in front of it: a Redis that is full, or comes back with what it had, still knows the
# answers before an emergency, and would show a plan.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# A check lives for two hours after its last answer, which the check itself says (programs/services/checks.py).
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # gone with the browser's window, not after Django's year
# No form of ours takes a file, but one that opens the door for itself: any other is refused before a byte is kept.
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["programs.web.uploads.NoFiles"]

# --- who signs in ----------------------------------------------------------------------------------------------------
# Without passwords: a code by e-mail proves the address each time, and makes the account the first time.
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "programs.web.accounts.Adapter"
ACCOUNT_FORMS = {"request_login_code": "programs.web.accounts.AskForCode"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # mail takes its time
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_REDIRECT_URL = "start"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# An account that may not sign in is answered as any other, by no mail.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Anybody may have a code sent to any address: that is to fill nobody's mailbox.
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,3/m/key,10/h/key"}
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90  # a runner's phone stays signed in for the length of a course

# --- words, places, time ---------------------------------------------------------------------------------------------
read_newest_zones()
USE_TZ = USE_I18N = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]

# --- files that pages need -------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [folder for folder in [BASE_DIR / "static"] if folder.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # Hashed names need `collectstatic`; while developing, files are served from where they lie.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
if DEBUG:
    # Files in the tree have no compressed twin yet, so here the outermost step compresses them too.
    MIDDLEWARE.remove("django.middleware.gzip.GZipMiddleware")
    MIDDLEWARE.insert(0, "django.middleware.gzip.GZipMiddleware")
    MIDDLEWARE.append("config.failures.NotFoundWhileDeveloping")
MEDIA_ROOT = VAR_DIR / "media"
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# --- mail and push ---------------------------------------------------------------------------------------------------
# Where mail to people of the demo goes, whatever else is set.
KEPT_MAIL = VAR_DIR / "mail"
vars().update(env.mail("EMAIL_URL", default=f"file:{KEPT_MAIL}"))
KEPT_PUSH_KEY = VAR_DIR / "vapid-key"  # made by `make run`; a server without a key of its own offers no push
VAPID_PRIVATE_KEY = env.push_key("VAPID_PRIVATE_KEY", kept=KEPT_PUSH_KEY if DEBUG else None)
DEFAULT_FROM_EMAIL = f"Strideback <noreply@{urlsplit(BASE_URL).hostname or 'localhost'}>"

# --- background work -------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL or "atomicfs://here"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"socket_connect_timeout": 5, "visibility_timeout": 600}
    if REDIS_URL
    else {
        "data_folder_in": str(VAR_DIR / "broker"),
        "data_folder_out": str(VAR_DIR / "broker"),
        "control_folder": str(VAR_DIR / "broker" / "control"),
        "polling_interval": 0.25,
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
# Results live in rows, and no broker holds the truth: nothing is waited for, nothing is asked back.
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_QUEUES = queues.QUEUES
CELERY_TASK_ROUTES = queues.ROUTES
CELERY_TASK_DEFAULT_QUEUE = CELERY_TASK_DEFAULT_ROUTING_KEY = queues.UPKEEP
CELERY_TASK_DEFAULT_EXCHANGE = ""
# A message is done with when a worker takes it, and a worker takes one at a time: what is owed is in rows, and each
# sweep says it anew (docs/decisions/0041-queues-that-may-lose-everything.md).
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
# On the embedded broker dead workers would collect broadcasts for ever.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_BEAT_SCHEDULE = queues.SCHEDULE

# --- what browsers are told ------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "programs.web.errors.refused"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = ON_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # probes come from inside, over plain http
SECURE_HSTS_SECONDS = 31_536_000 if ON_HTTPS else 0
# Whether the rest of the host's domain is on https, and belongs on browsers' preload list, is the host's to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# --- the API ---------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PARSER_CLASSES": ["programs.api.bodies.StrictJson"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_THROTTLE_CLASSES": ["programs.api.limits.PerMinute"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "programs.api.problems.answer_exception",
    # Names in an address are answers of a runner; none of them chooses a format.
    "URL_FORMAT_OVERRIDE": None,
    # How many proxies in front may be believed about who called.
    "NUM_PROXIES": env.number("TRUSTED_PROXIES"),
}
# Calls that one address may make in a minute; None lets everybody in.
API_CALLS_PER_MINUTE: int | None = 120
PAPERS_PER_MINUTE: int | None = 20  # a booklet takes a second of a processor
# Questions for a passkey, and answers to them, of one address.
PASSKEYS_PER_MINUTE: int | None = 20
# Tries at a code of somebody's app.
CODES_PER_HOUR: int | None = 10
# Mails that a runner may have sent at once, to see whether they arrive, of one programme in an hour.
REMINDERS_NOW_PER_HOUR: int | None = 5
# Mails that a clinic may send to invite people, and that one mailbox may get.
INVITATIONS_PER_HOUR: int | None = 20
INVITATIONS_TO_ONE_PER_HOUR: int | None = 3
# How often one link to a calendar may be asked for, and one address with links that open nothing.
CALENDARS_PER_MINUTE: int | None = 30
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "Strideback",
    "VERSION": "v1",
    "DESCRIPTION": "Exercise plans for runners with a calf strain. An educational exercise planner, not a diagnosis.",
    "LICENSE": {"name": "Apache 2.0; words and pictures CC BY 4.0"},
    "POSTPROCESSING_HOOKS": ["programs.api.reference.with_shapes"],
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "COMPONENT_SPLIT_REQUEST": False,
}

# --- logs ------------------------------------------------------------------------------------------------------------
# Without personal data in either form (config/logs.py).
LOG_FORMAT = env.one_of("LOG_FORMAT", (JSON, PLAIN), default=format_for(os.environ))
LOGGING = logging_as(LOG_FORMAT)
