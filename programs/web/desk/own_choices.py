"""Which of the clinic's own exercises one client sees."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.models import Client, Membership, OwnChoice, OwnExercise
from programs.selectors.clinics import STEER, share_of
from programs.selectors.own_exercises import Written, choices_for, written_at
from programs.services.own_exercises import PutAwayError, choose_for
from programs.web.desk.door import READING, TELLING, to_client, with_client
from programs.web.mine import forms
from rehab.asking import BadAnswersError, Wrong
from rehab.words import words_in

# What a choice may be beside the key of a way: what all clients see, or the catalogue.
USUAL, CATALOGUE = "usual", "catalogue"


@dataclass(frozen=True)
class Asked:
    """How one *exercise* may be shown: its *field*, its name in the catalogue, the *ways* there are by key and name,
    what all clients see, "" for the catalogue's, and what is *chosen* now.
    """

    exercise: str
    field: str
    name: str
    ways: tuple[tuple[str, str], ...]
    usual: str
    chosen: str


@with_client(*READING, *TELLING, needs=STEER)
def client_exercises(request: HttpRequest, member: Membership, client: Client) -> HttpResponse:
    """Chosen for each exercise of which there is a way of the clinic's own; nothing where another clinic steers."""
    share = share_of(member, client)
    if share is not None and not share.steers:
        return to_client(client)
    there = _in_use(member)
    asked = _asked(there, client)
    if request.method != "POST":
        return _page(request, member, client, asked)
    sheet, owns = forms.Sheet(request.POST), {str(one.own.key): one.own for one in there}
    chosen: dict[str, OwnExercise | None] = {}
    usual: set[str] = set()
    try:
        for one in asked:
            said = sheet.one(one.field, (USUAL, CATALOGUE, *(key for key, _name in one.ways)), needed=True)
            if said == USUAL:
                usual.add(one.exercise)
            elif said:
                chosen[one.exercise] = owns.get(said)
        sheet.close()
    except BadAnswersError as problem:
        return _page(request, member, client, asked, problem)
    try:
        choose_for(member=member, client=client, chosen=chosen, usual=frozenset(usual), now=timezone.now())
    except PutAwayError:
        wrong = Wrong("", _("a way that was put away"), _("those that are here now; look once more"))
        return _page(request, member, client, _asked(_in_use(member), client), BadAnswersError([wrong]))
    return to_client(client)


def _in_use(member: Membership) -> list[Written]:
    return [one for one in written_at(member.clinic) if one.own.archived_at is None]


def _asked(there: list[Written], client: Client) -> list[Asked]:
    by_exercise: dict[str, list[Written]] = {}
    for one in there:
        by_exercise.setdefault(one.own.exercise, []).append(one)
    before = choices_for(client)
    return [
        Asked(
            exercise,
            f"way-{exercise}",
            words_in().exercise(exercise),
            tuple((str(one.own.key), one.wording.name) for one in ways),
            next((one.wording.name for one in ways if one.own.for_all), ""),
            _chosen(before.get(exercise)),
        )
        for exercise, ways in by_exercise.items()
    ]


def _chosen(before: OwnChoice | None) -> str:
    if before is None:
        return USUAL
    return str(before.own.key) if before.own else CATALOGUE


def _page(
    request: HttpRequest, member: Membership, client: Client, asked: list[Asked], problem: BadAnswersError | None = None
) -> HttpResponse:
    names = {one.field: one.name for one in asked}
    faults = [(wrong, names.get(wrong.name, wrong.name)) for wrong in problem.wrongs] if problem else []
    context = {"member": member, "client": client, "asked": asked, "faults": faults}
    return render(request, "desk/client_exercises.html", context, status=400 if problem else 200)
