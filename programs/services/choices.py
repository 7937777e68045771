"""Keeps what a runner chose for the pages."""

from programs.models import Runner
from programs.models.values import kept
from rehab.choices import Choices


def choose(*, runner: Runner, choices: Choices) -> None:
    """Keep *choices* in place of those before."""
    Runner.objects.filter(pk=runner.pk).update(settings=kept(choices))
