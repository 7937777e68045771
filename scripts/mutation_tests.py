"""Which tests can notice a fault, and in which order they are tried.

Every test of a file that executes a fault's line counts, whether that test executes it or another one before it: what
one test worked out may be kept for the next. Only the order tells them apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from scripts.mutants import Mutant

# Reading a test file costs more than many a test in it. So a few files come first, and for a few seconds; what they do
# not notice is left to more, and in the end to all.
STEPS = ((3, 1.0), (12, 4.0))
REMEMBERED = 6


@dataclass
class KnownTests:
    """What the test files take and execute, as they were watched one by one."""

    seconds: dict[str, float] = field(default_factory=dict)
    collecting: dict[str, float] = field(default_factory=dict)
    # By source and line: the tests that execute it, and by themselves the files that do so outside a test.
    lines: dict[str, dict[int, set[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    by_file: dict[str, list[str]] = field(default_factory=dict)
    noticed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def learn(self, file: str, shared: str, answer: dict[str, Any]) -> None:
        """Take in what was seen of *file*; *shared* names what belongs to no single test of it."""
        seconds = dict(answer["seconds"])
        self.collecting[file] = seconds.pop(shared, 0.0)
        self.seconds |= seconds
        self.by_file[file] = list(seconds)
        for source, lines in answer["lines"].items():
            for line, tests in lines.items():
                self.lines[source][int(line)] |= {file if test == shared else test for test in tests if test}

    def remember(self, mutant: Mutant, test: str) -> None:
        """*test* noticed *mutant*: it may well notice the next one nearby."""
        known = self.noticed[str(mutant.path)]
        known[:] = [test, *(other for other in known if other != test)][:REMEMBERED]

    def stages(self, mutant: Mutant, named: list[str]) -> list[list[str]]:
        """The tests that can notice *mutant*, each once, to be run stage by stage; *named* are the likeliest files."""
        lines = self.lines[str(mutant.path)]
        found = {test for line in mutant.lines for test in lines.get(line, ())}
        files = {test.split("::")[0] for test in found}
        direct = defaultdict(list)
        for test in sorted(found - files, key=self.seconds.__getitem__):
            direct[test.split("::")[0]].append(test)
        liked = [test for test in self.noticed[str(mutant.path)] if test in found]
        wanted = [test.split("::")[0] for test in liked] + [file for file in named if file in direct]
        quick = sorted(direct, key=lambda file: (sum(self.seconds[test] for test in direct[file]), file))
        ranked = list(dict.fromkeys([*wanted, *quick]))
        made, used = [], set[str]()
        for count, seconds in STEPS:
            made.append(self.within(seconds, [*liked, *spread([direct[file] for file in ranked[:count]])], used))
            used.update(made[-1])
        others = (test for file in sorted(files) for test in self.by_file[file] if test not in found)
        made.append([test for test in spread([direct[file] for file in ranked]) if test not in used])
        made.append(sorted(others, key=self.seconds.__getitem__))
        return [stage for stage in made if stage]

    def within(self, seconds: float, tests: Iterable[str], used: set[str]) -> list[str]:
        chosen = []
        for test in dict.fromkeys(tests):
            seconds -= self.seconds[test]
            if seconds > 0 and test not in used:
                chosen.append(test)
        return chosen


def spread(rows: list[list[str]]) -> Iterator[str]:
    """The first of each row, then the second of each, and so on."""
    return (test for column in zip_longest(*rows) for test in column if test is not None)
