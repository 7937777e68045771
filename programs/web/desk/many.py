"""Many new clients at once: a list is pasted or sent as a file, looked at line by line, and taken on whole."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from programs.client_form import LONGEST_KEY
from programs.client_papers import address_of
from programs.interchange.client_lists import MOST_BYTES, MOST_LINES, UnreadableListError, listed_in, text_in
from programs.models import Client, Membership
from programs.models.clinics import LONGEST_MESSAGE
from programs.selectors.clinics import ASSIGN, PRINT
from programs.selectors.intakes import clients_in, intake_seen_by, names_and_days
from programs.selectors.protocol import bounds_on, grading_rules
from programs.selectors.templates import offered_to
from programs.services.calling import words_at
from programs.services.clinics import NotSharedError, make_client_link
from programs.services.giving import TemplateRefusedError
from programs.services.intakes import take_on_list
from programs.services.templates import NotOfferedError, TemplateChangedError
from programs.web.check_forms import kept
from programs.web.desk.door import READING, TELLING, at_desk, few_a_minute
from programs.web.desk.list_cells import COLUMNS, Common
from programs.web.desk.list_read import FAULTS_SHOWN, Around, Read, known_as, outcome_of, read_list
from programs.web.desk.picked import STEP, TAKE, taken_over, templates_shown
from programs.web.desk.printing import kind_in
from programs.web.desk.template_shown import given_shown, refused_wrongs
from programs.web.uploads import OneSmallFile
from rehab.asking import BadAnswersError
from rehab.telling import LONGEST_WHY
from rehab.words import words_in

FILE, MAKE = "file", "make"
# The form around the list: its token, its ticks, its marks.
MOST_AROUND = 128 * 1024
# What the fields of a list are read again for, before it is made: a list that was changed since is looked at first.
SHOWN_BY = ("text", "columns", "equipment", "focus", "message", "template", "template_reason", "paper", "large")


@csrf_exempt  # checked within, once this form may bring a file
@at_desk(*READING, *TELLING, needs=ASSIGN)
@few_a_minute("lists")
def many(request: HttpRequest, member: Membership) -> HttpResponse:
    """The form for a list, what would be made of it, and once that is confirmed, the clients."""
    if request.method != "POST":
        given = sorted(bounds_on(timezone.now().date()).protocol.kit.given)
        return _page(request, member, {"equipment": given, "key": [str(uuid4())]}, ())
    if int(request.META.get("CONTENT_LENGTH") or 0) > 2 * MOST_BYTES + MOST_AROUND:
        return _too_large(request, member)
    request.upload_handlers = [OneSmallFile(MOST_BYTES)]
    try:
        len(request.POST)  # read here, where what is too large can be told in words
    except (RequestDataTooBig, TooManyFilesSent):
        return _too_large(request, member)
    answer: HttpResponse = _taken(request, member)
    return answer


@csrf_protect
def _taken(request: HttpRequest, member: Membership) -> HttpResponse:
    now = timezone.now()
    sent = {name: request.POST.getlist(name) for name in request.POST}
    file: UploadedFile[Any] | None = request.FILES.get(FILE)
    try:
        if file is not None:
            sent["text"] = [text_in(bytes(file.read()))]
        text = _one(sent, "text")
        if len(text.encode("utf-8", "replace")) > MOST_BYTES:
            return _too_large(request, member)
        columns = [head for head in _one(sent, "columns").split(",") if head.strip()]
        if _one(sent, STEP) == TAKE:
            return _page(request, member, taken_over(sent, offered_to(member)), ())
        known = {known_as(*one) for one in names_and_days(member)}
        around = Around(now, member.clinic.zone, known, words_at(member.clinic), offered_to(member))
        reads = read_list(listed_in(text, columns), _common(sent), around)
    except UnreadableListError as problem:
        return _page(request, member, sent, (), told=str(problem))
    except BadAnswersError as problem:
        return _page(request, member, sent, (), faults=[(wrong, wrong.name) for wrong in problem.wrongs])
    faults = list(dict.fromkeys(fault for read in reads for fault in read.wrong))
    if _one(sent, STEP) != MAKE or file is not None or faults:
        return _page(request, member, sent, reads, faults=faults)
    if _one(sent, "seen") != _digest(sent):
        return _page(request, member, sent, reads, told=_("The list has changed since you looked. Look once more."))
    unticked = [read.line for read in reads if read.twin and str(read.line) not in sent.get("also", ())]
    if unticked:
        told = _("Line %(line)s may be somebody you have. Tick it, or take the line out.") % {"line": unticked[0]}
        return _page(request, member, sent, reads, told=told)
    try:
        return _made(member, sent, reads, now)
    except TemplateRefusedError as problem:  # midnight has passed since the line was read
        faults = [(wrong, _("The template")) for wrong in refused_wrongs(problem.refused, words_at(member.clinic))]
        return _page(request, member, sent, reads, faults=faults)
    except (TemplateChangedError, NotOfferedError) as problem:
        return _page(request, member, sent, (), told=_("The template: %(why)s") % {"why": problem})


def _made(member: Membership, sent: dict[str, list[str]], reads: tuple[Read, ...], now: datetime) -> HttpResponse:
    # Of the clinic's own: what a page of another house made names nothing here.
    key = uuid5(member.clinic.key, _one(sent, "key")[:LONGEST_KEY] or str(uuid4()))
    people = [read.person for read in reads if read.person is not None]
    kind = kind_in(_one(sent, "paper"), _one(sent, "large"))
    intake = take_on_list(member=member, key=key, people=people, kind=kind, now=now)
    return HttpResponseRedirect(reverse("desk-intake", args=[intake.key]))


@at_desk(*READING, needs=PRINT)
def intake(request: HttpRequest, member: Membership, key: UUID) -> HttpResponse:
    """Those who were taken on together, and what can be handed to them."""
    found = intake_seen_by(member, key)
    if found is None:
        raise Http404
    context = {"member": member, "intake": found, "clients": clients_in(found, member)}
    return render(request, "desk/intake.html", context)


@at_desk(*TELLING, needs=PRINT)
def intake_links(request: HttpRequest, member: Membership, key: UUID) -> HttpResponse:
    """A new link for each of them, shown this once."""
    found = intake_seen_by(member, key)
    if found is None:
        raise Http404
    now = timezone.now()
    links = []
    for one in clients_in(found, member).select_related("clinic"):
        try:
            address = address_of(request, make_client_link(member=member, client=one, now=now))
        except NotSharedError:
            continue  # discharged since, or sharing no more: the page lists whom a link opens something for
        links.append((one, address, _mail_to(one, address) if one.email else ""))
    return render(request, "desk/intake_links.html", {"member": member, "intake": found, "links": links})


def _mail_to(client: Client, address: str) -> str:
    """An address that opens the member's own mail program, with the link in it and no word of health."""
    subject = _("Your plan from %(clinic)s") % {"clinic": client.clinic.name}
    body = _("Open your plan here: %(address)s") % {"address": address}
    return f"mailto:{quote(client.email, safe='@')}?{urlencode({'subject': subject, 'body': body}, quote_via=quote)}"


def _common(sent: dict[str, list[str]]) -> Common:
    common = [_one(sent, name) for name in ("focus", "message", "template", "template_reason")]
    return Common(tuple(sent.get("equipment", ())), *common)


def _one(sent: dict[str, list[str]], name: str) -> str:
    return next(iter(sent.get(name, ())), "")


def _digest(sent: dict[str, list[str]]) -> str:
    """A mark of what was looked at, lines ending as they may."""
    said = ["\n".join(" ".join(sent.get(name, ())).strip().splitlines()) for name in SHOWN_BY]
    return sha256("\0".join(said).encode("utf-8", "replace")).hexdigest()


def _too_large(request: HttpRequest, member: Membership) -> HttpResponse:
    told = _("The list is larger than %(most)s MB. Send it in parts.") % {"most": MOST_BYTES // 2**20}
    return _page(request, member, {}, (), told=told, status=413)


def _page(
    request: HttpRequest,
    member: Membership,
    sent: dict[str, list[str]],
    reads: tuple[Read, ...],
    **more: Any,
) -> HttpResponse:
    """The form with what was *sent* in it, and what stands in its way."""
    now = timezone.now()
    faults, told = more.get("faults", []), more.get("told", "")
    words, bounds = words_in(), bounds_on(now.date())
    shown = kept(
        {name: sent.get(name, []) for name in ("key", "equipment", "focus", "also", "template", "template_reason")}
    )
    rows = []
    for read in reads if not faults else ():
        assert read.person is not None, "a line without a fault tells of somebody"
        wished = read.person.wished
        rows.append((read, read.person, sorted(wished.flags or ()), outcome_of(wished, now)))
    context = templates_shown(offered_to(member), _one(shown, "template")) | {
        "member": member,
        "text": _one(sent, "text").replace("\0", "\ufffd"),
        "columns": _one(sent, "columns"),
        "message": _one(sent, "message"),
        "key": _one(shown, "key") or str(uuid4()),
        "kit": [(name, words.name("kit", name), name in shown["equipment"]) for name in bounds.protocol.kit.named],
        "focuses": [
            (muscle.id, words.name("focuses", muscle.id), _one(shown, "focus") == muscle.id)
            for muscle in grading_rules().focuses
        ],
        "kind": kind_in(_one(sent, "paper"), _one(sent, "large")),
        "names": [names[0] for names in COLUMNS.values()],
        "told": told,
        "faults": faults[:FAULTS_SHOWN],
        "more": max(0, len(faults) - FAULTS_SHOWN),
        "wrong_lines": len({read.line for read in reads if read.wrong}),
        "rows": rows,
        "also": set(sent.get("also", ())),
        "seen": _digest(sent),
        "most_lines": MOST_LINES,
        "longest_message": LONGEST_MESSAGE,
        "template_reason": _one(shown, "template_reason"),
        "longest_reason": LONGEST_WHY,
        "given": given_shown(rows[0][1].wished, clinic=member.clinic, now=now) if rows else (),
    }
    status = more.get("status", 400 if faults or told else 200)
    return render(request, "desk/many.html", context, status=status)
