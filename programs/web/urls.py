"""The addresses of pages."""

from django.urls import path

from programs.web import about, library, operations, pages

urlpatterns = [
    path("", pages.start, name="start"),
    path("plan/", pages.plan, name="plan"),
    path("exercises/", library.exercises, name="exercises"),
    path("exercises/<slug:exercise_id>/", library.exercise, name="exercise"),
    path("learn/", library.learn, name="learn"),
    path("intended-use/", about.intended_use, name="intended-use"),
    path("privacy/", about.privacy, name="privacy"),
    path("offline/", about.offline, name="offline"),
    path("components/", about.components, name="components"),
    path("healthz", operations.healthz, name="healthz"),
    path("readyz", operations.readyz, name="readyz"),
]
