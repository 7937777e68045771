"""What stands on the progress report of a followed course: where it is, what was measured, kept, felt and decided."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from programs.handouts.logo import Logo
from rehab.following import Today, date_of
from rehab.gates import criteria_of, passes
from rehab.looking_back import SIDED, DayBack, Told, Try
from rehab.protocol import Criterion, Protocol
from rehab.situation import NEVER, terms_of
from rehab.standing import standing_of
from rehab.timeline import Lived
from rehab.vocabulary import Light, Status
from rehab.words import Words

PAIN_DAYS = 28
# Of each test the first and the last; of spans, tests and decisions so many as one page holds.
MOST_SPANS, MOST_TRIALS, MOST_DECISIONS = 8, 10, 7
# That a morning was not told is a matter of what was kept, and no decision that anybody reads.
UNTOLD = "morning-untold"
# What stands for itself, whichever gate asks for it.
COUNTED = ("rep", "cm")
# Told by a tick: no share of a yes can be taken.
YES = "yes"
OTHER = {"left": "right", "right": "left"}


@dataclass(frozen=True)
class Examination:
    """That somebody examined the leg: *who* they are in a word, their *name* and what they *said*."""

    on: date
    who: str
    name: str
    said: str


@dataclass(frozen=True)
class Source:
    """A course looked back on, and what no rule knows of it: which tests, by criterion and day, a clinic *measured*,
    the examinations that count, the last first, the warning signs nobody has looked at, each with its day, and whether
    its last day is that of a discharge.
    """

    protocol: Protocol
    lived: tuple[Lived, ...]
    today: Today
    days: tuple[DayBack, ...]
    tried: tuple[Try, ...]
    leg: str
    joined_on: date
    measured: frozenset[tuple[str, date]] = frozenset()
    examined: tuple[Examination, ...] = ()
    signs: tuple[tuple[str, date], ...] = ()
    discharged: bool = False


@dataclass(frozen=True)
class Span:
    """A phase as it was lived: its first day and its last, None while it goes on."""

    phase: str
    first: date
    last: date | None
    days: int


@dataclass(frozen=True)
class TrialLine:
    """A test on a day: numbers of the legs, or of *both* at once, the sore one's share of the other in percent, the
    pain meanwhile. *at_clinic*: somebody there measured it.
    """

    name: str
    on: date
    unit: str
    left: int | None
    right: int | None
    both: int | None
    percent: int | None
    pain: int | None
    at_clinic: bool


@dataclass(frozen=True)
class Kept:
    """Days that asked for something, by what became of them; *other* work was told on days of any kind."""

    done: int
    partly: int
    skipped: int
    untold: int
    other: int

    @property
    def asked(self) -> int:
        """How many days asked for something."""
        return self.done + self.partly + self.skipped + self.untold


@dataclass(frozen=True)
class Decided:
    """What the rules decided on a day, and why, in a sentence."""

    on: date
    said: str


@dataclass(frozen=True)
class ReportPaper:
    """Everything on the report, made on the day of the discharge where the client was *discharged*. *person*, *clinic*
    and *phone* are people's own words; doors that know them put them in, and the clinic's *logo*.
    """

    grade: int
    leg: str
    injured_on: date | None
    joined_on: date
    made_on: date
    day: int
    phase: str
    standing: str
    since: date
    why: tuple[str, ...]
    spans: tuple[Span, ...]
    trials: tuple[TrialLine, ...]
    kept: Kept
    ran: int
    pain: tuple[DayBack, ...]
    decided: tuple[Decided, ...]
    examined: tuple[Examination, ...]
    ahead: str
    earliest: date | None
    missing: tuple[str, ...]
    signs: tuple[tuple[str, date], ...]
    protocol: str
    reviewed: bool
    ended: bool = False
    discharged: bool = False
    person: str = ""
    clinic: str = ""
    phone: str = ""
    logo: Logo | None = None


def report_paper(source: Source, words: Words) -> ReportPaper:
    """The report of *source* as it stands on its last day, in *words*."""
    protocol, state = source.protocol, source.today.now
    standing = standing_of(source.lived, source.today)
    terms, ahead = terms_of(protocol, state.situation), state.phase + 1
    here, has_next = protocol.phases[state.phase].id, ahead < len(protocol.phases)
    injured_on = state.situation.injured_on
    floor = terms.floors[ahead] if has_next else NEVER
    earliest = injured_on + timedelta(days=floor) if injured_on and floor < NEVER and not state.ended else None
    return ReportPaper(
        grade=state.situation.grade,
        leg=words.name("legs", source.leg),
        injured_on=injured_on,
        joined_on=source.joined_on,
        made_on=source.today.date,
        day=state.day,
        phase=words.phase(here),
        standing=words.name("standing", standing.status.value),
        since=standing.since,
        why=tuple(words.reason(why) for why in standing.reasons if words.knows_rule(why.rule)),
        spans=tuple(_spans(source, words))[-MOST_SPANS:],
        trials=_trials(source, words),
        kept=_kept(source.days),
        ran=sum(day.ran for day in source.days),
        pain=_from_the_first_number(source.days[-PAIN_DAYS:]),
        decided=tuple(_decided(source, words))[::-1][:MOST_DECISIONS],
        examined=source.examined,
        ahead=words.phase(protocol.phases[ahead].id) if has_next else "",
        earliest=earliest if earliest and earliest > source.today.date else None,
        missing=tuple(
            words.gate(here, criterion, form="short")
            for criterion in (criteria_of(terms, state.phase) if has_next else ())
            if not passes(terms, state, criterion)
        ),
        ended=standing.status is Status.ENDED,
        signs=source.signs,
        protocol=f"{protocol.id} {protocol.version}",
        reviewed=bool(protocol.reviewed_by),
        discharged=source.discharged,
    )


def _spans(source: Source, words: Words) -> Iterator[Span]:
    """The phases in the order they were lived; one that was fallen back to stands again."""
    spans = [(phase, list(days)) for phase, days in groupby(source.days, key=lambda day: day.phase)]
    for place, (phase, days) in enumerate(spans):
        last = None if place == len(spans) - 1 else days[-1].date
        yield Span(words.phase(source.protocol.phases[phase].id), days[0].date, last, len(days))


def _trials(source: Source, words: Words) -> tuple[TrialLine, ...]:
    """The first and the last try of each test, the newest day first; one try that served two gates stands once."""
    gates = list(source.protocol.gates.items())
    # A test has the words of the first gate that asks for it.
    known = {c.criterion: (phase, c) for phase, gate in reversed(gates) for c in gate}
    lines: dict[str, dict[date, TrialLine]] = {}
    for one in source.tried:
        if one.criterion in known:
            phase, criterion = known[one.criterion]
            # Walks of ten and of thirty minutes are two tests; the raises of two gates are one.
            is_one = bool(criterion.exercise) and criterion.told_in in COUNTED
            name = words.exercise(criterion.exercise) if is_one else words.gate(phase, criterion, form="short")
            key = criterion.exercise if is_one else one.criterion
            lines.setdefault(key, {})[one.on] = _trial(source, one, criterion, name)
    ends = (
        line for days in lines.values() for line in dict.fromkeys([next(iter(days.values())), [*days.values()][-1]])
    )
    return tuple(sorted(ends, key=lambda line: (line.on, line.name), reverse=True)[:MOST_TRIALS])


def _trial(source: Source, one: Try, criterion: Criterion, name: str) -> TrialLine:
    sides: dict[str, int | None] = {"left": None, "right": None}
    is_sided = criterion.side in SIDED
    sound = one.sound if is_sided else None
    if is_sided:
        sides |= {source.leg: one.injured, OTHER[source.leg]: sound}
    return TrialLine(
        name=name,
        on=one.on,
        unit=criterion.told_in,
        left=sides["left"],
        right=sides["right"],
        both=None if is_sided else one.injured,
        percent=100 * one.injured // sound if sound and criterion.told_in != YES else None,
        pain=one.pain,
        at_clinic=(one.criterion, one.on) in source.measured,
    )


def _kept(days: Iterable[DayBack]) -> Kept:
    told = [day.told for day in days]
    return Kept(*(told.count(one) for one in (Told.DONE, Told.PARTLY, Told.SKIPPED, Told.UNKNOWN, Told.OTHER)))


def _from_the_first_number(days: tuple[DayBack, ...]) -> tuple[DayBack, ...]:
    first = next((n for n, day in enumerate(days) if day.during is not None or day.morning is not None), len(days))
    return days[first:]


def _decided(source: Source, words: Words) -> Iterator[Decided]:
    """Every decision but those that went on as hoped."""
    days = [(date_of(one.before), one.after.decisions) for one in source.lived]
    days.append((source.today.date, source.today.now.decisions))
    for on, decisions in days:
        for decision in decisions:
            told = decision.light is not Light.GREEN and decision.why.rule != UNTOLD
            if told and words.knows_rule(decision.why.rule):
                yield Decided(on, words.reason(decision.why))
