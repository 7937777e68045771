"""Six followed courses, printed in docs/courses.md: what each must show, and that the page is fresh."""

from pathlib import Path

import pytest

from rehab.vocabulary import Light
from rehab.words import words_in
from tests.rehab.stories.page import episodes, page
from tests.rehab.stories.six import STORIES
from tests.rehab.stories.telling import CALF, Story, live

PAGE = Path(__file__).parents[3] / "docs" / "courses.md"
COMMAND = "python -m tests.rehab.stories.page > docs/courses.md"
# What a story is there for: rules that must have spoken in it.
SHOWS = {
    "eager": {"other-work-green", "other-work-red", "morning-red", "moved-up"},
    "flaring": {"morning-amber", "session-amber", "session-red", "regressed", "two-reds", "rungs-down", "cleared"},
    "forgetful": {"missed-some", "missed-week", "morning-untold", "fever"},
    "recurrent": {"acute-sign", "regraded", "cleared", "moved-up"},
    "soleus": {"session-amber", "moved-up"},
    "no-kit": {"after-amber", "kit-missing"},
}
NAMES = [story.name for story in STORIES]


def story_named(name: str) -> Story:
    return next(story for story in STORIES if story.name == name)


def test_the_page_is_what_the_engine_prints_today():
    assert PAGE.read_text(encoding="utf-8") == page(), f"the rules have moved: run {COMMAND} and read what changed"


@pytest.mark.parametrize("name", NAMES)
def test_a_story_shows_what_it_is_there_for(name):
    lived = live(story_named(name))
    spoken = {decision.why.rule for page in lived for decision in page.after.decisions}
    spoken |= {why.rule for page in lived for why in page.session.notices}
    assert spoken >= SHOWS[name]


@pytest.mark.parametrize("name", NAMES)
def test_a_story_differs_from_the_planned_course(name):
    assert any(line.apart for episode in episodes(story_named(name)) for line in episode.lines)


@pytest.mark.parametrize("name", NAMES)
def test_each_difference_has_a_sentence(name):
    lines = [line for episode in episodes(story_named(name)) for line in episode.lines]
    assert [line.day for line in lines if line.apart and not line.because] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_story_is_forty_to_eighty_days_long_and_told_alike_twice(name):
    story = story_named(name)
    assert 40 <= story.days <= 80
    assert live(story) == live(story)


def test_every_decision_of_the_stories_has_words():
    words = words_in()
    for story in STORIES:
        for lived in live(story):
            for decision in lived.after.decisions:
                assert words.reason(decision.why)


def test_the_stories_meet_every_light_and_every_phase():
    lived = [page for story in STORIES for page in live(story)]
    assert {decision.light for page in lived for decision in page.after.decisions} >= set(Light)
    assert {page.before.phase for page in lived} == set(range(len(CALF.phases)))
