"""What no sentence of ours may say, nor one that somebody adds to ours."""

import re
from collections.abc import Iterable

_CLAIMS = {
    "a promise to treat, mend or make sure": (
        r"treat(s|ed|ing|ments?)?|heal(s|ed|ing)?|cur(e|es|ed|ing)|guarant\w+|safe for you"
    ),
    "a diagnosis or an order": r"(?<!not a )diagnos\w+|prescri\w+",
    "a dose or name of a drug": r"\d+ ?(mg|milligrams?)|ibuprofen|naproxen|aspirin|paracetamol|voltarol|nsaids?",
    "advice for heat": r"(use|try|apply) (some )?heat|hot[- ]water bottle|heat pads?",
    "that scars are broken down": r"(break|breaks|breaking|broken|break up) (down |up )?(the )?scars?",
}
_FORBIDDEN = {name: re.compile(rf"\b({pattern})\b", re.IGNORECASE) for name, pattern in _CLAIMS.items()}
# What a twelve-year-old reads with ease, as a Flesch-Kincaid grade.
HARDEST_TO_READ = 6.5


def forbidden_claims(texts: Iterable[str]) -> list[str]:
    """Each claim found, with the text it is in."""
    return [f"{name}: {text!r}" for text in texts for name, pattern in _FORBIDDEN.items() if pattern.search(text)]
