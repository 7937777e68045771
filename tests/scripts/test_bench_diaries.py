"""The diary that pages are timed with is one that the services would have kept."""

from datetime import date

import pytest

from programs.management.demo.telling import GREEN, Story, tell
from programs.models.values import kept
from programs.selectors.programmes import folded_from_the_start
from scripts.bench_diaries import live

pytestmark = pytest.mark.django_db


def test_days_put_down_at_once_are_days_as_they_are_told():
    story = Story("green@example.com", "", grade=2, hurt_days_ago=1, tells=lambda day: GREEN)
    programme = tell(story, date(2026, 11, 2))
    live(programme, 16)
    assert programme.stands_on == date(2026, 11, 18)
    assert set(programme.events.values_list("kind", flat=True)) == {"morning", "tried", "screened", "did", "finished"}
    assert programme.last_seq == programme.events.count() > 5 * 16
    state, _ = folded_from_the_start(programme, programme.stands_on)
    assert kept(state) == programme.state
    assert state.phase > 0
