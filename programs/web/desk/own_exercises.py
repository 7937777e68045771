"""The exercises that a clinic writes: listed, written, looked at as a runner sees them, put away."""

from typing import Any
from uuid import UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.models import Membership, OwnExercise, OwnWording
from programs.selectors.clinics import RUN_THE_HOUSE, STEER, may
from programs.selectors.library import exercise_called
from programs.selectors.own_exercises import Written, names_beside, own_exercise_at, wordings_of, written_at
from programs.selectors.protocol import protocol_in_use
from programs.selectors.shown_as import OwnWay
from programs.services.own_exercises import TakenError, archive, reword, show_to_all, write_exercise
from programs.web.desk.door import READING, TELLING, at_desk
from programs.web.desk.own_forms import LONGEST, Typed, labelled, read_form, taken_told, to_be_mended, to_begin_with
from programs.web.library_shown import AS_DRAWN, told
from programs.web.mine import forms
from programs.web.own_shown import own_picture
from rehab.asking import BadAnswersError, Wrong, shown
from rehab.catalogue import Exercise
from rehab.own_words import is_taken, may_be_reworded
from rehab.words import words_in

USES = ("all", "chosen", "archive", "back")


@at_desk(*READING)
def exercises(request: HttpRequest, member: Membership) -> HttpResponse:
    """Every exercise that the clinic has written, with its picture."""
    listed = [_listed(one) for one in written_at(member.clinic)]
    context = {
        "member": member,
        "used": [one for one in listed if not one["archived"]],
        "archived": [one for one in listed if one["archived"]],
        "may_write": may(member, STEER),
    }
    return render(request, "desk/exercises.html", context)


@at_desk(*READING, *TELLING, needs=STEER)
def new(request: HttpRequest, member: Membership) -> HttpResponse:
    """An exercise of the catalogue chosen first, then said in the clinic's words."""
    named = request.POST.get("for", "") or request.GET.get("for", "")
    exercise = exercise_called(named)
    if exercise is None or not may_be_reworded(exercise, protocol_in_use()):
        wrongs = (Wrong("for", shown(named), _("one of the list")),) if named or request.method == "POST" else ()
        return _choosing(request, member, wrongs)
    if request.method != "POST":
        return _form(request, member, exercise, to_begin_with(exercise))
    sheet = forms.Sheet(request.POST)
    try:
        said = read_form(sheet, exercise, names_beside(member.clinic, exercise.id))
    except BadAnswersError as problem:
        return _form(request, member, exercise, to_be_mended(request.POST, problem.wrongs))
    # The form's number, in this house: one that another house has made is none of ours.
    key = uuid5(member.clinic.key, str(sheet.uuid))
    own = write_exercise(member=member, key=key, exercise=exercise.id, said=said, now=timezone.now())
    return to_exercise(own)


@at_desk(*READING)
def exercise(request: HttpRequest, member: Membership, key: UUID) -> HttpResponse:
    """One of them, as a runner sees it, with what it has from the catalogue."""
    return exercise_page(request, member, written(member, key))


@at_desk(*READING, *TELLING, needs=STEER)
def words(request: HttpRequest, member: Membership, key: UUID) -> HttpResponse:
    """Other words for it, or another figure."""
    found = written(member, key)
    stands_for = _original(found.own)
    if request.method != "POST":
        said = found.wording
        return _form(request, member, stands_for, Typed(said.name, said.steps, said.needs, said.figure), found)
    try:
        taken = names_beside(member.clinic, stands_for.id)
        said_anew = read_form(forms.Sheet(request.POST), stands_for, taken)
    except BadAnswersError as problem:
        return _form(request, member, stands_for, to_be_mended(request.POST, problem.wrongs), found)
    reword(member=member, own=found.own, said=said_anew, now=timezone.now())
    return to_exercise(found.own)


@at_desk(*TELLING, needs=STEER)
def use(request: HttpRequest, member: Membership, key: UUID) -> HttpResponse:
    """Show it to all clients, or to those alone for whom it was chosen; put it away, or bring it back."""
    found, now, sheet = written(member, key), timezone.now(), forms.Sheet(request.POST)
    try:
        what = sheet.one("what", USES, needed=True)
        sheet.close()
        if what == "back" and is_taken(found.wording.name, names_beside(member.clinic, found.own.exercise)):
            wrong = Wrong("name", shown(found.wording.name), taken_told())
            return exercise_page(request, member, found, (wrong,), status=409)
        if what in ("archive", "back"):
            archive(member=member, own=found.own, away=what == "archive", now=now)
        elif found.own.archived_at is None:
            show_to_all(member=member, own=found.own, all_of_them=what == "all", now=now)
    except BadAnswersError as problem:
        return exercise_page(request, member, found, problem.wrongs, status=400)
    except TakenError:
        wrong = Wrong(_("For all clients"), found.wording.name, _("one way of an exercise; take the other back first"))
        return exercise_page(request, member, found, (wrong,), status=409)
    return HttpResponseRedirect(reverse("desk-exercises")) if what == "archive" else to_exercise(found.own, part="seen")


def written(member: Membership, key: UUID) -> Written:
    """The exercise of that key; 404 where the clinic of *member* has none such."""
    found = own_exercise_at(member, key)
    if found is None:
        raise Http404
    return found


def to_exercise(own: OwnExercise, *, part: str = "") -> HttpResponse:
    """Back to the page of *own*, and to its *part* of that name."""
    return HttpResponseRedirect(reverse("desk-exercise", args=[own.key]) + (part and f"#{part}"))


def exercise_page(
    request: HttpRequest, member: Membership, found: Written, wrongs: tuple[Wrong, ...] = (), *, status: int = 200
) -> HttpResponse:
    """The page of one exercise, with what was wrong about a form on it."""
    original, listed = _original(found.own), _listed(found)
    context = listed | {
        "member": member,
        "one": listed,
        "steps": found.wording.steps.splitlines(),
        "told": told(original, words_in(), AS_DRAWN),
        "page": reverse("exercise", args=[original.id]),
        "photo": found.wording.picture.key if found.wording.picture else None,
        "erased_at": found.wording.photo_erased_at,
        "before": [_wording(one) for one in wordings_of(found.own)][1:],
        "may_write": may(member, STEER),
        "may_erase": may(member, RUN_THE_HOUSE),
        "faults": labelled(wrongs),
    }
    return render(request, "desk/exercise.html", context, status=status)


def _choosing(request: HttpRequest, member: Membership, wrongs: tuple[Wrong, ...]) -> HttpResponse:
    protocol = protocol_in_use()
    there = [one.id for one in protocol.exercises if may_be_reworded(one, protocol)]
    names = sorted((words_in().exercise(name), name) for name in there)
    context = {"member": member, "names": names, "faults": labelled(wrongs)}
    return render(request, "desk/exercise_choose.html", context, status=400 if wrongs else 200)


def _form(
    request: HttpRequest, member: Membership, stands_for: Exercise, typed: Typed, found: Written | None = None
) -> HttpResponse:
    said = words_in()
    sheet = forms.Sheet(request.POST)
    figures = [(one.id, said.exercise(one.id)) for one in protocol_in_use().exercises]
    context: dict[str, Any] = {
        "member": member,
        "own": found.own if found else None,
        "uuid": sheet.uuid,
        "exercise": stands_for.id,
        "told": told(stands_for, said, AS_DRAWN),
        "typed": typed,
        "figures": figures,
        "drawn": typed.figure if typed.figure in dict(figures) else stands_for.id,
        "longest": LONGEST,
        "faults": labelled(typed.wrongs),
        "wrong": {wrong.name for wrong in typed.wrongs},
    }
    return render(request, "desk/exercise_form.html", context, status=400 if typed.wrongs else 200)


def _original(own: OwnExercise) -> Exercise:
    original = exercise_called(own.exercise)
    assert original is not None, "an exercise that was released keeps its id"
    return original


def _listed(found: Written) -> dict[str, Any]:
    """What list and page show of an exercise."""
    own, said, words_of_ours = found.own, found.wording, words_in()
    key = said.picture.key.hex if said.picture else ""
    way = OwnWay(own.exercise, said.name, tuple(said.steps.splitlines()), said.needs, said.figure, key, own.clinic.name)
    return {
        "own": own,
        "name": said.name,
        "needs": said.needs,
        "original": words_of_ours.exercise(own.exercise),
        "picture": own_picture(way, words_of_ours, AS_DRAWN, page=""),
        "chosen": found.chosen,
        "archived": own.archived_at is not None,
    }


def _wording(one: OwnWording) -> dict[str, Any]:
    return {"wording": one, "steps": one.steps.splitlines(), "figure": words_in().exercise(one.figure)}
