"""Every warning sign on its own: where it leads and how much of the plan it leaves."""

from pathlib import Path

import pytest

from rehab.screening import assess, load_screening
from rehab.vocabulary import Lock, Route

FOLDER = Path(__file__).parents[2] / "rehab/data/protocols/calf-strain/1.0"
RULES = load_screening(FOLDER)

# On day 10, so that waits and prompts of the first week are over.
ALONE = {
    **dict.fromkeys("rf01 rf02 rf03 rf04 rf05 rf06 rf13e".split(), (Route.EMERGENCY, Lock.NO_PLAN)),
    **dict.fromkeys("rf07 rf08 rf09 rf10 rf13 rf18u rf19u rf21 rf22 rf24".split(), (Route.SAME_DAY, Lock.NO_PLAN)),
    **dict.fromkeys("rf10a rf10b rf10c rf10d rf10e rf10f".split(), (Route.WITHIN_A_WEEK, Lock.LIGHT_ONLY)),
    **dict.fromkeys(
        "rf12 rf14 rf15 rf16 rf17 rf18 rf19 rf20 rf28".split(), (Route.WITHIN_A_WEEK, Lock.LIGHT_ONLY)
    ),
    **dict.fromkeys("rf26 rf27 rf30".split(), (Route.WITHIN_A_WEEK, Lock.PROTECTION_ONLY)),
    **dict.fromkeys("rf23 rf25 rf29".split(), (Route.WITHIN_A_WEEK, Lock.ADVISE)),
    **dict.fromkeys("rf16a rf16b rf16c".split(), (Route.PROCEED, Lock.NONE)),
    **dict.fromkeys(["rf11", *(f"rf11{part}" for part in "abcdefghi")], (Route.PROCEED, Lock.NONE)),
}


@pytest.mark.parametrize("flag", RULES.ids())
def test_one_sign_leads_where_the_protocol_sends_it(flag: str) -> None:
    outcome = assess(RULES, {flag}, grade=1, day=10)
    assert (outcome.route, outcome.lock) == ALONE[flag]
