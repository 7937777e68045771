"""The addresses of the API."""

from django.urls import path, re_path

from programs.api import operations
from programs.api.catalogue import Exercises, OneExercise, Protocols
from programs.api.checks import GradingDoor, ScreeningDoor
from programs.api.pages import DocsPage
from programs.api.plans import Plan, Programme
from programs.api.reference import Nowhere, SchemaDoor

urlpatterns = [
    path("v1/plan/", Plan.as_view(operations=operations.PLAN), name="api-plan"),
    path("v1/programme/", Programme.as_view(operations=operations.PROGRAMME), name="api-programme"),
    path("v1/screening/", ScreeningDoor.as_view(operations=operations.SCREENING), name="api-screening"),
    path("v1/grading/", GradingDoor.as_view(operations=operations.GRADING), name="api-grading"),
    path("v1/exercises/", Exercises.as_view(operations=operations.EXERCISES), name="api-exercises"),
    path("v1/exercises/<slug:id>/", OneExercise.as_view(operations=operations.EXERCISE), name="api-exercise"),
    path("v1/protocols/", Protocols.as_view(operations=operations.PROTOCOLS), name="api-protocols"),
    path("v1/schema/", SchemaDoor.as_view(), name="api-schema"),
    path("v1/docs/", DocsPage.as_view(), name="api-docs"),
    re_path(r"", Nowhere.as_view(), name="api-nowhere"),
]
