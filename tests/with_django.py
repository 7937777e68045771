"""Loads Django's settings once the environment is set; not read when Django is off."""

from django.conf import settings

assert settings.DATABASES, "the settings name no database"
