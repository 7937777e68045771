"""The one Django app."""

from django.apps import AppConfig


class Programs(AppConfig):
    name = "programs"
