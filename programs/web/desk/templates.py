"""A clinic's templates: the list, one with what it asks for and its versions, and writing them."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID, uuid4, uuid5
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from msgspec.structs import replace

from programs.models import Membership, Template
from programs.models.templates import LONGEST_TEMPLATE_NAME, LONGEST_TEMPLATE_NOTE
from programs.selectors.clinics import READ, STEER, may
from programs.selectors.protocol import grading_rules, protocol_in_use
from programs.selectors.templates import (
    Brings,
    brings_of,
    last_version_of,
    last_versions_in,
    template_seen_by,
    templates_seen_by,
    versions_of,
    wanted_in,
)
from programs.services.calling import words_at
from programs.services.templates import (
    MOST_WISHES,
    Draft,
    NameTakenError,
    TemplateChangedError,
    archive_template,
    as_written,
    make_template,
    write_template,
)
from programs.web.desk.adjust_forms import LONGEST_VERSION
from programs.web.desk.door import READING, TELLING, at_desk
from programs.web.desk.template_shown import brings_said, protocol_of_version, said_in, weighed_in
from programs.web.mine.forms import Sheet
from rehab.asking import BadAnswersError, Wrong, shown
from rehab.words import words_in

YES, NO = "yes", "no"
Shown = Callable[..., HttpResponse]


def with_template(*methods: str, needs: str = READ) -> Callable[[Shown], Shown]:
    """A page of one template, for people of its clinic: the view is given `Membership` and `Template`. 404 for every
    other key, whether anybody has it or not.
    """

    def decorate(view: Shown) -> Shown:
        @at_desk(*methods, needs=needs)
        @wraps(view)
        def found(request: HttpRequest, member: Membership, key: UUID) -> HttpResponse:
            template = template_seen_by(member, key)
            if template is None:
                raise Http404
            return view(request, member, template)

        return found

    return decorate


@at_desk(*READING)
def listed(request: HttpRequest, member: Membership) -> HttpResponse:
    """Every template of the clinic, with what it asks for."""
    last, words = last_versions_in(member), words_at(member.clinic)
    rows = [(one, said_in(last[one.pk], words)) for one in templates_seen_by(member)]
    context = {
        "member": member,
        "templates": [row for row in rows if row[0].archived_at is None],
        "archived": [row for row in rows if row[0].archived_at is not None],
        "may_steer": may(member, STEER),
    }
    return render(request, "desk/templates.html", context)


@at_desk(*READING, *TELLING, needs=STEER)
def new(request: HttpRequest, member: Membership) -> HttpResponse:
    """A name and a note; what it asks for comes after."""
    if request.method != "POST":
        return _naming(request, member, Sheet(request.POST))
    sheet = Sheet(request.POST)
    try:
        name, note = named_in(sheet)
        brings = brings_in(sheet)
        sheet.close()
        # Of the clinic's own: what a form of another house made names nothing here.
        key = uuid5(member.clinic.key, str(sheet.uuid))
        draft = Draft(name, note=note, brings=brings)
        made = make_template(member=member, key=key, draft=draft, now=timezone.now())
    except (BadAnswersError, NameTakenError) as problem:
        return _naming(request, member, sheet, wrongs_with(problem, request.POST.get("name", "")))
    return to_template(made)


def _naming(request: HttpRequest, member: Membership, sheet: Sheet, wrongs: Sequence[Wrong] = ()) -> HttpResponse:
    context = _brought(request, Brings()) | {
        "member": member,
        "uuid": sheet.uuid,
        "name": request.POST.get("name", ""),
        "note": request.POST.get("note", ""),
        "longest_name": LONGEST_TEMPLATE_NAME,
        "longest_note": LONGEST_TEMPLATE_NOTE,
        "faults": [(wrong, called(wrong.name)) for wrong in wrongs],
    }
    return render(request, "desk/template_new.html", context, status=400 if wrongs else 200)


@with_template(*READING)
def template(request: HttpRequest, member: Membership, template: Template) -> HttpResponse:
    """What it asks for, for which grade that would break a rule, and its versions."""
    return template_page(request, member, template)


@with_template(*TELLING, needs=STEER)
def words(request: HttpRequest, member: Membership, template: Template) -> HttpResponse:
    """Another name, another note."""
    sheet, last = Sheet(request.POST), last_version_of(template)
    try:
        name, note = named_in(sheet)
        brings = brings_in(sheet)
        seen = sheet.number("seen", most=LONGEST_VERSION, needed=True) or 0
        sheet.close()
        draft = Draft(name, wanted_in(last), note, sheet.uuid, brings)
        write_template(member=member, template=template, draft=draft, seen=seen, now=timezone.now())
    except (BadAnswersError, NameTakenError, TemplateChangedError) as problem:
        return _again(request, member, template, problem)
    return to_template(template)


@with_template(*TELLING, needs=STEER)
def drop(request: HttpRequest, member: Membership, template: Template) -> HttpResponse:
    """Take a wish out of it, in a new version."""
    sheet, last = Sheet(request.POST), last_version_of(template)
    try:
        wanted = wanted_in(last)
        place = sheet.number("place", most=MOST_WISHES, needed=True) or 0
        seen = sheet.number("seen", most=LONGEST_VERSION, needed=True) or 0
        if place >= len(wanted) and seen == last.number:
            sheet.refuse("place", str(place), _("the number of something it asks for"))
        sheet.close()
        draft = as_written(template, last, sheet.uuid)
        draft = replace(draft, wanted=(*wanted[:place], *wanted[place + 1 :]))
        write_template(member=member, template=template, draft=draft, seen=seen, now=timezone.now())
    except (BadAnswersError, TemplateChangedError) as problem:
        return _again(request, member, template, problem)
    return to_template(template, part="wanted")


@with_template(*TELLING, needs=STEER)
def archive(request: HttpRequest, member: Membership, template: Template) -> HttpResponse:
    """Let nobody pick it any more, or everybody again."""
    sheet = Sheet(request.POST)
    try:
        archived = sheet.one("archived", (YES, NO), needed=True) == YES
        sheet.close()
    except BadAnswersError as problem:
        return template_page(request, member, template, problem.wrongs, 400)
    archive_template(member=member, template=template, archived=archived, now=timezone.now())
    return to_template(template)


def _again(request: HttpRequest, member: Membership, template: Template, problem: Exception) -> HttpResponse:
    template.refresh_from_db()
    wrongs = wrongs_with(problem, request.POST.get("name", ""))
    return template_page(request, member, template, wrongs, 409 if isinstance(problem, TemplateChangedError) else 400)


def template_page(
    request: HttpRequest, member: Membership, template: Template, wrongs: Sequence[Wrong] = (), status: int = 200
) -> HttpResponse:
    """The page of *template*, with what was wrong about a form on it, and what was typed there."""
    versions = versions_of(template)
    last, today = versions[0], timezone.now().astimezone(ZoneInfo(member.clinic.zone)).date()
    words = words_at(member.clinic)
    wanted = weighed_in(wanted_in(last), today, brings_of(last), protocol_of_version(last), words)
    context: dict[str, Any] = _brought(request, brings_of(last)) | {
        "member": member,
        "template": template,
        "last": last,
        "brings": brings_said(last),
        "wanted": [(one, uuid4()) for one in wanted],
        "shown": wanted,
        "grades": [one.grade for one in wanted[0].grades] if wanted else [],
        "versions": [(version, said_in(version, words), brings_said(version)) for version in versions],
        "may_steer": may(member, STEER),
        "is_full": len(wanted) >= MOST_WISHES,
        "most": MOST_WISHES,
        "uuid": uuid4(),
        "name": request.POST.get("name", template.name),
        "note": request.POST.get("note", last.note),
        "longest_name": LONGEST_TEMPLATE_NAME,
        "longest_note": LONGEST_TEMPLATE_NOTE,
        "faults": [(wrong, called(wrong.name)) for wrong in wrongs],
    }
    return render(request, "desk/template.html", context, status=status)


def to_template(template: Template, *, part: str = "") -> HttpResponse:
    """Back to the page of *template*, and to its *part* of that name."""
    return HttpResponseRedirect(reverse("desk-template", args=[template.key]) + (part and f"#{part}"))


def named_in(sheet: Sheet) -> tuple[str, str]:
    """The name and the note that a form gives."""
    name = sheet.name("name", longest=LONGEST_TEMPLATE_NAME)
    note = sheet.text("note", longest=LONGEST_TEMPLATE_NOTE)
    if not name:
        sheet.refuse("name", "", _("a name for it"))
    return name, note


def brings_in(sheet: Sheet) -> Brings:
    """The kit and the muscle that a form says a template brings."""
    says, kit = sheet.tick("says_kit"), sheet.many("equipment", protocol_in_use().kit.named)
    focus = sheet.one("focus", [muscle.id for muscle in grading_rules().focuses])
    # Kit that is ticked is said, whether that it is said was ticked or not.
    return Brings(tuple(sorted(kit)) if says or kit else None, focus or "")


def _brought(request: HttpRequest, brings: Brings) -> dict[str, Any]:
    """The fields of kit and muscle: as they were sent, or as *brings* has them."""
    words, sent = words_in(), request.POST
    if "name" in sent:
        says, kit, focus = "says_kit" in sent, set(sent.getlist("equipment")), sent.get("focus", "")
    else:
        says, kit, focus = brings.kit is not None, set(brings.kit or ()), brings.focus
    return {
        "says_kit": says or bool(kit),
        "kit": [(name, words.name("kit", name), name in kit) for name in protocol_in_use().kit.named],
        "focuses": [(one.id, words.name("focuses", one.id), one.id == focus) for one in grading_rules().focuses],
    }


def wrongs_with(problem: Exception, name: str) -> Sequence[Wrong]:
    """What a form is told about *problem*, *name* being the one it gave."""
    if isinstance(problem, BadAnswersError):
        return problem.wrongs
    if isinstance(problem, NameTakenError):
        where = _("another: an archived one has this name") if problem.archived else _("another: one has this name")
        return (Wrong("name", shown(name), where),)
    assert isinstance(problem, TemplateChangedError), "a template is written anew, or has changed"
    return (Wrong("seen", str(problem.seen), _("version %(last)s, as it is now: look again") % {"last": problem.last}),)


def called(name: str) -> str:
    """What the pages call a field."""
    names = {
        "name": _("Name"),
        "equipment": _("Kit at home"),
        "focus": _("Sorer muscle"),
        "says_kit": _("Kit at home"),
        "note": _("Note"),
        "place": _("What is taken out"),
        "seen": _("Version"),
        "archived": _("Archived"),
        "wish": _("What it asks for"),
        "": _("A name in the form"),
    }
    return _("Reason") if name.startswith("reason") else names.get(name, name)
