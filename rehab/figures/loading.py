"""Reads `figures.toml`: each pose says only what it changes of the first. Everything wrong, at once."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import msgspec

from rehab.fault import BadFileError, Fault, name_nearest, refuse, repeated_names, unknown_names
from rehab.figures.figure import Figure
from rehab.figures.front import LOOP
from rehab.figures.gear import HELD, JOINTS
from rehab.figures.limits import impossible
from rehab.figures.muscles import GROUPS
from rehab.figures.props import BEFORE, BEHIND
from rehab.library import DATA
from rehab.tables import entry_name, read_values

FILE = "figures.toml"
VIEWS = ("side", "front")
# What each pose says for itself; everything else it has from the first.
TIMES = frozenset({"takes", "hold"})
TEMPO = ("up", "hold", "down")
MEND = "Correct the key named there, the entry itself being '$'."

# What decides how a limb is found from its numbers.
SHAPE = frozenset({"ball", "hand", "hip", "shin", "thigh", "upper", "fore", "toes"})

Entry = Mapping[str, Any]


@cache
def load_figures(data: Path = DATA) -> Mapping[str, Figure]:
    """Every picture of the *data* folder by exercise, in the order of the file. BadFileError has
    every fault.
    """
    figures, faults = read_figures(data)
    refuse(faults)
    return figures


def read_figures(data: Path) -> tuple[dict[str, Figure], list[Fault]]:
    """The pictures that can be read, and everything that is wrong with the file."""
    file = data / FILE
    figures, faults = _read(data, file.read_bytes() if file.is_file() else b"")
    return dict(figures), [*faults]


@lru_cache(maxsize=8)
def _read(data: Path, _: bytes) -> tuple[dict[str, Figure], list[Fault]]:
    """The same, once for each content of the file."""
    try:
        values = read_values(data / FILE, shown_as=FILE)
    except BadFileError as problem:
        return {}, list(problem.faults)
    entries = values.get("figures")
    if not isinstance(entries, list) or not entries:
        return {}, [Fault(FILE, "figures", "has no entries", "Write at least one [[figures]].")]
    faults = [
        Fault(FILE, key, "is not known here", "Remove it; known are schema and figures.")
        for key in sorted({*values} - {"schema", "figures"})
    ]
    found: dict[str, Figure] = {}
    for place, entry in enumerate(entries, 1):
        name = entry_name("figures", place, entry)
        wrong = [Fault(FILE, name, problem, cure) for problem, cure in _undecodable(entry)]
        if not wrong:
            figure = _decoded(entry)
            found.setdefault(figure.id, figure)
            wrong = [*_unknown(name, figure), *(Fault(FILE, *fault) for fault in _unfit(name, figure))]
        faults += wrong
    names = [str(entry.get("id")) for entry in entries if isinstance(entry, dict)]
    return found, [*faults, *repeated_names(FILE, "figures", names)]


def figure_faults(data: Path, exercises: Iterable[str], known: Iterable[str]) -> list[Fault]:
    """What is wrong with the pictures of *data*: in themselves, for a name that is not *known*, and
    for each of *exercises* that has none.
    """
    figures, faults = read_figures(data)
    faults += unknown_names(FILE, "figures", "exercise", figures, known)
    for name in exercises:
        if name not in figures:
            faults.append(Fault(FILE, f"figures '{name}'", "is missing", "Draw it: write [[figures]] with this id."))
    return faults


def merged(before: Entry, told: Entry) -> dict[str, Any]:
    """The pose *before* with what is *told* anew; limbs keep what is not told."""
    found = dict(before)
    for key, value in told.items():
        old = found.get(key)
        found[key] = merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return found


def _decoded(entry: Entry) -> Figure:
    """The picture an entry describes; ValidationError says which key is wrong."""
    told = dict(entry)
    view, poses = told.pop("view", VIEWS[0]), told.pop("poses")
    first = {key: value for key, value in poses[0].items() if key not in TIMES}
    alone = _alone(entry)
    whole = [pose if place in alone else merged(first, pose) for place, pose in enumerate(poses)]
    return msgspec.convert({**told, view: whole}, Figure)


def _undecodable(entry: object) -> Iterator[tuple[str, str]]:
    """Why an entry cannot be read, with the cure."""
    if not isinstance(entry, dict):
        yield "is no table", "Write [[figures]] and its keys below."
        return
    if entry.get("view", VIEWS[0]) not in VIEWS:
        yield f"unknown view '{entry['view']}'", name_nearest(str(entry["view"]), VIEWS)
        return
    poses = entry.get("poses")
    if not isinstance(poses, list) or not poses or not all(isinstance(pose, dict) for pose in poses):
        yield "has no poses", "Write [[figures.poses]] at least once."
        return
    for key in sorted({*VIEWS} & {*entry}):
        yield f"says '{key}'", "Write its poses as [[figures.poses]]."
        return
    alone = _alone(entry)
    for place, pose in enumerate(poses, 1):
        for path in [] if place - 1 in alone else _new(poses[0], pose):
            yield f"pose {place} says {path}, which pose 1 does not", "Say it in pose 1 too: all poses have one shape."
    try:
        _decoded(entry)
    except msgspec.ValidationError as problem:
        told = str(problem)
        for view in VIEWS:
            told = told.replace(f"$.{view}[", "$.poses[")
        yield told, MEND


def _alone(entry: Entry) -> set[int]:
    """The poses that say everything themselves: the first, and those the motion leaves out."""
    moving = entry.get("moving")
    still = set(range(len(entry["poses"]))) - set(moving) if isinstance(moving, list) and moving else set()
    return {0, *still}


def _new(first: Entry, pose: Entry, path: str = "") -> Iterator[str]:
    """What a later *pose* says of a limb's target that the *first* does not: its shape would differ."""
    for key, value in pose.items():
        if isinstance(value, dict):
            old = first.get(key)
            yield from _new(old if isinstance(old, dict) else {}, value, f"{path}{key}.")
        elif key in SHAPE and key not in first:
            yield f"{path}{key}"


def _unknown(name: str, figure: Figure) -> Iterator[Fault]:
    """Names in a picture that nothing here goes by."""
    yield from unknown_names(FILE, name, "prop", [p.kind for p in figure.props], [*BEHIND, *BEFORE, *HELD, LOOP])
    joints = [joint for prop in figure.props for joint in (prop.by, prop.to) if joint]
    yield from unknown_names(FILE, name, "joint", joints, JOINTS)
    yield from unknown_names(FILE, name, "muscle", [figure.muscle], GROUPS)
    words = [word for pose in figure.poses for word in (pose.takes, pose.hold) if isinstance(word, str)]
    yield from unknown_names(FILE, name, "word of the tempo", words, TEMPO)


def _unfit(name: str, figure: Figure) -> Iterator[tuple[str, str, str]]:
    """What cannot be drawn: poses that are not there, arrows without a way, bodies that break."""
    count = len(figure.poses)
    for index in (*figure.ghosts, *figure.moving, figure.shown):
        if not -count <= index < count:
            yield name, f"names pose {index}", f"Write 0 to {count - 1}, the first being 0."
    if figure.shifts and len(figure.shifts) != len(figure.ghosts):
        yield name, f"has {len(figure.shifts)} shifts for {len(figure.ghosts)} ghosts", "Give each ghost one."
    if any(len(arrow.points) < 2 for arrow in figure.arrows):
        yield name, "has an arrow with fewer than two points", "Give it two or more."
    for place, pose in enumerate(figure.poses, 1):
        for problem, cure in impossible(pose):
            yield f"{name}, pose {place}", problem, cure
