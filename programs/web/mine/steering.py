"""The runner asks that another clinic steers, and answers where a clinic has asked."""

from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.selectors.clinics import shared_with
from programs.services.diary import RefusedError
from programs.services.sharing import Answer, NotAskedError, answer_for_runner, ask_to_steer
from programs.web.callers import programme_for, runner_for
from programs.web.mine import forms
from programs.web.mine.data import data_page
from programs.web.mine.door import signed_in
from programs.web.mine.today import TELLING, wrongs_of
from rehab.asking import BadAnswersError

ANSWERS = ("yes", "no")
# As long as a key is that a page has sent.
LONGEST_KEY = 36


@signed_in(*TELLING, link=True)
def steering(request: HttpRequest) -> HttpResponse:
    """Ask a clinic that reads to steer, say yes or no to what a clinic has asked, or take back what one has asked."""
    runner, programme, sheet = runner_for(request), programme_for(request), forms.Sheet(request.POST)
    shares = [one for one in shared_with(runner) if not one.steers] if runner else []
    try:
        to = sheet.one("to", [str(one.clinic.key) for one in shares])
        key = sheet.text("handover", longest=LONGEST_KEY)
        answer = sheet.one("answer", ANSWERS, needed=bool(key))
        if to is None and not key:
            sheet.refuse("to", "", _("a clinic that reads your plan"))
        sheet.close()
        if runner is None or programme is None:
            raise NotAskedError(_("you follow nothing now"))
        now = timezone.now()
        if to is not None:
            ask_to_steer(runner=runner, programme=programme, to=UUID(to), now=now)
        else:
            given = Answer(key, yes=answer == "yes")
            answer_for_runner(runner=runner, programme=programme, answer=given, now=now)
    except (BadAnswersError, RefusedError) as problem:
        wrongs = tuple(msgspec.structs.replace(wrong, name=_("Steering")) for wrong in wrongs_of(problem))
        return data_page(request, wrongs, status=400 if isinstance(problem, BadAnswersError) else 409)
    return HttpResponseRedirect(f"{reverse('data')}#shares")
