"""A clinic writes a template: named, filled wish by wish with what each grade makes of it, versioned, archived."""

import re

import pytest
from django.utils import timezone

from programs.models import AuditEntry, Template, TemplateVersion
from programs.selectors.adjusting import standing_wishes
from programs.selectors.templates import last_version_of, wanted_in
from programs.services.templates import (
    MOST_WISHES,
    Draft,
    NameTakenError,
    TemplateChangedError,
    UnfitDraftError,
    archive_template,
    make_template,
    write_template,
)
from rehab.fitting import Wanted
from rehab.intents import CapRun, Hold, Message, MovePhase, RemoveExercise
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, signed_in
from tests.programs.desk.steered import Desk
from tests.programs.desk.templated import CLIMB, FITS, HOPS, LESS, RAISE, Writing, a_template, hidden_on, offered_on

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def writing(house) -> Writing:
    return Writing(signed_in(house.members["therapist"]), a_template(house, FITS))


def wanted_of(template: Template) -> tuple[Wanted, ...]:
    return wanted_in(last_version_of(Template.objects.get(pk=template.pk)))


def test_named_first_then_filled_it_is_there_to_pick(house):
    browser = signed_in(house.members["therapist"])
    answer = browser.post("/clinic/templates/new/", {"name": "Masters & <co>", "note": "From 50 on."})
    template = Template.objects.get()
    assert answer["Location"] == f"/clinic/templates/{template.key}/"
    assert offered_on(browser.get("/clinic/new/")) == [], "it asks for nothing yet"
    writing = Writing(browser, template)
    looked = writing.looks(kind="cap_run", minutes="20")
    assert "Runs of 20 minutes at most" in text_of(looked)
    assert TemplateVersion.objects.count() == 1, "a look keeps nothing"
    assert writing.keeps(looked).status_code == 302
    assert wanted_of(template) == (Wanted(CapRun(20)),)
    version = last_version_of(Template.objects.get())
    assert (version.number, version.made_by, version.note) == (2, house.members["therapist"], "From 50 on.")
    page = text_of(browser.get(writing.path()))
    for said in ("Masters & <co>", "From 50 on.", "Runs of 20 minutes at most", "2 versions", "Fits"):
        assert said in page
    assert offered_on(browser.get("/clinic/new/")) == ["Masters & <co>"]
    assert "Runs of 20 minutes at most" in text_of(browser.get("/clinic/templates/"))


def test_a_form_sent_twice_is_one_template_and_one_version(house, writing):
    form = {"uuid": "00000000-0000-4000-8000-000000000001", "name": "Sprinters"}
    browser = writing.browser
    first, second = (browser.post("/clinic/templates/new/", form)["Location"] for _ in range(2))
    assert first == second
    looked = writing.looks(kind="remove", exercise=RAISE)
    assert [writing.keeps(looked).status_code for _ in range(2)] == [302, 302]
    assert len(wanted_of(writing.template)) == 2
    assert writing.template.versions.count() == 2


def test_the_same_form_in_another_house_makes_its_own(house):
    form = {"uuid": "00000000-0000-4000-8000-000000000001", "name": "Sprinters"}
    for one in (house, House("Elsewhere")):
        assert signed_in(one.owner).post("/clinic/templates/new/", form).status_code == 302
        assert one.clinic.templates.count() == 1


def unfolded(answer) -> str:
    """The words of a page, those that are folded away as well."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_what_needs_a_reason_is_named_by_rule_and_day_and_kept_with_one_alone(writing):
    looked = writing.looks(kind="dose", exercise=RAISE, dose="3x20")
    page = text_of(looked)
    assert "With a reason" in page
    assert re.search(r"Grade \d, day \d+[.] .*A reason that is kept allows it[.] Rule INV-21[.]", unfolded(looked))
    bare = writing.keeps(looked)
    assert bare.status_code == 400
    assert "Write a reason" in text_of(bare)
    assert writing.keeps(bare, reason="Strong calves").status_code == 302
    assert wanted_of(writing.template)[-1] == Wanted(CLIMB.intent, "Strong calves")


def test_what_fits_no_grade_on_the_first_day_says_so_and_may_be_kept_for_later_days(writing):
    looked = writing.looks(kind="add", exercise="two-leg-pogo", dose="3x8", days="loading")
    page = text_of(looked)
    assert "Does not fit" in page
    assert "first on day 0" in page
    assert "It fits nobody on the day of the injury." in page
    for rule in ("INV-01", "INV-09", "INV-14"):
        assert f"Nobody may override this. Rule {rule}." in unfolded(looked), "the sentence first, its name last"
    assert writing.keeps(looked).status_code == 302
    assert wanted_of(writing.template)[-1] == HOPS


BAD = {
    "an exercise nobody knows": ({"kind": "remove", "exercise": "two-leg-heel-rise"}, "Did you mean"),
    "a dose it does not have": ({"kind": "dose", "exercise": RAISE, "dose": "9x9"}, "9 x 9 was given"),
    "a hold until a day": ({"kind": "hold", "until": "2030-01-01"}, "the same for everybody"),
    "a move to a phase": ({"kind": "move_phase", "phase": "protect"}, "the same for everybody"),
    "no minutes": ({"kind": "cap_run", "minutes": ""}, "a whole number from 0 to 600"),
    "a kind nobody knows": ({"kind": "magic"}, "magic was given"),
    "a name nobody asked for": ({"kind": "cap_run", "minutes": "5", "overrides": "INV-01"}, "overrides was given"),
    "no words": ({"kind": "message", "text": ""}, "1 to 200 letters"),
}


@pytest.mark.parametrize(("form", "told"), BAD.values(), ids=BAD)
def test_it_cannot_ask_for(writing, form, told):
    looked = writing.looks(**form)
    kept = writing.browser.post(writing.path("add/keep/"), form | {"seen": "1"})
    assert (looked.status_code, kept.status_code) == (400, 400)
    assert told in text_of(looked)
    assert told in text_of(kept)
    assert wanted_of(writing.template) == (FITS,)


NAMES = {
    "no name": ("", 400, "a name for it"),
    "a name that is too long": ("x" * 81, 400, "at most 80 letters"),
    "a bell": ("Mas\x07ters", 400, "no control characters"),
    "the name of another": ("masters RUNNERS", 400, "another: one has this name"),
    "80 Arabic letters": ("م" * 80, 302, ""),
    "a script": ("<script>alert(1)</script>", 302, ""),
}


@pytest.mark.parametrize(("name", "status", "told"), NAMES.values(), ids=NAMES)
def test_its_name_may_be_or_not(writing, name, status, told):
    answer = writing.browser.post("/clinic/templates/new/", {"name": name, "note": "kept what I typed"})
    assert answer.status_code == status
    if told:
        assert told in text_of(answer)
        assert "kept what I typed" in text_of(answer)
        assert Template.objects.count() == 1
    else:
        assert Template.objects.filter(name=name).exists()
        assert b"<script>alert" not in writing.browser.get("/clinic/templates/").content


def test_two_who_write_at_once_lose_nothing_silently(house, writing):
    looked = writing.looks(kind="remove", exercise=RAISE)
    other = Writing(signed_in(house.owner), writing.template)
    assert other.keeps(other.looks(kind="cap_run", minutes="10")).status_code == 302
    late = writing.keeps(looked, reason="slowly, please")
    assert late.status_code == 409
    assert "The template has changed since you looked: it is version 2 now." in text_of(late)
    assert "slowly, please" in text_of(late)
    assert writing.keeps(late, reason="slowly, please").status_code == 302
    assert [one.intent for one in wanted_of(writing.template)] == [FITS.intent, CapRun(10), LESS.intent]


def test_what_is_taken_out_is_gone_in_a_new_version_and_the_old_one_stands(writing):
    writing.keeps(writing.looks(kind="remove", exercise=RAISE))
    assert writing.drops(0).status_code == 302
    assert wanted_of(writing.template) == (LESS,)
    assert [len(wanted_in(one)) for one in writing.template.versions.order_by("number")] == [1, 2, 1]
    stale = {"uuid": "00000000-0000-4000-8000-000000000009", "seen": "1", "place": "0"}
    late = writing.browser.post(writing.path("drop/"), stale)
    assert late.status_code == 409
    assert "version 3, as it is now: look again" in text_of(late)
    assert writing.drops(7).status_code == 400
    assert wanted_of(writing.template) == (LESS,)


def test_another_name_and_note_keep_what_it_asks_for(writing):
    words = hidden_on(writing.browser.get(writing.path()), "words/")
    sent = writing.browser.post(writing.path("words/"), words | {"name": "Over 50", "note": "New note"})
    assert sent.status_code == 302
    template = Template.objects.get()
    assert (template.name, template.last_version, last_version_of(template).note) == ("Over 50", 2, "New note")
    assert wanted_of(template) == (FITS,)
    late = writing.browser.post(writing.path("words/"), {"seen": "1", "name": "Third", "note": "Third note"})
    assert late.status_code == 409
    assert "Third note" in late.content.decode()
    assert Template.objects.get().name == "Over 50", "all of a form, or nothing"


def test_an_archived_one_can_be_picked_by_nobody_until_it_is_brought_back(writing):
    archived = writing.path("archive/")
    assert writing.browser.post(archived, {"archived": "yes"}).status_code == 302
    assert offered_on(writing.browser.get("/clinic/new/")) == []
    assert "1 is archived" in text_of(writing.browser.get("/clinic/templates/"))
    taken = writing.browser.post("/clinic/templates/new/", {"name": "Masters runners"})
    assert "another: an archived one has this name" in text_of(taken)
    assert writing.browser.post(archived, {"archived": "maybe"}).status_code == 400
    writing.browser.post(archived, {"archived": "no"})
    assert offered_on(writing.browser.get("/clinic/new/")) == ["Masters runners"]


def test_it_is_on_record_who_wrote_it(house, writing):
    writing.keeps(writing.looks(kind="remove", exercise=RAISE))
    writing.browser.post(writing.path("archive/"), {"archived": "yes"})
    page = text_of(signed_in(house.owner).get("/clinic/record/"))
    assert "Therapist wrote the template Masters runners" in page
    assert "Therapist archived the template Masters runners" in page
    assert AuditEntry.objects.filter(about=writing.template.key).count() == 3


def test_an_assistant_reads_it_and_finds_no_form_on_it(house, writing):
    page = signed_in(house.members["assistant"]).get(writing.path())
    assert "Runs of 20 minutes at most" in text_of(page)
    assert "add/" not in page.content.decode()
    assert "drop/" not in page.content.decode()


REFUSED = {
    "more than it holds": ((FITS,) * (MOST_WISHES + 1), UnfitDraftError),
    "a day": ((Wanted(Hold(until=timezone.now().date())),), UnfitDraftError),
    "a phase": ((Wanted(MovePhase("protect")),), UnfitDraftError),
}


@pytest.mark.parametrize(("wanted", "error"), REFUSED.values(), ids=REFUSED)
def test_no_service_keeps_in_a_template(house, wanted, error):
    template = a_template(house, FITS)
    draft = Draft(template.name, wanted)
    with pytest.raises(error):
        write_template(member=house.owner, template=template, draft=draft, seen=1, now=house.now)
    assert template.versions.count() == 1


def test_a_full_one_says_so_and_offers_no_more(house):
    writing = Writing(signed_in(house.owner), a_template(house, *(Wanted(CapRun(n + 1)) for n in range(MOST_WISHES))))
    assert "It is full: 12 at most." in text_of(writing.browser.get(writing.path()))
    looked = writing.looks(kind="cap_run", minutes="40")
    assert looked.status_code == 400
    assert "12 wishes at most: take one out first" in text_of(looked)


def test_names_are_told_apart_by_clinic_and_versions_by_number(house):
    a_template(House("Elsewhere"))
    template = a_template(house)
    with pytest.raises(NameTakenError):
        make_template(member=house.owner, key=template.clinic.key, draft=Draft("MASTERS runners"), now=house.now)
    with pytest.raises(TemplateChangedError):
        write_template(member=house.owner, template=template, draft=Draft("Other"), seen=7, now=house.now)
    archive_template(member=house.owner, template=template, archived=True, now=house.now)
    archive_template(member=house.owner, template=template, archived=True, now=house.now)
    assert AuditEntry.objects.filter(what="archived a template").count() == 1


def test_the_wishes_of_a_client_become_a_template_without_what_was_said_of_them():
    desk = Desk()
    desk.asks(kind="cap_run", minutes="12", reason="He had a clot in May")
    desk.asks(kind="message", text="Hi Rob")
    desk.asks(kind="move_phase", phase="protect")
    page = desk.tess.get(desk.path("template/"))
    said = text_of(page)
    assert "Runs of 12 minutes at most" in said
    assert "clot" not in said
    assert "On to the phase" not in said
    cap, message = standing_wishes(desk.fresh(), timezone.now())[:2]
    assert message.intent == Message("Hi Rob")
    assert f'value="{cap.key}"\n                     checked' in page.content.decode()
    assert f'value="{message.key}"\n                     checked' not in page.content.decode()
    none = desk.tess.post(desk.path("template/"), {"name": "Careful"})
    assert none.status_code == 400
    assert "1 to 12" in text_of(none)
    sent = {"name": "Careful", "wish": [cap.key], f"reason-{cap.key}": "We begin low"}
    assert desk.tess.post(desk.path("template/"), sent).status_code == 302
    assert wanted_of(Template.objects.get()) == (Wanted(CapRun(12), "We begin low"),)
    assert RemoveExercise(RAISE) not in [one.intent for one in wanted_of(Template.objects.get())]
