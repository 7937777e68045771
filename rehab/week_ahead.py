"""The coming seven days of a followed course as a plan, for paper: as they come if every one of them is green."""

from itertools import islice

from rehab.assembly import make_day, notices_of
from rehab.following import Today
from rehab.hoped import Coming, days_coming
from rehab.programme import Programme, Test, Week
from rehab.protocol import Protocol
from rehab.situation import terms_of
from rehab.vocabulary import Basis

DAYS = 7


def week_ahead(protocol: Protocol, today: Today) -> Programme | None:
    """*today* and six days more; None where the course waits for somebody and no day ahead can be told.

    The week has the number of the one that today lies in, and begins with today. No test is supposed to be passed:
    paper cannot look whether it was, so that a phase is left by the next paper, never by this one. Each stands on the
    first day on which it may be tried.
    """
    span = [*islice(days_coming(protocol, today, passing=False), DAYS)]
    if len(span) < DAYS:
        return None
    terms = terms_of(protocol, today.now.situation)
    tests = _tests(protocol, span)
    made = tuple(make_day(terms, one.read_from, one.plan, tests.get(one.day, ())) for one in span)
    notices = notices_of(terms, [(one.read_from, one.plan) for one in span])
    situation = terms.situation
    return Programme(
        protocol=protocol.id,
        version=protocol.version,
        grade=situation.grade,
        focus=situation.focus,
        cleared_on_day=situation.cleared_on_day,
        basis=Basis.FOLLOWED,
        weeks=(Week(today.now.day // DAYS + 1, made, tuple(notices)),),
    )


def _tests(protocol: Protocol, span: list[Coming]) -> dict[int, tuple[Test, ...]]:
    """What may be tried from which day on, by the gate it counts for."""
    first: dict[str, Test] = {}
    for coming in span:
        phase = protocol.phases[coming.read_from.phase].id
        for criterion in coming.tests:
            first.setdefault(criterion.criterion, Test(coming.day, phase, criterion.criterion))
    found: dict[int, tuple[Test, ...]] = {}
    for test in first.values():
        found[test.day] = (*found.get(test.day, ()), test)
    return found
