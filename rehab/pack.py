"""What a phone without a network needs of a followed course: a table of answers for today and tomorrow.

Everything in it is made by asking the rules each question a runner may be asked, so that a script only looks up:
the plan of a day by its morning, the light of a session by its numbers, the route of the signs. A course that the
table does not reach is none that the phone may go on with.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import msgspec

from rehab.events import CheckIn, Morning, Noted, Report
from rehab.following import Fact, Start, Today, date_of, day_at_hand
from rehab.lights import judge, morning_light
from rehab.protocol import Protocol
from rehab.screening import Screening, asked_daily
from rehab.situation import terms_of
from rehab.so_far import light_so_far
from rehab.state import State
from rehab.timeline import advance
from rehab.vocabulary import Light, Route, Sign
from rehab.watching import answered, signs_are_due

PAINS = range(11)
# A morning as it is looked up: limp and soreness all over, "" for neither.
MORNINGS = {"": (False, False), "l": (True, False), "w": (False, True), "lw": (True, True)}
UNTOLD = "untold"
# Today may come to one of these by midnight; untold is a day on which nobody says anything more.
LIGHTS_OF_TODAY = (Light.GREEN.value, Light.AMBER.value, Light.RED.value, UNTOLD)
MIDNIGHT = datetime.time(tzinfo=datetime.UTC)


class ItemTable(msgspec.Struct, frozen=True):
    """The light of an exercise by the pain it was done at, 0 to 10, and by the pain afterwards; each a letter. With
    soreness *all_over* some of it is judged more gently.
    """

    exercise: str
    optional: bool
    lights: str
    all_over: str
    after: str


class PlanTable(msgspec.Struct, frozen=True):
    """One plan a day may have: its items, and whether the signs come before it."""

    kind: str
    minutes: int
    items: tuple[ItemTable, ...]
    nothing_done_after: str


class DayTable(msgspec.Struct, frozen=True):
    """One way a day may begin: the plan with nothing told of it, and by its morning the light and the plan, for each
    pain. Where the morning was told already, no table of mornings is there.
    """

    untold: int
    plans: dict[str, tuple[int, ...]]
    lights: dict[str, str]


class Ways(msgspec.Struct, frozen=True):
    """A day with every plan it may have; *begins* by how the day before came out, "" where it is today."""

    date: datetime.date
    signs_due: bool
    begins: dict[str, DayTable]
    plans: tuple[PlanTable, ...]


class RouteTable(msgspec.Struct, frozen=True):
    """Where signs lead: by each sign alone, and by every two or more of those that count together."""

    alone: dict[str, str]
    together: dict[str, str]


class Pack(msgspec.Struct, frozen=True):
    """The table: *days* are today and tomorrow, *light* is today's so far, *acute* and *red* are what may be felt in a
    session, *routes* where warning signs lead.
    """

    days: tuple[Ways, ...]
    light: str
    acute: tuple[str, ...]
    red: tuple[str, ...]
    routes: RouteTable


class Variant(msgspec.Struct, frozen=True):
    """A plan that a day may have, as a day that can be shown: its place in `Ways.plans`."""

    date: datetime.date
    place: int
    today: Today


class Packed(msgspec.Struct, frozen=True):
    """A pack with the days its plans were read from."""

    pack: Pack
    variants: tuple[Variant, ...]


def make_pack(protocol: Protocol, rules: Screening, start: Start, facts: Sequence[Fact], today: Today) -> Packed:
    """The table of *today* and of the day after it."""
    days, variants = [], []
    now = [fact for fact in facts if fact.on == today.date]
    after = {light: _midnight(protocol, today, light) for light in LIGHTS_OF_TODAY}
    for date, begins in ((today.date, {"": today.began}), (today.date + datetime.timedelta(days=1), after)):
        table = _Plans(protocol, now if date == today.date else [])
        tables = {name: table.begin(state) for name, state in begins.items()}
        due = any(signs_are_due(rules, start, facts, shown) for shown in table.shown)
        days.append(Ways(date, due, tables, tuple(map(table.plan, table.shown))))
        variants += [Variant(date, place, shown) for place, shown in enumerate(table.shown)]
    so_far = light_so_far(today.now).light
    pack = Pack(
        tuple(days),
        so_far.value if so_far else "",
        tuple(sign.value for sign in Sign if _felt(protocol, today, sign) == "acute"),
        tuple(sign.value for sign in Sign if _felt(protocol, today, sign) == "red"),
        routes_of(rules, start, facts, today),
    )
    return Packed(pack, tuple(variants))


class _Plans:
    """The plans one day may have, each once."""

    def __init__(self, protocol: Protocol, facts: Sequence[Fact]) -> None:
        self._protocol, self._facts = protocol, facts
        self.shown: list[Today] = []

    def begin(self, state: State) -> DayTable:
        """The table of a day that begins with *state*."""
        untold, _ = self._place(state, ())
        if any(isinstance(fact.event, Morning) for fact in self._facts):
            return DayTable(untold, {}, {})
        plans: dict[str, tuple[int, ...]] = {}
        lights: dict[str, str] = {}
        known: dict[tuple[Light, str], tuple[int, Light]] = {}
        terms = terms_of(self._protocol, state.situation)
        for name, (limp, widespread) in MORNINGS.items():
            places, letters = [], ""
            for pain in PAINS:
                told = Morning(pain, limp, widespread)
                light, why = morning_light(terms, state, told)
                if (light, why.rule) not in known:
                    known[light, why.rule] = self._place(state, (told,))
                place, so_far = known[light, why.rule]
                places.append(place)
                letters += so_far.value[0]
            plans[name], lights[name] = tuple(places), letters
        return DayTable(untold, plans, lights)

    def _place(self, state: State, events: Sequence[Noted]) -> tuple[int, Light]:
        """Where the plan stands that *events* at the day's beginning, before all else told of it, make, and the light
        of the day after them: a morning settles the session before it.
        """
        date = date_of(state)
        first = datetime.datetime.combine(date - datetime.timedelta(days=1), MIDNIGHT)
        told = [Fact(date, first, str(number), event) for number, event in enumerate(events)]
        shown = day_at_hand(self._protocol, state, [*told, *self._facts])
        light = light_so_far(shown.now).light or Light.GREEN
        for place, other in enumerate(self.shown):
            if other.plan == shown.plan and other.now.phase == shown.now.phase:
                return place, light
        self.shown.append(shown)
        return len(self.shown) - 1, light

    def plan(self, shown: Today) -> PlanTable:
        """The lights of everything the plan of *shown* holds."""
        items = tuple(
            ItemTable(
                entry.exercise,
                entry.optional,
                "".join(self._lights(shown, entry.exercise)),
                "".join(self._lights(shown, entry.exercise, widespread=True)),
                "".join(self._after(shown, (Report(entry.exercise),))),
            )
            for entry in shown.plan.entries
        )
        return PlanTable(shown.plan.kind, shown.plan.minutes, items, "".join(self._after(shown, ())))

    def _lights(self, shown: Today, exercise: str, *, widespread: bool = False) -> Iterator[str]:
        for pain in PAINS:
            yield self._letter(shown, CheckIn((Report(exercise, pain=pain),), widespread=widespread))

    def _after(self, shown: Today, reports: tuple[Report, ...]) -> Iterator[str]:
        for pain in PAINS:
            yield self._letter(shown, CheckIn(reports, after=pain))

    def _letter(self, shown: Today, told: CheckIn) -> str:
        return judge(terms_of(self._protocol, shown.now.situation), shown.now, told).light.value[0]


def _midnight(protocol: Protocol, today: Today, light: str) -> State:
    """The state that tomorrow begins with where today comes out with *light*: the number that makes it so is told of
    everything that is still to be done.
    """
    told = list(today.page.events)
    if light != UNTOLD:
        pain = next((n for n in PAINS if _comes_to(protocol, today, n) == light), None)
        reports = tuple(Report(e.exercise, pain=pain) for e in today.plan.entries if not e.optional)
        told.append(CheckIn(reports, after=None if reports else pain))
    return advance(protocol, today.began, told, done_from=today.page.done_from).after


def _comes_to(protocol: Protocol, today: Today, pain: int) -> str:
    terms = terms_of(protocol, today.now.situation)
    reports = tuple(Report(e.exercise, pain=pain) for e in today.plan.entries if not e.optional)
    return judge(terms, today.now, CheckIn(reports, after=None if reports else pain)).light.value


def _felt(protocol: Protocol, today: Today, sign: Sign) -> str:
    verdict = judge(terms_of(protocol, today.now.situation), today.now, CheckIn((), signs=frozenset({sign})))
    return "acute" if verdict.acute else verdict.light.value


def routes_of(rules: Screening, start: Start, facts: Sequence[Fact], today: Today) -> RouteTable:
    """Where today's signs lead. A sign of a clot counts with the others of its kind; any other speaks for itself."""
    asked = [flag.id for flag in asked_daily(rules)]
    signs = sorted(set(asked) & set(rules.clot.signs))

    def led(flags: Iterable[str]) -> str:
        outcome = answered(rules, start, facts, today, frozenset(flags))
        if outcome.route.stops:
            return outcome.route.value
        # A lock without a route takes part of the plan away: which part, the table does not say, so the phone waits.
        return Route.WITHIN_A_WEEK.value if outcome.lock.stops_rises else Route.PROCEED.value

    together = {",".join(some): led(some) for size in range(2, len(signs) + 1) for some in combinations(signs, size)}
    return RouteTable({flag: led([flag]) for flag in asked}, together)
