"""One more tick never makes anything easier, and the order of ticks never matters."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rehab.screening import Assessment, Circumstances, assess, screen
from rehab.vocabulary import Lock
from tests.rehab.screening_oracle import IDS, LOCK_ORDER, RULES, outcome
from tests.sizes import size

FLAGS = st.frozensets(st.sampled_from(IDS), max_size=12)
FACTS = st.builds(
    Circumstances,
    day=st.integers(0, 20),
    grade=st.sampled_from([None, 1, 2, 3]),
    age=st.none() | st.integers(10, 80),
    guardian_agrees=st.booleans(),
    regular_exerciser=st.booleans(),
    cleared_on_day=st.none() | st.integers(0, 20),
    from_exercise=st.booleans(),
    sign_stays=st.booleans(),
    risks_asked=st.booleans(),
)


def strictness(result: Assessment) -> tuple[int, int]:
    return result.route.urgency, LOCK_ORDER.index(result.lock)


@settings(max_examples=size(150, 20_000), deadline=None)
@given(flags=FLAGS, more=FLAGS, facts=FACTS)
def test_more_ticks_never_ease_anything(flags: frozenset[str], more: frozenset[str], facts: Circumstances) -> None:
    fewer, all_of_them = screen(RULES, flags, facts), screen(RULES, flags | more, facts)
    assert fewer.route.urgency <= all_of_them.route.urgency
    assert LOCK_ORDER.index(fewer.lock) <= LOCK_ORDER.index(all_of_them.lock)
    assert fewer.barred <= all_of_them.barred
    assert fewer.barred_categories <= all_of_them.barred_categories
    assert fewer.never <= all_of_them.never
    assert (fewer.raises_grade or 0) <= (all_of_them.raises_grade or 0)


@settings(max_examples=size(80, 10_000), deadline=None)
@given(flags=FLAGS, facts=FACTS)
def test_an_examination_never_makes_it_stricter(flags: frozenset[str], facts: Circumstances) -> None:
    seen, unseen = replace(facts, cleared_on_day=0), replace(facts, cleared_on_day=None)
    assert strictness(screen(RULES, flags, seen)) <= strictness(screen(RULES, flags, unseen))


@settings(max_examples=size(80, 10_000), deadline=None)
@given(flags=st.lists(st.sampled_from(IDS), unique=True, max_size=12), facts=FACTS, order=st.randoms())
def test_the_order_of_ticks_never_matters(flags: list[str], facts: Circumstances, order) -> None:
    shuffled = order.sample(flags, len(flags))
    assert screen(RULES, dict.fromkeys(flags).keys(), facts) == screen(RULES, dict.fromkeys(shuffled).keys(), facts)


@settings(max_examples=size(150, 20_000), deadline=None)
@given(flags=FLAGS, day=st.integers(0, 20))
def test_any_set_of_ticks_follows_the_protocol(flags: frozenset[str], day: int) -> None:
    result = assess(RULES, flags, grade=1, day=day)
    assert (result.route, result.lock) == outcome(flags, day)


@settings(max_examples=size(80, 10_000), deadline=None)
@given(flags=FLAGS, facts=FACTS)
def test_urgent_means_no_plan_and_every_lock_has_a_reason(flags: frozenset[str], facts: Circumstances) -> None:
    result = screen(RULES, flags, facts)
    if result.route.urgency >= 2:
        assert result.lock is Lock.NO_PLAN
    assert result.reasons or result.lock is Lock.NONE
