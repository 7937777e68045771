"""`manage.py backup` and `restore`: what is put back is what was there, in this kind of database and in another."""

import os
import stat
import subprocess
import sys
import threading
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from programs.management.demo.runners import RUNNERS
from programs.management.demo.telling import tell
from programs.models import Delivery, Programme, User
from programs.selectors.snapshots import LEFT_OUT, every_table, kept_tables, one_moment, schema
from tests.programs.backups.kept import a_full_house, backup, everybody_leaves, parts_of, restore
from tests.programs.followed import Rob
from tests.servers import ROOT
from tests.sizes import size

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.db]


def test_every_table_is_in_it_or_left_out_for_a_reason():
    names = {table.name for table in every_table()}
    assert names == {table.name for table in kept_tables()} | LEFT_OUT.keys()
    a_full_house()
    assert [table.name for table in kept_tables() if not list(table.rows())] == [], "the story has a row of each"


def test_what_is_put_back_is_what_was_there(tmp_path):
    rob = a_full_house()
    first = backup(tmp_path / "first")
    today = rob.following.today
    everybody_leaves()
    assert "Left out, as erased since: 0 people." in restore(first)
    assert parts_of(backup(tmp_path / "second")) == parts_of(first)
    assert rob.following.today == today
    assert User.objects.create_user("new@home.test").pk > rob.user.pk, "numbers go on where they were"


@pytest.mark.sliced
def test_people_of_the_demo_come_back_to_the_same_plans(tmp_path, capsys):
    for story in RUNNERS[: size(1, len(RUNNERS))]:
        tell(story, date(2026, 11, 23))
    first = backup(tmp_path / "first")
    everybody_leaves()
    restore(first)
    assert parts_of(backup(tmp_path / "second")) == parts_of(first)
    call_command("replay_check")
    assert "No programme would change." in capsys.readouterr().out


IN_ANOTHER_BASE = """
import sys, django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("restore", sys.argv[1]); call_command("backup", sys.argv[2])
"""


def test_it_goes_through_a_base_of_sqlite_and_back_unchanged(tmp_path):
    a_full_house()
    first, second, third = backup(tmp_path / "first"), tmp_path / "second", tmp_path / "third"
    there = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/other.sqlite3", "VAR_DIR": str(tmp_path / "var")}
    command = [sys.executable, "-c", IN_ANOTHER_BASE, str(first), str(second)]
    subprocess.run(command, cwd=ROOT, env=there, check=True, timeout=100, capture_output=True)
    everybody_leaves()
    restore(second)
    assert parts_of(second) == parts_of(first) == parts_of(backup(third))


def test_uploads_come_back_and_those_made_since_go(tmp_path, uploads):
    (uploads / "logos").mkdir(parents=True)
    (uploads / "logos" / "a b.png").write_bytes(b"\x89PNG" * 1000)
    file = backup(tmp_path / "file")
    (uploads / "logos" / "a b.png").write_bytes(b"another")
    (uploads / "later.png").write_bytes(b"later")
    restore(file)
    found = {path.relative_to(uploads).as_posix(): path.read_bytes() for path in uploads.rglob("*") if path.is_file()}
    assert found == {"logos/a b.png": b"\x89PNG" * 1000}
    assert sorted(path.name for path in uploads.parent.iterdir()) == ["file", "media"]


def test_it_is_of_one_moment_and_keeps_nobody_waiting():
    """Somebody joins while it is being read: they are not in it, and need not wait for its end."""
    Rob()

    def join() -> None:
        Rob("ann@home.test")
        connection.close()

    with one_moment():
        assert User.objects.count() == 1
        ann = threading.Thread(target=join)
        ann.start()
        ann.join(timeout=10)
        assert not ann.is_alive()
        assert (User.objects.count(), Programme.objects.count()) == (1, 1)
    assert (User.objects.count(), Programme.objects.count()) == (2, 2)


def test_its_owner_alone_may_read_it_and_nothing_else_is_left_lying(tmp_path):
    file = backup(tmp_path / "file")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_people_sign_in_anew_after_a_restore(tmp_path):
    rob = Rob()
    client = Client()
    client.force_login(rob.user)
    file = backup(tmp_path / "file")
    everybody_leaves()
    restore(file)
    assert client.get("/today/").status_code == 302


def test_a_reminder_that_was_sent_is_not_sent_again_after_a_restore(tmp_path):
    rob = a_full_house()
    sent = Delivery.objects.get(state="sent")
    file = backup(tmp_path / "file")
    everybody_leaves()
    restore(file)
    rob.sweeps()
    assert Delivery.objects.get(state="sent").key == sent.key


def nowhere(tmp_path):
    return tmp_path / "nowhere" / "file"


def there_already(tmp_path):
    (tmp_path / "file").write_text("precious")
    return tmp_path / "file"


def being_written(tmp_path):
    (tmp_path / "file.part").write_text("half")
    return tmp_path / "file"


UNFIT = {
    "a folder that is not there": (nowhere, "No such file or directory"),
    "a file that is there": (there_already, "is there already. Allowed: a new file."),
    "a backup that is being written": (being_written, "or one was broken off. Remove it then."),
}


@pytest.mark.parametrize(("place", "told"), UNFIT.values(), ids=UNFIT)
def test_where_it_cannot_be_written_it_says_so_and_leaves_all_as_it_was(tmp_path, place, told):
    file = place(tmp_path)
    before = {path: path.read_text() for path in tmp_path.iterdir()}
    with pytest.raises(CommandError) as refused:
        call_command("backup", str(file), stdout=StringIO())
    assert told in str(refused.value)
    assert refused.value.returncode == 2
    assert {path: path.read_text() for path in tmp_path.iterdir()} == before


def test_a_base_that_lacks_a_migration_is_not_backed_up(tmp_path):
    last = [name for name in schema() if name.startswith("programs.")][-1].split(".")
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied(*last)
    try:
        with pytest.raises(CommandError, match=r"1 not applied: run `manage.py migrate`"):
            backup(tmp_path / "file")
    finally:
        recorder.record_applied(*last)
