"""The words of one language: what ids, numbers and reasons look like to a person."""

import copy
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from rehab.citations import SourceKind, load_citations
from rehab.dose import Dose
from rehab.emergency import Country, Emergency, load_emergency
from rehab.library import DATA
from rehab.programme import Bout
from rehab.protocol import Criterion, PainLimit
from rehab.reason import NAMES_EXERCISES, Input, Reason
from rehab.vocabulary import Unit

TEXT = DATA / "text"
SPOKEN_BY_ALL = "en"
# Files with one sentence per rule; the first that knows a rule speaks.
RULE_FILES = ("rules", "screening_rules")
HOURS_OF_A_DAY = 24


class MissingWordsError(LookupError):
    """Something the engine said has no words in any language; the message names file and entry."""


def languages(folder: Path = TEXT) -> tuple[str, ...]:
    """The languages there are, English among them, in alphabetical order."""
    return tuple(sorted(place.name for place in folder.iterdir() if place.is_dir()))


def missing(language: str, folder: Path = TEXT) -> tuple[str, ...]:
    """What English says and *language* does not, as `file.toml: entry.key`, in order."""
    ours, theirs = _read(folder / SPOKEN_BY_ALL), _read(folder / _known(language, folder))
    said = set(_leaves(theirs))
    return tuple(f"{path[0]}.toml: {'.'.join(path[1:])}" for path in _leaves(ours) if path not in said)


@cache
def words_in(language: str = SPOKEN_BY_ALL) -> "Words":
    """The words of *language*, read once per process; ValueError names the languages there are."""
    return Words(language)


class Words:
    """Renders ids, numbers and reasons in *language*; what it lacks is said in English."""

    def __init__(self, language: str = SPOKEN_BY_ALL, folder: Path = TEXT) -> None:
        self.language = language
        theirs = _read(folder / _known(language, folder))
        self._files = _merged(_read(folder / SPOKEN_BY_ALL), theirs)
        self._called: Mapping[str, str] = {}
        self._rules: dict[str, str] = {}
        for file in reversed(RULE_FILES):
            for path in _leaves(self._files.get(file, {})):
                self._rules[path[-1]] = str(_found(self._files[file], path))

    def calling(self, names: Mapping[str, str]) -> "Words":
        """The same words, with *names* for exercises, by their ids, in place of the catalogue's: alone, and in every
        sentence that names one. Steps, cues and gates stay as they are.
        """
        other = copy.copy(self)
        other._called = dict(names)
        return other

    def text(self, file: str, *path: str) -> str:
        """The words under *path* in *file*; MissingWordsError when nobody wrote any."""
        found = _found(self._files.get(file, {}), path)
        if not isinstance(found, str):
            raise MissingWordsError(f"text/{self.language}/{file}.toml has no words for {'.'.join(path)}")
        return found

    def lines(self, file: str, *path: str) -> tuple[str, ...]:
        """The list of words under *path* in *file*."""
        found = _found(self._files.get(file, {}), path)
        if not isinstance(found, list):
            raise MissingWordsError(f"text/{self.language}/{file}.toml has no list for {'.'.join(path)}")
        return tuple(found)

    def meanwhile(self, route: str, flags: Iterable[str]) -> tuple[str, ...]:
        """What to do and to leave until help is there: what each of *flags* asks for first, then the *route*."""
        entries = [self._files["red_flags"]["flags"][flag] for flag in flags]
        of_flags = [line for entry in entries for line in entry.get("meanwhile", ())]
        return tuple(dict.fromkeys([*of_flags, *self.lines("routes", route, "meanwhile")]))

    def knows_rule(self, rule: str) -> bool:
        """Whether *rule* has a sentence."""
        return rule in self._rules

    # Reasons

    def reason(self, why: Reason) -> str:
        """The sentence of *why*, everything in it by name."""
        template = self._rules.get(why.rule)
        if template is None:
            raise MissingWordsError(f"text/{self.language}/rules.toml has no sentence for '{why.rule}'")
        try:
            return template.format_map({name: self._named(name, value) for name, value in why.inputs})
        except KeyError as problem:
            told = f"the sentence of '{why.rule}' asks for {problem}, which the rule does not give"
            raise MissingWordsError(told) from problem

    def _named(self, name: str, value: Input) -> str:
        """An input as people say it: ids by name, doses as doses, rungs by number."""
        text = str(value)
        match name:
            case _ if name in NAMES_EXERCISES:
                return self.exercise(text)
            case "phase" | "before":
                return self.phase(text)
            case "dose":
                return self.dose(Dose.parse(text))
            case "rung":
                return text.removeprefix("R")
            case "lock" | "sign":
                return self.text("names", f"{name}s", text)
            case "by":
                return self.text("names", "askers", text)
            case "on" | "until":
                return self.day(date.fromisoformat(text))
            case "said":
                return self.text("names", "said", "quoted").format(text=text) if text else ""
        return text

    def day(self, day: date) -> str:
        """A day as people write it: "22 November 2026"."""
        month = self.text("names", "months", str(day.month))
        return self.text("names", "dates", "day").format(day=day.day, month=month, year=day.year)

    # In place of a plan

    def action(self, route: str) -> str:
        """What to do first on *route*; the numbers to call are those of `emergency.toml`."""
        return self.text("no_plan", route, "action").format(numbers=self._numbers())

    def _numbers(self) -> str:
        known = _emergency()
        parts = [self.text("no_plan", "numbers", "always").format(number=known.always)]
        for number, countries in known.by_number().items():
            *before, last = [self._country(country) for country in countries]
            if before:
                last = self.text("no_plan", "numbers", "and").format(before=", ".join(before), last=last)
            parts.append(self.text("no_plan", "numbers", "local").format(number=number, countries=last))
        return ", ".join(parts)

    def _country(self, country: Country) -> str:
        found = _found(self._files.get("no_plan", {}), ("countries", country.code))
        return found if isinstance(found, str) else country.name

    # Exercises, phases, days

    def exercise(self, exercise_id: str) -> str:
        """Its name, as on the plan: what whoever reads these words knows it by."""
        return self._called.get(exercise_id) or self.in_catalogue(exercise_id)

    def in_catalogue(self, exercise_id: str) -> str:
        """Its name in the catalogue, whatever else it is called."""
        return self.text("exercises", exercise_id, "name")

    def phase(self, phase_id: str) -> str:
        """Its name, as on the path."""
        return self.text("phases", phase_id, "name")

    def name(self, group: str, key: str) -> str:
        """A short name: *group* is a table of `names.toml` (kinds, categories, sides, levels ...)."""
        return self.text("names", group, key)

    def card(self, card_id: str) -> Mapping[str, Any]:
        """A learn card as its file has it: title, summary, sections."""
        found = _found(self._files.get("cards", {}), (card_id,))
        if not isinstance(found, dict):
            raise MissingWordsError(f"text/{self.language}/cards.toml has no card {card_id}")
        return found

    # Numbers

    def dose(self, dose: Dose) -> str:
        """A dose as people write it: "2 × 12", "20 seconds", "3 × 30 s"; hours that
        fill a day are just that.
        """
        if dose.unit is Unit.HOUR and dose.volume >= HOURS_OF_A_DAY:
            return self.text("names", "units", dose.unit.value, "whole_day")
        sort = "one" if dose.sets == 1 else "many"
        return self.text("names", "units", dose.unit.value, sort).format(sets=dose.sets, amount=dose.amount)

    def bouts(self, bouts: tuple[Bout, ...]) -> str:
        """Walking and running in turns: "8 × run 2, walk 1 min", "run 30 min"."""
        return ", ".join(self._bout(bout) for bout in bouts)

    def _bout(self, bout: Bout) -> str:
        sort = "mixed" if bout.walk_minutes else "steady"
        template = self.text("names", "bouts", sort)
        return template.format(run=bout.run_minutes, walk=bout.walk_minutes, times=bout.times)

    def tempo(self, tempo: tuple[int, ...]) -> str:
        """Seconds up, held and down in words; nothing for what has no tempo."""
        if not tempo:
            return ""
        up, hold, down = tempo
        sort = "three" if hold else "two"
        return self.text("names", "tempo", sort).format(up=up, hold=hold, down=down)

    # Gates and stops

    def gate(self, phase: str, criterion: Criterion, *, form: str = "full") -> str:
        """What *criterion* of *phase* asks for; *form* is `full` or `short`."""
        least = criterion.clamp[0] if criterion.clamp else criterion.needs
        return self.text("gates", phase, criterion.criterion, form).format(
            needs=criterion.needs, sets=criterion.sets, most_pain=criterion.max_pain, least=least
        )

    def stop_rule(self, context: str, limit: PainLimit, *, exercise: str = "") -> str:
        """When to stop in a pain *context*: its own number, and what always stops everything.

        An *exercise* may have a sentence of its own in place of that of its context.
        """
        own = _found(self._files.get("stop_rules", {}), ("exercises", exercise))
        number = own if isinstance(own, str) else self.text("stop_rules", "contexts", context)
        return f"{number.format(red=limit.red_from)} {self.text('stop_rules', 'always')}"

    # Sources

    def source(self, source_id: str) -> str:
        """A source as people look it up; for a judgement, that it is ours and why."""
        source = load_citations().sources[source_id]
        if source.kind is SourceKind.JUDGEMENT:
            return self.text("names", "sources", "judgement").format(reason=source.reason)
        return source.citation


def unbroken(dose: str) -> str:
    """*dose* as people write it, with no end of a line inside it: what is done stays with how many times."""
    return dose.replace(" × ", "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}")


@cache
def _emergency() -> Emergency:
    return load_emergency(DATA)


def _known(language: str, folder: Path) -> str:
    there = languages(folder)
    if language not in there:
        raise ValueError(f"no words in '{language}': there is {', '.join(there)}")
    return language


def _read(folder: Path) -> dict[str, Any]:
    """All files of one language, by name without ending."""
    files = sorted(folder.glob("*.toml"))
    return {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in files}


def _merged(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """*ours* with what *theirs* says put over it, entry by entry."""
    merged = dict(ours)
    for key, value in theirs.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merged(merged[key], value) if both else value
    return merged


def _leaves(table: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every entry that holds words, in the order of the files."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*path, key))
        elif key != "schema":
            yield (*path, key)


def _found(table: Mapping[str, Any], path: tuple[str, ...]) -> object:
    """What stands under *path*, None when nothing does."""
    found: object = table
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found
