"""What a clinic asks for again and again: wishes under a name, in versions of which none is ever changed."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models.clinics import Assignment, Clinic, Membership

LONGEST_TEMPLATE_NAME = 80
LONGEST_TEMPLATE_NOTE = 500
LONGEST_REASON = 200
LONGEST_FOCUS = 20


class Template(models.Model):
    """Wishes that *clinic* gives to several clients, known there by *name*. What it asks for stands in its versions, of
    which the one numbered *last_version* is given. Nobody picks one that was *archived*.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="templates", verbose_name=_("clinic"))
    name = models.CharField(_("name"), max_length=LONGEST_TEMPLATE_NAME)
    last_version = models.PositiveIntegerField(_("last version"), default=0)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ["clinic", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "name"],
                name="a_clinic_has_one_template_of_a_name",
                violation_error_message=_("There is a template of this name already."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="a_template_has_a_name",
                violation_error_message=_("A template needs a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateVersion(models.Model):
    """What *template* asked for from *made_at* on: *wishes*, in the shape of `rehab.fitting.Wanted`, in the names of a
    protocol; *note* is for colleagues. A form in which it is picked begins with its *kit*, None where it does not say,
    and its *focus*, "" likewise. *key* names the version in a form, so that nobody gives another than they saw.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    template = models.ForeignKey(
        Template, on_delete=models.CASCADE, related_name="versions", verbose_name=_("template")
    )
    number = models.PositiveIntegerField(_("number"))
    protocol = models.CharField(_("protocol"), max_length=60)
    protocol_version = models.CharField(_("version of the protocol"), max_length=20)
    wishes = models.JSONField(_("wishes"))
    kit = models.JSONField(_("kit at home"), null=True, blank=True, default=None)
    focus = models.CharField(_("sorer muscle"), max_length=LONGEST_FOCUS, blank=True, default="")
    note = models.CharField(_("note"), max_length=LONGEST_TEMPLATE_NOTE, blank=True, default="")
    made_by = models.ForeignKey(Membership, on_delete=models.RESTRICT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("version of a template")
        verbose_name_plural = _("versions of templates")
        ordering = ["template", "number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="versions_of_a_template_are_numbered")
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class GivenTemplate(models.Model):
    """That *assignment* began from *version*, with *reason* for the wishes that needed one and had none. *refused* are
    those that the rules did not let be when the plan began behind the client's own answers, as values of
    `rehab.adjusting.Judged`.
    """

    assignment = models.OneToOneField(
        Assignment, on_delete=models.CASCADE, related_name="given_template", verbose_name=_("assignment")
    )
    version = models.ForeignKey(
        TemplateVersion, on_delete=models.RESTRICT, related_name="given", verbose_name=_("version")
    )
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True, default="")
    refused = models.JSONField(_("not given"), default=list, blank=True)

    class Meta:
        verbose_name = _("template of an assignment")
        verbose_name_plural = _("templates of assignments")

    def __str__(self) -> str:
        return f"template of assignment {self.assignment_id}"
