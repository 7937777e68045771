"""What a runner told on a day, in a few words."""

from collections.abc import Iterator, Sequence

from rehab.events import (
    AnyEvent,
    CheckIn,
    Cleared,
    Fever,
    Morning,
    OtherWork,
    Outcome,
    Regraded,
    Screened,
    Tried,
)
from rehab.words import words_in

WORDS = words_in()
TESTS = {
    "rest-pain": "pain at rest",
    "walking-pain": "pain walking",
    "swelling-steady": "swelling",
    "walk-10-min": "10 min walk",
    "isometric-5x30": "foot press",
    "seated-raises": "seated raises",
    "leaning-raises": "leaning raises",
    "brisk-walk-30": "brisk walk",
    "stairs": "stairs",
    "two-leg-raises": "two-leg raises",
    "single-leg-raises": "one-leg raises",
    "raise-symmetry": "raises of both legs",
    "bent-knee-symmetry": "bent-knee raises of both legs",
    "single-leg-stand": "one-leg stand",
    "knee-to-wall": "knee to wall",
    "pogo-3x10": "two-leg jumps",
    "hops-10": "hops",
    "hop-match": "hops alike",
    "daily-pain": "pain by day",
    "forward-hop": "forward hop",
    "confidence": "trust in the leg",
}


def told(events: Sequence[AnyEvent]) -> str:
    """The events of a day in one cell."""
    return "; ".join(_parts(events)) or "nothing"


def _parts(events: Sequence[AnyEvent]) -> Iterator[str]:
    tried = [event for event in events if isinstance(event, Tried)]
    for event in events:
        match event:
            case Screened(full=True) if not event.flags:
                yield "full check, no warning sign"
            case Morning():
                yield f"morning {event.pain}"
            case CheckIn():
                yield _check_in(event)
            case Tried() if event is tried[0]:
                yield f"tests: {', '.join(TESTS[each.criterion] for each in tried)}"
            case OtherWork():
                yield f"no session, a run of {event.run_minutes} min outside the plan, pain {event.pain}"
            case Cleared():
                yield f"a {event.role} has looked at the leg and agrees"
            case Regraded():
                yield f"second look at the grade: {event.grade}"
            case Fever():
                yield "fever"


def _check_in(event: CheckIn) -> str:
    pains = {report.exercise: report.pain or 0 for report in event.reports}
    usual = min(pains.values())
    sore = [f"{WORDS.exercise(name)} {pain}" for name, pain in pains.items() if pain > usual]
    text = "done" if all(report.outcome is Outcome.DONE for report in event.reports) else "partly done"
    text += f", pain {usual}"
    if sore:
        text += f", but {', '.join(sore)}"
    if event.after is not None:
        text += f", {event.after} when done"
    signs = [WORDS.name("signs", sign.value) for sign in sorted(event.signs)]
    return f"{text}, {', '.join(signs)}" if signs else text
