"""Every situation somebody can be in, for proofs over planned courses."""

import random
from collections.abc import Iterator
from functools import cache
from itertools import combinations, product

import msgspec

from rehab.library import load_protocol
from rehab.situation import Situation
from rehab.vocabulary import Lock

CALVES = load_protocol()
WEEKS = 104
NAMED = ("step", "band", "weight", "bike", "pool", "roller")
KITS = tuple(
    frozenset({"chair", "wall", *extra}) for count in range(len(NAMED) + 1) for extra in combinations(NAMED, count)
)
SIXTEEN_KITS = KITS[::4]
# A clearance, or none, with what waits for it. A severe strain always waits.
WAITING = (
    (1, Lock.NONE, (None,)),
    (2, Lock.NONE, (None,)),
    (3, Lock.NONE, (None, 0, 21, 22, 35, 120)),
    (1, Lock.LIGHT_ONLY, (None, 4, 40)),
    (2, Lock.PROTECTION_ONLY, (None, 5, 61)),
    (3, Lock.LIGHT_ONLY, (50,)),
)
AGES = (None, 17, 49, 50)
MINUTES = (None, 0, 29, 31, 60, 89, 91, 150, 300, 600)


def with_kits(kits: tuple[frozenset[str], ...]) -> Iterator[Situation]:
    """All situations, each with one of *kits* in turn, and every kit with every grade and focus."""
    free = product(CALVES.focuses, (False, True), (False, True), AGES, MINUTES)
    for place, (focus, earlier, gradual, age, minutes) in enumerate(free):
        base = Situation(
            grade=1, focus=focus, previous_strain=earlier, gradual_onset=gradual, age=age, weekly_run_minutes=minutes
        )
        for turn, (grade, lock, days) in enumerate(WAITING):
            for day in days:
                yield _of(base, grade, lock, day, kits[(place + 7 * turn) % len(kits)])
    for kit, focus, (grade, lock, days) in product(kits, CALVES.focuses, WAITING):
        yield _of(Situation(grade=grade, focus=focus), grade, lock, days[-1], kit)


def _of(base: Situation, grade: int, lock: Lock, cleared: int | None, kit: frozenset[str]) -> Situation:
    young = base.age is not None and base.age < 18 and lock is Lock.NONE
    return msgspec.structs.replace(
        base, grade=grade, lock=Lock.ADVISE if young else lock, cleared_on_day=cleared, kit=kit
    )


@cache
def situations(kits: tuple[frozenset[str], ...]) -> tuple[Situation, ...]:
    """The same, in an order that lets any first part of it stand for the whole."""
    found = list(with_kits(kits))
    random.Random("planned space").shuffle(found)
    return tuple(found)
