"""`manage.py replay_check`: says which programmes would change if their diaries were folded anew."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from programs.models import Version
from tests.programs.followed import Rob

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_a_diary_folds_to_what_was_shown(capsys):
    Rob(at=datetime.now(UTC), days_ago=9)
    call_command("replay_check")
    assert capsys.readouterr().out == "No programme would change.\n"


def test_a_plan_that_the_diary_does_not_make_is_listed_with_the_day(capsys):
    rob = Rob(at=datetime.now(UTC), days_ago=9)
    version = Version.objects.get()
    version.days[3]["session"]["minutes"] += 1
    version.save()
    with pytest.raises(SystemExit) as ended:
        call_command("replay_check")
    assert ended.value.code == 1
    said = capsys.readouterr().out
    assert str(rob.programme.key) in said
    assert f"from {version.days[3]['date']} on" in said
