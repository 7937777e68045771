"""What a clinic has seen of a client's leg, told by a program: that somebody examined it, and what tests came to."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid5

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from programs.api.clinic.door import ClientDoor, not_now
from programs.api.clinic.plans import WHY_NOT
from programs.api.clinic.said import client_json
from programs.api.clinic.told import Told
from programs.api.door import body_of
from programs.api.keeping import answered
from programs.api.reading import as_given
from programs.client_papers import Unprintable
from programs.selectors.programmes import Following, following
from programs.selectors.stopped import stop_of
from programs.selectors.supposed import supposed
from programs.selectors.trials import are_told
from programs.services.audit import note
from programs.services.examining import Examined, Measured, clear, measure, refuse_day
from rehab.asking import Wrong
from rehab.events import Cleared, Tried
from rehab.fault import name_nearest
from rehab.following import Fact
from rehab.gates import MOST_OF_TEN, hurts, is_compared, measured_from, most_of
from rehab.protocol import Criterion
from rehab.rendering import JsonObject
from rehab.telling import LONGEST_EXAMINER, LONGEST_SAID, NAME_ALLOWED, ROLES, is_name

MOST_TESTS, LONGEST_ID = 20, 60
# As many as the number of a row can be.
MOST_ENTRIES = 10**9


class Clearances(ClientDoor):
    """That somebody examined the leg and agreed to exercise."""

    def post(self, request: Request, id: str) -> HttpResponse:
        """What that changes; recorded where the body says so, once."""
        member, client = self.client_at(request, id, noted="")
        programme, now = self.steered_at(member, client), timezone.now()
        found = following(programme, now)
        told = Told(body_of(request))
        keep = told.yes("keep", needed=True)
        examined = _examined(told, found, keep=keep)
        told.close()
        refuse_day(programme, examined.on, now)
        after = supposed(programme, now, told=Fact(examined.on, now, str(examined.uuid), examined.event))
        if not keep:
            note(member=member, what="saw", about=client.key, now=now)
        else:
            clear(member=member, client=client, programme=programme, examined=examined, now=now)
        seen = programme.last_seq
        return answered({"kept": keep, "seen": seen, "before": _stands(found), "after": _stands(after)})


class Tests(ClientDoor):
    """Tests measured at the clinic."""

    def post(self, request: Request, id: str) -> HttpResponse:
        """Recorded, once. Behind a warning sign nothing is tried."""
        member, client = self.client_at(request, id, noted="")
        programme, now = self.steered_at(member, client), timezone.now()
        found = following(programme, now)
        told = Told(body_of(request))
        uuid, on, entries = told.uuid(), told.day("on"), _entries(told)
        # What was told before may have led past the gate that it was for.
        is_known = are_told(programme, [_key(uuid, name) for name in entries])
        tried = _read(told, entries, None if is_known else _ahead(found))
        told.close()
        if stop_of(found) is not None and not is_known:
            raise not_now(*WHY_NOT[Unprintable.SIGN])
        entries_told = tuple((_key(uuid, one.criterion), one) for one in tried)
        measure(member=member, client=client, programme=programme, measured=Measured(on, entries_told), now=now)
        return answered(client_json(member, client, now))


def _examined(told: Told, found: Following, *, keep: bool) -> Examined:
    grades = sorted(int(grade) for grade in found.protocol.phases[0].floor_day)
    uuid, on, role = told.uuid(), told.day("on"), told.one("role", ROLES)
    name = told.text("name", longest=LONGEST_EXAMINER, needed=True)
    if name and not is_name(name):
        told.refuse("name", NAME_ALLOWED)
    said = told.text("said", longest=LONGEST_SAID)
    grade = told.number("grade", grades[0], grades[-1], needed=False)
    if not told.yes("agreed", needed=True):
        told.refuse("agreed", "true: whoever did not agree has cleared nobody")
    seen = told.number("seen", 0, MOST_ENTRIES, needed=keep) or 0
    return Examined(uuid, on, Cleared(role, grade, name=name, said=said), seen)


def _stands(found: Following) -> JsonObject:
    """Where a course stands, in a few facts."""
    state, stop = found.today.now, stop_of(found)
    return {
        "phase": found.protocol.phases[state.phase].id,
        "status": state.status.value,
        "route": stop.route.value if stop else None,
        "grade": int(state.situation.grade),
    }


def _entries(told: Told) -> dict[str, Told]:
    """What is told of each criterion, by its id."""
    given = told.raw("tests")
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_TESTS:
        told.refuse("tests", f"a list of 1 to {MOST_TESTS} tests, each once")
        return {}
    found: dict[str, Told] = {}
    for place, raw in enumerate(given):
        name = raw.get("criterion") if isinstance(raw, dict) else None
        if not isinstance(name, str) or not 1 <= len(name) <= LONGEST_ID or name in found:
            allowed = "an object with the id of a test of a gate, each once"
            told.wrongs.append(Wrong(f"tests[{place}]", as_given(raw), allowed))
            continue
        found[name] = Told(raw, f"tests[{place}].")
    return found


def _ahead(found: Following) -> dict[str, Criterion]:
    """What may be tried for the gates from that at hand on."""
    ahead = measured_from(found.terms, found.today.now.phase)
    return {criterion.criterion: criterion for _place, criteria in ahead for criterion in criteria}


def _read(told: Told, entries: Mapping[str, Told], ahead: Mapping[str, Criterion] | None) -> list[Tried]:
    """What each of *entries* came to, by the criteria that lie *ahead*; None where they were looked at before."""
    tried = []
    for name, inner in entries.items():
        inner.raw("criterion")
        if ahead is not None and name not in ahead:
            inner.refuse("criterion", name_nearest(name, ahead) if ahead else "nothing: no gate is ahead")
        criteria = (ahead[name],) if ahead and name in ahead else ()
        tried.append(_tried(inner, name, criteria))
        told.wrongs += inner.found()
    return tried


def _tried(told: Told, name: str, criteria: Sequence[Criterion]) -> Tried:
    """The numbers of one test: the other leg's where it is compared, the pain where that counts."""
    injured, most = told.number("injured", 0, most_of(criteria)), most_of(criteria)
    sound = told.number("sound", 0, most, needed=is_compared(criteria))
    pain = told.number("pain", 0, MOST_OF_TEN, needed=hurts(criteria))
    return Tried(name, injured or 0, sound=sound, pain=pain)


def _key(uuid: UUID, criterion: str) -> UUID:
    """The UUID of one test of those that were told under *uuid*."""
    return uuid5(uuid, criterion)
