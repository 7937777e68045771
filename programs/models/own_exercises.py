"""Exercises as a clinic does them: its own words and pictures for exercises of the catalogue."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from programs.models.clinics import Client, Clinic, Membership
from rehab.own_words import LONGEST_NEEDS, LONGEST_OWN_NAME

LONGEST_ID = 80


class OwnExercise(models.Model):
    """A way in which *clinic* does one *exercise* of the catalogue, named by its id. Load, doses, phases and rules are
    those of the catalogue, and no plan knows of it: it is how an exercise is shown. *for_all* shows it to every client
    for whom nothing else was chosen; an *archived_at* one is shown to nobody.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="own_exercises", verbose_name=_("clinic"))
    exercise = models.CharField(_("exercise of the catalogue"), max_length=LONGEST_ID)
    for_all = models.BooleanField(_("for all clients"), default=False)
    made_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    class Meta:
        verbose_name = _("exercise of a clinic")
        verbose_name_plural = _("exercises of clinics")
        ordering = ["clinic", "exercise", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "exercise"],
                condition=Q(for_all=True, archived_at__isnull=True),
                name="one_way_for_all_clients",
                violation_error_message=_("All clients see another way of this exercise already."),
            )
        ]

    def __str__(self) -> str:
        return f"own way of {self.exercise}"


class OwnPicture(models.Model):
    """A photo of a clinic's, drawn anew from what somebody sent: as pages show it, and as paper does. Its *key* is part
    of its address.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="+", verbose_name=_("clinic"))
    shown = models.BinaryField(_("JPEG for pages"))
    printed = models.BinaryField(_("JPEG for paper"))

    class Meta:
        verbose_name = _("photo of a clinic")
        verbose_name_plural = _("photos of clinics")

    def __str__(self) -> str:
        return f"photo {self.key}"


class OwnWording(models.Model):
    """What is said and shown of an own exercise from *made_at* until the next *number*. Nothing of it is changed later,
    so that what somebody read on a day can be looked up, but its photo may be erased, at *photo_erased_at*. *steps*
    stand one on a line. Where there is no *picture*, the *figure* of an exercise of the catalogue stands for one.
    """

    own = models.ForeignKey(
        OwnExercise, on_delete=models.CASCADE, related_name="wordings", verbose_name=_("exercise of a clinic")
    )
    number = models.PositiveIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=LONGEST_OWN_NAME)
    steps = models.TextField(_("steps"))
    needs = models.CharField(_("needed besides"), max_length=LONGEST_NEEDS, blank=True, default="")
    figure = models.CharField(_("figure"), max_length=LONGEST_ID)
    picture = models.ForeignKey(
        OwnPicture, on_delete=models.RESTRICT, related_name="+", verbose_name=_("photo"), null=True, blank=True
    )
    photo_erased_at = models.DateTimeField(_("photo erased"), null=True, blank=True)
    made_by = models.ForeignKey(Membership, on_delete=models.RESTRICT, related_name="+", verbose_name=_("written by"))
    made_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("wording of an own exercise")
        verbose_name_plural = _("wordings of own exercises")
        ordering = ["own", "number"]
        constraints = [models.UniqueConstraint(fields=["own", "number"], name="wordings_are_numbered")]

    def __str__(self) -> str:
        return f"wording {self.number}"


class OwnChoice(models.Model):
    """How *client* is shown one *exercise* of the catalogue, whatever all others see: in the way *own*, or as in the
    catalogue where there is none.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="own_choices", verbose_name=_("client"))
    exercise = models.CharField(_("exercise of the catalogue"), max_length=LONGEST_ID)
    own = models.ForeignKey(
        OwnExercise,
        on_delete=models.CASCADE,
        related_name="choices",
        verbose_name=_("exercise of a clinic"),
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("choice of an own exercise")
        verbose_name_plural = _("choices of own exercises")
        ordering = ["client", "exercise"]
        constraints = [models.UniqueConstraint(fields=["client", "exercise"], name="one_way_for_a_client")]

    def __str__(self) -> str:
        return f"choice of {self.exercise}"
