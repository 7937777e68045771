"""`manage.py move_protocol`: programmes go on by another version of the rules, and nobody's days ask more for it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from programs.models import Programme, Version
from programs.selectors import protocol as releases
from programs.selectors.programmes import following
from programs.services.erasing import erase_person
from programs.services.moving import move_programmes
from programs.services.replays import changed_programmes, is_reproduced
from programs.services.versions import days_of
from rehab import library
from rehab.events import Ended, Finished, Morning
from rehab.library import CALF_STRAIN, PROTOCOLS
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db]

FLOOR = "floor_day = { 1 = 3, 2 = 5, 3 = 21 }"
# By version, what stands in place of a text of 1.0: when a leg of grade 2 may leave the first phase, and less.
RELEASES = {
    "1.1": {FLOOR: "floor_day = { 1 = 3, 2 = 9, 3 = 21 }"},
    "1.2": {FLOOR: "floor_day = { 1 = 3, 2 = 4, 3 = 21 }"},
    "1.3": {'focuses = ["gastrocnemius", "soleus", "unknown"]': 'focuses = ["soleus", "unknown"]'},
    "1.4": {},
}


@pytest.fixture(autouse=True)
def released(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A house with four releases after 1.0."""
    protocol = tmp_path / CALF_STRAIN
    shutil.copytree(PROTOCOLS / CALF_STRAIN / "1.0", protocol / "1.0")
    for version, changes in RELEASES.items():
        shutil.copytree(protocol / "1.0", protocol / version)
        page = protocol / version / "protocol.toml"
        text = page.read_text(encoding="utf-8")
        for was, then in ({'version = "1.0"': f'version = "{version}"'} | changes).items():
            assert text.count(was) == 1, was
            text = text.replace(was, then)
        page.write_text(text, encoding="utf-8")
    monkeypatch.setattr(library, "PROTOCOLS", tmp_path)
    monkeypatch.setattr(releases, "PROTOCOLS", tmp_path)
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    library.load_protocol.cache_clear()
    releases._released.cache_clear()


@pytest.fixture
def rob() -> Rob:
    """On the third day of a grade 2: by 1.0 the second phase begins on the fifth."""
    return Rob(at=datetime.now(UTC), days_ago=3, zone="UTC")


def moved(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit code, and what was said."""
    try:
        call_command("move_protocol", *words)
    except SystemExit as ended:
        return int(ended.code or 0), capsys.readouterr().out
    return 0, capsys.readouterr().out


def test_a_release_that_is_slower_moves_a_runner_and_says_so_in_the_plan(rob, capsys):
    code, said = moved(capsys, "--to", "1.1")
    assert (code, said.splitlines()) == (
        0,
        [f"programme {rob.programme.key}: moved, its coming days are others", "1 moved, 0 left."],
    )
    first, second = Version.objects.order_by("number")
    assert (first.protocol_version, second.protocol_version, second.author) == ("1.0", "1.1", "time")
    assert [reason["rule"] for reason in second.reasons] == ["protocol-moved"]
    assert [day.phase for day in days_of(first)][:7] == [0, 0, 1, 1, 1, 1, 1]
    assert [day.phase for day in days_of(second)][:7] == [0, 0, 0, 0, 0, 0, 1]


def test_each_version_is_still_what_its_own_rules_make_of_the_diary(rob, capsys):
    rob.tells(Morning(1))
    moved(capsys, "--to", "1.1")
    rob.now = datetime.now(UTC)
    rob.tells(Morning(2))
    assert all(is_reproduced(version) for version in Version.objects.all())
    assert list(changed_programmes(now=rob.now)) == []


def test_from_then_on_days_pass_by_the_new_rules(rob, capsys):
    moved(capsys, "--to", "1.1")
    phases = [following(Programme.objects.get(), rob.now + timedelta(days=days)).today.began.phase for days in (1, 4)]
    assert phases == [0, 0]


def test_a_release_that_would_ask_more_leaves_the_runner_where_they_are(rob, capsys):
    code, said = moved(capsys, "--to", "1.2")
    tomorrow = rob.now.date() + timedelta(days=1)
    assert code == 1
    assert f"left, as it would ask more: a later phase, on {tomorrow}" in said
    assert Programme.objects.get().protocol_version == "1.0"
    assert Version.objects.count() == 1


def test_one_that_changes_nothing_moves_with_the_days_as_they_are(rob, capsys):
    assert moved(capsys, "--to", "1.4") == (
        0,
        f"programme {rob.programme.key}: moved, its coming days stay\n1 moved, 0 left.\n",
    )


def test_looking_only_moves_nobody(rob, capsys):
    code, said = moved(capsys, "--to", "1.1", "--dry-run")
    assert (code, said.splitlines()[-1]) == (0, "1 would move, 0 left.")
    assert Programme.objects.get().protocol_version == "1.0"
    assert Version.objects.count() == 1


def test_whoever_has_begun_the_session_of_today_is_left_for_another_day(rob, capsys):
    rob.tells(Finished())
    code, said = moved(capsys, "--to", "1.1")
    assert code == 1
    assert "left for another day, as today's session has begun" in said
    assert Programme.objects.get().protocol_version == "1.0"


def test_what_is_over_and_what_was_moved_before_is_left_out(rob, capsys):
    Rob("other@example.com", at=datetime.now(UTC), days_ago=3, zone="UTC").tells(Ended())
    moved(capsys, "--to", "1.1")
    assert moved(capsys, "--to", "1.1") == (0, "0 moved, 0 left.\n")
    assert Programme.objects.filter(protocol_version="1.0").count() == 1


def test_whoever_is_erased_while_it_runs_keeps_nobody_from_their_turn(rob):
    other = Rob("other@example.com", at=datetime.now(UTC), days_ago=3, zone="UTC")
    looked = move_programmes(to="1.1", now=datetime.now(UTC))
    erase_person(user=rob.user)
    assert [one.programme for one in looked] == [str(other.programme.key)]
    assert Programme.objects.get().protocol_version == "1.1"


REFUSED = {
    "a version that is not there": ("9.9", "Allowed: 1.0, 1.1, 1.2, 1.3, 1.4."),
    "a path": ("../1.1", "Allowed: 1.0"),
    "one that lacks what plans are made of": ("1.3", "lacks what programmes of 1.0 are made of: focus gastrocnemius"),
}


@pytest.mark.parametrize(("version", "said"), REFUSED.values(), ids=REFUSED)
def test_refused_is(rob, version, said):
    with pytest.raises(CommandError) as problem:
        call_command("move_protocol", "--to", version)
    assert problem.value.returncode == 2
    assert said in str(problem.value)
    assert Programme.objects.get().protocol_version == "1.0"
