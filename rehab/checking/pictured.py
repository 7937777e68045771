"""Pictures: an exercise without one, one for no exercise, and poses no body can take."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rehab.fault import Fault
from rehab.figures.loading import FILE, figure_faults
from rehab.library import DATA


def picture_faults(folder: Path, exercises: Iterable[str], words: Mapping[str, Any]) -> list[Fault]:
    """What is wrong with the pictures that go with the protocol in *folder*: those of the data folder
    it stands in, or ours. A picture is for one of the *exercises*, or for one that has *words*.
    """
    around = folder.resolve().parent.parent.parent
    told = [name for name, entry in words.items() if isinstance(entry, dict)]
    wanted = [*exercises]
    return figure_faults(around if (around / FILE).exists() else DATA, wanted, {*wanted, *told})
