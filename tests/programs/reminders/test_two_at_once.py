"""Two presses of one button, in the same moment: each is answered, and what is kept is of one piece."""

import threading
from collections.abc import Callable
from datetime import time
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection

from programs.models import DueReminder, Programme, ReminderSettings, User
from programs.services.accounts import account_for
from programs.services.reminders import choose_reminders, clock_of, stop_reminders
from programs.services.zones import move_zone
from rehab.reminding import Cause, next_due
from rehab.wanted import Wanted
from tests.programs.reminders.reminded import Reminded

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.db]
ROUNDS = 8


def together(*presses: Callable[[], object]) -> None:
    """All *presses* at once; whatever one of them raises is raised here."""
    start, faults = threading.Barrier(len(presses), timeout=60), []

    def press(one: Callable[[], object]) -> None:
        try:
            start.wait()
            one()
        except BaseException as fault:  # noqa: BLE001  # told below, whatever it is
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[one]) for one in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def saves(rob: Reminded, at: time) -> Callable[[], object]:
    stale = Programme.objects.get(pk=rob.programme.pk)
    return partial(choose_reminders, programme=stale, wanted=Wanted(at=at), now=rob.now)


def test_settings_saved_twice_are_one_of_the_two():
    for number in range(ROUNDS):
        rob = Reminded(f"rob{number}@home.test")
        ReminderSettings.objects.all().delete()
        together(saves(rob, time(7)), saves(rob, time(8)))
        due = DueReminder.objects.get(programme=rob.programme)
        assert due.due_at.time() == ReminderSettings.objects.get(programme=rob.programme).at


def test_settings_saved_while_the_days_move_are_due_by_the_new_clock():
    for number in range(ROUNDS):
        rob = Reminded(f"rob{number}@home.test")
        stale = Programme.objects.get(pk=rob.programme.pk)
        move = {"programme": stale, "zone": "Asia/Tokyo", "uuid": uuid4(), "author": rob.author, "now": rob.now}
        together(saves(rob, time(8)), partial(move_zone, **move))
        kept = Programme.objects.get(pk=rob.programme.pk)
        due = DueReminder.objects.get(programme=kept, cause=Cause.DAILY)
        expected = next_due(clock_of(kept), time(8), weekdays=range(7), after=rob.now)
        assert expected is not None
        assert (due.due_at, due.on) == (expected.at, expected.on)


def test_stopped_while_it_is_saved_is_either_and_never_both():
    for number in range(ROUNDS):
        rob = Reminded(f"rob{number}@home.test")
        together(saves(rob, time(9)), partial(stop_reminders, programme=rob.programme))
        is_on = ReminderSettings.objects.get(programme=rob.programme).on
        assert DueReminder.objects.filter(programme=rob.programme).exists() == is_on


def test_a_first_code_asked_for_twice_makes_one_account():
    for number in range(ROUNDS):
        together(*[partial(account_for, email=f"Rob{number}@home.test")] * 2)
    assert User.objects.count() == ROUNDS
