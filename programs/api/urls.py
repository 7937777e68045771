"""The addresses of the API."""

from django.urls import path, re_path

from programs.api import operations, own_operations
from programs.api.catalogue import Exercises, OneExercise, Protocols
from programs.api.checks import GradingDoor, ScreeningDoor
from programs.api.clinic import operations as clinic
from programs.api.clinic import writing_operations as written
from programs.api.clinic.adjusting import Intents, TakingBack, Weighing
from programs.api.clinic.clients import Assignments, Clients, Discharge, OneClient
from programs.api.clinic.findings import Clearances, Tests
from programs.api.clinic.listed import Find
from programs.api.clinic.picking import Templates
from programs.api.clinic.plans import Paper, Today, Week
from programs.api.clinic.writing import Links, NoLinks, Writings
from programs.api.mine import CheckInsDoor, TodayDoor
from programs.api.pages import DocsPage
from programs.api.plans import Plan, Programme
from programs.api.reference import Nowhere, SchemaDoor
from programs.api.reminders import RemindersDoor

# One client of a clinic; what is no key is told as one that nobody has.
ONE = "v1/clinic/clients/<slug:id>"

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
    path("v1/clinic/clients/", Clients.as_view(operations=clinic.LIST), name="api-clinic-clients"),
    path("v1/clinic/clients/find/", Find.as_view(operations=clinic.FIND), name="api-clinic-find"),
    path("v1/clinic/templates/", Templates.as_view(operations=clinic.TEMPLATES), name="api-clinic-templates"),
    path(f"{ONE}/", OneClient.as_view(operations=clinic.ONE), name="api-clinic-client"),
    path(f"{ONE}/assignment/", Assignments.as_view(operations=clinic.ASSIGN), name="api-clinic-assign"),
    path(f"{ONE}/discharge/", Discharge.as_view(operations=clinic.DISCHARGE), name="api-clinic-discharge"),
    path(f"{ONE}/today/", Today.as_view(operations=clinic.TODAY), name="api-clinic-today"),
    path(f"{ONE}/week/", Week.as_view(operations=clinic.WEEK), name="api-clinic-week"),
    path(f"{ONE}/intents/", Intents.as_view(operations=clinic.INTENTS), name="api-clinic-intents"),
    path(f"{ONE}/intents/weigh/", Weighing.as_view(operations=clinic.WEIGH), name="api-clinic-weigh"),
    path(f"{ONE}/intents/take-back/", TakingBack.as_view(operations=clinic.TAKE_BACK), name="api-clinic-take-back"),
    path(f"{ONE}/clearance/", Clearances.as_view(operations=clinic.CLEARANCE), name="api-clinic-clearance"),
    path(f"{ONE}/tests/", Tests.as_view(operations=clinic.TESTS), name="api-clinic-tests"),
    path(f"{ONE}/paper/", Paper.as_view(operations=clinic.PAPER), name="api-clinic-paper"),
    path(f"{ONE}/texts/", Writings.as_view(operations=written.WRITING), name="api-clinic-texts"),
    path(f"{ONE}/links/", Links.as_view(operations=written.LINKS), name="api-clinic-links"),
    path(f"{ONE}/links/take-back/", NoLinks.as_view(operations=written.LINKS_BACK), name="api-clinic-no-links"),
    path("v1/schema/", SchemaDoor.as_view(), name="api-schema"),
    path("v1/docs/", DocsPage.as_view(), name="api-docs"),
    re_path(r"", Nowhere.as_view(), name="api-nowhere"),
]
