"""Figures with what is promised of them, and how views are timed beside one another."""

import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from django.db import connection

ROUNDS = 60


@dataclass(frozen=True)
class Promise:
    """One figure, with its unit and the most it may be; 0 promises nothing."""

    name: str
    found: float
    unit: str
    most: float = 0

    @property
    def is_kept(self) -> bool:
        """Whether the figure is within what is promised."""
        return not self.most or self.found <= self.most

    def __str__(self) -> str:
        told = f"{self.name:<52}{self.found:>10.2f} {self.unit:<9}"
        limit = f"{self.most:g} at most" if self.most else ""
        return f"{told}{limit}{'' if self.is_kept else '  <- over'}".rstrip()


def in_rounds(views: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """The middle of what each view takes, in milliseconds of this process, all asked in turn in each round."""
    taken: dict[str, list[float]] = {name: [] for name in views}
    for _ in range(rounds):
        for name, view in views.items():
            started = time.process_time()
            view()
            taken[name].append(1000 * (time.process_time() - started))
    return {name: statistics.median(times) for name, times in taken.items()}


def texts_of(page: str) -> list[str]:
    """Every piece of text on a page."""
    return [unescape(text.strip()) for text in re.split(r"<[^>]+>", page) if text.strip()]


def questions(view: Callable[[], object]) -> int:
    """How often *view* asks the database."""
    asked: list[str] = []

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        view()
    return len(asked)
