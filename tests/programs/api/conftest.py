"""What every test of the API shares: nobody counts calls, unless a test says so."""

import pytest


@pytest.fixture(autouse=True)
def without_limit(settings):
    """Calls without number, and so without a database."""
    settings.API_CALLS_PER_MINUTE = None
