"""What ASGI servers load; refuses to start while a setting is missing."""

import os

from django.core.asgi import get_asgi_application

from config.startup import refuse_when_incomplete

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_asgi_application()
refuse_when_incomplete()
