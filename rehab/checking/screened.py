"""A protocol's safety check beside the rest of its folder: soft answers, rules without a sentence."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rehab.checking.bars import bar_faults, bars_missing, never_given
from rehab.checking.flags import flag_faults
from rehab.checking.place import Place
from rehab.fault import BadFileError, Fault, repeated_names
from rehab.library import CALF_STRAIN
from rehab.screening import Known, Screening, denied_unticked, load_screening, screening_faults
from rehab.screening.loading import BARS, FLAGS
from rehab.vocabulary import Lock

SENTENCES = "screening_rules"


class Screened:
    """The safety check in *folder*, read as far as it can be, and the *faults* that it has by itself.

    A folder without one has nothing wrong here, unless it is that of a protocol we know.
    """

    def __init__(self, folder: Path, words: Mapping[str, Mapping[str, Any]]) -> None:
        self.folder = folder
        self.rules: Screening | None = None
        self.faults: list[Fault] = []
        ours = folder.parent.name == CALF_STRAIN
        if not ours and not any((folder / name).exists() for name in (FLAGS, BARS)):
            return
        try:
            rules = self.rules = load_screening(folder)
        except BadFileError as problem:
            self.faults += problem.faults
            return
        if ours:
            self.faults += flag_faults(self._file(FLAGS), rules)
            self.faults += bars_missing(self._file(BARS), rules)
        self.faults += self._unsaid(rules, words.get(SENTENCES, {}))

    def against(self, place: Place, sources: frozenset[str]) -> list[Fault]:
        """What it names that the protocol does not have, and what it takes away too much of."""
        if self.rules is None:
            return []
        known = Known(frozenset(place.exercises), frozenset(place.protocol.categories), sources)
        found = screening_faults(self.rules, self.folder, known)
        return [*found, *bar_faults(place, self._file(BARS), self.rules)]

    def ids(self) -> tuple[str, ...] | None:
        """Every sign there is; None where the files could not be read."""
        return self.rules.ids() if self.rules else None if self.faults else ()

    def denied(self) -> tuple[str, ...]:
        """Every sign that is a no where it was left unticked."""
        return denied_unticked(self.rules) if self.rules else ()

    def never(self, place: Place) -> frozenset[str]:
        """Every exercise that some answer takes away for good."""
        return never_given(place, self.rules) if self.rules else frozenset()

    def _file(self, name: str) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}/{name}"

    def _unsaid(self, rules: Screening, sentences: Mapping[str, Any]) -> Iterator[Fault]:
        """Every rule that may speak and has no sentence, or that of another."""
        barring = {flag for bar in rules.bars for flag in bar.flags}
        # The lines of the clot table may share a rule; every other rule speaks for itself.
        clot = dict.fromkeys(row.rule for row in rules.clot_rows if row.lock is not Lock.NONE or row.ask_daily)
        speaking = [f.rule for f in rules.flags if f.lock is not Lock.NONE or f.id in barring]
        speaking += [line.rule for flag in rules.flags for line in flag.escalations]
        speaking += [*clot, *(age.rule for age in rules.ages if age.lock is not Lock.NONE)]
        speaking += [grade.rule for grade in rules.grades]
        yield from repeated_names(self._file(FLAGS), "rule", speaking)
        for rule in dict.fromkeys(speaking):
            if not sentences.get(rule):
                cure = f"Write it in text/…/{SENTENCES}.toml, or give the rule its old name."
                yield Fault(self._file(FLAGS), f"rule '{rule}'", "has no sentence", cure)
