"""The figures of pages: what is timed in rounds, what a page says, and what counts as kept."""

import os
from pathlib import Path

import pytest

from scripts.bench_pages import children_of, memory_of
from scripts.production import Parts, settings_in
from scripts.promises import Promise, in_rounds, texts_of


def test_all_views_are_asked_in_turn_in_each_round():
    asked: list[str] = []
    found = in_rounds({"a": lambda: asked.append("a"), "b": lambda: asked.append("b")}, rounds=3)
    assert asked == ["a", "b"] * 3
    assert found.keys() == {"a", "b"}


def test_a_page_gives_its_texts_without_markup():
    assert texts_of("<h1>Calf &amp; co</h1>\n<p>one <b>two</b></p>") == ["Calf & co", "one", "two"]


@pytest.mark.parametrize(
    ("found", "most", "kept"),
    [(2.5, 2.5, True), (2.51, 2.5, False), (900, 0, True)],
    ids=["just within", "over", "nothing promised"],
)
def test_a_figure_over_its_promise_is_marked(found, most, kept):
    promise = Promise("a page", found, "times", most)
    assert promise.is_kept is kept
    assert ("<- over" in str(promise)) is not kept


def test_what_a_page_makes_a_browser_fetch():
    parts = Parts()
    parts.feed('<link rel="icon" href="a"><link rel="canonical" href="b"><img src="c"><a href="d">d</a>')
    assert parts.addresses == ["a", "c"]


def test_memory_is_read_of_a_living_process():
    assert 5 < memory_of(os.getpid()) < 2_000
    assert os.getpid() in children_of(os.getppid())


def test_a_production_server_keeps_all_it_writes_in_one_folder(tmp_path):
    settings = settings_in(tmp_path, 8000)
    assert settings["DEBUG"] == "0"
    assert Path(settings["VAR_DIR"]).is_relative_to(tmp_path)
    assert str(tmp_path) in settings["DATABASE_URL"]
