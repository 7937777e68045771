"""The addresses of pages."""

from django.urls import path

from programs.web import checks, held, operations, pages

urlpatterns = [
    path("", held.start_or_route(pages.plan), name="start"),
    path("plan/", held.plan_or(pages.plan), name="plan"),
    path("plan/day/<int:number>/", held.day, name="plan-day"),
    path("plan/week/<int:number>/", held.week, name="plan-week"),
    path("check/", checks.enter, name="check"),
    path("check/country/", checks.country, name="check-country"),
    path("check/anew/", checks.anew, name="check-anew"),
    path("check/<slug:name>/", checks.step, name="check-step"),
    path("healthz", operations.healthz, name="healthz"),
    path("readyz", operations.readyz, name="readyz"),
]
