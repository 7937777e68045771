"""The gates of the calf-strain protocol, written down a second time: what no edit may soften.

Why: a number typed wrong here lets somebody run on a calf that cannot carry it, and the engine would
follow. A file may ask for more, never for less. The sources of each line are those of the file's own
entry; where that is a judgement, who changes it changes both (docs/decisions/0018).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from rehab.checking.place import Place
from rehab.fault import Fault
from rehab.protocol import Criterion

Number = int | tuple[int, ...]
AT_MOST = "at_most"
_tried = partial(Criterion, kind="measure", sources=())
_told = partial(Criterion, kind="measure", sources=(), unit="pain", compare=AT_MOST)
_read = partial(Criterion, kind="history", sources=())
# Raises go to a metronome: whoever chooses the pace chooses how hard they are.
_raised = partial(_tried, beats_per_minute=30)
_raise = partial(_raised, exercise="single-leg-heel-raise", tier=4, side="each")
_bent = partial(_raised, exercise="single-leg-bent-knee-raise", tier=4, side="each")
_to_wall = partial(_tried, exercise="knee-to-wall-rocks", tier=1, side="each", compare=AT_MOST)
_walk = partial(_tried, exercise="flat-walking", tier=2, side="both", unit="min")
_hop = partial(_tried, exercise="single-leg-hop-on-the-spot", tier=5)

LEAST: Mapping[str, Mapping[str, Sequence[Criterion]]] = {
    "calf-strain": {
        "protect": (
            _read("no-red-flag", reads="no-flag"),
            _told("rest-pain", needs=2),
            _told("walking-pain", needs=3),
            _tried("swelling-steady", needs=24, unit="h"),
            _read("morning-not-rising", reads="mornings-not-rising", needs=2, unit="day"),
            Criterion("clearance", "clearance", (), grades=(3,)),
        ),
        "mobilise": (
            _walk("walk-10-min", needs=10, max_pain=2),
            _tried(
                "isometric-5x30",
                exercise="seated-forefoot-press",
                tier=1,
                sets=5,
                needs=30,
                unit="s",
                side="injured",
                max_pain=2,
            ),
            _raised(
                "seated-raises",
                exercise="seated-heel-raise",
                tier=1,
                sets=3,
                needs=15,
                unit="rep",
                side="both",
                max_pain=1,
            ),
            _raised(
                "leaning-raises",
                exercise="leaning-two-leg-heel-raise",
                tier=2,
                needs=10,
                unit="rep",
                side="both",
                max_pain=2,
            ),
            _read("two-green-mornings", reads="green-mornings", needs=2, unit="day"),
        ),
        "strengthen": (
            _walk("brisk-walk-30", needs=30, max_pain=1),
            _told("stairs", needs=1, tier=2, side="both"),
            _raised(
                "two-leg-raises",
                exercise="two-leg-heel-raise",
                tier=3,
                needs=25,
                unit="rep",
                side="both",
                max_pain=1,
            ),
            _raise("single-leg-raises", needs=15, unit="rep", max_pain=2),
            _raise("raise-symmetry", needs=75, unit="percent", tried_in="rep", percent_of_sound=75),
            _tried("single-leg-stand", exercise="single-leg-stand", tier=2, needs=30, unit="s", side="injured"),
            _to_wall("knee-to-wall", needs=2, unit="cm", within_of_sound=2),
        ),
        "power": (
            _raise("single-leg-raises", needs=20, unit="rep", max_pain=2, clamp=(15, 20)),
            _raise("raise-symmetry", needs=90, unit="percent", tried_in="rep", percent_of_sound=90),
            _bent("bent-knee-symmetry", needs=90, unit="percent", tried_in="rep", percent_of_sound=90),
            _walk("brisk-walk-30", needs=30, max_pain=0),
            _to_wall("knee-to-wall", needs=10, unit="percent", tried_in="cm", within_percent=10),
            _tried(
                "pogo-3x10",
                exercise="two-leg-pogo",
                tier=4,
                sets=3,
                needs=10,
                unit="contact",
                side="both",
                max_pain=1,
            ),
            _hop("hops-10", needs=10, unit="contact", side="injured", max_pain=1),
            _hop("hop-match", needs=1, unit="yes", side="each"),
            _read("green-morning-after-hops", reads="green-morning-after", after="hops-10", needs=1, unit="day"),
        ),
        "return_to_run": (
            _read("ladder-done", reads="ladder-done", needs=30, unit="min"),
            _told("daily-pain", needs=0),
            _raise("raise-symmetry", needs=90, unit="percent", tried_in="rep", percent_of_sound=90),
            _bent("bent-knee-symmetry", needs=90, unit="percent", tried_in="rep", percent_of_sound=90),
            _tried(
                "forward-hop",
                exercise="forward-single-leg-hop-and-stick",
                tier=5,
                needs=90,
                unit="percent",
                tried_in="cm",
                side="each",
                percent_of_sound=90,
            ),
            _tried("confidence", needs=8, unit="of_10"),
        ),
    },
}
# What makes it another question; which numbers may only rise (`needs` where it is not a most), the others only fall.
SAME = ("kind", "reads", "after", "exercise", "unit", "tried_in", "beats_per_minute", "compare", "side")
RISING = ("sets", "tier", "percent_of_sound", "clamp")
NUMBERS = ("needs", *RISING, "max_pain", "within_of_sound", "within_percent")
# A way to judge that is added takes the place of `needs`.
IN_PLACE_OF_NEEDS = ("percent_of_sound", "within_of_sound", "within_percent", "clamp")


def softened_gates(place: Place) -> Iterator[Fault]:
    """Everything in which the gates of a protocol that stands on this page ask for less than it does."""
    least_by_phase = LEAST.get(place.protocol.id, {}) if place.phases else {}
    for phase, criteria in least_by_phase.items():
        found = {criterion.criterion: criterion for criterion in place.protocol.gates.get(phase, ())}
        for least in criteria:
            entry = f"gate '{phase}' criterion '{least.criterion}'"
            if least.criterion not in found:
                yield place.fault("gates", entry, "is missing", "Put it back: the phase would be left without it.")
                continue
            for problem, cure in _softer(found[least.criterion], least):
                yield place.fault("gates", entry, problem, cure)


def _softer(found: Criterion, least: Criterion) -> Iterator[tuple[str, str]]:
    """In what *found* asks for less than *least*, each with its cure."""
    for name in SAME:
        mine, its = getattr(found, name), getattr(least, name)
        if mine != its:
            yield f"{name} is '{mine}'", f"Write '{its}': something else is no harder test."
    left_out = sorted(set(least.grades) - set(found.grades))
    if left_out:
        yield f"is not asked of grade {' and '.join(map(str, left_out))}", f"Let grades hold {_shown(least.grades)}."
    for name in NUMBERS:
        rises = name in RISING or (name == "needs" and least.compare != AT_MOST)
        mine, its = getattr(found, name), getattr(least, name)
        if its is None and mine is not None and name in IN_PLACE_OF_NEEDS:
            yield f"{name} is {_shown(mine)}, which stands in for needs", f"Take {name} out."
        elif its is not None and _is_softer(mine, its, rises=rises):
            yield f"{name} is {_shown(mine)}", f"Write {_shown(its)} or {'more' if rises else 'less'}."


def _is_softer(mine: Number | None, its: Number, *, rises: bool) -> bool:
    """Whether *mine* is missing, or on the gentle side of *its*."""
    if mine is None:
        return True
    pairs = zip(_each(mine), _each(its), strict=True)
    return any(one < other if rises else one > other for one, other in pairs)


def _each(value: Number) -> tuple[int, ...]:
    return value if isinstance(value, tuple) else (value,)


def _shown(value: Number | None) -> str:
    return "nothing" if value is None else ", ".join(map(str, _each(value)))
