"""A template or a way is put away or written anew, or a photo erased, in the moment in which somebody else uses it."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from programs.models import AuditEntry, Client, Clinic, GivenTemplate, OwnChoice, OwnExercise, OwnPicture, Template
from programs.services.audit import broken_link
from programs.services.own_exercises import PutAwayError, archive, erase_photo
from programs.services.templates import Draft, archive_template, write_template
from tests.programs.api.programs_of_clinics import CLIENTS, Program
from tests.programs.api.test_clinic_clients import somebody
from tests.programs.api.test_clinic_templates import picked
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, signed_in
from tests.programs.desk.own import an_own, chosen_for
from tests.programs.desk.templated import FITS, LESS, RAISE, a_template, form_of, version_key
from tests.programs.desk.test_held_in_order import one_behind_the_other
from tests.programs.desk.test_many import HEAD, Desk
from tests.programs.reminders.test_two_at_once import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.db]
HANDS = 8


class Picking:
    """Tess with a *template* on her page, and what was *answered* to what she pressed."""

    def __init__(self) -> None:
        self.house = House()
        self.template = a_template(self.house, FITS)
        self.answered: list[Any] = []

    def puts_away(self) -> None:
        archive_template(member=self.house.owner, template=self.template, archived=True, now=timezone.now())

    def writes_anew(self) -> None:
        draft = Draft(self.template.name, (FITS, LESS))
        write_template(member=self.house.owner, template=self.template, draft=draft, seen=1, now=timezone.now())

    def takes_on(self) -> Callable[[], None]:
        tess, form = signed_in(self.house.owner), form_of(self.house, self.template)
        return lambda: self.answered.append(tess.post("/clinic/new/", form))

    def assigns_anew(self) -> Callable[[], None]:
        client, form = self.house.client(), form_of(self.house, self.template)
        tess = signed_in(self.house.owner)
        return lambda: self.answered.append(tess.post(f"/clinic/clients/{client.key}/assign/", form))

    def takes_on_a_list(self) -> Callable[[], None]:
        desk = Desk(self.house)
        text, more = f"{HEAD}\nAnn,2,left,{desk.day(0)},none,34\n", {"template": version_key(self.template)}
        page = desk.looks(text, **more)
        return lambda: self.answered.append(desk.presses(page, text, **more))

    def lets_a_program_assign(self) -> Callable[[], None]:
        program, client = Program(house=self.house), self.house.client()
        body = somebody(template=picked(self.template))
        del body["name"]
        return lambda: self.answered.append(program.post(f"{CLIENTS}{client.key}/assignment/", body))


PRESSES: dict[str, Callable[[Picking], Callable[[], None]]] = {
    "the form of somebody new": Picking.takes_on,
    "the form of somebody known": Picking.assigns_anew,
    "a list": Picking.takes_on_a_list,
    "a program": Picking.lets_a_program_assign,
}
CHANGES: dict[str, Callable[[Picking], None]] = {
    "put away": Picking.puts_away,
    "written anew": Picking.writes_anew,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("press", PRESSES.values(), ids=PRESSES)
def test_one_that_is_changed_in_that_moment_is_given_before_or_not_at_all_and_that_is_said(press, change):
    desk = Picking()
    pressing = press(desk)
    one_behind_the_other(Clinic.objects.all(), partial(change, desk), pressing, first_ends=True)
    (answer,) = desk.answered
    done = list(AuditEntry.objects.order_by("seq").values_list("what", flat=True))
    if "gave a template" in done:  # a base with one writer lets whoever comes first
        assert done.index("gave a template") < len(done) - 1 - done[::-1].index(done_by(change))
    else:
        assert any(said in text_of(answer) for said in ("look again", "pick another", "as they are now"))
        assert answer.status_code in (200, 400, 409)
        assert not GivenTemplate.objects.exists()
    assert broken_link(desk.house.clinic) is None


def done_by(change: Callable[[Picking], None]) -> str:
    """What the record says of it."""
    return "archived a template" if change is Picking.puts_away else "wrote a template"


def test_a_way_that_was_put_away_since_the_page_was_shown_is_chosen_for_nobody():
    house = House()
    own, client = an_own(house, RAISE), house.assigned().client
    archive(member=house.owner, own=OwnExercise.objects.get(), away=True, now=timezone.now())
    with pytest.raises(PutAwayError):
        chosen_for(house, client, RAISE, own)
    assert not OwnChoice.objects.exists()


def test_one_uuid_sent_by_many_hands_with_and_without_a_template_is_one_client():
    house = House()
    program, template = Program(house=house), a_template(house, FITS)
    body, answered = somebody(uuid=str(uuid4())), Counter[int]()

    def sends(number: int) -> None:
        said = body | ({"template": picked(Template.objects.get())} if number % 2 else {})
        answered[Program.post(program, CLIENTS, said).status_code] += 1

    together(*(partial(sends, number) for number in range(HANDS)))
    assert answered == {201: 1, 200: HANDS // 2 - 1, 409: HANDS // 2}
    assert Client.objects.count() == 1
    assert GivenTemplate.objects.filter(version__template=template).count() in (0, 1)
    assert broken_link(house.clinic) is None


def test_a_photo_that_many_owners_erase_at_once_is_on_record_once():
    house = House()
    own = an_own(house, RAISE, photo=True)
    erases = partial(erase_photo, member=house.owner, own=own, now=timezone.now())
    together(*(partial(erases, picture=OwnPicture.objects.get()) for _ in range(HANDS)))
    assert AuditEntry.objects.filter(what="erased a photo").count() == 1
    assert not OwnPicture.objects.exists()
    assert broken_link(house.clinic) is None
