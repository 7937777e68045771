"""Who did what at a clinic, for its owner to read, the newest first."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from programs.models import Membership
from programs.selectors.clinics import RUN_THE_HOUSE
from programs.selectors.records import Recorded, record_page
from programs.web.desk.door import READING, at_desk

# Ten digits are more entries than any clinic makes, and fit into the number of a row.
LONGEST_NUMBER = 9
# A therapist opens a page ten times on a day: that changes nothing, and hides what does.
LOOKS = frozenset({"saw"})


@at_desk(*READING, needs=RUN_THE_HOUSE)
def record(request: HttpRequest, member: Membership) -> HttpResponse:
    """A page of the record, from the number on that the address names."""
    before = request.GET.get("before", "")
    if before and not (before.isascii() and before.isdigit() and len(before) <= LONGEST_NUMBER):
        raise Http404
    page = record_page(member.clinic, int(before) if before else None)
    zone = ZoneInfo(member.clinic.zone)
    lines = [_line(entry, zone, times) for entry, times in _folded(page.entries, zone)]
    context: dict[str, Any] = {
        "member": member,
        "zone": member.clinic.zone,
        "days": [{"on": on, "entries": list(of_day)} for on, of_day in groupby(lines, key=lambda line: line["on"])],
        "older": page.older,
        "is_first": not before,
    }
    return render(request, "desk/record.html", context)


def _folded(entries: Iterable[Recorded], zone: ZoneInfo) -> list[tuple[Recorded, int]]:
    """*entries*, each with how often; who looked at the same client again on a day stands once there, by the last look.
    Whatever else was done has a line for each time.
    """
    found: dict[object, tuple[Recorded, int]] = {}
    for entry in entries:
        key = (entry.at.astimezone(zone).date(), entry.act) if entry.what in LOOKS else entry.seq
        last, times = found.get(key, (entry, 0))
        found[key] = last, times + 1
    return list(found.values())


def _line(entry: Recorded, zone: ZoneInfo, times: int) -> dict[str, Any]:
    at, said = entry.at.astimezone(zone), _said(entry)
    if times > 1:
        said = _("%(said)s (%(times)s times)") % {"said": said, "times": times}
    return {"on": at.date(), "time": time_format(at.time(), "H:i"), "at": at, "said": said}


def _said(entry: Recorded) -> str:
    names = {"who": _who(entry), "about": entry.about or _("somebody who is not kept")}
    say = SAID.get(entry.what)
    if say is None:
        return " ".join(filter(None, (names["who"], entry.what, entry.about)))
    return say() % names


def _who(entry: Recorded) -> str:
    """Who did it, and by which token where a program did it for them."""
    who = entry.who or _("Somebody who left")
    if entry.token is None:
        return who
    return _("%(who)s, by the token “%(token)s”,") % {"who": who, "token": entry.token or _("not kept")}


SAID: dict[str, Callable[[], str]] = {
    "saw": lambda: _("%(who)s looked at %(about)s"),
    "printed": lambda: _("%(who)s printed a paper of %(about)s"),
    "added": lambda: _("%(who)s added %(about)s as a client"),
    "assigned": lambda: _("%(who)s gave %(about)s a programme"),
    "wrote": lambda: _("%(who)s wrote a message or notes about %(about)s"),
    "made a link": lambda: _("%(who)s made a link for %(about)s"),
    "took links back": lambda: _("%(who)s took the links of %(about)s back"),
    "discharged": lambda: _("%(who)s discharged %(about)s"),
    "handed over": lambda: _("%(who)s handed %(about)s to a colleague"),
    "became responsible": lambda: _("%(who)s has %(about)s as their own from here on"),
    "asked for papers": lambda: _("%(who)s asked for papers of many clients"),
    "opened papers": lambda: _("%(who)s opened papers of many clients"),
    "took on a list": lambda: _("%(who)s took on a list of clients"),
    "took on": lambda: _("%(who)s took on %(about)s"),
    "invited": lambda: _("%(who)s invited %(about)s"),
    "took an invitation back": lambda: _("%(who)s took the invitation of %(about)s back"),
    "joined": lambda: _("%(who)s began to work here, invited as %(about)s"),
    "made owner": lambda: _("%(who)s made %(about)s an owner"),
    "made therapist": lambda: _("%(who)s made %(about)s a therapist"),
    "made assistant": lambda: _("%(who)s made %(about)s an assistant"),
    "left": lambda: _("%(who)s left the clinic"),
    "proofs forgotten": lambda: _("The host of this house made %(about)s’s passkeys and apps be forgotten"),
    "ended a membership": lambda: _("%(who)s ended the work of %(about)s here"),
    "renamed the clinic": lambda: _("%(who)s changed the name or telephone of the clinic"),
    "wrote an exercise": lambda: _("%(who)s wrote an exercise of the clinic’s own"),
    "changed a photo": lambda: _("%(who)s changed the photo of an exercise"),
    "erased a photo": lambda: _("%(who)s erased a photo of the exercise %(about)s"),
    "chose exercises": lambda: _("%(who)s chose which exercises all clients see"),
    "chose their exercises": lambda: _("%(who)s chose which exercises %(about)s sees"),
    "archived an exercise": lambda: _("%(who)s put an exercise of the clinic’s own away"),
    "brought an exercise back": lambda: _("%(who)s brought an exercise of the clinic’s own back"),
    "changed the logo": lambda: _("%(who)s changed the logo"),
    "exported": lambda: _("%(who)s took along everything that is kept here"),
    "set how long records are kept": lambda: _("%(who)s set for how long records are kept"),
    "asked to share": lambda: _("%(who)s made a link for %(about)s to share by"),
    "offered the steering": lambda: _("%(who)s asked that another clinic steers the plan of %(about)s"),
    "kept the steering": lambda: _("%(who)s did not let the steering of the plan of %(about)s pass"),
    "steers no more": lambda: _("The plan of %(about)s, of %(who)s, is steered by another clinic from here on"),
    "steers from here on": lambda: _("The plan of %(about)s, of %(who)s, is steered here from now on"),
    "closed the clinic": lambda: _("%(who)s closed the clinic"),
    "adjusted": lambda: _("%(who)s asked for something in the plan of %(about)s"),
    "took back": lambda: _("%(who)s took back what was asked for in the plan of %(about)s"),
    "wrote a template": lambda: _("%(who)s wrote the template %(about)s"),
    "archived a template": lambda: _("%(who)s archived the template %(about)s"),
    "brought a template back": lambda: _("%(who)s brought the template %(about)s back"),
    "gave a template": lambda: _("%(who)s gave %(about)s what a template asks for"),
    "cleared": lambda: _("%(who)s recorded a clearance of %(about)s"),
    "took a clearance back": lambda: _("%(who)s took a clearance of %(about)s back"),
    "measured": lambda: _("%(who)s entered tests of %(about)s"),
    "entered a diary": lambda: _("%(who)s entered a paper diary of %(about)s"),
    "made a token": lambda: _("%(who)s made the token “%(about)s” for a program"),
    "took a token back": lambda: _("%(who)s took the token “%(about)s” back"),
}
