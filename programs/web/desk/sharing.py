"""A clinic asks a runner to share what they follow, and has the steering pass to another clinic or to itself."""

from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.models import Client, Membership, Programme
from programs.models.clinics import LONGEST_NAME
from programs.selectors.clinics import ASSIGN, STEER, client_seen_by, programme_seen_by, shares_of
from programs.services.clinics import add_client
from programs.services.diary import RefusedError
from programs.services.sharing import Answer, answer_for_clinic, make_share_link, offer_steering
from programs.services.working import still_working
from programs.web.desk.client import Sent, client_page
from programs.web.desk.code import picture_of_code
from programs.web.desk.door import READING, TELLING, at_desk, to_client, with_client
from programs.web.mine import forms
from programs.web.mine.today import wrongs_of
from rehab.asking import BadAnswersError, Wrong

ANSWERS = ("yes", "no")
# As long as a key is that a page has sent.
LONGEST_KEY = 36


@at_desk(*READING, *TELLING, needs=ASSIGN)
def new(request: HttpRequest, member: Membership) -> HttpResponse:
    """Somebody whom another clinic guides, or nobody: a name to know them by, then the link for their yes."""
    sheet = forms.Sheet(request.POST)
    if request.method != "POST":
        return _form(request, member, sheet.uuid)
    try:
        name = sheet.name("name", longest=LONGEST_NAME)
        if not name:
            sheet.refuse("name", name, _("a name, or initials"))
        sheet.close()
    except BadAnswersError as problem:
        return _form(request, member, sheet.uuid, problem.wrongs)
    # Of the clinic's own: what a form of another house made names nobody here. A form sent twice is one client.
    key, now = uuid5(member.clinic.key, str(sheet.uuid)), timezone.now()
    with transaction.atomic():
        still_working(member)  # and holds the clinic: of two hands at once the second finds the client of the first
        client = client_seen_by(member, key) or add_client(member=member, key=key, name=name, email="", now=now)
    return _given(request, member, client)


@with_client(*TELLING, needs=ASSIGN, noted="")
def link(request: HttpRequest, member: Membership, client: Client) -> HttpResponse:
    """A new link for somebody who shares nothing with the clinic now; one of before opens nothing more."""
    if client.discharged_at is not None or programme_seen_by(member, client) is not None:
        return to_client(client)
    return _given(request, member, client)


def _form(request: HttpRequest, member: Membership, uuid: UUID, wrongs: tuple[Wrong, ...] = ()) -> HttpResponse:
    context = {
        "member": member,
        "uuid": uuid,
        "name": request.POST.get("name", "")[:LONGEST_NAME],
        "longest_name": LONGEST_NAME,
        "faults": [(wrong, _("Name") if wrong.name == "name" else wrong.name) for wrong in wrongs],
    }
    return render(request, "desk/share.html", context, status=400 if wrongs else 200)


def _given(request: HttpRequest, member: Membership, client: Client) -> HttpResponse:
    token = make_share_link(member=member, client=client, now=timezone.now())
    path = reverse("share", args=[token])
    address = f"{settings.BASE_URL}{path}" if settings.BASE_URL else request.build_absolute_uri(path)
    context = {"member": member, "client": client, "address": address, "code": picture_of_code(address)}
    return render(request, "desk/share_given.html", context)


@with_client(*TELLING, needs=STEER, noted="")
def steering(request: HttpRequest, member: Membership, client: Client) -> HttpResponse:
    """Ask that a clinic which reads steers from then on; say yes or no to what the runner has asked; take back what was
    asked here. Where the clinic sees nothing of theirs, their page, which says so.
    """
    programme = programme_seen_by(member, client)
    if programme is None:
        return to_client(client)
    try:
        _told(forms.Sheet(request.POST), member, client, programme)
    except (BadAnswersError, RefusedError) as problem:
        faults = [(wrong, _("Steering")) for wrong in wrongs_of(problem)]
        status = 400 if isinstance(problem, BadAnswersError) else 409
        return client_page(request, member, client, Sent(faults, status))
    return to_client(client, part="steering")


def _told(sheet: forms.Sheet, member: Membership, client: Client, programme: Programme) -> None:
    """Read the form and do what it says. BadAnswersError, and RefusedError as of the services."""
    now = timezone.now()
    readers = [str(share.clinic.key) for share in shares_of(programme) if not share.steers]
    to = sheet.one("to", readers)
    key = sheet.text("handover", longest=LONGEST_KEY)
    answer = sheet.one("answer", ANSWERS, needed=bool(key))
    if to is None and not key:
        sheet.refuse("to", "", _("a clinic that reads this plan"))
    sheet.close()
    if to is not None:
        offer_steering(member=member, client=client, programme=programme, to=UUID(to), now=now)
    else:
        given = Answer(key, yes=answer == "yes")
        answer_for_clinic(member=member, client=client, programme=programme, answer=given, now=now)
