"""A clinic's own exercises at the desk: written, refused, looked at, put away, chosen for one client."""

from uuid import UUID, uuid4

import pytest

from programs.models import AuditEntry, OwnChoice, OwnExercise, OwnWording
from programs.services.own_exercises import archive
from rehab.own_words import OwnWords
from tests.programs.check_path import text_of
from tests.programs.desk.houses import House, signed_in
from tests.programs.desk.own import SAID, STEPS, an_own

pytestmark = pytest.mark.django_db

RAISE, BRIDGE = "two-leg-heel-raise", "glute-bridge"
NEW = "/clinic/exercises/new/"
FORM = {"for": RAISE, "name": "Wall rise", "steps": "\r\n".join(STEPS), "needs": "a firm mat", "figure": RAISE}


@pytest.fixture
def house() -> House:
    return House()


def sends(house: House, who: str = "therapist", path: str = NEW, **changed: str):
    return signed_in(house.members[who]).post(path, FORM | {"uuid": str(uuid4())} | changed)


def page_of(own: OwnExercise) -> str:
    return f"/clinic/exercises/{own.key}/"


def test_the_exercise_of_the_catalogue_is_chosen_first_and_its_words_begin_the_form(house):
    desk = signed_in(house.members["therapist"])
    assert "Which exercise is it?" in text_of(desk.get(NEW))
    page = desk.get(NEW, {"for": RAISE})
    assert "Two-leg heel raise, your way" in text_of(page)
    assert 'value="Two-leg heel raise"' in page.content.decode()
    assert not OwnExercise.objects.exists(), "a look writes nothing"


@pytest.mark.parametrize("name", ["heel-razor", "cold-pack"])
def test_what_is_not_in_the_catalogue_or_is_first_care_is_refused_with_what_was_given(house, name):
    for answer in (signed_in(house.owner).get(NEW, {"for": name}), sends(house, **{"for": name})):
        assert answer.status_code == 400
        assert f"{name} was given. Allowed: one of the list" in text_of(answer)
    assert not OwnExercise.objects.exists()


def test_written_it_stands_on_its_page_and_in_the_list_and_nobody_sees_it_yet(house):
    answer = sends(house)
    own, wording = OwnExercise.objects.get(), OwnWording.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, page_of(own))
    assert (own.clinic, own.exercise, own.for_all) == (house.clinic, RAISE, False)
    assert (wording.name, wording.steps.split("\n"), wording.needs) == ("Wall rise", list(STEPS), "a firm mat")
    page = text_of(signed_in(house.members["assistant"]).get(page_of(own)))
    for told in ("Wall rise", *STEPS, "You also need: a firm mat.", "In the catalogue: Two-leg heel raise", "moderate"):
        assert told in page
    listed = text_of(signed_in(house.members["assistant"]).get("/clinic/exercises/"))
    assert "Stands for: Two-leg heel raise" in listed
    assert "No client sees it yet." in listed


def test_sent_twice_it_is_one_exercise(house):
    uuid = str(uuid4())
    for _ in range(2):
        assert sends(house, uuid=uuid).status_code == 302
    assert OwnExercise.objects.count() == OwnWording.objects.count() == 1
    assert sends(House("Elsewhere"), uuid=uuid).status_code == 302, "the number of another house's form is none of ours"
    assert OwnExercise.objects.count() == 2


def test_a_name_that_another_exercise_of_the_clinic_has_is_refused(house):
    other = an_own(house, BRIDGE, OwnWords("Wall  Rise", STEPS))
    an_own(House("Elsewhere"), BRIDGE, OwnWords("Low rise", STEPS))
    answer = sends(house)
    assert answer.status_code == 400
    assert "Name: Wall rise was given. Allowed: a name that no other exercise of your clinic has" in text_of(answer)
    assert sends(house, name="Low rise").status_code == 302, "that of another clinic is no name here"
    archive(member=house.owner, own=other, away=True, now=house.now)
    assert sends(house).status_code == 302, "one that was put away is read by nobody"
    back = signed_in(house.owner).post(f"{page_of(other)}use/", {"what": "back"})
    assert back.status_code == 409
    assert "a name that no other exercise of your clinic has" in text_of(back)
    assert OwnExercise.objects.get(pk=other.pk).archived_at is not None


ARABIC = "رفع الكعب ببطء "
REFUSED = {
    "a name of 300 Arabic letters": ({"name": (ARABIC * 30)[:300].strip()}, "Name: 299 letters was given"),
    "no name": ({"name": ""}, "Name: nothing was given"),
    "control characters": ({"name": "a\0b"}, "no control characters"),
    "a book in place of steps": ({"steps": "a" * 5000}, "at most 4000 letters"),
    "two steps": ({"steps": "Stand.\nRise."}, "Steps: 2 steps was given. Allowed: 3 to 5 steps"),
    "a promise": ({"name": "The cure"}, "words that promise nothing"),
    "a dose": ({"steps": "Stand.\nDo 3 x 15.\nRest."}, "the plan says how much"),
    "a hop": ({"steps": "Stand.\nHop up.\nRest."}, "as “Two-leg heel raise” has none"),
    "long words": (
        {"steps": "Stand.\nSubsequently maintain approximately symmetrical bilateral plantarflexion.\nRest."},
        "shorter sentences and shorter words",
    ),
    "a figure of nothing": ({"figure": "no-such"}, "Picture: no-such was given"),
    "a field that nobody asked for": ({"tier": "0"}, "tier was given"),
}


@pytest.mark.parametrize(("changed", "said"), REFUSED.values(), ids=REFUSED)
def test_refused_is(house, changed, said):
    answer = sends(house, **changed)
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert not OwnExercise.objects.exists()


def test_what_was_typed_is_still_there(house):
    page = sends(house, name="The <b>cure</b>", steps="One.\nTwo.", needs="a “mat”", figure=BRIDGE).content.decode()
    for kept in ("The &lt;b&gt;cure&lt;/b&gt;", "One.\nTwo.", "a “mat”"):
        assert kept in page
    assert f'<option value="{BRIDGE}" selected data-picture="/exercises/{BRIDGE}/figure.svg">' in " ".join(page.split())
    assert "<b>cure" not in page


def test_an_arabic_name_is_kept_as_it_is(house):
    sends(house, name="رفع الكعبين")
    assert OwnWording.objects.get().name == "رفع الكعبين"


def test_saved_again_it_says_otherwise_and_what_it_said_is_kept(house):
    sends(house)
    own = OwnExercise.objects.get()
    path = page_of(own) + "words/"
    desk = signed_in(house.members["therapist"])
    assert 'value="Wall rise"' in desk.get(path).content.decode()
    assert sends(house, path=path, name="Door rise").status_code == 302
    assert sends(house, path=path, name="Door rise").status_code == 302, "the same again changes nothing"
    assert [one.name for one in own.wordings.all()] == ["Wall rise", "Door rise"]
    page = desk.get(page_of(own)).content.decode()
    assert "What it said before" in page
    assert "written by Therapist" in page
    assert '<b dir="auto">Wall rise</b>' in page
    refused = sends(house, path=path, name="The cure")
    assert refused.status_code == 400
    assert own.wordings.count() == 2


def test_one_way_of_an_exercise_is_for_all(house):
    first, second = an_own(house, RAISE), an_own(house, RAISE)
    desk = signed_in(house.owner)
    assert desk.post(page_of(first) + "use/", {"what": "all"}).status_code == 302
    answer = desk.post(page_of(second) + "use/", {"what": "all"})
    assert answer.status_code == 409
    assert "take the other back first" in text_of(answer)
    desk.post(page_of(first) + "use/", {"what": "chosen"})
    assert desk.post(page_of(second) + "use/", {"what": "all"}).status_code == 302
    assert [own.for_all for own in OwnExercise.objects.order_by("pk")] == [False, True]


def test_put_away_it_is_for_nobody_and_can_be_brought_back(house):
    own, client = an_own(house, RAISE, for_all=True), house.assigned().client
    OwnChoice.objects.create(client=client, exercise=RAISE, own=own)
    desk = signed_in(house.owner)
    assert desk.post(page_of(own) + "use/", {"what": "archive"})["Location"] == "/clinic/exercises/"
    own.refresh_from_db()
    assert own.archived_at is not None
    assert not own.for_all
    assert not OwnChoice.objects.exists()
    assert "Put away" in text_of(desk.get("/clinic/exercises/"))
    assert desk.post(page_of(own) + "use/", {"what": "all"}).status_code == 302
    own.refresh_from_db()
    assert not own.for_all, "one that was put away is shown to nobody"
    desk.post(page_of(own) + "use/", {"what": "back"})
    own.refresh_from_db()
    assert own.archived_at is None
    assert desk.post(page_of(own) + "use/", {"what": "sell"}).status_code == 400


def test_for_one_client_another_is_chosen_and_taken_back(house):
    usual, special = an_own(house, RAISE, for_all=True), an_own(house, RAISE)
    client, desk = house.assigned().client, signed_in(house.members["therapist"])
    path, field = f"/clinic/clients/{client.key}/exercises/", f"way-{RAISE}"
    assert "As all clients see it: The Calder way" in text_of(desk.get(path))
    for said, own in ((str(special.key), special), (str(usual.key), usual), ("catalogue", None)):
        assert desk.post(path, {field: said}).status_code == 302
        assert OwnChoice.objects.get().own == own
        assert f'value="{said}" checked' in " ".join(desk.get(path).content.decode().split())
    assert desk.post(path, {field: "usual"}).status_code == 302
    assert not OwnChoice.objects.exists()


STRANGE = {"a way of another house": None, "no way at all": "x", "nothing": ""}


@pytest.mark.parametrize("said", STRANGE.values(), ids=STRANGE)
def test_chosen_for_a_client_cannot_be(house, said):
    an_own(house, RAISE)
    theirs = an_own(House("Elsewhere"), RAISE)
    client = house.assigned().client
    value = str(theirs.key) if said is None else said
    answer = signed_in(house.owner).post(f"/clinic/clients/{client.key}/exercises/", {f"way-{RAISE}": value})
    assert answer.status_code == 400
    assert not OwnChoice.objects.exists()


DOORS = ("", "words/", "use/", "photo/")


@pytest.mark.parametrize("door", DOORS)
def test_another_house_finds_it_no_more_than_one_that_nobody_has(house, door):
    own, stranger = an_own(house, RAISE), signed_in(House("Elsewhere").owner)
    ask = stranger.post if door in ("use/", "photo/") else stranger.get
    theirs, nobodys = (ask(f"/clinic/exercises/{key}/{door}") for key in (own.key, uuid4()))
    assert (theirs.status_code, theirs.content) == (nobodys.status_code, nobodys.content)
    assert theirs.status_code == 404


@pytest.mark.parametrize("path", [NEW, "words/", "use/", "photo/"])
def test_an_assistant_reads_and_writes_nothing(house, path):
    own = an_own(house, RAISE)
    answer = sends(house, "assistant", path if path == NEW else page_of(own) + path)
    assert answer.status_code == 404
    page = signed_in(house.members["assistant"]).get(page_of(own)).content.decode()
    assert "Change the words" not in page
    assert OwnWording.objects.count() == 1


def test_each_act_is_on_record(house):
    sends(house)
    own = OwnExercise.objects.get()
    desk = signed_in(house.owner)
    desk.post(page_of(own) + "use/", {"what": "all"})
    desk.post(page_of(own) + "use/", {"what": "archive"})
    said = AuditEntry.objects.filter(clinic=house.clinic).order_by("seq").values_list("what", flat=True)
    assert list(said)[-3:] == ["wrote an exercise", "chose exercises", "archived an exercise"]
    assert "wrote an exercise of the clinic’s own" in text_of(desk.get("/clinic/record/"))


def test_a_name_tells_no_key(house):
    own = an_own(house, RAISE, SAID)
    assert UUID(str(own.key)).version == 4
