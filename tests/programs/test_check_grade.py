"""After the signs: what is asked of some, the nine questions, the set-up, and the plan they make."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from rehab.words import words_in
from tests.programs.check_path import Runner, text_of

pytestmark = pytest.mark.django_db


def days_ago(days: int) -> str:
    return str(timezone.now().date() - timedelta(days=days))


def screened(*flags: str, ago: int = 4, age: int = 40) -> tuple[Runner, str]:
    """A runner behind the screens of signs, hurt some days *ago*; and where that led to."""
    runner = Runner()
    start = {"when": "earlier", "injured_on": days_ago(ago)}
    return runner, runner.screen(*flags, start=start, health={"age": str(age)})


def answered(runner: Runner, **points: str) -> str:
    """Answer the questions, with no points where none are given; where the last one led to."""
    where = runner.say("grade", grade="questions")["Location"]
    while where.startswith("/check/question-"):
        step = where.strip("/").split("/")[-1]
        where = runner.say(step, points=points.get(step[-1], "0"))["Location"]
    return str(where)


def test_no_points_are_grade_1_and_each_reason_is_said():
    runner, _ = screened()
    assert answered(runner) == "/check/result/"
    seen = text_of(runner.see())
    assert "Grade 1, mild" in seen
    assert "Your points: 0." in seen
    assert runner.say("result")["Location"] == "/check/about/"
    assert runner.say("about", side="right")["Location"] == "/plan/"
    assert "Grade 1 · days 0 to 6" in text_of(runner.see("about").client.get("/plan/"))


def test_an_earlier_strain_adds_a_point_and_the_first_day_asks_for_a_second_look():
    runner = Runner()
    runner.screen(start={"previous_strain": "yes"})
    answered(runner)
    seen = text_of(runner.see())
    assert "Grade 1, mild, for now" in seen
    assert "Your points: 2." in seen
    assert "Do the check again on day 3 and 7." in seen


def test_questions_that_would_hurt_are_left_out_and_their_answers_forgotten():
    runner, _ = screened()
    answered(runner, a="2", d="2")
    assert runner.say("question-b", points="2")["Location"] == "/check/result/"
    assert runner.client.get("/check/question-d/")["Location"] == "/check/result/"
    assert "Grade 2, moderate" in text_of(runner.see())


@pytest.mark.parametrize(
    ("points", "rule"),
    [({"b": "3"}, "grade-cannot-stand"), ({"g": "3"}, "grade-gap")],
    ids=["a leg that takes no weight", "a gap in the calf"],
)
def test_an_answer_that_has_to_be_seen_ends_the_questions(points, rule):
    runner, _ = screened()
    assert answered(runner, **points) == "/check/result/"
    seen = text_of(runner.see("result"))
    assert seen.index("Have it looked at today") < seen.index(words_in().text("screening_rules", rule))
    assert "Change the answer" in seen
    assert "Have it looked at today" in text_of(runner.client.get("/plan/?grade=1&week=1"))


def test_nobody_who_left_the_pop_unticked_is_asked_about_it_again():
    runner, _ = screened()
    assert "Ask me 8 questions" in text_of(runner.see("grade"))
    assert answered(runner) == "/check/result/"
    assert runner.client.get("/check/question-i/")["Location"] == "/check/result/"
    assert runner.say("question-i", points="2")["Location"] == "/check/result/"
    assert "Your points: 0." in text_of(runner.see("result"))


def test_a_pop_that_was_ticked_and_looked_at_is_asked_about():
    runner, _ = screened("rf08")
    runner.say("more", examined_on="yes", day=days_ago(0))
    runner.screen("rf08", start={"when": "earlier", "injured_on": days_ago(4)})
    assert "Ask me 9 questions" in text_of(runner.see("grade"))
    assert answered(runner, i="2") == "/check/result/"
    assert "answers alone cannot tell the grade" in text_of(runner.see("result"))
    runner.tick("since-hurt")
    assert "Your points: 0." in text_of(runner.see("result")), "with the tick its answer is taken back"


def test_a_grade_named_afterwards_does_not_unsay_such_an_answer():
    runner, _ = screened()
    answered(runner, b="3")
    assert runner.say("grade", grade="1")["Location"] == "/check/result/"
    assert "Have it looked at today" in text_of(runner.client.get("/plan/"))
    assert runner.see("question-b").request["PATH_INFO"] == "/check/question-b/"
    assert runner.say("question-b", points="1")["Location"] == "/check/about/"
    assert runner.say("about", side="left")["Location"] == "/plan/"


def test_nor_does_it_leave_out_the_sign_that_an_answer_opened():
    runner, _ = screened()
    answered(runner, c="3")
    assert runner.say("grade", grade="1")["Location"] == "/check/more/"
    assert runner.say("more", rf09="yes")["Location"] == "/check/result/"


@pytest.mark.parametrize(("answer", "where"), [("yes", "/check/result/"), ("no", "/check/question-d/")])
def test_a_grave_answer_asks_its_sign_once_more(answer, where):
    runner, _ = screened()
    assert answered(runner, c="3") == "/check/more/"
    assert "dent in the cord above your heel" in text_of(runner.see())
    assert runner.say("more", rf09=answer)["Location"] == where
    if answer == "yes":
        assert "the Achilles tendon may be torn" in text_of(runner.see("result"))
        assert runner.say("more", rf09="no")["Location"] == "/check/question-d/"


def test_where_nine_answers_cannot_tell_the_grade_a_known_one_still_can():
    runner, _ = screened("rf10a")
    assert answered(runner, e="3") == "/check/result/"
    seen = text_of(runner.see())
    assert "See a doctor or physio within a week" in seen
    assert "I know my grade" in seen
    assert runner.say("result")["Location"] == "/check/result/"
    runner.finish("2")
    runner.say("more", examined_on="no")
    assert "See a doctor or physio within a week" in text_of(runner.client.get("/plan/"))


def test_a_known_grade_needs_no_questions():
    runner, _ = screened()
    assert runner.finish("1")["Location"] == "/plan/"
    assert runner.client.get("/check/question-a/")["Location"] == "/plan/"


@pytest.mark.parametrize(
    ("age", "answers", "heading"),
    [
        (15, None, "This plan starts at 16"),
        (17, {"guardian_agrees": "no"}, "Ask a parent or guardian first"),
        (17, {"guardian_agrees": "yes"}, None),
        (66, {"regular_exerciser": "no"}, None),
        (40, None, None),
    ],
    ids=[
        "under 16 there is no plan",
        "nor at 17 without a guardian",
        "with one there is",
        "at 66 the habit is asked",
        "at 40 nothing more",
    ],
)
def test_an_age_is_asked_what_it_calls_for(age, answers, heading):
    runner, where = screened(age=age)
    if answers:
        assert where == "/check/more/"
        where = runner.say("more", **answers)["Location"]
    if heading:
        assert where == "/check/result/"
        assert heading in text_of(runner.see("result"))
        assert heading in text_of(runner.client.get("/plan/?grade=1&week=1"))
        assert "tel:" not in runner.see("result").content.decode()
    else:
        assert where == "/check/grade/"
        assert runner.finish()["Location"] == "/plan/"


@pytest.mark.parametrize(("answer", "locked"), [("yes", False), ("no", True)])
def test_without_a_clear_start_the_pain_is_asked_about(answer, locked):
    runner, where = screened("rf12")
    assert where == "/check/more/"
    assert runner.say("more", from_exercise=answer)["Location"] == "/check/grade/"
    runner.finish("1")
    if locked:
        assert runner.see().request["PATH_INFO"] == "/check/more/"
        runner.say("more", from_exercise=answer, examined_on="no")
    seen = text_of(runner.client.get("/plan/"))
    assert ("See a doctor or physio within a week" in seen) == locked
    assert ("The pain had no clear start." in seen) == locked


def test_60_years_and_no_clear_start_are_seen_the_same_day():
    _, where = screened("rf12", age=61)
    assert where == "/check/result/"


def test_grade_3_waits_for_the_day_somebody_looked():
    runner, _ = screened(ago=30)
    assert runner.finish("3")["Location"] == "/check/more/"
    assert runner.say("more", examined_on="no")["Location"] == "/plan/"
    assert "Protect" in text_of(runner.client.get("/plan/"))
    for day in (days_ago(31), days_ago(-2), "soon", ""):
        assert runner.say("more", examined_on="yes", day=day).status_code == 400
    assert runner.say("more", examined_on="yes", day=days_ago(20))["Location"] == "/plan/"
    assert "Phase 2 of 6" in text_of(runner.client.get("/plan/"))


def test_a_pop_that_somebody_has_looked_at_opens_the_way():
    runner = Runner()
    assert runner.screen("rf08") == "/check/result/"
    assert "Has a doctor or physio seen you since, and said you may exercise?" in text_of(runner.see("result"))
    assert runner.say("more", examined_on="yes", day=days_ago(0))["Location"] == "/check/clot-signs/"
    runner.tick("start", when="yesterday")
    assert "looked at today" not in text_of(runner.see())


def test_an_emergency_is_lifted_by_no_date():
    runner = Runner()
    runner.screen("rf01")
    assert "said you may exercise" not in text_of(runner.see("result"))
    assert runner.say("more", examined_on="yes", day=days_ago(0))["Location"] == "/check/result/"


def test_an_examination_before_the_injury_does_not_count():
    runner = Runner()
    runner.screen("rf08")
    runner.say("more", examined_on="yes", day=days_ago(9))
    assert runner.tick("start", when="today")["Location"] == "/check/result/"


def test_the_plan_is_that_of_the_whole_situation():
    runner, _ = screened("rf16a", ago=24, age=60)
    runner.say("grade", grade="2")
    said = {"sign": ["deep-and-low", "steady-running"], "weekly_run_minutes": "120"}
    assert runner.say("about", side="right", equipment=["chair"], **said)["Location"] == "/check/reached/"
    assert runner.say("reached", reached="strengthen")["Location"] == "/plan/"
    page = runner.client.get("/plan/")
    seen = text_of(page)
    assert "Week 4" in seen
    assert "right leg · the deep calf muscle" in seen
    assert "Day 24 since" in seen
    assert 'id="day-24"' in page.content.decode()
    assert "the cold pack stays out" in seen
    assert "Start the check anew" in seen
    assert "?" not in page.content.decode().split('class="week"')[1].split("</ol>")[0]
    assert "Week 5" in text_of(runner.client.get("/plan/day/28/"))
    assert "Week 104" in text_of(runner.client.get("/plan/week/99999/"))
    assert "Grade 1 · days 7 to 13" in text_of(runner.client.get("/plan/?grade=1&week=2"))


def test_days_and_weeks_of_nobody_lead_to_the_check():
    for address in ("/plan/day/3/", "/plan/week/3/"):
        assert Runner().client.get(address)["Location"] == "/check/"


@pytest.mark.parametrize(
    ("flags", "signs", "is_later"),
    [((), (), False), (("rf12",), (), True), ((), ("crept-in",), True)],
    ids=["all at once", "no clear moment", "crept in bit by bit"],
)
def test_a_slow_start_puts_off_the_first_run_wherever_it_was_told(flags, signs, is_later):
    runner, _ = screened(*flags, ago=1)
    if "rf12" in flags:
        runner.say("more", from_exercise="yes")
    runner.say("grade", grade="2")
    runner.say("about", side="right", equipment=["chair"], sign=["deep-and-low", "steady-running", *signs])
    days = re.findall(r"day (\d+), at the earliest", text_of(runner.client.get("/plan/")))
    assert [int(day) > 30 for day in days] == [is_later]


@pytest.mark.parametrize(("ago", "looks"), [(1, [2, 6]), (4, [])], ids=["guessed early", "guessed later"])
def test_a_grade_guessed_early_names_the_days_of_its_second_look(ago, looks):
    runner, _ = screened(ago=ago)
    answered(runner)
    runner.say("result")
    runner.say("about", side="right", equipment=["chair"])
    seen = text_of(runner.client.get("/plan/"))
    for days in looks:
        day = timezone.now().date() + timedelta(days=days)
        assert f"{day:%A} {day.day} {day:%B}" in seen
    assert ("first guess" in seen) == bool(looks)
