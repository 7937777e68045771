"""Reminders through a real house in which something breaks: none is lost, and a copy has the Message-ID of the first.

PostgreSQL, Redis, a mail server, two workers and two beats, started as compose.yaml starts them. Nothing waits for a
clock: what would be tried again in ten minutes is made ten minutes older once the house has nothing to do.
"""

import time
from collections.abc import Callable

import pytest

from tests.programs.reminders.office import Office, an_office
from tests.programs.reminders.sinks import ACCEPTED, accept
from tests.sizes import size

pytestmark = pytest.mark.timeout(1500)


NUMBER, KILLS = size(300, 5_000), size(2, 20)
# Seconds from sweep to sweep. Each says all that is owed: too often, and workers do little but listen.
EVERY = size(1, 10)
WITHIN = size(600, 1_200)
# Longer than a mail server may keep a worker waiting.
PATIENCE = 12


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """With NUMBER runners, and no worker yet."""
    with an_office(tmp_path_factory.mktemp("office")) as office:
        office.gather(NUMBER)
        yield office


@pytest.fixture
def office(house):
    """Two workers and two beats, for whom everybody is due now."""
    house.begin_again()
    house.sink.answer = accept
    running = [house.start(name) for name in ("worker", "worker", "beat", "beat")]
    yield house
    for process in running:
        house.kill(process)


def at(count: int, of: Office, act: Callable[[], object]) -> Callable[[], None]:
    """Does *act* once, when *count* mails have arrived."""
    done: list[object] = []

    def look() -> None:
        if not done and len(of.sink.arrived) >= count:
            done.append(act())

    return look


@pytest.mark.sliced
def test_workers_that_are_killed_lose_nothing_and_repeat_at_most_one_each(house):
    house.begin_again()
    workers = [house.start("worker") for _ in range(2)]
    beats = [house.start("beat") for _ in range(2)]
    killed_at: list[int] = []

    def kill_one_that_sends() -> None:
        arrived = len(house.sink.arrived)
        if len(killed_at) < KILLS and arrived > (len(killed_at) + 1) * NUMBER // (KILLS + 2):
            killed_at.append(arrived)
            house.kill(workers.pop(0))
            workers.append(house.start("worker"))

    found = house.drain(NUMBER, within=WITHIN, every=EVERY, meanwhile=kill_one_that_sends)
    for process in [*workers, *beats]:
        house.kill(process)
    print(f"{NUMBER} reminders, {len(killed_at)} workers killed, two beats: {found}")
    assert (len(killed_at), found.states) == (KILLS, {"sent": NUMBER})
    assert len(set(house.sink.ids)) == NUMBER
    assert found.copies <= KILLS


@pytest.mark.deep
def test_redis_that_is_emptied_delays_and_loses_nothing(office):
    looks = [at(NUMBER * part // 4, office, office.redis.flushall) for part in (0, 1, 2, 3)]
    found = office.drain(NUMBER, within=WITHIN, every=EVERY, meanwhile=lambda: [look() for look in looks])
    print(f"{NUMBER} reminders, Redis emptied four times: {found}")
    assert (found.states, found.copies, len(office.sink.arrived)) == ({"sent": NUMBER}, 0, NUMBER)


@pytest.mark.deep
def test_a_base_that_is_away_for_ten_seconds_loses_nothing(office):
    def stop_and_start() -> None:
        office.postgres.stop()
        time.sleep(10)
        office.postgres.start()

    found = office.drain(NUMBER, within=WITHIN, every=EVERY, meanwhile=at(NUMBER // 3, office, stop_and_start))
    print(f"{NUMBER} reminders, PostgreSQL away for ten seconds: {found}")
    assert found.states == {"sent": NUMBER}
    assert len(set(office.sink.ids)) == NUMBER
    assert found.copies <= 2, "one for each worker that was cut off before its note"


def is_busy_at_first(stage: str, number: int) -> str:
    return "451 busy" if stage == "rcpt" and number <= NUMBER // 5 else ACCEPTED


def hangs_at_times(stage: str, number: int) -> str:
    return "hang" if stage == "data" and number % (NUMBER // 3) == 0 else ACCEPTED


def hangs_up_after_taking_it(stage: str, number: int) -> str:
    return "drop" if stage == "data" and number % 50 == 0 else ACCEPTED


def knows_some_no_more(stage: str, number: int) -> str:
    return "550 no such mailbox" if stage == "rcpt" and number % 10 == 0 else ACCEPTED


# By how the server behaves: what it says, how many it refuses for good, how many copies it may be sent.
SERVERS = {
    "is busy at first": (is_busy_at_first, 0, 0),
    "hangs at times": (hangs_at_times, 0, 4),
    "hangs up after it has taken a mail": (hangs_up_after_taking_it, 0, NUMBER // 40),
    "refuses some for good": (knows_some_no_more, NUMBER // 10, 0),
}


@pytest.mark.deep
@pytest.mark.parametrize(("answer", "dead", "copies"), SERVERS.values(), ids=SERVERS)
def test_all_is_sent_or_told_why_not_through_a_server_that(office, request, answer, dead, copies):
    office.sink.answer = answer
    found = office.drain(NUMBER, within=WITHIN, every=EVERY, idle=PATIENCE)
    print(f"{NUMBER} reminders, a server that {request.node.callspec.id}: {found}")
    assert found.lost == 0
    assert (found.states["sent"], found.states.get("dead", 0)) == (NUMBER - dead, dead)
    assert len(set(office.sink.ids)) == NUMBER - dead
    assert found.copies <= copies
