"""The list of a clinic: who is on it, in which order, found and shown how, and what its address may say."""

from datetime import timedelta
from uuid import uuid4

import pytest

from programs.models import Client, Programme, SavedView, Share, Standing
from programs.services.clinics import stop_sharing
from programs.services.diary import Entry, record
from rehab.events import Morning, Screened
from rehab.triage import Place
from rehab.vocabulary import Lock, Route
from tests.programs.check_path import text_of
from tests.programs.desk.crowds import crowd
from tests.programs.desk.houses import House, signed_in

pytestmark = pytest.mark.django_db


def named(house: House, name: str, **more) -> Programme:
    programme = house.assigned(house.client(name), **more).programme
    assert programme is not None
    return programme


def put(programme: Programme, place: Place) -> None:
    """Show *programme* at *place*, whatever its diary says."""
    row = Standing.objects.get(programme=programme)
    row.place, row.triage = place, row.triage | {"place": int(place)}
    row.save()


def names_in(answer) -> list[str]:
    rows = [row for group in answer.context["groups"] for row in group.rows]
    return [row.name for row in rows] + [name for _key, name, _why in answer.context["others"]]


def test_worst_comes_first_each_with_its_sentence():
    house = House()
    for place in reversed(Place):
        put(named(house, place.name), place)
    answer = signed_in(house.owner).get("/clinic/")
    assert names_in(answer) == [place.name for place in Place]
    assert [group.count for group in answer.context["groups"]] == [1] * len(Place)
    assert "2 need you now" in text_of(answer)
    assert all(row.reason for group in answer.context["groups"] for row in group.rows)


def test_who_has_waited_longest_at_a_place_comes_first():
    house = House()
    for name, days in (("Ann", 1), ("Ben", 5), ("Cas", 3)):
        day = (house.now - timedelta(days=days)).date()
        Standing.objects.filter(programme=named(house, name)).update(since=day)
    assert names_in(signed_in(house.owner).get("/clinic/")) == ["Ben", "Cas", "Ann"]


def test_a_flare_is_on_the_page_with_the_next_look():
    house = House()
    programme, browser = named(house, "Dev"), signed_in(house.owner)
    stamp = browser.get("/clinic/stamp/").json()
    event = Screened(frozenset({"rf05"}), Route.SAME_DAY, Lock.NO_PLAN)
    record(programme=programme, entry=Entry(uuid4(), event, house.now), author="runner:x", now=house.now + timedelta(1))
    shown = text_of(browser.get("/clinic/"))
    assert "1 needs you now" in shown
    assert "Warning sign" in shown
    assert browser.get("/clinic/stamp/").json() != stamp


def test_nobody_is_lost_from_the_list():
    house = House()
    named(house, "Placed")
    house.client("New")
    house.assigned(house.client("Unasked"), flags=None)
    stop_sharing(programme=named(house, "Private"), now=house.now)
    over = named(house, "Over")
    Programme.objects.filter(pk=over.pk).update(ended_on=house.now.date())
    counted = named(house, "Counted")
    Standing.objects.filter(programme=counted).update(form="0", triage={})
    answer = signed_in(house.owner).get("/clinic/")
    assert names_in(answer) == ["Placed", "Counted", "New", "Over", "Private", "Unasked"]
    whys = {name: why for _key, name, why in answer.context["others"]}
    assert len(set(whys.values())) == len(whys)


def test_a_share_taken_back_by_other_means_shows_nothing_either():
    house = House()
    programme = named(house, "Private")
    record(programme=programme, entry=Entry(uuid4(), Morning(7), house.now), author="runner:x", now=house.now)
    Share.objects.filter(programme=programme).update(until=house.now)
    answer = signed_in(house.owner).get("/clinic/")
    assert answer.context["groups"] == []
    assert names_in(answer) == ["Private"]


def test_the_clients_of_another_house_are_nowhere():
    mine, other = House(), House("Elsewhere")
    named(other, "Stranger")
    other.client("Unknown")
    browser = signed_in(mine.owner)
    browser.post("/clinic/find/", {"words": "n"})
    assert names_in(browser.get("/clinic/?order=name")) == []


CHOICES = {
    "the flagged": ("show=red_flag", ["Ada"]),
    "who needs a look": ("show=needs", ["Ada", "Bea"]),
    "the fine": ("show=fine", ["Cas"]),
    "mine": ("whose=mine", ["Ada", "Cas"]),
    "one phase": ("phase=2", ["Bea"]),
    "by name": ("order=name", ["Ada", "Bea", "Cas"]),
    "longest without a word": ("order=told", ["Bea", "Cas", "Ada"]),
    "mine that are fine": ("whose=mine&show=fine", ["Cas"]),
}


def three() -> House:
    house = House()
    ada, bea, cas = (named(house, name) for name in ("Ada", "Bea", "Cas"))
    for programme, place, days in ((ada, Place.RED_FLAG, 0), (bea, Place.FLARE, 5), (cas, Place.FINE, 2)):
        put(programme, place)
        Standing.objects.filter(programme=programme).update(told_on=(house.now - timedelta(days=days)).date())
    Standing.objects.filter(programme=bea).update(phase=2)
    Client.objects.filter(name="Bea").update(therapist=house.members["therapist"])
    return house


@pytest.mark.parametrize(("query", "names"), CHOICES.values(), ids=CHOICES)
def test_an_address_chooses(query, names):
    assert names_in(signed_in(three().owner).get(f"/clinic/?{query}")) == names


@pytest.mark.parametrize(
    "query",
    ["show=worst", "order=pain", "whose=yours", "phase=9", "phase=x", "keys=maybe", "after=me"],
)
def test_a_choice_that_is_not_there_is_no_page(query):
    assert signed_in(House().owner).get(f"/clinic/?{query}").status_code == 404


def test_a_search_for_what_no_name_has_is_none():
    browser = signed_in(House().owner)
    browser.post("/clinic/find/", {"words": "n\0"})
    assert browser.session["desk_search"] == ""


def test_a_search_finds_by_name_and_address_and_stands_in_no_address():
    house = three()
    Client.objects.filter(name="Cas").update(email="rita@example.com")
    browser = signed_in(house.owner)
    found = {}
    for words in ("be", "RITA", "nobody", ""):
        answer = browser.post("/clinic/find/", {"words": words, "show": "all"})
        assert answer.status_code == 302
        assert not words or words not in answer["Location"]
        found[words] = names_in(browser.get(answer["Location"]))
    assert found == {"be": ["Bea"], "RITA": ["Cas"], "nobody": [], "": ["Ada", "Bea", "Cas"]}


def test_a_search_is_the_browsers_own():
    house = three()
    signed_in(house.owner).post("/clinic/find/", {"words": "Bea"})
    assert len(names_in(signed_in(house.owner).get("/clinic/"))) == 3


def test_a_saved_view_opens_the_list_and_gives_way_to_an_address():
    house = three()
    signed_in(house.owner).post("/clinic/view/", {"order": "name", "show": "needs"})
    again = signed_in(house.owner)
    assert names_in(again.get("/clinic/")) == ["Ada", "Bea"]
    assert len(names_in(again.get("/clinic/?show=all"))) == 3
    assert len(names_in(signed_in(house.members["therapist"]).get("/clinic/"))) == 3


def test_a_saved_choice_that_is_gone_opens_the_list_as_ever():
    house = three()
    browser = signed_in(house.owner)
    browser.post("/clinic/view/", {"order": "name"})
    SavedView.objects.filter(member=house.owner).update(choice={"order": "gone"})
    assert browser.get("/clinic/").context["choice"].order == "worst"


@pytest.mark.parametrize("order", ["worst", "name", "told"])
def test_page_by_page_everybody_comes_once(order):
    house = House()
    crowd(house, 120)
    house.client("Nobody yet")
    browser, seen, address = signed_in(house.owner), [], f"?order={order}"
    while address:
        answer = browser.get(f"/clinic/{address}")
        seen += names_in(answer)
        address = answer.context["later"]
    assert len(seen) == 122
    assert len(set(seen)) == 122
    if order == "name":
        assert seen[:-1] == sorted(seen[:-1])


def test_a_row_that_was_not_written_for_days_says_of_which_day_it_is():
    house = House()
    programme, browser = named(house, "Old"), signed_in(house.owner)
    assert "As of" not in text_of(browser.get("/clinic/"))
    Standing.objects.filter(programme=programme).update(on=(house.now - timedelta(days=3)).date())
    assert "As of" in text_of(browser.get("/clinic/"))


def test_names_are_escaped():
    house = House()
    named(house, "Rob & <b>Co</b>")
    assert "Rob &amp; &lt;b&gt;Co&lt;/b&gt;" in signed_in(house.owner).get("/clinic/").content.decode()
