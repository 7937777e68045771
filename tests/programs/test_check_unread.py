"""A check that cannot be read may have sent somebody away: nothing short of all its screens opens a plan again."""

import pytest

from programs.selectors.kept import KEY
from tests.programs.check_path import BESIDE, GROUPS, Runner

pytestmark = pytest.mark.django_db
DOORS = ("/plan/?grade=1&week=1", "/plan/week.pdf?grade=1&week=1", "/plan/programme.pdf?grade=1")
API = "/api/v1/plan/?grade=1&week=1"
UNREADABLE = {
    "an older form": {"version": 1},
    "a grade there is not": {"grade": 99},
    "an age nobody has": {"age": -5},
    "kit nobody knows": {"about": {"leg": "left", "kit": ["zzz"], "signs": [], "weekly_run_minutes": None}},
    "a leg nobody has": {"about": {"leg": "x" * 9999, "kit": ["step"], "signs": [], "weekly_run_minutes": None}},
}


def unreadable(damage):
    """Somebody with an emergency whose answers can no longer be read."""
    runner = Runner()
    runner.screen("rf01")
    session = runner.client.session
    session[KEY] = session[KEY] | damage
    session.save()
    return runner


def shut(runner):
    """Whether every door is."""
    pages = {runner.client.get(door).status_code for door in DOORS}
    api = runner.client.get(API).status_code
    assert (pages, api) in (({302}, 409), ({200}, 200)), (pages, api)
    return pages == {302}


@pytest.mark.parametrize("damage", UNREADABLE.values(), ids=UNREADABLE)
def test_nothing_fails_and_every_door_is_shut(damage):
    runner = unreadable(damage)
    assert shut(runner)
    assert runner.see().status_code == 200


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("country", {"country": "GB"}),
        ("since-hurt", {"none": "yes"}),
        ("emergency", {"none": "yes"}),
        ("health", {"none": "yes", "age": "30"}),
        ("grade", {"grade": "1"}),
        ("about", {"side": "left", "equipment": ["step"]}),
    ],
    ids=["a country", "a later screen", "the first screen", "the last screen", "a grade", "the set-up"],
)
def test_one_answer_opens_no_door(step, said):
    runner = unreadable({"version": 1})
    runner.say(step, **said)
    assert shut(runner)


def test_all_screens_of_signs_open_them():
    runner = unreadable({"version": 1})
    for group in GROUPS:
        assert shut(runner), group
        runner.tick(group, **BESIDE.get(group, {}))
    assert not shut(runner)


def test_a_country_begins_no_check():
    runner = Runner()
    runner.screen("rf01")
    session = runner.client.session
    session[KEY] = session[KEY] | {"answered_at": session[KEY]["answered_at"] - 7201}
    session.save()
    runner.say("country", country="GB")
    assert runner.client.session[KEY]["ticks"], "what is two hours old is not written over by a country"


def test_what_the_leg_can_do_is_asked_again_of_another_plan():
    runner = Runner()
    runner.screen(start={"when": "earlier", "injured_on": "2026-01-05"})
    runner.finish()
    assert runner.say("reached", reached="maintain")["Location"] == "/plan/"
    assert runner.say("country", country="GB")["Location"] == "/plan/"
    start = {"when": "earlier", "injured_on": "2026-01-05", "previous_strain": "yes"}
    assert runner.say("start", **start)["Location"] == "/check/reached/"
