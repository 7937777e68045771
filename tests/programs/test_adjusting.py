"""Tess asks for something in Rob's plan: weighed, kept with a version, seen by whoever asks next, and taken back."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from programs.models import Event, Programme, User, Version
from programs.selectors.adjusting import standing_wishes, weighed
from programs.selectors.archives import archive_of
from programs.services.adjusting import Ask, ChangedMeanwhileError, NotPermittedError, TakeBack, adjust, undo
from programs.services.diary import ConflictError, Recorded, RefusedError
from programs.services.importing import import_archive
from programs.services.versions import days_of
from programs.web.mine.entries_said import Namer, entry_said
from rehab.adjusting import Verdict
from rehab.asking import BadAnswersError
from rehab.events import Adjusted, Ended, Morning, Undone
from rehab.intents import (
    AddExercise,
    AnyIntent,
    CapDose,
    CapRun,
    Days,
    Hold,
    Message,
    MovePhase,
    RemoveExercise,
    SwapExercise,
)
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db]

TESS = "member:7f3a"
RAISE, PRESS = "two-leg-heel-raise", "seated-forefoot-press"


@pytest.fixture
def rob() -> Rob:
    """Rob in his second phase, a week after the strain."""
    return Rob(days_ago=7).lives(1)


def version(rob: Rob) -> int:
    return Programme.objects.get(pk=rob.programme.pk).last_version


def asks(
    rob: Rob, intent: AnyIntent, reason: str = "", *, uuid: UUID | None = None, seen: int | None = None
) -> Recorded:
    ask = Ask(uuid or uuid4(), intent, reason, version(rob) if seen is None else seen)
    return adjust(programme=rob.programme, ask=ask, author=TESS, now=rob.now)


def takes_back(rob: Rob, key: str, reason: str = "better now", *, uuid: UUID | None = None) -> Recorded:
    back = TakeBack(uuid or uuid4(), key, reason, version(rob))
    return undo(programme=rob.programme, take_back=back, author=TESS, now=rob.now)


def exercises(rob: Rob) -> list[str]:
    return [entry.exercise for entry in rob.plan.entries]


def test_what_is_asked_for_changes_the_plan_and_keeps_a_version_that_says_by_whom_and_why(rob):
    recorded = asks(rob, RemoveExercise(PRESS), "it pinches")
    assert PRESS not in exercises(rob)
    made = Version.objects.latest("number")
    assert (recorded.version, made.author) == (made, TESS)
    (why,) = [why for why in made.reasons if why["rule"] == "asked-remove"]
    assert ["said", "it pinches"] in why["inputs"]
    assert all(PRESS not in [entry.exercise for entry in day.session.entries] for day in days_of(made))
    assert [wish.said for wish in standing_wishes(rob.programme, rob.now)] == ["it pinches"]


def test_weighing_keeps_nothing(rob):
    found = weighed(rob.programme, CapRun(5), key="one", said=" slowly ", now=rob.now)
    assert (found.verdict, found.wish.said) == (Verdict.PERMITTED, "slowly")
    assert not Event.objects.filter(kind="adjusted").exists()


def test_what_changes_no_day_that_is_shown_keeps_a_version_too(rob):
    before = version(rob)
    asks(rob, CapDose("weighted-single-leg-raise", 3, 6))
    assert version(rob) == before + 1


def test_two_who_ask_at_once_lose_nothing_silently(rob):
    seen = version(rob)
    asks(rob, CapRun(12), seen=seen)
    with pytest.raises(
        ChangedMeanwhileError, match=f"version {seen} when you looked and is version {seen + 1} now"
    ) as told:
        asks(rob, CapRun(5), seen=seen)
    assert [one.number for one in told.value.since] == [seen, seen + 1]
    assert Event.objects.filter(kind="adjusted").count() == 1


def test_the_same_asked_twice_is_kept_once(rob):
    uuid, seen = uuid4(), version(rob)
    assert asks(rob, CapRun(12), " why ", uuid=uuid).is_new
    assert not asks(rob, CapRun(12), "why", uuid=uuid, seen=seen).is_new
    for intent, reason in ((CapRun(5), "why"), (CapRun(12), "other")):
        with pytest.raises(ConflictError, match="a UUID of its own"):
            asks(rob, intent, reason, uuid=uuid)
    told = rob.tells(Morning(0))
    with pytest.raises(ConflictError):
        asks(rob, CapRun(12), uuid=told.entry.uuid)


def test_what_breaks_a_rule_takes_a_reason_that_is_kept(rob):
    daily = AddExercise("glute-bridge", 2, 10, Days.EVERY)
    with pytest.raises(NotPermittedError, match=r"it would break INV-11.*: give a reason") as told:
        asks(rob, daily)
    assert told.value.weighed.verdict is Verdict.NEEDS_REASON
    assert "INV-11" in asks(rob, daily, "he did so for years").entry.body["overrides"]


def test_what_nobody_may_override_is_refused_and_nothing_kept(rob):
    with pytest.raises(NotPermittedError, match="nobody may override all of them"):
        asks(rob, AddExercise("two-leg-pogo", 3, 8, Days.LOADING), "I know")
    assert not Event.objects.filter(kind="adjusted").exists()


def test_a_name_that_is_not_there_says_what_is(rob):
    with pytest.raises(BadAnswersError, match="Did you mean 'two-leg-heel-raise'"):
        asks(rob, RemoveExercise("two-leg-heel-rise"))


def test_taken_back_it_counts_no_longer(rob):
    key, uuid = str(asks(rob, RemoveExercise(PRESS)).entry.uuid), uuid4()
    assert takes_back(rob, key, uuid=uuid).is_new
    assert not takes_back(rob, key, uuid=uuid).is_new
    assert PRESS in exercises(rob)
    assert standing_wishes(rob.programme, rob.now) == ()
    assert "wish-undone" in [why["rule"] for why in Version.objects.latest("number").reasons]


def test_what_does_not_stand_cannot_be_taken_back(rob):
    with pytest.raises(BadAnswersError, match="asked for and stands"):
        takes_back(rob, "nothing")
    with pytest.raises(BadAnswersError, match="up to 200 letters"):
        takes_back(rob, "nothing", "x" * 201)


def test_a_plan_that_was_not_seen_is_not_undone(rob):
    key = str(asks(rob, CapRun(12)).entry.uuid)
    with pytest.raises(ChangedMeanwhileError):
        undo(programme=rob.programme, take_back=TakeBack(uuid4(), key, "", 1), author=TESS, now=rob.now)


def test_a_programme_that_is_over_takes_no_wish(rob):
    rob.tells(Ended())
    with pytest.raises(RefusedError, match="this programme ended on 2026-11-03"):
        asks(rob, CapRun(12))


def test_it_outlives_the_days_and_a_late_word(rob):
    asks(rob, Hold(until=rob.now.date() + timedelta(days=30)))
    rob.waits(days=2)
    rob.tells(Morning(0), on=rob.now.date() - timedelta(days=1))
    assert len(standing_wishes(rob.programme, rob.now)) == 1


def test_in_another_house_it_is_on_record_and_counts_for_nothing(rob):
    asks(rob, RemoveExercise(PRESS))
    asks(rob, Message("Take it easy"))
    asks(rob, CapRun(5))
    runner = rob.programme.runner
    archive = archive_of(runner)
    ann = User.objects.create_user("ann@example.com")
    (programme,) = import_archive(user=ann, archive=archive, agreed=True, now=rob.now)
    assert programme.events.filter(kind="adjusted", imported=True).count() == 3
    assert standing_wishes(programme, rob.now) == ()


SAID = {
    "another exercise": (SwapExercise(RAISE, PRESS), "Two-leg heel raise, Seated forefoot press"),
    "a dose": (CapDose(RAISE, 2, 12), "Two-leg heel raise, 2 sets, 12"),
    "so much running": (CapRun(12), "12 minutes"),
    "until a day": (Hold(until=date(2026, 11, 22)), "until 22 November 2026"),
    "until a test": (Hold(criterion="stairs"), "the stairs"),
    "a phase": (MovePhase("protect"), "Protect"),
    "a phase nobody knows": (MovePhase("heaven"), "heaven"),
    "words": (Message("Take it easy"), "Take it easy"),
}


@pytest.mark.parametrize(("intent", "told"), SAID.values(), ids=SAID)
def test_everything_that_is_kept_says_what_was_asked_for(intent, told):
    said = entry_said(Adjusted("one", date(2026, 11, 9), intent, "so"), Namer({"stairs": "the stairs"}))
    assert said == f"A therapist asked for something: {told}, so"
    assert entry_said(Undone("one", date(2026, 11, 9), "better"), Namer({})).endswith("took something back: better")
