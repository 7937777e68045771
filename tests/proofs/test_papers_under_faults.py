"""Papers of many through a real house whose workers are killed: each is made once, and every link is on one paper.

PostgreSQL, Redis and workers as compose.yaml starts them. Nothing waits for a clock: what the dead hold is made older.
"""

import time
from functools import partial

import psycopg
import pytest

from tests.programs.reminders.office import Office, an_office
from tests.servers import wait_until
from tests.sizes import size

pytestmark = [pytest.mark.timeout(900), pytest.mark.sliced]

NUMBER, KILLS = size(6, 500), size(1, 8)


def has_drawn(office: Office, papers: int) -> bool:
    return office.ask(f"SELECT drawn >= {papers} FROM programs_printjob") == [(True,)]


def settled(office: Office) -> bool:
    return office.ask("SELECT settled_at IS NOT NULL FROM programs_printjob") == [(True,)]


def older(office: Office) -> None:
    with psycopg.connect(office.postgres.address, autocommit=True) as line:
        line.execute("UPDATE programs_printjob SET try_at = now()")


def test_workers_that_are_killed_lose_no_paper_and_make_none_twice(tmp_path):
    with an_office(tmp_path) as office:
        office.run("tests.programs.desk.printed_crowd", str(NUMBER))
        begun = time.monotonic()
        for kill in range(1, KILLS + 1):
            worker = office.start("printer")
            office.say("print_papers", "handouts")
            wait_until(partial(has_drawn, office, kill * NUMBER // (KILLS + 1)), seconds=300, what="papers")
            office.kill(worker)
            older(office)
        office.start("printer")
        office.say("print_papers", "handouts")
        wait_until(partial(settled, office), seconds=300, what="the last paper")
        took = time.monotonic() - begun
        stacks = office.ask("SELECT number, papers, length(data) FROM programs_printstack ORDER BY number")
        print(f"{NUMBER} papers, {KILLS} workers killed: {took:.0f} s, {sum(int(str(row[2])) for row in stacks)} bytes")
        assert sum(int(str(papers)) for _, papers, _ in stacks) == NUMBER
        assert [number for number, _, _ in stacks] == list(range(1, len(stacks) + 1))
        assert office.ask("SELECT count(*), count(DISTINCT client_id) FROM programs_clientlink") == [(NUMBER, NUMBER)]
        assert office.ask("SELECT count(*) FROM programs_auditentry WHERE what = 'printed'") == [(NUMBER,)]
