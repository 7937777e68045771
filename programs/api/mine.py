"""The diary of whoever asks: today, and entries told from elsewhere."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from programs.api.bearer import BearerToken, MayDoThis, Session
from programs.api.bodies import StrictJson
from programs.api.door import KnownDoor, body_of, refuse
from programs.api.keeping import answered
from programs.api.plans import held_answer
from programs.api.problems import NOT_FOUND, NOT_KEPT, TOLD_OTHERWISE, WRONG_VALUES, Kind, ProblemError, told_of
from programs.api.reading import as_given
from programs.models import ClientLink, Programme
from programs.selectors.askers import asked_for
from programs.selectors.clinics import programme_by_link
from programs.selectors.programmes import Following, following, last_version, running_programme
from programs.selectors.protocol import screening_rules
from programs.selectors.shown_as import shown_as
from programs.selectors.stopped import stop_of
from programs.services.calling import names_of
from programs.services.diary import ConflictError, RefusedError
from programs.services.joining import author_of
from programs.services.naming import asker_to_runner, made_by
from programs.services.telling import standing, tell
from programs.services.versions import hopes_of, number_shown
from rehab.asking import BadAnswersError, Wrong, shown
from rehab.hoped import Hopes
from rehab.rendering import JsonObject, no_plan
from rehab.rendering_today import Beside, today_json
from rehab.telling import read_entry
from rehab.watching import signs_are_due
from rehab.wishes import standing as wishes_standing
from rehab.words import words_in

MOST_ENTRIES = 200
LARGEST_LIST = 262_144
PROGRAMME, ENTRIES, SENT_AT = "programme", "entries", "sent_at"


class LongJson(StrictJson):
    """A list of entries is longer than a question."""

    largest = LARGEST_LIST


class OwnDoor(KnownDoor):
    """Open to a runner who is signed in or holds a clinic's link, and to a program with the runner's token. Answers are
    kept nowhere.
    """

    authentication_classes = (BearerToken, Session)  # type: ignore[assignment]
    permission_classes = (MayDoThis,)  # type: ignore[assignment]

    @staticmethod
    def programme_of(request: Request, key: Any = None) -> Programme:
        """The programme that whoever asks follows. 404 where there is none, or it is another than that of *key*."""
        link = request.auth
        if isinstance(link, ClientLink):
            programme = programme_by_link(link.digest, timezone.now())
        else:
            programme = running_programme(request.user)
        if programme is None or key not in (None, str(programme.key)):
            raise ProblemError(NOT_FOUND)
        return programme


class TodayDoor(OwnDoor):
    """The day at hand."""

    def get(self, request: Request) -> HttpResponse:
        """Today's plan and light, or where to go in place of one."""
        names = sorted(request.query_params)
        refuse([Wrong(shown(name), "not known here", "nothing: it is the caller's own day") for name in names])
        if held := held_answer(request):
            return held
        programme = self.programme_of(request)
        return answered(today_of(following(programme, timezone.now())))


def today_of(found: Following) -> JsonObject:
    """The day of *found*; where its diary holds an emergency or urgent answer, the route in place of it."""
    if stop := stop_of(found):
        return no_plan(stop, words_in())
    own = names_of(shown_as(found.programme))
    version = last_version(found.programme)
    number = number_shown(version, found.today)
    wishes = asked_for(found.programme, wishes_standing(found.today.now), found.askers)
    beside = Beside(
        programme=str(found.programme.key),
        version=number,
        hopes=hopes_of(version) if version else Hopes(None, None),
        signs_due=signs_are_due(screening_rules(), found.start, found.facts, found.today),
        made_by=made_by(version, found.programme) if version and number else None,
        own_names=own,
        askers={one.wish.key: asker_to_runner(one.by) for one in wishes},
    )
    return today_json(found.protocol, found.today, beside, words_in().calling(own))


class CheckInsDoor(OwnDoor):
    """Entries of the diary, each once."""

    parser_classes = (LongJson,)

    def post(self, request: Request) -> HttpResponse:
        """Keep each entry, in their order, and answer each by itself."""
        told = body_of(request)
        key, sent_at, entries = _read_list(told)
        programme, now = self.programme_of(request, key), timezone.now()
        answers = [_tell(programme, raw, sent_at, now) for raw in entries]
        return answered({"entries": answers, **standing(programme, now)})


def _read_list(told: Mapping[str, Any]) -> tuple[Any, Any, list[Any]]:
    """Whose diary, the teller's clock, and the entries, which are read one by one later."""
    strangers = sorted(told.keys() - {PROGRAMME, SENT_AT, ENTRIES})
    wrongs = [Wrong(shown(name), "not known here", f"{PROGRAMME}, {SENT_AT}, {ENTRIES}") for name in strangers[:5]]
    entries = told.get(ENTRIES)
    if not isinstance(entries, list) or not 1 <= len(entries) <= MOST_ENTRIES:
        given = f"{len(entries)} entries" if isinstance(entries, list) else as_given(entries)
        wrongs.append(Wrong(ENTRIES, given, f"a list of 1 to {MOST_ENTRIES} entries"))
        entries = []
    refuse(wrongs)
    return told.get(PROGRAMME), told.get(SENT_AT), entries


def _tell(programme: Programme, raw: Any, sent_at: Any, now: datetime) -> JsonObject:
    """One entry put into the diary: 201 the first time, 200 again, or the problem with it."""
    uuid = raw.get("uuid") if isinstance(raw, dict) else None
    answer: JsonObject = {"uuid": uuid if isinstance(uuid, str) and uuid.isascii() else None}
    if isinstance(raw, dict) and sent_at is not None:
        raw = {SENT_AT: sent_at, **raw}
    assert programme.runner is not None, "a programme that is found by its account has its runner"
    try:
        kept = tell(programme=programme, told=read_entry(raw), author=author_of(programme.runner), now=now)
    except BadAnswersError as wrong:
        return answer | _refused(WRONG_VALUES, wrong.wrongs)
    except ConflictError as conflict:
        return answer | _refused(TOLD_OTHERWISE, [Wrong("uuid", shown(str(uuid)), str(conflict))])
    except RefusedError as refusal:
        return answer | _refused(NOT_KEPT, [Wrong("entry", shown(str(uuid)), str(refusal))])
    return answer | {"status": 201 if kept.is_new else 200, "problem": None}


def _refused(kind: Kind, wrongs: Any) -> JsonObject:
    return {"status": int(kind.status), "problem": told_of(kind, wrongs)}
