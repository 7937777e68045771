"""`make run` starts everything, says where, and leaves nothing behind."""

import json
import os
import re
import signal
import socket
import time

import pytest

from tests.servers import House, listens, redis_server, wait_until

pytestmark = pytest.mark.timeout(180)


def sweep_is_seen(house: House) -> bool:
    with house.get("/readyz") as answer:
        return json.load(answer)["last_sweep_age_seconds"] is not None


def test_ctrl_c_stops_everything(tmp_path):
    with House(tmp_path) as house:
        house.wait_until_ready()
        with house.get("/healthz") as answer:
            assert answer.read() == b"alive\n"
        for name in ("gunicorn", "celery --quiet -A config worker", "celery --quiet -A config beat"):
            assert house.processes(name), name
        wait_until(lambda: house.processes("-Q handouts"), seconds=10, what="whoever makes papers")
        # Beat asked, the broker carried, the worker wrote, the web read.
        wait_until(lambda: sweep_is_seen(house), seconds=30, what="the first sweep")

        started = time.monotonic()
        os.killpg(house.make.pid, signal.SIGINT)  # as a terminal does: to make and all its group
        assert house.make.wait(timeout=15) in {0, 2, 130, -signal.SIGINT}
        assert time.monotonic() - started < 8
        assert house.processes() == []
        assert "Traceback" not in house.said
        assert "Error" not in house.said
        assert house.said.rstrip().endswith("Stopped.")


def test_a_new_base_is_filled_with_the_demo_and_rob_can_be_signed_in(tmp_path):
    with House(tmp_path, DEMO="1") as house:
        house.wait_until_ready()
        link = re.compile(rf"Look around as Rob.*: http://127.0.0.1:{house.port}(/accounts/link/[0-9a-f]{{32}}/)\n")
        found = wait_until(lambda: link.search(house.said), seconds=60, what="the way in")
        with house.get(found[1]) as answer:
            assert "Sign me in" in answer.read().decode()
        wait_until(lambda: "The demo stands at" in house.said, seconds=90, what="the whole demo")
        wait_until(lambda: not house.processes("seed_demo"), seconds=10, what="the end of its making")
        with house.get("/healthz") as answer:  # that it ended is no reason to stop
            assert answer.read() == b"alive\n"
        assert found[1] not in house.said.replace(found[0], "")
        assert "Traceback" not in house.said


def test_without_the_demo_the_base_stays_empty(tmp_path):
    with House(tmp_path) as house:
        house.wait_until_ready()
        wait_until(lambda: sweep_is_seen(house), seconds=30, what="the first sweep")
        assert "Rob" not in house.said
        assert "demo" not in house.said


def test_sigterm_to_make_alone_stops_everything_on_redis_too(tmp_path):
    with redis_server(tmp_path) as address, House(tmp_path, REDIS_URL=address) as house:
        house.wait_until_ready()
        wait_until(lambda: sweep_is_seen(house), seconds=30, what="the first sweep")
        house.make.terminate()
        house.make.wait(timeout=15)
        wait_until(lambda: house.processes() == [], seconds=10, what="every process to end")
        assert "Traceback" not in house.said


def test_a_child_that_dies_takes_the_others_along_and_is_named(tmp_path):
    with House(tmp_path) as house:
        house.wait_until_ready()
        (worker,) = house.processes("celery --quiet -A config worker -P threads -c 2")
        os.kill(worker, signal.SIGKILL)
        assert house.make.wait(timeout=20) != 0
        assert house.processes() == []
        assert "The worker process ended by itself (exit code -9), so everything is stopped." in house.said


@pytest.mark.deep
def test_a_make_that_is_killed_leaves_nobody_behind(tmp_path):
    with House(tmp_path) as house:
        house.wait_until_ready()
        house.make.kill()
        wait_until(lambda: house.processes() == [], seconds=15, what="every process to end")


@pytest.mark.deep
def test_the_command_killed_alone_frees_the_port(tmp_path):
    with House(tmp_path) as house:
        house.wait_until_ready()
        for command in house.processes("manage.py serve_all"):
            os.kill(command, signal.SIGKILL)
        wait_until(lambda: not listens(house.port), seconds=5, what="the port to be free")
        wait_until(lambda: house.processes() == [], seconds=10, what="every process to end")


def test_a_busy_port_is_said_in_one_line(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with House(tmp_path, port=port) as house:
            assert house.make.wait(timeout=30) != 0
    assert f"Port {port} cannot be used" in house.said
    assert "Traceback" not in house.said
