"""The safety invariants as functions: what must hold for every plan, whoever made it.

The checks read the protocol's data and the finished plan and work everything out once more; they
never call the rules that made the plan. Each registry goes by invariant and reads one kind of thing.
"""

from collections.abc import Callable, Iterator, Sequence

from rehab.programme import Day
from rehab.protocol import Protocol
from rehab.safety import days as d
from rehab.safety import files, loads, pairs, reactions, runs, texts, ways
from rehab.safety.breach import Breach, Broken, Findings
from rehab.safety.following import episodes
from rehab.safety.life import Life
from rehab.safety.reading import AS_PLANNED, Course, Followed, Told
from rehab.situation import Terms
from rehab.timeline import Lived

__all__ = [
    "DATA",
    "HISTORY",
    "PAIRS",
    "PROGRAMME",
    "TEXT",
    "Breach",
    "Course",
    "Followed",
    "Told",
    "check_data",
    "check_history",
    "check_pair",
    "check_programme",
    "check_soreness",
    "check_text",
]

DATA: dict[str, Callable[[Protocol], Findings]] = {
    "INV-22": files.gentle_steps,
    "INV-33": files.graph_in_order,
}
PROGRAMME: dict[str, Callable[[Course], Findings]] = {
    "INV-01": d.nothing_loaded_first,
    "INV-02": d.soft_tissue_days,
    "INV-03": d.no_rise_without_clearance,
    "INV-04": d.severe_first_phase,
    "INV-06": d.floors_and_stays,
    "INV-09": d.allowed_in_phase,
    "INV-10": loads.loaded_days_apart,
    "INV-11": loads.chain_days_apart,
    "INV-12": runs.runs_in_their_phase,
    "INV-13": runs.first_run,
    "INV-14": loads.springs_in_turn,
    "INV-16": runs.ladder_runs,
    "INV-17": runs.weekly_growth,
    "INV-18": runs.single_runs,
    "INV-19": runs.usual_weeks,
    "INV-20": loads.strength_beside_running,
    "INV-21": loads.steps_up,
    "INV-23": loads.contacts,
    "INV-32": d.named_and_dosed,
    "INV-34": d.kit_is_there,
    "INV-35": d.session_length,
    "INV-36": d.holds,
    "INV-37": runs.order_of_the_day,
    "INV-39": d.no_pressure_or_cold,
    "INV-40": d.no_massage,
    "INV-41": d.old_enough,
    "INV-43": loads.a_day_off,
    "INV-44": d.second_phase_is_light,
    "INV-46": loads.strength_each_week,
}
HISTORY: dict[str, Callable[[Life], Findings]] = {
    "INV-05": ways.flags_stop,
    "INV-07": ways.gates_open,
    "INV-08": ways.one_phase_at_a_time,
    "INV-15": reactions.rungs_in_turn,
    "INV-24": reactions.nothing_rises_after_soreness,
    "INV-25": reactions.quiet_after_red,
    "INV-26": reactions.pain_is_red,
    "INV-27": reactions.silence_holds,
    "INV-28": reactions.missed_days_cost,
    "INV-45": reactions.a_hold_holds,
}
PAIRS: dict[str, Callable[[Course, Course], Findings]] = {
    "INV-29": pairs.graver_is_later,
    "INV-30": pairs.care_is_no_sooner,
    "INV-42": pairs.same_plan,
}
TEXT: dict[str, Callable[[str, int | None], Findings]] = {"INV-38": texts.nothing_unsafe_said}


def check_data(protocol: Protocol) -> list[Breach]:
    """What is wrong with the protocol's own numbers."""
    return [breach for name, check in DATA.items() for breach in _named(name, check(protocol))]


def check_programme(terms: Terms, days: Sequence[Day], followed: Followed = AS_PLANNED) -> list[Breach]:
    """What is wrong with the *days* of one course, from its first day on and in order.

    A followed course says in *followed* what became of its days.
    """
    course = Course(terms, days, followed)
    return [breach for name, check in PROGRAMME.items() for breach in _named(name, check(course))]


def check_history(protocol: Protocol, history: Sequence[Lived]) -> list[Breach]:
    """What is wrong with how the days of a followed course came out of each other."""
    lives = [Life(protocol, episode) for episode in episodes(history)]
    return [breach for name, check in HISTORY.items() for life in lives for breach in _named(name, check(life))]


def check_pair(invariant: str, first: Course, second: Course) -> list[Breach]:
    """What is wrong between two courses: INV-29 (milder, graver), INV-30 (plain, more careful),
    INV-42 (the same facts twice).
    """
    return list(_named(invariant, PAIRS[invariant](first, second)))


def check_soreness(greener: Course, sorer: Course, changed: int) -> list[Breach]:
    """INV-31: what is wrong between two courses of which one was worse on day *changed*."""
    return list(_named("INV-31", pairs.soreness_is_no_sooner(greener, sorer, changed)))


def check_text(text: str, day: int | None = None) -> list[Breach]:
    """What rendered *text*, meant for *day* since the injury, must not say."""
    return [breach for name, check in TEXT.items() for breach in _named(name, check(text, day))]


def _named(invariant: str, found: Iterator[Broken]) -> Iterator[Breach]:
    return (Breach(invariant, day, what) for day, what in found)
