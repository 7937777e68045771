"""Nouns with promises: fields, named constraints that speak to people, `__str__`. No queries and no clock."""

from programs.models.audit import AuditEntry
from programs.models.calendars import Calendar
from programs.models.clinic_tokens import ClinicToken
from programs.models.clinics import Assignment, Client, ClientLink, Clinic, ClinicLogo, Membership
from programs.models.code_apps import CodeApp, RecoveryCode
from programs.models.following import Event, Programme, Version
from programs.models.intakes import Intake
from programs.models.invitations import Invitation
from programs.models.links import SignInLink
from programs.models.own_exercises import OwnChoice, OwnExercise, OwnPicture, OwnWording
from programs.models.passkeys import Passkey
from programs.models.people import Consent, Runner, User
from programs.models.print_jobs import PrintJob, PrintOrder, PrintStack
from programs.models.push import PushSubscription
from programs.models.reminders import Delivery, DueReminder, ReminderSettings
from programs.models.sharing import Handover, Parting, Share, ShareLink
from programs.models.standing import Alert, SavedView, Standing
from programs.models.templates import GivenTemplate, Template, TemplateVersion
from programs.models.tokens import ApiToken
from programs.models.upkeep import Erasure, Heartbeat

__all__ = [
    "Alert",
    "ApiToken",
    "Assignment",
    "AuditEntry",
    "Calendar",
    "Client",
    "ClientLink",
    "Clinic",
    "ClinicLogo",
    "ClinicToken",
    "CodeApp",
    "Consent",
    "Delivery",
    "DueReminder",
    "Erasure",
    "Event",
    "GivenTemplate",
    "Handover",
    "Heartbeat",
    "Intake",
    "Invitation",
    "Membership",
    "OwnChoice",
    "OwnExercise",
    "OwnPicture",
    "OwnWording",
    "Parting",
    "Passkey",
    "PrintJob",
    "PrintOrder",
    "PrintStack",
    "Programme",
    "PushSubscription",
    "RecoveryCode",
    "ReminderSettings",
    "Runner",
    "SavedView",
    "Share",
    "ShareLink",
    "SignInLink",
    "Standing",
    "Template",
    "TemplateVersion",
    "User",
    "Version",
]
