"""Wiring: settings, addresses, the Celery app. No rule and no row is known here."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
