"""What every test of the pages shares."""

import pytest


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Addresses of static files as they lie in the tree; hashed ones need `collectstatic`."""
    backend = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": backend}}


@pytest.fixture(autouse=True)
def without_limits(settings):
    """Papers and calendars without number, and so without counting, unless a test says so."""
    settings.PAPERS_PER_MINUTE = settings.CALENDARS_PER_MINUTE = None
