"""The diary of a followed programme: each entry once, versions where the plan changes, history that stays."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from programs.models import Event, Version
from programs.models.values import kept
from programs.selectors.programmes import folded_from_the_start, local_day, version_standing_by
from programs.services.diary import ConflictError, RefusedError, let_days_pass
from programs.services.versions import hopes_of
from rehab.events import CheckIn, Did, Finished, Morning, OtherWork, Paused, Reinjured, Screened, TakenBack
from rehab.following import day_at_hand
from rehab.hoped import Hopes
from rehab.vocabulary import Status
from scripts.bench_diaries import live
from tests.programs.followed import JOINED, Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_a_programme_begins_with_a_version_of_its_first_fortnight():
    rob = Rob()
    version = Version.objects.get()
    assert (version.number, version.on, len(version.days)) == (1, JOINED.date(), 14)
    assert version.hopes["first_run"] == (JOINED.date() + timedelta(days=30)).isoformat()
    assert [why["rule"] for why in version.reasons] == ["joined"]
    assert rob.plan.kind == "protect"


def test_the_same_entry_told_twice_is_kept_once():
    rob, uuid = Rob(), uuid4()
    assert rob.tells(Morning(1), uuid=uuid).is_new
    again = rob.tells(Morning(1), uuid=uuid)
    assert not again.is_new
    assert Event.objects.count() == 1


def test_a_uuid_used_for_something_else_is_a_conflict():
    rob, uuid = Rob(), uuid4()
    rob.tells(Morning(1), uuid=uuid)
    with pytest.raises(ConflictError, match="a UUID of its own"):
        rob.tells(Morning(2), uuid=uuid)


def test_somebody_else_may_use_the_same_uuid():
    rob, ann, uuid = Rob(), Rob("ann@example.com"), uuid4()
    rob.tells(Morning(1), uuid=uuid)
    assert ann.tells(Morning(4), uuid=uuid).is_new


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, "too long ago: give a day from 2026-11-02"), (3, "has not come yet: give a day up to 2026-11-02")],
    ids=["before the course began", "in the future"],
)
def test_a_day_outside_the_course_is_refused_with_what_is_allowed(days, said):
    rob = Rob()
    with pytest.raises(RefusedError, match=said):
        rob.tells(Morning(0), on=JOINED.date() + timedelta(days=days))
    assert not Event.objects.exists()


def test_items_told_one_by_one_become_the_session_when_it_is_finished():
    rob = Rob()
    for entry in rob.plan.entries[:2]:
        rob.tells(Did(entry.exercise))
    page = rob.following.today.page
    assert (len(page.events), len(page.open_items)) == (0, 2)
    rob.tells(Finished(during=1, after=0))
    event = rob.following.today.page.events[0]
    assert isinstance(event, CheckIn)
    assert [report.pain for report in event.reports] == [1, 1]


def test_what_nobody_finished_counts_as_far_as_it_was_told():
    rob = Rob().lives(14)
    entries = rob.plan.entries
    rob.tells(Did(entries[0].exercise))
    rob.waits(days=1)
    assert rob.following.today.began.missed == 0


def test_a_correction_replaces_an_entry_and_both_stay_on_record():
    rob = Rob()
    first = rob.tells(Morning(7)).entry
    rob.tells(Morning(1), supersedes=first.uuid)
    assert rob.following.today.now.mornings == ((0, 1),)
    assert Event.objects.count() == 2
    with pytest.raises(RefusedError, match="corrected already"):
        rob.tells(Morning(2), supersedes=first.uuid)


def test_a_late_entry_changes_today_and_later_and_leaves_what_was_done_as_it_was():
    rob = Rob(days_ago=20, grade=1).lives(3)
    done = [row.done_from for row in Event.objects.exclude(done_from=None)]
    rob.tells(
        Morning(5, limp=True), on=local_day(rob.programme, rob.now - timedelta(days=2)), supersedes=_morning(rob, 2)
    )
    assert [row.done_from for row in Event.objects.exclude(done_from=None)] == done
    assert rob.following.today.began.reds == (21,)


def _day(rob: Rob, days_ago: int) -> date:
    return local_day(rob.programme, rob.now - timedelta(days=days_ago))


def _morning(rob: Rob, days_ago: int):
    return Event.objects.filter(kind="morning", on=_day(rob, days_ago)).latest("seq").uuid


def nine_days_in() -> Rob:
    """Rob, whose plan was kept on the day he joined and, after a sore morning, two days ago."""
    rob = Rob().waits(days=7)
    live(rob.programme, 7)
    rob.tells(Morning(6))
    rob.programme.refresh_from_db()
    live(rob.programme, 2)
    return rob.waits(days=2)


def says_late(*days_ago: int):
    """Sore mornings of earlier days, told now in this order."""

    def tell(rob: Rob) -> None:
        for number in days_ago:
            rob.tells(Morning(6), on=_day(rob, number), supersedes=_morning(rob, number))

    return tell


def dates_a_better_word_back(rob: Rob) -> None:
    first = rob.tells(Morning(7)).entry
    rob.tells(Morning(1), on=_day(rob, 1), supersedes=first.uuid)


def tells_of_a_run_a_week_ago(rob: Rob) -> None:
    rob.tells(OtherWork(run_minutes=20, pain=6), on=_day(rob, 7))
    rob.tells(Morning(2), on=_day(rob, 1))


def takes_back_an_old_word(rob: Rob) -> None:
    rob.tells(TakenBack("not me"), supersedes=_morning(rob, 7))
    rob.tells(Morning(2), on=_day(rob, 1))


LATE = {
    "of yesterday": says_late(1),
    "of the day of joining": says_late(9),
    "of two days, the older one first": says_late(7, 1),
    "of two days, the newer one first": says_late(1, 7),
    "of a week ago, and then of yesterday": tells_of_a_run_a_week_ago,
    "dated before the word it corrects": dates_a_better_word_back,
    "after an old word was taken back": takes_back_an_old_word,
}


@pytest.mark.parametrize("tell", LATE.values(), ids=LATE)
def test_a_late_word_comes_to_what_the_whole_diary_folds_to(tell):
    rob = nine_days_in()
    tell(rob)
    rob.programme.refresh_from_db()
    state, facts = folded_from_the_start(rob.programme, rob.programme.stands_on)
    assert kept(state) == rob.programme.state
    assert rob.following.today == day_at_hand(rob.following.protocol, state, facts)


def test_a_late_word_folds_from_the_last_version_that_knows_the_days_before():
    rob = nine_days_in()
    version = version_standing_by(rob.programme, _day(rob, 1))
    assert version is not None
    assert version.on > rob.programme.joined_on
    rob.tells(Morning(6), on=version.on - timedelta(days=1))
    earlier = version_standing_by(rob.programme, version.on)
    assert earlier is not None
    assert earlier.on < version.on


def test_what_is_stored_is_what_the_whole_diary_folds_to():
    rob = Rob().lives(9)
    rob.tells(Morning(3))
    rob.programme.refresh_from_db()
    state, _ = folded_from_the_start(rob.programme, rob.programme.stands_on)
    assert kept(state) == rob.programme.state


def test_a_new_strain_begins_an_episode_and_keeps_the_programme():
    rob = Rob().lives(12)
    rob.tells(Reinjured(2))
    state = rob.following.today.now
    assert (state.episode, state.day, state.phase, state.status) == (2, 0, 0, Status.STOPPED_ACUTE)
    assert rob.waits(days=1).following.today.now.day == 1
    assert Version.objects.latest("number").hopes == {"first_run": None, "whole_ladder": None}


def test_a_pause_asks_nothing_until_it_ends():
    rob = Rob()
    rob.tells(Paused())
    assert rob.plan.entries == ()
    assert rob.waits(days=4).plan.entries == ()


def test_an_entry_that_was_a_slip_no_longer_counts():
    rob = Rob()
    slip = rob.tells(Morning(9)).entry
    rob.tells(TakenBack("my thumb"), supersedes=slip.uuid)
    assert rob.following.today.now.mornings == ()


def test_a_sign_that_was_a_slip_does_not_come_back_on_another_day():
    rob = Rob()
    slip = rob.tells(Screened(frozenset({"rf02"}))).entry
    rob.tells(TakenBack("my thumb"), supersedes=slip.uuid)
    assert not any(isinstance(fact.event, Screened) for fact in rob.waits(days=3).following.facts)
    rob.tells(Morning(0))
    assert not any(isinstance(fact.event, Screened) for fact in rob.following.facts)


def test_a_date_that_has_moved_makes_a_version_though_the_fortnight_is_as_it_was():
    rob = Rob()
    assert rob.tells(Morning(0)).version is None
    Version.objects.update(hopes=kept(Hopes(date(2026, 11, 30), None)))
    version = rob.tells(CheckIn((), after=0)).version
    assert version is not None
    assert hopes_of(version).first_run == JOINED.date() + timedelta(days=30)


def test_days_that_pass_are_recorded_once_and_dated():
    rob = Rob().lives(20)
    rob.waits(days=9)
    version = let_days_pass(programme=rob.programme, now=rob.now)
    assert version is not None
    assert version.on == local_day(rob.programme, rob.now)
    assert let_days_pass(programme=rob.programme, now=rob.now) is None
