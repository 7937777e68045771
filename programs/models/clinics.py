"""Clinics, the people who work there, and their clients."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from programs.models.following import Programme
from programs.models.people import Runner, User

LONGEST_NAME = 300
LONGEST_PHONE = 40
# As long as a paper has room for; programs/handouts/personal.py says why.
LONGEST_MESSAGE = 500
# For how many years a clinic keeps its records where it has not chosen: what most health services ask for. Claims can
# be made for three years almost anywhere, so that no record goes before; none is asked for after thirty.
USUAL_YEARS, LEAST_YEARS, MOST_YEARS = 8, 3, 30
LONGEST_REASON = 300


class Clinic(models.Model):
    """A house whose people guide clients. *key* names it where a number would tell how many there are.

    What it wrote down is kept for *kept_years* after a client was discharged, or the clinic closed; *kept_why* says why
    it is another number than the usual one.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    phone = models.CharField(_("telephone"), max_length=LONGEST_PHONE, blank=True, default="")
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    made_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    kept_years = models.PositiveSmallIntegerField(_("years that records are kept"), default=USUAL_YEARS)
    kept_why = models.CharField(_("why so long"), max_length=LONGEST_REASON, blank=True, default="")

    class Meta:
        verbose_name = _("clinic")
        verbose_name_plural = _("clinics")
        constraints = [
            models.CheckConstraint(
                condition=Q(kept_years__gte=LEAST_YEARS, kept_years__lte=MOST_YEARS),
                name="records_are_kept_for_a_time",
                violation_error_message=_("Records are kept for 3 to 30 years."),
            ),
            models.CheckConstraint(
                condition=Q(kept_years=USUAL_YEARS) | ~Q(kept_why=""),
                name="another_time_has_a_reason",
                violation_error_message=_("Say why records are kept for another time than the usual one."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="a_clinic_has_a_name",
                violation_error_message=_("A clinic needs a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClinicLogo(models.Model):
    """The picture at the head of *clinic*'s papers: a PNG that was drawn anew from what somebody sent. Apart from the
    clinic, which every page reads.
    """

    clinic = models.OneToOneField(Clinic, on_delete=models.CASCADE, related_name="logo", verbose_name=_("clinic"))
    data = models.BinaryField(_("PNG"))

    class Meta:
        verbose_name = _("logo of a clinic")
        verbose_name_plural = _("logos of clinics")

    def __str__(self) -> str:
        return f"logo of clinic {self.clinic_id}"


class Membership(models.Model):
    """That *user* works at *clinic* in a *role*, from *since* until *until*. Entries and versions name a member by
    *key* and by nothing else; *name* is how clients and colleagues know them. Who erases the account leaves the row
    without either, so that what they did keeps its author's key.

    *token* is no part of the row: the key of the token by which a program acts for them just now, for the audit.
    """

    token: uuid.UUID | None = None

    class Role(models.TextChoices):
        """What somebody may do there: an assistant reads, prints and enters what paper says."""

        OWNER = "owner", _("owner")
        THERAPIST = "therapist", _("therapist")
        ASSISTANT = "assistant", _("assistant")

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("clinic"))
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, related_name="memberships", verbose_name=_("account"), null=True
    )
    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=LONGEST_NAME, blank=True, default="")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of a clinic")
        verbose_name_plural = _("members of clinics")
        ordering = ["clinic", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(until__isnull=True),
                name="a_person_works_at_one_clinic",
                violation_error_message=_("This person works at a clinic already."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=["owner", "therapist", "assistant"]), name="a_member_has_a_known_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display()}"


class Client(models.Model):
    """Somebody whom *clinic* guides, known there by *name*. *runner* is who accepted the clinic's link; before that,
    nobody. An *email* that was typed here gives nobody anything.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="clients", verbose_name=_("clinic"))
    name = models.CharField(_("name or initials"), max_length=LONGEST_NAME)
    email = models.EmailField(_("e-mail address"), blank=True, default="")
    therapist = models.ForeignKey(
        Membership, on_delete=models.RESTRICT, related_name="clients", verbose_name=_("responsible")
    )
    runner = models.ForeignKey(
        Runner, on_delete=models.SET_NULL, related_name="+", verbose_name=_("runner"), null=True, blank=True
    )
    notes = models.TextField(_("private notes"), blank=True, default="")
    made_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    discharged_at = models.DateTimeField(_("discharged"), null=True, blank=True)

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        ordering = ["clinic", "name", "pk"]
        indexes = [models.Index(fields=["clinic", "discharged_at", "name"], name="clients_of_a_clinic")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="a_client_has_a_name",
                violation_error_message=_("Give a name, or initials."),
            )
        ]

    def __str__(self) -> str:
        return f"client {self.key}"


class Assignment(models.Model):
    """What a clinic asked for a client: *known* is the safety check as far as it was filled in there, in the shape of
    `programs.models.checks.Check`. With the warning signs asked it made a *programme* at once; without, the client
    answers them first, and *programme* is made then. Who asked them stands in *screened_by*, in which role and when.
    *uuid* was made by the program that told of it, None where it came from a page.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="assignments", verbose_name=_("client"))
    uuid = models.UUIDField(_("made where it was told"), null=True, blank=True, editable=False)
    known = models.JSONField(_("what is known"))
    message = models.CharField(_("message"), max_length=LONGEST_MESSAGE, blank=True, default="")
    made_by = models.ForeignKey(Membership, on_delete=models.RESTRICT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"))
    screened_by = models.ForeignKey(
        Membership, on_delete=models.RESTRICT, related_name="+", verbose_name=_("warning signs asked by"), null=True
    )
    screened_role = models.CharField(_("asked in the role of"), max_length=10, blank=True, default="")
    screened_at = models.DateTimeField(_("warning signs asked"), null=True, blank=True)
    programme = models.OneToOneField(
        Programme, on_delete=models.SET_NULL, related_name="assignment", verbose_name=_("programme"), null=True
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["client", "made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["client"],
                condition=Q(ended_at__isnull=True),
                name="one_assignment_at_a_time",
                violation_error_message=_("This client has a programme already; end it first."),
            ),
            models.CheckConstraint(
                condition=Q(screened_by__isnull=True, screened_at__isnull=True)
                | Q(screened_by__isnull=False, screened_at__isnull=False),
                name="who_asked_and_when_go_together",
            ),
            models.UniqueConstraint(
                fields=["client", "uuid"],
                name="an_assignment_is_told_once",
                violation_error_message=_("This was assigned already."),
            ),
        ]

    def __str__(self) -> str:
        return f"assignment of {self.made_at:%Y-%m-%d}"


class ClientLink(models.Model):
    """A link that opens one client's programme to whoever holds it, until *ends_at* or until it is taken back. Its
    token is kept as SHA-256 alone. *opened_at* is when somebody first agreed to it.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="links", verbose_name=_("client"))
    digest = models.CharField(_("SHA-256 of the token"), max_length=64, unique=True)
    made_by = models.ForeignKey(Membership, on_delete=models.RESTRICT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"))
    ends_at = models.DateTimeField(_("opens until"))
    opened_at = models.DateTimeField(_("first opened"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("link of a client")
        verbose_name_plural = _("links of clients")
        ordering = ["client", "made_at"]

    def __str__(self) -> str:
        return f"link until {self.ends_at:%Y-%m-%d}"
