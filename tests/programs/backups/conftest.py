"""Uploads in a folder of the test's own, and somebody at the terminal."""

from io import StringIO

import pytest


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def typed(monkeypatch):
    """What is typed when `restore --replace` asks."""
    return lambda words: monkeypatch.setattr("sys.stdin", StringIO(words))
