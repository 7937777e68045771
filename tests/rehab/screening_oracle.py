"""The safety check said a second time, as plainly as can be, to hold the real one against."""

from collections.abc import Set
from itertools import product
from pathlib import Path

from rehab.screening import load_screening
from rehab.vocabulary import Lock, Route

DATA = Path(__file__).parents[2] / "rehab/data"
FOLDER = DATA / "protocols/calf-strain/1.0"
RULES = load_screening(FOLDER)
IDS = RULES.ids()

SIGNS = [f"rf10{part}" for part in "abcdef"]
RISKS = [f"rf11{part}" for part in "abcdefghi"]
NO_MOMENT = "rf12"

EMERGENCY = ["rf01", "rf02", "rf03", "rf04", "rf05", "rf06", "rf13e"]
SAME_DAY = ["rf07", "rf08", "rf09", "rf13", "rf18u", "rf19u", "rf21", "rf22", "rf24"]
LIGHT = ["rf14", "rf15", "rf16", "rf17", "rf18", "rf19", "rf20", "rf28"]
PROTECTION = ["rf26", "rf27", "rf30"]
ADVISE = ["rf23", "rf25", "rf29"]
HARMLESS = ["rf16a", "rf16b", "rf16c"]

LOCK_ORDER = [Lock.NONE, Lock.ADVISE, Lock.LIGHT_ONLY, Lock.PROTECTION_ONLY, Lock.NO_PLAN]
Outcome = tuple[Route, Lock]


def clot_outcome(flags: Set[str]) -> tuple[str, bool]:
    """The clot rule as the protocol words it: the outcome, and whether it is asked again daily."""
    signs = sum(sign in flags for sign in SIGNS) + (2 if "rf10" in flags else 0)
    risk = any(fact in flags for fact in [*RISKS, "rf11", "rf15"])
    moment = NO_MOMENT not in flags
    if signs >= 2 or (signs == 1 and (risk or not moment)):
        return "U", False
    if signs == 1:
        return "W", True
    if risk:
        return ("P", True) if moment else ("U", False)
    return ("P", False) if moment else ("W", False)


def outcome(flags: Set[str], day: int) -> Outcome:
    """Route and lock of a full check, without age, grade or clearance."""
    sign = "rf10" in flags or any(sign in flags for sign in SIGNS)
    clot = clot_outcome(flags)[0]
    emergency = [*EMERGENCY, *(["rf28"] if "rf05" in flags else [])]
    same_day = [*SAME_DAY, *(["rf14"] if day < 7 else []), *(["rf15"] if sign else [])]
    found = [(Route.PROCEED, Lock.NONE)]
    found += [(Route.EMERGENCY, Lock.NO_PLAN) for flag in emergency if flag in flags]
    found += [(Route.SAME_DAY, Lock.NO_PLAN) for flag in same_day if flag in flags]
    found += [(Route.SAME_DAY, Lock.NO_PLAN)] if clot == "U" else []
    found += [(Route.WITHIN_A_WEEK, Lock.LIGHT_ONLY)] if clot == "W" else []
    found += [(Route.WITHIN_A_WEEK, Lock.LIGHT_ONLY) for flag in LIGHT if flag in flags]
    found += [(Route.WITHIN_A_WEEK, Lock.PROTECTION_ONLY) for flag in PROTECTION if flag in flags]
    found += [(Route.WITHIN_A_WEEK, Lock.ADVISE) for flag in ("rf23", "rf29") if flag in flags]
    if "rf25" in flags:
        found.append((Route.WITHIN_A_WEEK if day >= 7 else Route.PROCEED, Lock.ADVISE))
    routes, locks = [route for route, _ in found], [lock for _, lock in found]
    return max(routes, key=lambda route: route.urgency), max(locks, key=LOCK_ORDER.index)


def clot_space() -> list[frozenset[str]]:
    """Every number of signs, with each single one, by every risk or none, by a clear moment or not."""
    signs = [SIGNS[:count] for count in range(7)] + [[sign] for sign in SIGNS] + [["rf10"]]
    risks: list[list[str]] = [[], *([risk] for risk in [*RISKS, "rf11", "rf15"]), RISKS]
    moments = [[], [NO_MOMENT]]
    return [frozenset(some + more + moment) for some, more, moment in product(signs, risks, moments)]
