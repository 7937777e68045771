"""The addresses of pages."""

from django.urls import path

from programs.web import operations, pages

urlpatterns = [
    path("", pages.plan, name="start"),
    path("plan/", pages.plan, name="plan"),
    path("healthz", operations.healthz, name="healthz"),
    path("readyz", operations.readyz, name="readyz"),
]
