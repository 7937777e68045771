"""Many clients at once with one template: all of them with what it asks for, or nobody, told line by line."""

import re

import pytest
from django.utils import timezone

from programs.models import Client, GivenTemplate, Programme
from programs.selectors.adjusting import standing_wishes
from programs.selectors.clinics import programme_seen_by
from programs.services.templates import Draft, write_template
from tests.programs.check_path import text_of
from tests.programs.desk.templated import CLIMB, FITS, HOPS, LESS, a_template, version_key
from tests.programs.desk.test_many import HEAD, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def lines(desk: Desk) -> str:
    """Ann, asked, with grade 2 since today; Bob, asked, with grade 1; Eve, whom nobody has asked."""
    told = [(2, ",none,34"), (1, ",none,50"), (2, "")]
    names = ("Ann", "Bob", "Eve")
    rows = [f"{name},{grade},left,{desk.day(0)}{rest}" for name, (grade, rest) in zip(names, told, strict=True)]
    return "\n".join([HEAD, *rows]) + "\n"


def test_each_is_given_it_and_the_look_says_what_it_asks(desk):
    template = a_template(desk.house, FITS, LESS)
    picked = {"template": version_key(template)}
    page = desk.looks(lines(desk), **picked)
    assert "The template asks for Runs of 20 minutes at most No Two-leg heel raise" in text_of(page)
    assert desk.presses(page, lines(desk), **picked).status_code == 302
    assert GivenTemplate.objects.filter(version__template=template).count() == 3
    assert Programme.objects.count() == 2
    for programme in Programme.objects.all():
        wishes = standing_wishes(programme, desk.house.now)
        assert [wish.intent for wish in wishes] == [FITS.intent, LESS.intent]


def test_two_who_are_alike_have_the_same_each_in_a_diary_of_their_own(desk):
    """What is worked out for one serves the other."""
    text = f"{HEAD}\nAnn,2,left,{desk.day(3)},none,34\nBob,2,left,{desk.day(3)},none,34\n"
    picked = {"template": version_key(a_template(desk.house, FITS, LESS))}
    assert desk.makes(text, **picked).status_code == 302
    ann, bob = Client.objects.order_by("pk")
    page = desk.browser.get(f"/clinic/clients/{ann.key}/").content.decode()
    form = page[page.index("adjust/undo/") :]
    undo = dict(re.findall(r'name="(uuid|key|seen)"\s+value="([^"]*)"', form)[:3])
    assert desk.browser.post(f"/clinic/clients/{ann.key}/adjust/undo/", undo | {"reason": ""}).status_code == 302
    left = [programme_seen_by(desk.house.owner, one) for one in (ann, bob)]
    assert [len(standing_wishes(one, timezone.now())) for one in left if one] == [1, 2]


def test_whom_it_does_not_fit_is_told_by_line_with_rule_and_day_and_nobody_is_made(desk):
    template = a_template(desk.house, FITS, CLIMB)
    page = desk.makes(lines(desk), template=version_key(template))
    said = text_of(page)
    assert page.status_code == 400
    assert "2 lines want a look. Nothing was made." in said
    told = "the template: “Two-leg heel raise at 3 × 20” was given. Allowed: this with a reason."
    for line in (2, 4):
        assert f"Line {line}, {told}" in said
    assert "Line 3, the template" not in said, "grade 1 comes to that dose by itself"
    assert re.search(r"It breaks a rule[.] [A-Z][^()]+[.] [(]INV-21, on ", said)
    assert not Client.objects.exists()
    reason = {"template": version_key(template), "template_reason": "A strong class"}
    assert desk.makes(lines(desk), **reason).status_code == 302


def test_a_wish_that_nobody_may_override_is_told_for_each(desk):
    page = desk.makes(lines(desk), template=version_key(a_template(desk.house, HOPS)))
    assert "3 lines want a look. Nothing was made." in text_of(page)
    assert not Client.objects.exists()


def test_one_that_is_not_there_is_told_once_for_all(desk):
    page = desk.makes(lines(desk), template="nothing")
    said = text_of(page)
    assert page.status_code == 400
    assert said.count("For everybody, the template: one that is not there now was given.") == 1


def test_one_written_anew_since_the_look_is_given_to_nobody(desk):
    template = a_template(desk.house, FITS)
    picked = {"template": version_key(template)}
    page = desk.looks(lines(desk), **picked)
    draft = Draft(template.name, (LESS,))
    write_template(member=desk.house.owner, template=template, draft=draft, seen=1, now=desk.house.now)
    assert desk.presses(page, lines(desk), **picked).status_code == 400
    assert not Client.objects.exists()


def test_another_than_was_looked_at_is_looked_at_first(desk):
    first, other = a_template(desk.house, FITS), a_template(desk.house, LESS, name="Others")
    page = desk.looks(lines(desk), template=version_key(first))
    refused = desk.presses(page, lines(desk), template=version_key(other))
    assert "The list has changed since you looked." in text_of(refused)
    assert not Client.objects.exists()
