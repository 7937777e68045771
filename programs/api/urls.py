"""The addresses of the API."""

from django.urls import path, re_path

from programs.api import operations, own_operations
from programs.api.catalogue import Exercises, OneExercise, Protocols
from programs.api.checks import GradingDoor, ScreeningDoor
from programs.api.mine import CheckInsDoor, TodayDoor
from programs.api.pages import DocsPage
from programs.api.plans import Plan, Programme
from programs.api.reference import Nowhere, SchemaDoor
from programs.api.reminders import RemindersDoor

urlpatterns = [
    path("v1/plan/", Plan.as_view(operations=operations.PLAN), name="api-plan"),
    path("v1/programme/", Programme.as_view(operations=operations.PROGRAMME), name="api-programme"),
    path("v1/screening/", ScreeningDoor.as_view(operations=operations.SCREENING), name="api-screening"),
    path("v1/grading/", GradingDoor.as_view(operations=operations.GRADING), name="api-grading"),
    path("v1/exercises/", Exercises.as_view(operations=operations.EXERCISES), name="api-exercises"),
    path("v1/exercises/<slug:id>/", OneExercise.as_view(operations=operations.EXERCISE), name="api-exercise"),
    path("v1/protocols/", Protocols.as_view(operations=operations.PROTOCOLS), name="api-protocols"),
    path("v1/today/", TodayDoor.as_view(operations=own_operations.TODAY), name="api-today"),
    path("v1/check-ins/", CheckInsDoor.as_view(operations=own_operations.CHECK_INS), name="api-check-ins"),
    path("v1/reminders/", RemindersDoor.as_view(operations=own_operations.REMINDERS), name="api-reminders"),
    path("v1/schema/", SchemaDoor.as_view(), name="api-schema"),
    path("v1/docs/", DocsPage.as_view(), name="api-docs"),
    re_path(r"", Nowhere.as_view(), name="api-nowhere"),
]
