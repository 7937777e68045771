"""Green, amber or red: one session and the morning after it, against the protocol's pain limits."""

from statistics import median_low

import msgspec

from rehab.catalogue import Exercise
from rehab.events import CheckIn, Morning, Outcome, Report
from rehab.protocol import PainLimit
from rehab.reason import Reason, because
from rehab.situation import Terms
from rehab.state import State
from rehab.vocabulary import Light, Rhythm, Sign

ACUTE_SIGNS = frozenset({Sign.SHARP, Sign.POP, Sign.NEW_SWELLING, Sign.CANNOT_PUSH_OFF})
RED_SIGNS = frozenset({Sign.GRAB, Sign.LIMP, Sign.REST_PAIN})
BASELINE_DAYS = 3
WIDESPREAD_AT_MOST = 3


class Verdict(msgspec.Struct, frozen=True):
    """The light of a session so far, which exercises made it so, and why."""

    light: Light
    culprits: frozenset[str]
    why: Reason
    acute: bool = False


def worst(*lights: Light) -> Light:
    """The most severe of several lights; green when there are none."""
    return max(lights, key=lambda light: light.severity, default=Light.GREEN)


def limit_for(terms: Terms, state: State, exercise: Exercise, *, widespread: bool = False) -> PainLimit:
    """The pain limits an exercise is judged by in the present phase.

    Early phases use the early limits for all but holds and walking. After the ladder,
    widespread soreness alone is judged more gently while running.
    """
    protocol = terms.protocol
    phase = protocol.phases[state.phase]
    context = protocol.categories[exercise.category].pain
    if context == "strength" and phase.pain == "early":
        context = "early"
    if context == "run" and widespread and phase.rhythm is Rhythm.WEEKLY:
        context = "run_later"
    return protocol.pain[context]


def light_at(limit: PainLimit, pain: int | None) -> Light:
    """The light of a pain number; unknown pain is no evidence against green."""
    if pain is None or pain < limit.amber_from:
        return Light.GREEN
    return Light.RED if pain >= limit.red_from else Light.AMBER


def judge(terms: Terms, state: State, check_in: CheckIn) -> Verdict:
    """The light of *check_in*, before the next morning is known.

    Source: Silbernagel 2007 and Hickey 2020 for pain while loading, the limits are judgement.
    """
    catalogue = terms.protocol.catalogue
    done = [r for r in check_in.reports if r.outcome is not Outcome.SKIPPED and r.exercise in catalogue]
    if check_in.signs & ACUTE_SIGNS:
        sign = min(check_in.signs & ACUTE_SIGNS)
        return Verdict(Light.RED, _loaded(terms, done), because("acute-sign", sign=sign.value), acute=True)
    if check_in.signs & RED_SIGNS:
        sign = min(check_in.signs & RED_SIGNS)
        return Verdict(Light.RED, _loaded(terms, done), because("red-sign", sign=sign.value))
    lights = {r.exercise: _light_of(terms, state, r, widespread=check_in.widespread) for r in done}
    light = worst(*lights.values())
    after = _after(terms, state, done, check_in.after)
    if after.severity > light.severity:
        sources = _pain_sources(terms)
        return Verdict(after, _loaded(terms, done), because(f"after-{after.value}", sources, pain=check_in.after or 0))
    if light is Light.GREEN:
        return Verdict(light, frozenset(), because("session-green", _pain_sources(terms)))
    culprits = frozenset(name for name, found in lights.items() if found is light)
    first = min(culprits)
    pain = next(r.pain or 0 for r in done if r.exercise == first)
    limit = limit_for(terms, state, catalogue[first])
    why = because(
        f"session-{light.value}",
        limit.sources,
        exercise=first,
        pain=pain,
        phase=terms.protocol.phases[state.phase].id,
        amber=limit.amber_from,
        red=limit.red_from,
    )
    return Verdict(light, culprits, why)


def _light_of(terms: Terms, state: State, report: Report, *, widespread: bool) -> Light:
    exercise = terms.protocol.catalogue[report.exercise]
    light = light_at(limit_for(terms, state, exercise, widespread=widespread), report.pain)
    loaded = exercise.tier >= terms.protocol.limits.loading_tier
    if loaded and (report.pain or 0) >= terms.protocol.reds.early_loading_red_from:
        return Light.RED
    return light


def _after(terms: Terms, state: State, done: list[Report], pain: int | None) -> Light:
    """Pain when the session was over, by the strictest limits of what was done."""
    catalogue = terms.protocol.catalogue
    limits = [limit_for(terms, state, catalogue[r.exercise]) for r in done] or [terms.protocol.pain["early"]]
    return worst(*(light_at(limit, pain) for limit in limits))


def _loaded(terms: Terms, done: list[Report]) -> frozenset[str]:
    """What a red that names no exercise is put down to: the loaded ones, or else all."""
    catalogue, tier = terms.protocol.catalogue, terms.protocol.limits.loading_tier
    loaded = frozenset(r.exercise for r in done if catalogue[r.exercise].tier >= tier)
    return loaded or frozenset(r.exercise for r in done)


def _pain_sources(terms: Terms) -> tuple[str, ...]:
    return terms.protocol.reds.sources


def baseline(state: State) -> int | None:
    """Median morning pain of the last three days before today; None when nothing is known."""
    known = [pain for day, pain in state.mornings if 0 < state.day - day <= BASELINE_DAYS]
    return median_low(known) if known else None


def morning_light(terms: Terms, state: State, morning: Morning) -> tuple[Light, Reason]:
    """The light of a morning against the mornings before it, and why.

    Red: three or more above the baseline, a limp, or still above it a second morning.
    Widespread soreness of at most 3 is amber at most.
    """
    rules = terms.protocol.reds
    still = state.unsettled if state.unsettled_day == state.day - 1 else None
    usual = baseline(state) if still is None else still
    usual = morning.pain if usual is None else usual
    more = morning.pain - usual
    inputs = {"pain": morning.pain, "usual": usual, "more": more}
    if morning.limp:
        return Light.RED, because("morning-limp", rules.sources, **inputs)
    if more < rules.morning_amber_from:
        return Light.GREEN, because("morning-green", rules.sources, **inputs)
    if morning.widespread and morning.pain <= WIDESPREAD_AT_MOST:
        return Light.AMBER, because("morning-widespread", rules.sources, **inputs)
    if still is not None:
        return Light.RED, because("morning-still-sore", rules.sources, **inputs)
    if more >= rules.morning_red_from:
        return Light.RED, because("morning-red", rules.sources, **inputs)
    return Light.AMBER, because("morning-amber", rules.sources, **inputs)


def week_trend(state: State) -> int:
    """+1 when this week's median morning pain is above last week's, 0 when not or unknown."""
    this = [pain for day, pain in state.mornings if 0 <= state.day - day < 7]
    last = [pain for day, pain in state.mornings if 7 <= state.day - day < 14]
    return int(bool(this) and bool(last) and median_low(this) > median_low(last))
