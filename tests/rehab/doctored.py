"""The calf-strain protocol with something wrong in it, and what the checks tell of it."""

from collections.abc import Callable

from rehab.checking import check_protocol
from rehab.library import load_protocol
from rehab.protocol import Criterion, Protocol, Row
from tests.rehab.safety.plants import changed

CALVES = load_protocol()
SCHEDULE = CALVES.schedule
Doctor = Callable[[], Protocol]


def with_row(number: int, **changes) -> Protocol:
    rows = list(SCHEDULE.rows)
    rows[number] = changed(rows[number], **changes)
    return changed(CALVES, schedule=changed(SCHEDULE, rows=tuple(rows)))


def with_rows(*more: Row) -> Protocol:
    return changed(CALVES, schedule=changed(SCHEDULE, rows=(*SCHEDULE.rows, *more)))


def without_row(number: int) -> Protocol:
    rows = SCHEDULE.rows[:number] + SCHEDULE.rows[number + 1 :]
    return changed(CALVES, schedule=changed(SCHEDULE, rows=rows))


def with_criterion(phase: str, name: str, **changes) -> Protocol:
    gate = tuple(changed(c, **changes) if c.criterion == name else c for c in CALVES.gates[phase])
    return changed(CALVES, gates=CALVES.gates | {phase: gate})


def with_ladder(**changes) -> Protocol:
    assert CALVES.ladder
    return changed(CALVES, ladder=changed(CALVES.ladder, **changes))


def with_rung(number: int, **changes) -> Protocol:
    assert CALVES.ladder
    rungs = list(CALVES.ladder.rungs)
    rungs[number] = changed(rungs[number], **changes)
    return with_ladder(rungs=tuple(rungs))


def with_mileage(**changes) -> Protocol:
    assert CALVES.mileage
    return changed(CALVES, mileage=changed(CALVES.mileage, **changes))


def named_place(phase: str, day: str, grade: int, count: int) -> int:
    return next(
        n
        for n, row in enumerate(SCHEDULE.rows)
        if (row.phase, row.day) == (phase, day) and row.holds(grade=grade, count=count)
    )


LIGHT = named_place("strengthen", "light", 1, 0)
DAILY_1 = named_place("mobilise", "daily", 1, 0)
LOADED_2 = named_place("strengthen", "loading", 2, 1)
NEW = Criterion("tried", "measure", ("green-2022",), needs=1)


def told(protocol: Protocol, **more) -> list[tuple[str, str, str]]:
    found = check_protocol(protocol, **more)
    return [(fault.file.rsplit("/")[-1], fault.entry, fault.problem) for fault in found]
