"""A template is picked where a programme is assigned: its wishes stand from the first day, or nobody is made."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from programs.models import Assignment, AuditEntry, Client, Event, GivenTemplate, Programme, Template
from programs.models.values import kept
from programs.selectors.adjusting import standing_wishes
from programs.selectors.programmes import following
from programs.selectors.templates import refused_of
from programs.services.adjusting import Ask, adjust
from programs.services.audit import broken_link
from programs.services.closing import close_clinic
from programs.services.consents import withdraw
from programs.services.templates import Draft, archive_template, write_template
from rehab.events import Adjusted
from rehab.fitting import Wanted
from rehab.intents import AnyIntent, Message, RemoveExercise, SwapExercise
from rehab.words import words_in
from tests.programs.check_path import Runner, text_of
from tests.programs.desk.houses import House, opened, signed_in
from tests.programs.desk.templated import CLIMB, FITS, HOPS, LESS, RAISE, a_template, form_of, version_key

pytestmark = [pytest.mark.django_db, pytest.mark.db]

NEW = "/clinic/new/"


@pytest.fixture
def house() -> House:
    return House()


def standing(programme: Programme | None) -> list[AnyIntent]:
    assert programme is not None
    return [wish.intent for wish in standing_wishes(programme, timezone.now())]


def asked(programme: Programme) -> list[Adjusted]:
    return list(standing_wishes(programme, timezone.now()))


def test_what_it_asks_for_stands_from_the_first_day_as_the_word_of_who_picked_it(house):
    template = a_template(house, FITS, LESS, Wanted(Message("Welcome")))
    tess = signed_in(house.members["therapist"])
    answer = tess.post(NEW, form_of(house, template))
    assert answer.status_code == 302, text_of(answer)
    programme = Programme.objects.get()
    assert standing(programme) == [FITS.intent, LESS.intent, Message("Welcome")]
    assert {row.author for row in Event.objects.filter(kind="adjusted")} == {
        f"member:{house.members['therapist'].key}:therapist"
    }
    assert list(programme.versions.order_by("number").values_list("number", flat=True)) == [1, 2]
    page = text_of(tess.get(answer["Location"]))
    assert "Runs of 20 minutes at most" in page
    assert "Therapist, therapist" in page
    assert "With the template Masters runners, version 1." in page
    given = GivenTemplate.objects.get()
    assert (given.version.number, given.assignment.programme) == (1, programme)
    said = AuditEntry.objects.order_by("seq").values_list("what", "about")
    assert ("gave a template", Client.objects.get().key) in said
    assert broken_link(house.clinic) is None


def test_it_is_what_asking_one_by_one_would_have_come_to(house):
    template = a_template(house, FITS, Wanted(CLIMB.intent, "He is strong"), LESS)
    day = {"injured_on": house.now.date() - timedelta(days=9)}
    by_hand = house.assigned(**day).programme
    assert by_hand is not None
    for wanted in (FITS, Wanted(CLIMB.intent, "He is strong"), LESS):
        by_hand.refresh_from_db()
        ask = Ask(uuid4(), wanted.intent, wanted.said, by_hand.last_version)
        adjust(programme=by_hand, ask=ask, author=f"member:{house.owner.key}:owner", now=timezone.now())
    signed_in(house.owner).post(NEW, form_of(house, template))
    given = Programme.objects.exclude(pk=by_hand.pk).get()
    by_hand.refresh_from_db()
    told = [[(one.intent, one.said, one.overrides, one.on) for one in asked(p)] for p in (by_hand, given)]
    assert told[0] == told[1]
    days = [p.versions.order_by("-number").values_list("days", flat=True)[0] for p in (by_hand, given)]
    assert days[0] == days[1]


REFUSED = {
    "a rule that nobody may override": ((FITS, HOPS), "This breaks one. "),
    "a rule that wants a reason": ((CLIMB,), "(INV-21, on "),
    "hops in place of a raise": ((Wanted(SwapExercise(RAISE, "two-leg-pogo")),), "This breaks one. "),
}


@pytest.mark.parametrize(("wanted", "told"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("signs", ["asked", "not-asked"])
def test_nobody_is_made_where_it_does_not_fit_and_the_form_names_rule_and_day(house, wanted, told, signs):
    template = a_template(house, *wanted)
    answer = signed_in(house.owner).post(NEW, form_of(house, template, days_ago=0, signs=signs, message="Slowly."))
    page = text_of(answer)
    assert answer.status_code == 400
    assert told in page
    assert "Template: “" in page
    content = answer.content.decode()
    assert "Slowly." in content
    assert re.search(rf'value="{version_key(template)}"\s+selected', content)
    assert not Client.objects.exists()
    assert not Programme.objects.exists()
    assert not AuditEntry.objects.filter(what__in=("added", "assigned")).exists()


def test_a_reason_in_the_form_goes_to_what_needs_one(house):
    template = a_template(house, FITS, CLIMB)
    form = form_of(house, template, days_ago=0, template_reason="He trained for years")
    assert signed_in(house.owner).post(NEW, form).status_code == 302
    cap, climb = asked(Programme.objects.get())
    assert (cap.said, climb.said, climb.overrides) == ("", "He trained for years", {"INV-21"})


def test_the_rules_of_each_grade_decide(house):
    """The same dose needs a reason with grade 2 and none with grade 1."""
    template = a_template(house, CLIMB)
    browser = signed_in(house.owner)
    two, one = (browser.post(NEW, form_of(house, template, days_ago=0, grade=grade)) for grade in "21")
    assert (two.status_code, one.status_code) == (400, 302)


STALE = {
    "written anew meanwhile": lambda house, template: write_template(
        member=house.owner, template=template, draft=Draft(template.name, (LESS,)), seen=1, now=house.now
    ),
    "archived meanwhile": lambda house, template: archive_template(
        member=house.owner, template=template, archived=True, now=house.now
    ),
}


@pytest.mark.parametrize("happened", STALE.values(), ids=STALE)
def test_nobody_is_given_another_than_was_seen(house, happened):
    template = a_template(house)
    form = form_of(house, template)
    happened(house, template)
    answer = signed_in(house.owner).post(NEW, form)
    assert answer.status_code == 400
    assert "Template: one that is not there now was given. Allowed: " in text_of(answer)
    assert not Client.objects.exists()


STRANGE = {
    "the template of another house": lambda: version_key(a_template(House("Elsewhere"))),
    "no key": lambda: "masters",
    "a script": lambda: "<script>alert(1)</script>",
}


@pytest.mark.parametrize("key", STRANGE.values(), ids=STRANGE)
def test_what_the_clinic_does_not_have_cannot_be_picked(house, key):
    answer = signed_in(house.owner).post(NEW, form_of(house) | {"template": key()})
    assert answer.status_code == 400
    assert "Template:" in text_of(answer)
    assert "Masters" not in answer.content.decode()
    assert not house.clinic.clients.exists()


def test_who_began_keeps_what_they_began_with(house):
    template = a_template(house, FITS)
    browser = signed_in(house.owner)
    answer = browser.post(NEW, form_of(house, template))
    write_template(member=house.owner, template=template, draft=Draft("Over 50", (LESS,)), seen=1, now=house.now)
    assert standing(Programme.objects.get()) == [FITS.intent]
    assert "With the template Over 50, version 1." in text_of(browser.get(answer["Location"]))
    assert "1 programme began from it" in browser.get(f"/clinic/templates/{template.key}/").content.decode()


def test_assigned_anew_with_a_template_the_old_one_ends(house):
    first = house.assigned()
    path = f"/clinic/clients/{first.client.key}/assign/"
    answer = signed_in(house.owner).post(path, form_of(house, a_template(house, FITS), key=""))
    assert answer.status_code == 302, text_of(answer)
    assert standing(Assignment.objects.get(ended_at__isnull=True).programme) == [FITS.intent]
    assert Assignment.objects.get(pk=first.pk).ended_at is not None


def test_the_preview_tells_what_it_asks_and_shows_the_day_with_it(house):
    programme = house.assigned(injured_on=house.now.date() - timedelta(days=20)).programme
    assert programme is not None
    gone = following(programme, house.now).today.plan.entries[0].exercise
    template = a_template(house, Wanted(RemoveExercise(gone)), HOPS)
    browser = signed_in(house.owner)
    with_it = browser.post("/clinic/new/preview/", form_of(house, template, days_ago=20))
    without = browser.post("/clinic/new/preview/", form_of(house, days_ago=20))
    item = f">{words_in().exercise(gone)}</h3>"
    assert item in without.content.decode()
    assert item not in with_it.content.decode()
    said = text_of(with_it)
    assert f"The template asks for No {words_in().exercise(gone)}" in said
    assert "Allowed: what breaks no rule here. This breaks one." in said
    assert Client.objects.count() == 1


def test_the_preview_tells_it_where_the_signs_come_first_too(house):
    form = form_of(house, a_template(house, FITS), signs="not-asked", age="")
    said = text_of(signed_in(house.owner).post("/clinic/new/preview/", form))
    assert "The check first" in said
    assert "The template asks for Runs of 20 minutes at most" in said


def waiting(house: House, *wanted: Wanted) -> Assignment:
    """A client who answers the signs behind the link, with a template of *wanted*."""
    form = form_of(house, a_template(house, *wanted), days_ago=0, signs="not-asked", age="")
    assert signed_in(house.members["therapist"]).post(NEW, form).status_code == 302
    return Assignment.objects.get()


def begins(house: House, assignment: Assignment) -> Programme:
    """The client opens the link, ticks nothing, and begins."""
    browser = opened(house.link(assignment.client))
    Runner(browser).screen()
    assert browser.post("/follow/")["Location"] == "/today/"
    programme = Assignment.objects.get(pk=assignment.pk).programme
    assert programme is not None
    return programme


def test_where_the_client_answers_the_signs_it_is_given_when_the_plan_begins(house):
    assignment = waiting(house, FITS)
    assert assignment.programme is None
    page = text_of(signed_in(house.owner).get(f"/clinic/clients/{assignment.client.key}/"))
    assert "With the template Masters runners, version 1." in page
    programme = begins(house, assignment)
    assert standing(programme) == [FITS.intent]
    assert Event.objects.get(kind="adjusted").author == f"member:{house.members['therapist'].key}:therapist"
    assert refused_of(Assignment.objects.select_related("given_template").get(pk=assignment.pk)) == ()


def test_what_their_own_answers_do_not_allow_is_left_out_and_told_to_the_clinic(house):
    """Between the assignment and the answers the template met rules that it had not met before."""
    assignment = waiting(house, FITS)
    version = Template.objects.get().versions.get()
    version.wishes = kept((FITS, HOPS))
    version.save()
    programme = begins(house, assignment)
    assert standing(programme) == [FITS.intent]
    page = text_of(signed_in(house.owner).get(f"/clinic/clients/{assignment.client.key}/"))
    assert "Some of it was not given" in page
    assert "(INV-01, on " in page
    assert "INV-14" in page


def test_a_clinic_that_has_closed_asks_for_nothing(house):
    assignment = waiting(house, FITS)
    link = house.link(assignment.client)
    close_clinic(by=house.owner, farewell="Goodbye", now=timezone.now())
    browser = opened(link)
    Runner(browser).screen()
    browser.post("/follow/")
    programme = Assignment.objects.get(pk=assignment.pk).programme
    assert standing(programme) == []


def test_without_a_yes_to_keeping_it_nothing_is_given_and_both_are_told(house):
    assignment = waiting(house, FITS)
    client = assignment.client
    browser = opened(house.link(client))
    Runner(browser).screen()
    client.refresh_from_db()
    assert client.runner is not None
    withdraw(runner=client.runner, now=timezone.now())
    refused = browser.post("/follow/")
    assert refused.status_code == 400
    assert "your yes to keeping this was taken back" in text_of(refused)
    form = form_of(house, Template.objects.get(), key="", template_reason="")
    anew = signed_in(house.owner).post(f"/clinic/clients/{client.key}/assign/", form)
    assert anew.status_code == 400
    assert "your yes to keeping this was taken back" in text_of(anew)
    assert not Programme.objects.exists()
    assert Assignment.objects.get().pk == assignment.pk


def test_the_runner_reads_who_asked_and_why(house):
    template = a_template(house, Wanted(FITS.intent, "We begin low"))
    answer = signed_in(house.owner).post(NEW, form_of(house, template))
    client = Client.objects.get()
    assert answer.status_code == 302
    runner = opened(house.link(client))
    page = text_of(runner.get("/progress/versions/"))
    assert "We begin low" in page
