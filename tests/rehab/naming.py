"""Names of test cases: read as a sentence, and the same in each process that collects them.

The text of a set is neither: its order depends on the process, even with one hash seed, as a set that was
read back from bytecode is filled in another order than one that was just compiled.
"""

from rehab.situation import Situation


def told(situation: Situation) -> str:
    """Who *situation* is about: grade, part, clearance, history and kit."""
    seen = "not seen" if situation.cleared_on_day is None else f"seen on day {situation.cleared_on_day}"
    before = ", strained before" if situation.previous_strain else ""
    return f"grade {situation.grade}, {situation.focus}, {seen}{before}, with {' and '.join(sorted(situation.kit))}"
