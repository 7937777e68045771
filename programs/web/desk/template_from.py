"""What is asked for in one client's plan, saved as a template: what somebody ticks, in words of their own."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid5

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from programs.models.templates import LONGEST_TEMPLATE_NAME, LONGEST_TEMPLATE_NOTE
from programs.selectors.adjusting import standing_wishes
from programs.selectors.clinics import STEER
from programs.selectors.programmes import protocol_of
from programs.services.calling import words_to_choose_by
from programs.services.templates import MOST_WISHES, Draft, NameTakenError, make_template
from programs.web.desk.adjust import Steered, steered
from programs.web.desk.door import READING, TELLING, with_client
from programs.web.desk.intents_said import intent_said
from programs.web.desk.templates import called, named_in, to_template, wrongs_with
from programs.web.mine.forms import Sheet
from rehab.asking import BadAnswersError, Wrong
from rehab.events import Adjusted
from rehab.fitting import Wanted, is_lasting
from rehab.intents import Message
from rehab.telling import LONGEST_WHY

WISH, REASON = "wish", "reason-"


@with_client(*READING, *TELLING, needs=STEER)
@steered
def save(desk: Steered) -> HttpResponse:
    """The wishes that stand, to be ticked, and once that is sent, the template."""
    wishes = [wish for wish in standing_wishes(desk.programme, timezone.now()) if is_lasting(wish.intent)]
    sheet = Sheet(desk.request.POST)
    if desk.request.method != "POST":
        return _page(desk, sheet, wishes, ())
    try:
        name, note = named_in(sheet)
        ticked = sheet.many(WISH, [wish.key for wish in wishes])
        # No reason comes along: it was said of this client.
        reasons = {wish.key: sheet.text(REASON + wish.key, longest=LONGEST_WHY) for wish in wishes}
        wanted = tuple(Wanted(wish.intent, reasons[wish.key]) for wish in wishes if wish.key in ticked)
        if not 0 < len(wanted) <= MOST_WISHES:
            sheet.refuse(WISH, str(len(wanted)), f"1 to {MOST_WISHES}")
        sheet.close()
        key = uuid5(desk.member.clinic.key, str(sheet.uuid))
        made = make_template(member=desk.member, key=key, draft=Draft(name, wanted, note), now=timezone.now())
    except (BadAnswersError, NameTakenError) as problem:
        return _page(desk, sheet, wishes, wrongs_with(problem, desk.request.POST.get("name", "")))
    return to_template(made)


def _page(desk: Steered, sheet: Sheet, wishes: Sequence[Adjusted], wrongs: Sequence[Wrong]) -> HttpResponse:
    """The form, a message to this one client not ticked."""
    post, protocol = desk.request.POST, protocol_of(desk.programme)
    words = words_to_choose_by(desk.programme)
    ticked = post.getlist(WISH) if post else [one.key for one in wishes if not isinstance(one.intent, Message)]
    context: dict[str, Any] = {
        "member": desk.member,
        "client": desk.client,
        "uuid": sheet.uuid,
        "name": post.get("name", ""),
        "note": post.get("note", ""),
        "wishes": [
            (one.key, intent_said(one.intent, protocol, words), one.key in ticked, post.get(REASON + one.key, ""))
            for one in wishes
        ],
        "longest_name": LONGEST_TEMPLATE_NAME,
        "longest_note": LONGEST_TEMPLATE_NOTE,
        "longest_text": LONGEST_WHY,
        "faults": [(wrong, called(wrong.name)) for wrong in wrongs],
    }
    return render(desk.request, "desk/template_from.html", context, status=400 if wrongs else 200)
