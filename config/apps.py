"""Registers the checks of the wiring itself."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from config.startup import check_production


class Config(AppConfig):
    name = "config"

    def ready(self) -> None:
        register(check_production, Tags.security, deploy=True)
