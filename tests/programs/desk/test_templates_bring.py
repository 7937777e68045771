"""A template brings a kit and a muscle: the form begins with them once it is picked, and both can be changed."""

import re
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from programs.models import Assignment, Client, Template
from programs.selectors.protocol import protocol_in_use
from programs.selectors.templates import Brings, Picked, brings_of, last_version_of, offered_to
from programs.services.assigning import Wished, check_in, fit_by_grade, fit_for
from programs.services.templates import Draft, write_template
from rehab.fitting import Wanted
from rehab.intents import AddExercise, Days
from rehab.situation import DEFAULT_KIT
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, signed_in
from tests.programs.desk.templated import CLIMB, FITS, HOPS, LESS, Writing, a_template, form_of, hidden_on, version_key

pytestmark = [pytest.mark.django_db, pytest.mark.db]

BAND = Brings(("band", "chair"), "soleus")
# Done with a band alone.
PRESSES = Wanted(AddExercise("band-foot-presses", 2, 12, Days.EVERY))


@pytest.fixture
def house() -> House:
    return House()


def bringing(house: House, brings: Brings = BAND, *wanted: Wanted, name: str = "Masters runners") -> Template:
    template = a_template(house, *(wanted or (FITS,)), name=name)
    draft = Draft(template.name, wanted or (FITS,), "From 50 on.", brings=brings)
    return write_template(member=house.owner, template=template, draft=draft, seen=1, now=house.now)


def ticked_on(page: Any) -> set[str]:
    boxes = re.findall(r'<input type="checkbox"\s+name="equipment"\s+value="(\w+)"\s+(checked)?', page.content.decode())
    return {value for value, checked in boxes if checked}


def muscle_on(page: Any) -> str:
    select = re.search(r'<select id="focus".*?</select>', page.content.decode(), re.DOTALL)
    assert select is not None
    found = re.search(r'value="(\w+)" selected', select[0])
    return found[1] if found else ""


def test_it_is_written_with_the_name_and_stands_in_a_version_of_its_own(house):
    writing = Writing(signed_in(house.members["therapist"]), a_template(house, FITS))
    page = writing.browser.get(writing.path())
    form = hidden_on(page, "words/") | {"name": "Masters runners", "note": "From 50 on."}
    said = form | {"says_kit": "yes", "equipment": ["chair", "band"], "focus": "soleus"}
    assert writing.browser.post(writing.path("words/"), said).status_code == 302
    assert brings_of(last_version_of(Template.objects.get())) == BAND
    page = writing.browser.get(writing.path())
    assert (ticked_on(page), muscle_on(page)) == ({"band", "chair"}, "soleus")
    said_there = text_of(page)
    assert "Kit at home: " in said_there
    assert "Sorer muscle: " in said_there
    assert writing.template.versions.count() == 2
    writing.keeps(writing.looks(kind="message", text="Well done"))
    writing.drops(0)
    assert brings_of(last_version_of(Template.objects.get())) == BAND, "another wish leaves it as it is"


SAID: dict[str, tuple[dict[str, Any], Brings]] = {
    "nothing": ({}, Brings()),
    "no kit at all": ({"says_kit": "yes"}, Brings(())),
    "kit that is ticked alone": ({"equipment": ["band"]}, Brings(("band",))),
    "a muscle alone": ({"focus": "gastrocnemius"}, Brings(None, "gastrocnemius")),
}


@pytest.mark.parametrize(("form", "brings"), SAID.values(), ids=SAID)
def test_a_new_one_brings(form, brings, house):
    browser = signed_in(house.owner)
    assert browser.post("/clinic/templates/new/", {"name": "Sprinters"} | form).status_code == 302
    assert brings_of(last_version_of(Template.objects.get())) == brings


def test_what_it_cannot_bring_is_told_and_nothing_typed_is_lost(house):
    page = signed_in(house.owner).post(
        "/clinic/templates/new/", {"name": "Sprinters", "equipment": ["band", "anvil"], "focus": "heart"}
    )
    assert page.status_code == 400
    said = text_of(page)
    assert "anvil" in said
    assert "heart" in said
    assert ticked_on(page) == {"band"}
    assert not Template.objects.exists()


def test_the_form_offers_it_with_what_it_brings(house):
    bringing(house)
    bringing(house, Brings(()), name="Bare")
    bringing(house, Brings(), name="Silent")
    browser = signed_in(house.owner)
    page, many = (browser.get(path).content.decode() for path in ("/clinic/new/", "/clinic/clients/many/"))
    assert "{#" not in page + many, "what is noted for those who write pages stands on none"
    options = {unescape(name): said for said, name in re.findall(r"<option([^>]*)>([^<]*)<", page)}
    assert 'data-kit="band chair"' in options["Masters runners"]
    assert 'data-focus="soleus"' in options["Masters runners"]
    assert 'data-kit=""' in options["Bare"]
    assert "data-" not in options["Silent"]


def test_without_a_script_a_button_puts_it_in_and_all_else_stays(house):
    template = bringing(house)
    browser = signed_in(house.owner)
    form = form_of(house, template) | {"step": "take", "message": "Well done", "email": "rob@example.com"}
    page = browser.post("/clinic/new/", form)
    assert page.status_code == 200
    assert (ticked_on(page), muscle_on(page)) == ({"band", "chair"}, "soleus")
    text = page.content.decode()
    assert all(value in text for value in ("Rob Hale", "Well done", "rob@example.com", form["injured_on"]))
    assert f'value="{version_key(template)}"' in text
    assert not Client.objects.exists()


def test_for_somebody_who_is_known_it_does_the_same(house):
    client = house.assigned().client
    page = signed_in(house.owner).post(
        f"/clinic/clients/{client.key}/assign/", form_of(house, bringing(house)) | {"step": "take"}
    )
    assert (page.status_code, ticked_on(page), muscle_on(page)) == (200, {"band", "chair"}, "soleus")
    assert Assignment.objects.count() == 1


def test_what_stands_in_the_form_is_what_is_assigned(house):
    template = bringing(house)
    browser = signed_in(house.owner)
    sent = form_of(house, template) | {"equipment": ["wall"], "focus": "gastrocnemius"}
    assert browser.post("/clinic/new/", sent).status_code == 302
    about = check_in(Assignment.objects.get()).about
    assert about is not None
    assert about.kit == ("wall",), "the form was changed after the template was picked"


def test_one_that_says_nothing_leaves_the_form_as_it_is(house):
    page = signed_in(house.owner).post(
        "/clinic/new/", form_of(house, bringing(house, Brings())) | {"step": "take", "focus": "soleus"}
    )
    assert (ticked_on(page), muscle_on(page)) == ({"chair", "wall", "step"}, "soleus")


def test_a_list_takes_it_over_for_all_whose_line_says_nothing(house):
    template = bringing(house)
    browser = signed_in(house.owner)
    lines = f"name,grade,side,date of injury\nR. H.,2,left,{house.now.date()}\n"
    form = {"text": lines, "template": version_key(template), "key": "a" * 32, "equipment": ["wall"]}
    page = browser.post("/clinic/clients/many/", form | {"step": "take"})
    assert page.status_code == 200
    assert (ticked_on(page), muscle_on(page)) == ({"band", "chair"}, "soleus")
    assert "R. H.,2,left" in unescape(page.content.decode()), "the list is still there"
    assert not Client.objects.exists()


def test_whom_it_fits_is_weighed_with_it():
    on = House().now.date()
    of_kit = {
        kit: "INV-34" in {one.rule for one in fit_by_grade((PRESSES,), on, Brings(kit))[2][0].broken}
        for kit in (("band",), ("chair",), None)
    }
    assert of_kit == {("band",): False, ("chair",): True, None: True}, "a band is no part of the usual kit"


BROUGHT = {
    "nothing": Brings(),
    "soleus, which crept in": Brings(None, "soleus"),
    "gastrocnemius and no kit": Brings((), "gastrocnemius"),
    "a band and soleus": BAND,
}


@pytest.mark.parametrize("brings", BROUGHT.values(), ids=BROUGHT)
def test_what_its_page_says_of_each_grade_is_what_whoever_is_given_it_meets(brings):
    now = timezone.now()
    wanted = (FITS, LESS, CLIMB, HOPS, PRESSES)
    kit = DEFAULT_KIT if brings.kit is None else frozenset(brings.kit)
    told = {"leg": "right", "injured_on": now.date(), "flags": frozenset(), "age": 34, "kit": kit}
    for grade, judged in fit_by_grade(wanted, now.date(), brings).items():
        examined = now.date() if grade in protocol_in_use().clearance_grades else None
        wished = Wished(grade, **told, focus=brings.focus, examined_on=examined, picked=Picked(0, wanted))
        given = fit_for(wished, zone="UTC", now=now)
        assert [(one.verdict, one.broken) for one in judged] == [(one.verdict, one.broken) for one in given], grade


def test_it_is_offered_with_it_to_programs_and_people_alike(house):
    bringing(house)
    (offered,) = offered_to(house.owner)
    assert offered.brings == BAND
