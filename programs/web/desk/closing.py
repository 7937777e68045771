"""An owner closes the clinic: whom it concerns, what becomes of them, and once its name is typed, its end."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.models import Membership
from programs.models.clinics import LONGEST_MESSAGE, LONGEST_NAME
from programs.selectors.clinics import RUN_THE_HOUSE
from programs.selectors.closing import concerned
from programs.services.closing import close_clinic
from programs.web.desk.door import READING, TELLING, at_desk, shown_anew
from programs.web.mine import forms
from rehab.asking import BadAnswersError, Wrong


@at_desk(*READING, *TELLING, needs=RUN_THE_HOUSE)
@shown_anew
def close(request: HttpRequest, member: Membership) -> HttpResponse:
    """What closing means, and, sent with the clinic's name, the closing."""
    if request.method not in TELLING:
        return _page(request, member)
    sheet = forms.Sheet(request.POST)
    try:
        farewell = sheet.text("farewell", longest=LONGEST_MESSAGE)
        typed = sheet.text("name", longest=LONGEST_NAME)
        if _plain(typed) != _plain(member.clinic.name):
            sheet.refuse("name", typed, member.clinic.name)
        sheet.close()
    except BadAnswersError as problem:
        return _page(request, member, problem.wrongs)
    close_clinic(by=member, farewell=farewell or _usual(), now=timezone.now())
    return render(request, "desk/closed.html", {"clinic": member.clinic})


def _plain(name: str) -> str:
    """*name* without what nobody types on purpose."""
    return " ".join(name.split()).casefold()


def _usual() -> str:
    """What stands on the Today of clients where nobody wrote them anything else."""
    return _(
        "We have closed. Your plan goes on here as before, with its reminders. Nobody of ours sees it any more. "
        "If you open it by a link, the link works as long as it would have. To keep your diary for longer, "
        "download it under Settings, My data."
    )


def _page(request: HttpRequest, member: Membership, wrongs: tuple[Wrong, ...] = ()) -> HttpResponse:
    context: dict[str, Any] = {
        "member": member,
        "clinic": member.clinic,
        "concerned": concerned(member.clinic, timezone.now()),
        "farewell": request.POST.get("farewell", _usual())[:LONGEST_MESSAGE],
        "longest_message": LONGEST_MESSAGE,
        "longest_name": LONGEST_NAME,
        "faults": [(wrong, _("Name") if wrong.name == "name" else wrong.name) for wrong in wrongs],
    }
    return render(request, "desk/close.html", context, status=400 if wrongs else 200)
