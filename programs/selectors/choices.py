"""Reads what a runner chose for the pages."""

from programs.models import Runner
from programs.models.values import read
from rehab.choices import Choices


def choices_of(runner: Runner | None) -> Choices:
    """What *runner* chose; the usual where there is no runner, or nothing was chosen."""
    return read(runner.settings, Choices) if runner is not None else Choices()
