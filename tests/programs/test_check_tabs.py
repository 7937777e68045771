"""Two tabs of one browser that answer in the same moment: both answers count."""

import threading

import pytest
from django.db import connection
from django.test import Client

from programs.selectors.kept import KEY
from tests.programs.check_path import GROUPS, Runner
from tests.sizes import size

FIRST, SECOND = GROUPS[:2]
TICKS = {FIRST: ("rf01", ""), SECOND: ("rf08", "")}


@pytest.mark.db
@pytest.mark.sliced
@pytest.mark.django_db(transaction=True)
def test_answers_of_the_same_moment_all_count(settings):
    rounds = size(12, 500)
    runner = Runner()
    runner.tick(FIRST)
    together = threading.Barrier(2, timeout=60)
    faults: list[BaseException] = []

    def tab(group: str) -> None:
        client = Client()
        client.cookies.load(runner.client.cookies.output(header=""))
        try:
            for number in range(rounds):
                together.wait()
                Runner(client).tick(group, *filter(None, [TICKS[group][number % 2]]))
                together.wait()
                ticks = client.session[KEY]["ticks"]
                expected = {name: [*filter(None, [pair[number % 2]])] for name, pair in TICKS.items()}
                assert {name: ticks.get(name) for name in TICKS} == expected, f"round {number}"
        except BaseException as fault:  # noqa: BLE001  # told below, whatever it is
            faults.append(fault)
            together.abort()
        finally:
            connection.close()

    tabs = [threading.Thread(target=tab, args=[group]) for group in TICKS]
    for each in tabs:
        each.start()
    for each in tabs:
        each.join()
    assert faults == []
