"""What a warning sign takes away: enough of it, and never so much for good that nothing is left."""

from collections.abc import Iterator, Mapping, Set

from rehab.checking.place import Place
from rehab.fault import Fault
from rehab.safety.numbers import CLOT_FLAGS, LASTING_FLAGS
from rehab.screening import Screening, assess
from rehab.screening.rules import Until

SKIN = frozenset({"rf13", "rf13e"})
CRAMP = frozenset({"rf18", "rf18u"})
NUMB = frozenset({"rf19", "rf19u"})
TENDON = frozenset({"rf08", "rf09"})
HEART = frozenset({"rf26", "rf27", "rf30"})
BONE = frozenset({"rf06", "rf20"})
CLOT = CLOT_FLAGS | {"rf21"}
BROKEN = frozenset({"rf16c"})
FEET = frozenset({"rf16", "rf16b"})
# The calf-strain protocol's contra-indications a second time: what each sign takes away at least,
# until a clinician has looked, and for good. Exercises first, then categories.
BARRED: Mapping[str, Set[str]] = {
    "cold-pack": CLOT | CRAMP | NUMB | {"rf02"},
    "compression-bandage-or-sleeve": CLOT | CRAMP | SKIN | {"rf02", "rf03"},
    "elevation": CLOT | CRAMP | {"rf02", "rf03"},
    "stationary-bike-mid-foot-on-pedal": CLOT,
    "swim-or-deep-water-run": CLOT | SKIN,
    "single-leg-stand-cushion-or-eyes-shut": NUMB | {"rf30"},
    "self_massage": CLOT | SKIN | {"rf14", "rf22", "rf23"},
    "heel_drop": TENDON | FEET | NUMB | {"rf17"},
    "plyometric": TENDON | FEET | NUMB | BONE | {"rf17"},
    "stretch": TENDON,
    "run": BONE,
    "aerobic": HEART,
}
NEVER: Mapping[str, Set[str]] = {
    "cold-pack": LASTING_FLAGS | BROKEN,
    "compression-bandage-or-sleeve": FEET | BROKEN,
    "elevation": frozenset({"rf16"}),
    "single-leg-stand-cushion-or-eyes-shut": FEET,
    "stationary-bike-mid-foot-on-pedal": BROKEN,
    "swim-or-deep-water-run": BROKEN,
    "self_massage": BROKEN,
}


def bars_missing(file: str, rules: Screening) -> Iterator[Fault]:
    """What the calf-strain protocol's signs no longer take away."""
    for flag in rules.ids():
        found = assess(rules, {flag}, grade=1, day=10)
        barred, never = found.barred | found.barred_categories, found.never | found.never_categories
        for name in sorted(name for name, flags in BARRED.items() if flag in flags and name not in barred):
            cure = f"Let a line with '{flag}' name it, until a clearance at least."
            yield Fault(file, f"flags '{flag}'", f"no longer takes '{name}' away", cure)
        for name in sorted(name for name, flags in NEVER.items() if flag in flags and name not in never):
            cure = f"Let a line with '{flag}' and until = 'always' name it."
            yield Fault(file, f"flags '{flag}'", f"no longer takes '{name}' away for good", cure)


def bar_faults(place: Place, file: str, rules: Screening) -> Iterator[Fault]:
    """Bars for good that would leave somebody a course without its runs, or a day without an item."""
    protocol = place.protocol
    runs = {run.exercise for run in (protocol.ladder, protocol.mileage) if run}
    taken: set[str] = set()
    for bar in rules.bars:
        if bar.until is not Until.ALWAYS:
            continue
        gone = {*bar.exercises, *(e.id for e in protocol.exercises if e.category in bar.categories)}
        taken |= gone
        for name in sorted(gone & runs):
            cure = "Bar running until 'clearance': for good, the plan would have no end."
            yield Fault(file, f"bars '{bar.id}'", f"takes the run '{name}' away for good", cure)
    for number, row in enumerate(protocol.schedule.rows, 1):
        if any(session and taken.issuperset(session) for session in (row.items, row.without_run)):
            problem = f"bars for good leave nothing of row {number} ({row.phase}, {row.day})"
            yield Fault(file, "bars", problem, "Leave at least one item of each row.")


def never_given(place: Place, rules: Screening) -> frozenset[str]:
    """Every exercise that some bar takes away for good."""
    lasting = [bar for bar in rules.bars if bar.until is Until.ALWAYS]
    categories = {category for bar in lasting for category in bar.categories}
    named = {name for bar in lasting for name in bar.exercises}
    return frozenset(e.id for e in place.protocol.exercises if e.id in named or e.category in categories)
