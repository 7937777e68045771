"""Registers the checks of the wiring itself."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from config.startup import check_production

# What commands that serve check first.
SERVING = "serving"


class Config(AppConfig):
    name = "config"

    def ready(self) -> None:
        register(check_production, Tags.security, SERVING, deploy=True)
