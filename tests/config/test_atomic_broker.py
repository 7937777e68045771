"""Messages in a folder: whole or absent, in order, each taken once."""

import json
import threading
from collections import Counter
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

import config.celery  # noqa: F401  # registers the transport
from config.atomic_broker import Transport, write_whole
from tests.sizes import size


@pytest.fixture
def connect(tmp_path):
    """Open a connection as a process of its own would; all are closed afterwards."""
    # kombu remembers for the whole process which queues are bound; every test is a new machine.
    Transport.global_state.clear()
    folder = tmp_path / "broker"
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder), "control_folder": str(folder / "control")}
    opened = []

    def open_one() -> Connection:
        opened.append(Connection("atomicfs://here", transport_options=options))
        return opened[-1]

    yield open_one
    for connection in opened:
        connection.release()


def test_messages_come_in_the_order_they_were_sent(connect):
    with connect().SimpleQueue("post") as queue:
        for number in range(20):
            queue.put({"number": number})
        assert [queue.get_nowait().payload["number"] for _ in range(20)] == list(range(20))
        with pytest.raises(Empty):
            queue.get_nowait()


def test_a_queue_takes_only_its_own_messages(connect):
    with connect().SimpleQueue("post") as post, connect().SimpleQueue("other") as other:
        post.put("for post")
        with pytest.raises(Empty):
            other.get_nowait()
        assert post.get_nowait().payload == "for post"


@pytest.mark.parametrize("text", ["", '{"half":'], ids=["an empty file", "half a message"])
def test_a_file_that_is_no_message_is_dropped_and_said(connect, tmp_path, caplog, text):
    with connect().SimpleQueue("post") as queue:
        queue.put("good")
        (tmp_path / "broker" / "00000000000000000000_stray.post.msg").write_text(text)
        assert queue.get_nowait().payload == "good"
    assert "Dropped a file that is no message" in caplog.text


def test_nothing_is_left_behind(connect, tmp_path):
    with connect().SimpleQueue("post") as queue:
        queue.put("good")
        queue.get_nowait().ack()
    assert [path.name for path in (tmp_path / "broker").iterdir() if path.is_file()] == []


def test_a_reader_sees_the_old_text_or_the_new_never_a_part(tmp_path):
    path = tmp_path / "table"
    long = "x" * 1_000_000
    write_whole(path, "old")

    def write() -> None:
        for text in [long, "old"] * 20:
            write_whole(path, text)

    writer = threading.Thread(target=write)
    writer.start()
    seen = set()
    while writer.is_alive():
        seen.add(path.read_text())
    writer.join()
    assert seen <= {"old", long}
    assert [other.name for other in tmp_path.iterdir()] == ["table"]


@pytest.mark.sliced
def test_two_senders_and_two_takers_lose_and_double_nothing(connect):
    each = size(150, 3_000)
    taken: Counter[str] = Counter()
    done = threading.Event()

    def send(name: str) -> None:
        with connect().SimpleQueue("post") as queue:
            for number in range(each):
                queue.put(f"{name} {number}")

    def take() -> None:
        with connect().SimpleQueue("post") as queue:
            while True:
                finished = done.is_set()
                try:
                    taken[queue.get_nowait().payload] += 1
                except Empty:
                    if finished:
                        return

    senders = [threading.Thread(target=send, args=(name,)) for name in ("Tess", "Rob")]
    takers = [threading.Thread(target=take) for _ in range(2)]
    for thread in senders + takers:
        thread.start()
    for thread in senders:
        thread.join()
    done.set()
    for thread in takers:
        thread.join()
    print(f"broker in a folder: {2 * each} sent, {taken.total()} taken, {len(taken)} different")
    assert (taken.total(), len(taken)) == (2 * each, 2 * each)


def test_many_processes_may_bind_their_queues_at_once(connect, tmp_path):
    def bind(number: int) -> None:
        with connect().SimpleQueue(f"queue-{number % 5}") as queue:
            queue.put(number)

    threads = [threading.Thread(target=bind, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tables = [json.loads(path.read_text()) for path in (tmp_path / "broker/control").glob("*.exchange")]
    assert sum(map(len, tables)) == 5


def test_a_folder_that_cannot_be_made_is_noticed_when_connecting(tmp_path):
    blocked = Path(tmp_path / "file")
    blocked.write_text("")
    options = dict.fromkeys(("data_folder_in", "data_folder_out", "control_folder"), str(blocked / "broker"))
    with Connection("atomicfs://here", transport_options=options) as connection, pytest.raises(OSError, match="file"):
        connection.connect()
