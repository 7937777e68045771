"""What many subscribers cost: a sweep by how many are due, not by how many there are; and how fast a house sends.

That is measured by one kept connection that is handed the same messages and does nothing else. The two take turns in
one run, so that what else the machine does slows both. PostgreSQL, Redis, the mail server and the
workers share its processors.
"""

from collections.abc import Iterable
from pathlib import Path
from statistics import median

import msgspec
import pytest

from tests.programs.reminders.office import Office, an_office
from tests.programs.reminders.sending import Sent
from tests.programs.reminders.sweeping import Swept
from tests.sizes import AT_LENGTH, WHOLE, size

pytestmark = pytest.mark.timeout(AT_LENGTH)
FEW, MANY = size(2_000, 10_000), size(10_000, 1_000_000)
DUE, ROUNDS = size(200, 1_000), size(3, 5)
AT_MOST = 1.3
CROWD = size(300, 10_000)
# Of what a processor sends that only hands over. Asking the base anew for each mail had come to less than a tenth.
LEAST_OF_A_PROCESSOR = 0.15
LEAST_OF_A_CONNECTION = 0.5
# What the larger worker may come to hold after the first crowd. Not each of the two: the one that is the first to sweep
# for them holds the rows of a sweep from then on, and which one that is, and when, is chance.
GROWTH = 1.05


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """With DUE runners, and nobody who works."""
    with an_office(tmp_path_factory.mktemp("office")) as office:
        office.gather(DUE)
        yield office


def rounds(office: Office, number: int) -> list[Sent]:
    said = office.run("tests.programs.reminders.sending", str(DUE), str(number))
    return msgspec.json.decode(said, type=list[Sent])


def per_second(seconds: Iterable[float]) -> str:
    return ", ".join(f"{DUE / one:.0f}" for one in seconds)


@pytest.mark.sliced
def test_a_mail_costs_the_processor_little_more_than_handing_it_over_does(office):
    found = rounds(office, ROUNDS)
    share = median(one.kept.processor / one.delivered.processor for one in found)
    print(f"{DUE} mails, in a second: {per_second(one.kept.seconds for one in found)} by a kept connection,")
    print(f"  {per_second(one.delivered.seconds for one in found)} by one process of ours;")
    print(f"  in a second of the processor {share:.2f} of what a kept connection sends")
    print(f"  and the sweep takes {1000 * median(one.swept.seconds for one in found) / DUE:.2f} ms for each")
    assert share >= LEAST_OF_A_PROCESSOR


@pytest.mark.deep
def test_two_workers_send_at_least_half_as_fast_as_a_kept_connection(office):
    workers = [office.start("worker") for _ in range(2)]
    office.begin_again()
    office.drain(DUE, within=300, every=60)  # they have imported all by then
    kept, ours = [], []
    for _ in range(ROUNDS):
        kept += [one.kept.seconds for one in rounds(office, 1)]
        office.begin_again()
        found = office.drain(DUE, within=300, every=60)
        assert (found.states, found.copies) == ({"sent": DUE}, 0)
        ours.append(found.seconds)
    for worker in workers:
        office.kill(worker)
    share = median(alone / together for alone, together in zip(kept, ours, strict=True))
    print(f"{DUE} mails, in a second: {per_second(kept)} by a kept connection,")
    print(f"  {per_second(ours)} by two workers, sweep and all: {share:.2f} of it")
    assert share >= LEAST_OF_A_CONNECTION


@pytest.mark.sliced
def test_a_sweep_costs_what_is_due_however_many_subscribe(office):
    found = office.run("tests.programs.reminders.sweeping", str(FEW), str(MANY))
    few, many = msgspec.json.decode(found, type=list[Swept])
    print(f"a sweep with its claims, of {DUE} due: {few.seconds:.3f} s among {FEW}, {many.seconds:.3f} s among {MANY}")
    assert few.indexes == many.indexes == ["reminders_by_due", "deliveries_owed"]
    assert not WHOLE or many.seconds < AT_MOST * few.seconds


def held_by(processes: Iterable[int]) -> int:
    """Pages of memory of the largest of *processes*."""
    return max(int(Path(f"/proc/{process}/statm").read_text().split()[1]) for process in processes)


@pytest.mark.deep
def test_a_crowd_that_is_due_in_one_minute_is_sent_by_two_workers_whose_memory_stays(tmp_path):
    """Three times: what the first crowd brings a worker to is what it works with, and two more add nothing to it."""
    with an_office(tmp_path) as office:
        office.gather(CROWD)
        workers = [office.start("worker").pid for _ in range(2)]
        held: list[int] = []
        for _ in range(3):
            office.begin_again()
            found = office.drain(CROWD, within=1000, every=60)
            lag = "extract(epoch FROM percentile_disc(0.99) WITHIN GROUP (ORDER BY settled_at - due_at))"
            ((late,),) = office.ask(f"SELECT {lag} FROM programs_delivery")
            print(f"{CROWD} due at once: {CROWD / found.seconds:.0f} a second, 99 of 100 within {late:.0f} s; {found}")
            assert (found.states, found.copies) == ({"sent": CROWD}, 0)
            held.append(held_by(workers))
    grown = held[-1] / held[0]
    print(f"memory of the larger worker, after {2 * CROWD} mails more: {grown:.2f} times")
    assert grown < GROWTH
