"""Random runners whose therapist asks for anything on any day: no wish breaks what is nobody's to override, nor what
may be overridden where no reason was kept for it.
"""

from collections import Counter

import msgspec
import pytest

from rehab.events import Adjusted
from rehab.intents import OVERRIDABLE
from rehab.safety import Breach
from tests.rehab.safety.runners import CALVES, breaches_of
from tests.rehab.safety.wishers import KINDS, Wisher
from tests.sizes import AT_LENGTH, size

DAYS_EACH = 250
# A removal may be kept in one phase and leave too little strength in a later one, which a therapist may ask for.
OF_A_REMOVAL = frozenset({"INV-46"})
# Of the rule of doses the number of greens alone is a therapist's to choose.
GREENS = " greens"


class WithoutReasons(Wisher):
    """A therapist who never gives one."""

    def wish(self, state, kind) -> Adjusted:
        return msgspec.structs.replace(super().wish(state, kind), overrides=frozenset())


def forbidden(breach: Breach, overridden: frozenset[str]) -> bool:
    """Whether nobody has allowed *breach*."""
    if breach.invariant == "INV-21":
        return "INV-21" not in overridden or not breach.what.endswith(GREENS)
    return breach.invariant not in overridden | OF_A_REMOVAL


@pytest.mark.sliced
@pytest.mark.timeout(AT_LENGTH)
@pytest.mark.parametrize("kind", [Wisher, WithoutReasons], ids=["with reasons or without", "never with a reason"])
def test_no_wish_breaks_what_nobody_allowed(kind):
    counts: Counter[str] = Counter()
    lived, seed = 0, 0
    while lived < size(3_000, 150_000):
        runner = kind(seed)
        history = runner.live(DAYS_EACH)
        overridden = frozenset(rule for wish in runner.wishes for rule in wish.overrides)
        found = [breach for breach in breaches_of(CALVES, history) if forbidden(breach, overridden)]
        assert found == [], f"runner {seed}: {found[0]}"
        assert overridden <= OVERRIDABLE
        counts.update(type(wish.intent).__name__ for wish in runner.wishes)
        counts.update(e.rule for day in history for e in day.session.entries if e.rule.startswith("wished"))
        lived += len(history)
        seed += 1
    assert counts.keys() >= {kind.__name__ for kind in KINDS} | {"wished-cap", "wished-cap-run", "wished-add"}
    print({"runner-days": lived} | dict(sorted(counts.items())))
