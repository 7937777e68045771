"""The screen of risks is asked where it decides, and always before somebody follows a plan."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace

from programs.models import Event, Programme, User
from programs.selectors.kept import KEY
from programs.selectors.own_plans import own_of
from programs.services.joining import UnaskedError, follow
from tests.programs.check_path import GROUPS, HERE, Runner, text_of
from tests.programs.followed import LONDON, Rob, a_check
from tests.programs.handouts.reading import words

pytestmark = pytest.mark.django_db
RISKS = "clot-risks"
ADDRESS = f"/check/{RISKS}/"
UNASKED = "We did not ask what makes clots more likely"
TOLD = "Something you told makes clots more likely"


def signed_in(user: User) -> Runner:
    client = Client(headers=HERE)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return Runner(client)


def done(runner: Runner, **about: Any) -> Runner:
    """*runner* with a plan, no sign ticked."""
    assert runner.screen(**about) == "/check/grade/"
    assert runner.finish()["Location"] in ("/plan/", "/check/reached/")
    return runner


def kept(runner: Runner) -> dict[str, Any]:
    return dict(runner.client.session[KEY])


def asked_in_turn(runner: Runner, **ticks: str) -> list[str]:
    """The screens of signs that the check leads to one after another, and where they end."""
    seen = []
    while (step := runner.see().request["PATH_INFO"].strip("/").split("/")[-1]) in GROUPS:
        seen.append(step)
        runner.tick(step, *filter(None, [ticks.get(step.replace("-", "_"))]))
    return seen


def test_without_a_sign_six_screens_are_asked():
    runner = Runner()
    assert asked_in_turn(runner) == [group for group in GROUPS if group != RISKS]
    assert "1/6" in text_of(runner.see(GROUPS[0]))
    assert "6/6" in text_of(runner.see(GROUPS[-1]))


@pytest.mark.parametrize(
    "ticks", [{"clot_signs": "rf10e"}, {"start": "rf12"}], ids=["with a sign of a clot", "without a clear moment"]
)
def test_where_the_risks_decide_all_seven_are_asked(ticks):
    runner = Runner()
    assert asked_in_turn(runner, **ticks) == GROUPS
    assert "5/7" in text_of(runner.see(RISKS))


@pytest.mark.parametrize("address", ["/plan/", "/plan/week/2/"])
def test_the_page_of_a_plan_says_what_was_not_asked(address):
    assert UNASKED in text_of(done(Runner()).client.get(address))


def test_paper_says_it_too():
    runner = done(Runner())
    for address in ("/plan/week/1/week.pdf", "/plan/programme.pdf"):
        assert UNASKED in words(runner.client.get(address).content), address


def test_the_grade_is_told_without_it():
    runner = Runner()
    runner.screen()
    where = runner.say("grade", grade="questions")["Location"]
    while where.startswith("/check/question-"):
        where = runner.say(where.split("/")[2], points="0")["Location"]
    assert where == "/check/result/"
    assert UNASKED not in text_of(runner.see())


def test_a_sign_ticked_on_the_way_back_brings_it_and_shuts_the_plan_until_it_is_answered():
    runner = done(Runner())
    assert runner.tick("clot-signs", "rf10d")["Location"] == ADDRESS
    assert "Made from your answers" not in text_of(runner.client.get("/plan/"))
    assert runner.tick(RISKS, "rf11a")["Location"] == "/check/result/"


def test_a_sign_that_an_answer_about_the_grade_opens_again_brings_it_too():
    runner = Runner()
    runner.screen()
    where = runner.say("grade", grade="questions")["Location"]
    while where.startswith("/check/question-"):
        step = where.split("/")[2]
        where = runner.say(step, points="3" if step == "question-e" else "0")["Location"]
    assert where == "/check/more/"
    assert runner.say("more", rf10a="yes")["Location"] == ADDRESS


def test_an_answer_stands_when_its_screen_is_no_longer_needed():
    runner = Runner()
    assert runner.screen("rf10d", "rf11d") == "/check/result/"
    assert runner.tick("clot-signs")["Location"] == "/check/nerves-and-vessels/"
    assert kept(runner)["ticks"][RISKS] == ["rf11d"]
    assert runner.see(RISKS).content.decode().count("checked") == 1
    runner.tick("nerves-and-vessels")
    runner.tick("health")
    runner.finish()
    seen = text_of(runner.client.get("/plan/"))
    assert TOLD in seen
    assert UNASKED not in seen


@pytest.mark.parametrize("age", ["60", "30"], ids=["a risk by age", "none"])
def test_what_is_known_all_the_same_is_not_called_unasked(age):
    seen = text_of(done(Runner(), health={"age": age}).client.get("/plan/"))
    assert (TOLD in seen, UNASKED in seen) == ((True, False) if age == "60" else (False, True))


def test_after_a_check_that_could_not_be_read_every_screen_is_asked():
    runner = done(Runner())
    session = runner.client.session
    session[KEY] = session[KEY] | {"version": 1}
    session.save()
    assert asked_in_turn(runner) == GROUPS


def test_nobody_gets_to_it_before_the_rest_is_answered():
    runner = Runner()
    runner.tick(GROUPS[0])
    assert runner.client.get(ADDRESS)["Location"] == f"/check/{GROUPS[1]}/"


def test_a_stranger_who_answers_it_all_the_same_is_back_at_the_plan():
    runner = done(Runner())
    page = runner.see(RISKS)
    assert 'href="/plan/"' in page.content.decode()
    assert runner.say(RISKS, flag="rf99").status_code == 400
    assert runner.tick(RISKS, "rf11g")["Location"] == "/plan/"
    assert TOLD in text_of(runner.client.get("/plan/"))


# Who follows a plan


def test_it_is_asked_before_the_yes_and_no_plan_is_followed_without():
    runner = done(signed_in(User.objects.create_user("rob@example.com")))
    for answer in (runner.client.get("/follow/"), runner.client.post("/follow/", {"agree": "yes"})):
        assert (answer.status_code, answer["Location"]) == (302, ADDRESS)
    assert not Programme.objects.exists()
    assert "before you follow this plan" in text_of(runner.see(RISKS))
    assert runner.tick(RISKS, "rf11d")["Location"] == "/follow/"
    runner.client.post("/follow/", {"agree": "yes"})
    start = Programme.objects.get().start
    assert (start["flags"], start["facts"]["risks_asked"]) == (["rf11d"], True)


def test_what_the_leg_can_do_need_not_be_told_again_after_it():
    runner = signed_in(User.objects.create_user("rob@example.com"))
    day = timezone.now().date() - timedelta(days=52)
    done(runner, start={"when": "earlier", "injured_on": str(day)})
    runner.say("reached", reached="not-yet")
    assert runner.tick(RISKS, "rf11d")["Location"] == "/follow/"


def test_who_follows_a_plan_already_is_asked_all_seven_in_turn():
    runner = signed_in(Rob(at=timezone.now(), zone="UTC").user)
    assert asked_in_turn(runner) == GROUPS
    assert runner.finish()["Location"] == "/plan/"
    assert runner.client.post("/follow/")["Location"] == "/today/"


def test_a_check_from_before_signing_in_is_told_once_all_of_it_is_asked():
    rob = Rob(at=timezone.now(), zone="UTC")
    runner = done(Runner())
    runner.client.force_login(rob.user, backend="django.contrib.auth.backends.ModelBackend")
    entries = Event.objects.count()
    assert runner.client.post("/follow/")["Location"] == ADDRESS
    assert Event.objects.count() == entries
    assert "before you follow" not in text_of(runner.see(RISKS))
    assert runner.tick(RISKS)["Location"] == "/follow/"
    assert runner.client.post("/follow/")["Location"] == "/today/"
    assert Event.objects.filter(kind="screened").latest("pk").body["full"] is True


def test_the_service_refuses_what_was_not_asked():
    at = timezone.now()
    check = a_check(at=at)
    ticks = {group: ticks for group, ticks in check.ticks.items() if group != RISKS}
    unasked = own_of(replace(check, ticks=ticks), at)
    assert unasked is not None
    with pytest.raises(UnaskedError, match="clot-risks"):
        follow(user=User.objects.create_user("rob@example.com"), own=unasked, zone=LONDON, now=at)
