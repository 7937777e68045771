"""A diary that a client kept on paper, entered for them: one week as a grid, as on the paper."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from programs.models import Client, Membership
from programs.selectors.clinics import DIARY, programme_steered_by
from programs.selectors.programmes import following
from programs.services.diary import RefusedError
from programs.services.transcribing import Entered, enter_paper
from programs.web.desk.door import READING, TELLING, with_client
from programs.web.desk.paper_form import Week, columns_shown, label_of, lines_shown, read_paper, week_of
from programs.web.mine import forms
from programs.web.mine.today import wrongs_of
from rehab.asking import BadAnswersError, Wrong
from rehab.events import Outcome
from rehab.words import words_in


@with_client(*READING, *TELLING, needs=DIARY, noted="")
def diary(request: HttpRequest, member: Membership, client: Client, first: date | None = None) -> HttpResponse:
    """The grid of a week, asked or told. 404 for a week of which no day is over, and while the clinic steers nothing of
    theirs.
    """
    programme, now = programme_steered_by(member, client), timezone.now()
    if programme is None:
        raise Http404
    week = week_of(following(programme, now), first)
    if week is None and (first is not None or request.method == "POST"):
        raise Http404
    if week is None:
        return render(request, "desk/diary_none.html", {"member": member, "client": client})
    context: dict[str, Any] = {"member": member, "client": client}
    if request.method != "POST":
        return _page(request, context, week)
    sheet = forms.Sheet(request.POST)
    try:
        paper = read_paper(sheet, week)
        entered = enter_paper(member=member, client=client, programme=programme, paper=paper, now=now)
    except (BadAnswersError, RefusedError) as problem:
        return _page(request, context, week, wrongs=wrongs_of(problem))
    programme.refresh_from_db()
    anew = week_of(following(programme, now), week.first)
    assert anew is not None, "a week that was entered is there"
    return _page(request, context, anew, entered=entered)


def _page(
    request: HttpRequest,
    context: dict[str, Any],
    week: Week,
    *,
    entered: Entered | None = None,
    wrongs: tuple[Wrong, ...] = (),
) -> HttpResponse:
    # What was kept is shown as told; what was not stays in its fields until somebody has said which is right.
    stays = wrongs or (entered is not None and entered.otherwise)
    sent = request.POST if stays else None
    words = words_in()
    columns = columns_shown(week, sent, entered.otherwise if entered else ())
    shown = {
        "week": week,
        "uuid": uuid4(),
        "columns": columns,
        "lines": lines_shown(week, columns, sent),
        "outcomes": [(one.value, words.text("changes", "told", one.value)) for one in Outcome],
        "entered": entered,
        "faults": [(wrong, label_of(wrong.name, week)) for wrong in wrongs],
    }
    status = 400 if wrongs else 409 if entered and entered.otherwise else 200
    return render(request, "desk/diary.html", context | shown, status=status)
