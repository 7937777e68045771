"""What has no words is told, file by file."""

from typing import Any

import pytest

from tests.rehab.doctored import CALVES, told

WORDS: dict[str, dict[str, Any]] = {
    "exercises": {e.id: {"name": "n", "steps": ["a", "b", "c"]} for e in CALVES.exercises},
    "phases": {p.id: {} for p in CALVES.phases},
    "gates": {phase: {c.criterion: {} for c in gate} for phase, gate in CALVES.gates.items()},
    "stop_rules": {"contexts": dict.fromkeys(CALVES.pain, "Stop.")},
}


def without(file: str, *path: str) -> dict[str, dict[str, Any]]:
    words = {**WORDS, file: dict(WORDS[file])}
    inner = words[file]
    for key in path[:-1]:
        inner[key] = dict(inner[key])
        inner = inner[key]
    del inner[path[-1]]
    return words


def with_steps(*steps: str) -> dict[str, dict[str, Any]]:
    return {**WORDS, "exercises": {**WORDS["exercises"], "step-up": {"name": "n", "steps": steps}}}


UNSAID = {
    "all said": (WORDS, []),
    "an exercise": (
        without("exercises", "step-up"),
        [("exercises.toml", "step-up", "has 0 steps, not three to five"), ("exercises.toml", "step-up", "has no name")],
    ),
    "two steps": (with_steps("a", "b"), [("exercises.toml", "step-up", "has 2 steps, not three to five")]),
    "three steps": (with_steps("a", "b", "c"), []),
    "five steps": (with_steps(*"abcde"), []),
    "six steps": (with_steps(*"abcdef"), [("exercises.toml", "step-up", "has 6 steps, not three to five")]),
    "a phase": (without("phases", "power"), [("phases.toml", "power", "has no words")]),
    "a criterion": (without("gates", "power", "hops-10"), [("gates.toml", "power.hops-10", "has no words")]),
    "a pain limit": (without("stop_rules", "contexts", "run"), [("stop_rules.toml", "contexts.run", "has no words")]),
}


@pytest.mark.parametrize(("words", "expected"), UNSAID.values(), ids=UNSAID)
def test_what_has_no_words(words, expected):
    assert told(CALVES, words=words) == expected


def test_no_file_of_words_at_all():
    assert len(told(CALVES, words={})) == 2 * len(CALVES.exercises) + len(CALVES.phases) + len(CALVES.pain) + sum(
        len(gate) for gate in CALVES.gates.values()
    )
