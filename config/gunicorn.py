"""How gunicorn serves: `gunicorn -c config/gunicorn.py config.wsgi`."""

import os
from typing import Any

from config.logs import JSON, format_for
from config.startup import exit_when_incomplete

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
graceful_timeout = 3
control_socket_disable = True

accesslog = "-"
# The path alone: who asked, query strings and the pages people came from are nobody's business.
access_log_format = '"%(m)s %(U)s" %(s)s %(B)s bytes %(M)s ms'
logger_class = "config.logs.JsonLogger" if format_for(os.environ) == JSON else "config.logs.AccessLogger"
# Whose word on the visitor's scheme and address is taken: the proxy in front.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")


def on_starting(server: Any) -> None:
    """Refuse once and in one message, instead of once in each worker with a traceback."""
    exit_when_incomplete()
