"""The addresses of pages."""

from django.urls import path

from programs.web import operations

urlpatterns = [
    path("healthz", operations.healthz, name="healthz"),
    path("readyz", operations.readyz, name="readyz"),
]
