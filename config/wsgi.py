"""What WSGI servers load; refuses to start while a setting is missing."""

import os

import django

from config.requests import Wsgi
from config.startup import refuse_when_incomplete

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)
application = Wsgi()
refuse_when_incomplete()
