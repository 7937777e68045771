"""The phone looks up and never decides: whatever is answered, its light is the one the server's fold comes to."""

from collections import Counter
from datetime import UTC, datetime, time
from random import Random
from typing import Any

import msgspec
import pytest

from rehab.events import Did, Finished, Morning, Noted, Outcome
from rehab.following import Fact, Today, day_at_hand
from rehab.pack import Pack
from rehab.so_far import light_so_far
from rehab.vocabulary import Light, Sign
from tests.browser.scripts import empty_page
from tests.rehab.packs import CALF, packed
from tests.sizes import size

DAYS = (1, 6, 9, 15, 17, 22, 30, 46, 70, 95)
# The worst so far, as the page of an answer puts it together: the morning's light, then the session's.
ASK = """([packs, asked]) => asked.map(([pack, told]) => {
  const ways = packs[pack].days[0];
  const plan = lookup.planOf(ways, "", told);
  const light = lookup.lightOf(packs[pack], ways.plans[plan.place], told, lookup.last(told, "finished"));
  return [plan.place, lookup.worse(plan.light, light === "acute" ? "red" : light), light];
})"""


def answers(random: Random, pack: Pack) -> list[Noted]:
    """A morning, or none; some of the items of the plan it makes; the end of the session."""
    ways = pack.days[0]
    told: list[Noted] = []
    place = ways.begins[""].untold
    if random.random() < 0.7:
        morning = Morning(random.choice((0, 0, 1, 2, 3, 5, 10)), random.random() < 0.1, random.random() < 0.2)
        how = ("l" if morning.limp else "") + ("w" if morning.widespread else "")
        told, place = [morning], ways.begins[""].plans[how][morning.pain]
    items = [item.exercise for item in ways.plans[place].items]
    for exercise in random.sample(items, random.randint(0, len(items))):
        pain = random.choice((None, None, 0, 1, 2, 3, 4, 5, 6, 8, 10))
        told.append(Did(exercise, random.choice(list(Outcome)), pain=pain))
    signs = [random.choice(list(Sign))] if random.random() < 0.15 else []
    worst_at = random.choice((None, *items)) if items else None
    numbers = (None, 0, 1, 2, 3, 4, 5, 6, 9)
    end = Finished(random.choice(numbers), worst_at, random.choice(numbers), frozenset(signs), random.random() < 0.2)
    return [*told, end]


def folded(today: Today, told: list[Noted]) -> Today:
    """The day with all of it told."""
    at = datetime.combine(today.date, time(8), UTC)
    facts = [Fact(today.date, at.replace(minute=n), str(n), event) for n, event in enumerate(told)]
    return day_at_hand(CALF, today.began, facts)


def as_told(event: Noted) -> dict[str, Any]:
    raw: dict[str, Any] = msgspec.to_builtins(event, order="deterministic")
    return raw


@pytest.mark.sliced
@pytest.mark.timeout(3600)
def test_random_answers_get_the_light_that_the_rules_give(browser):
    random, many = Random(20261122), size(300, 10_000)
    days = [packed(day) for day in DAYS]
    asked = [(number, answers(random, days[number][1])) for number in random.choices(range(len(days)), k=many)]
    context = browser.new_context()
    page = empty_page(context, "lookup")
    packs = [msgspec.to_builtins(pack) for _, pack in days]
    given = page.evaluate(ASK, [packs, [[number, [as_told(event) for event in told]] for number, told in asked]])
    context.close()
    seen: Counter[str] = Counter()
    for (number, told), (_place, light, of_session) in zip(asked, given, strict=True):
        now = folded(days[number][0], told).now
        assert light_so_far(now).light in (Light(light), None if light == "green" else light), told
        assert (of_session == "acute") == now.acute, told
        seen[of_session] += 1
    print(f"{many} random answers: {dict(sorted(seen.items()))}, each with the light of the rules")
    assert set(seen) == {"green", "amber", "red", "acute"}
