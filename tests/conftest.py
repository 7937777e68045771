"""What every test shares. No Django here: tests/rehab runs with `-p no:django`."""

import os
import random
import secrets
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from tests.sizes import DEEP

# The order of sets changes from run to run, as in real life, but is the same in all processes of one run: xdist wants
# each of them to collect the same tests. A failing run is repeated with the seed that its summary names.
os.environ.setdefault("PYTHONHASHSEED", str(secrets.randbelow(2**32)))

# A quick run looks at the same cases each time, so that what fails was broken by the change at hand.
settings.register_profile("slice", derandomize=True)
if not DEEP:
    settings.load_profile("slice")

# The settings see a machine of their own: nothing is read from or written to the developer's var/. The processes that
# xdist starts inherit it.
if "PYTEST_XDIST_WORKER" not in os.environ:
    own_folder = tempfile.TemporaryDirectory(prefix="strideback-tests-", ignore_cleanup_errors=True)
    Path(own_folder.name, "static").mkdir()  # where `collectstatic` would have put files
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "0",
        "SECRET_KEY": "tests-only-" + "0123456789" * 5,
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "BASE_URL": "http://testserver",
        "OPERATOR_NAME": "Calf Clinic",
        "OPERATOR_CONTACT": "privacy@clinic.example",
        "VAR_DIR": own_folder.name,
    }
    for name in ("REDIS_URL", "EMAIL_URL"):
        os.environ.pop(name, None)


def pytest_configure(config: pytest.Config) -> None:
    """pytest-django looked for settings before this file was read; where it is on, load them for it."""
    if config.pluginmanager.hasplugin("django"):
        config.pluginmanager.import_plugin("tests.with_django")


@pytest.fixture(autouse=True)
def same_waits_in_a_quick_run(request: pytest.FixtureRequest) -> None:
    """For the same reason each test draws its own numbers again; a deep run goes on drawing others."""
    if not DEEP:
        random.seed(request.node.nodeid)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if terminalreporter.stats.get("failed") and config.getoption("numprocesses", None):
        terminalreporter.write_line(f"The same order of sets again: PYTHONHASHSEED={os.environ['PYTHONHASHSEED']}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave tests marked `deep` to `make test-deep`; they are counted as deselected, never as skipped.

    An id that holds the text of a set differs between processes, see tests/rehab/naming.py.
    """
    unsteady = [item.nodeid for item in items if "frozenset(" in item.nodeid or "[{'" in item.nodeid]
    if unsteady:
        raise pytest.UsageError("ids with the text of a set, name these cases instead: " + ", ".join(unsteady[:3]))
    if DEEP:
        return
    left_out = [item for item in items if item.get_closest_marker("deep")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("deep")]
