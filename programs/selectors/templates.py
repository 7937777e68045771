"""A clinic's templates: which somebody may see, what each asks for, and which may be picked for a client."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from django.db.models import Count, F, QuerySet

from programs.models import Assignment, Membership, Template, TemplateVersion
from programs.models.values import read
from rehab.adjusting import Judged
from rehab.fitting import Wanted


class Picked(msgspec.Struct, frozen=True):
    """The *version* of a template, by its primary key, with all that it *wanted*, and the *reason* for what needs one
    and has none.
    """

    version: int
    wanted: tuple[Wanted, ...]
    reason: str = ""


class Brings(msgspec.Struct, frozen=True):
    """What a form begins with where a template is picked: the *kit* at home, None where the template does not say, and
    the sorer muscle as *focus*, "" likewise.
    """

    kit: tuple[str, ...] | None = None
    focus: str = ""


class Offered(msgspec.Struct, frozen=True):
    """A *template*, by its key, that may be picked: by the *key* of its last *version*, with its *name* and that one's
    *number*.
    """

    key: str
    name: str
    number: int
    version: int
    wanted: tuple[Wanted, ...]
    template: UUID
    brings: Brings = Brings()

    def picked(self, reason: str = "") -> Picked:
        """This template, picked."""
        return Picked(self.version, self.wanted, reason)


def templates_seen_by(member: Membership) -> QuerySet[Template]:
    """The templates of the clinic where *member* works, those that were archived last."""
    found = Template.objects.filter(clinic_id=member.clinic_id)
    return found.order_by(F("archived_at").asc(nulls_first=True), "name", "pk")


def template_seen_by(member: Membership, key: UUID) -> Template | None:
    """The template of that key, for people of its clinic; None for anybody else, as for a key that nobody has."""
    return Template.objects.filter(clinic_id=member.clinic_id, key=key).first()


def versions_of(template: Template) -> Sequence[TemplateVersion]:
    """Every version of *template*, the newest first, with how many were *begun* from it."""
    found = template.versions.select_related("made_by").annotate(begun=Count("given"))
    return list(found.order_by("-number"))


def last_version_of(template: Template) -> TemplateVersion:
    """What *template* asks for now."""
    return template.versions.get(number=template.last_version)


def last_versions_in(member: Membership) -> dict[int, TemplateVersion]:
    """What each template of the clinic asks for now, by the template's primary key."""
    found = TemplateVersion.objects.filter(template__clinic_id=member.clinic_id, number=F("template__last_version"))
    return {one.template_id: one for one in found}


def version_seen_by(member: Membership, key: UUID, number: int) -> TemplateVersion | None:
    """The version of that *number* of the template of that *key*, for people of its clinic; None for all else."""
    return TemplateVersion.objects.filter(
        template__clinic_id=member.clinic_id, template__key=key, number=number
    ).first()


def brings_of(version: TemplateVersion) -> Brings:
    """What a form begins with where *version* is picked."""
    return Brings(None if version.kit is None else tuple(version.kit), version.focus)


def wanted_in(version: TemplateVersion) -> tuple[Wanted, ...]:
    """What *version* asks for, in the order it is given."""
    return read(version.wishes, tuple[Wanted, ...])


def offered_to(member: Membership) -> tuple[Offered, ...]:
    """The templates that *member* may pick: neither archived nor empty, by name."""
    found = TemplateVersion.objects.filter(
        template__clinic_id=member.clinic_id, template__archived_at__isnull=True, number=F("template__last_version")
    )
    rows = found.select_related("template").order_by("template__name", "pk")
    offered = (_offered(one) for one in rows)
    return tuple(one for one in offered if one.wanted)


def _offered(one: TemplateVersion) -> Offered:
    template = one.template
    return Offered(str(one.key), template.name, one.number, one.pk, wanted_in(one), template.key, brings_of(one))


def template_of_version(member: Membership, key: str) -> Template | None:
    """The template that the version of that *key* belongs to, at the clinic of *member*; None for any other text."""
    try:
        return Template.objects.filter(clinic_id=member.clinic_id, versions__key=UUID(key)).first()
    except ValueError:
        return None


def picked_for(assignment: Assignment) -> Picked | None:
    """The template that *assignment* was given with; None where there is none."""
    given = getattr(assignment, "given_template", None)
    return Picked(given.version_id, wanted_in(given.version), given.reason) if given is not None else None


def refused_of(assignment: Assignment) -> tuple[Judged, ...]:
    """What of the template of *assignment* the rules did not let be when the plan began."""
    given = getattr(assignment, "given_template", None)
    return read(given.refused, tuple[Judged, ...]) if given is not None else ()
