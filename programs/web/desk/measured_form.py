"""The form of tests that a clinic measures: which it asks for, and what somebody wrote into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.http import QueryDict
from django.utils.translation import gettext as _

from programs.selectors.programmes import Following
from programs.services.examining import Measured
from programs.web.mine import forms
from programs.web.mine.player_shown import OTHER_LEG
from rehab.day import tier_cap
from rehab.events import Tried
from rehab.gates import OF_TEN, SCALE, YES, hurts, is_compared, measured_from, most_of, tried_together
from rehab.protocol import Criterion
from rehab.words import words_in

INJURED, SOUND, PAIN = "injured", "sound", "pain"
# As many tries as a clinic takes of one test, and what they take to write down.
MOST_TRIES, LONGEST_TRIES = 5, 30
PARTS = str.maketrans(",;/", "   ")


@dataclass(frozen=True)
class Side:
    """A number that is asked for: its field's *name*, whose leg it is, "" for both, and what was *sent*."""

    name: str
    whose: str
    sent: str


@dataclass(frozen=True)
class TestShown:
    """One test: its *title*, every gate's words for it, the *unit* in words, the *sides* as they are tried, and the
    name of the field for pain, "" where pain says nothing.

    *is_yes* asks for a yes or no, *is_pain* for a number of the scale; *sets* of which each counts, or tries of which
    the best does. *beyond* is why the plan would not ask for it today.
    """

    title: str
    texts: tuple[str, ...]
    asks: str
    sides: tuple[Side, ...]
    pain: str
    pain_sent: str
    is_yes: bool
    is_pain: bool
    sets: int
    beyond: str
    is_ahead: bool

    @property
    def labels(self) -> dict[str, str]:
        """What each field is called in a sentence."""
        sides = {side.name: side.whose or self.asks for side in self.sides}
        return sides | ({self.pain: _("pain meanwhile")} if self.pain else {})


def tests_shown(found: Following, sent: QueryDict | None) -> tuple[TestShown, ...]:
    """The tests of the gate ahead, then those of later gates; with what was *sent*, where that could not be used."""
    phase = found.today.now.phase
    return tuple(
        _shown(found, name, criteria, sent or {}, is_ahead=place == phase) for place, name, criteria in _groups(found)
    )


def read_tests(sheet: forms.Sheet, found: Following) -> Measured:
    """The day and the tests that a form tells of, each criterion under a UUID of its own; what was left blank was not
    measured. BadAnswersError for anything that cannot be used, and for a form without a number.
    """
    on, tried = sheet.day("on"), list[tuple[UUID, Tried]]()
    for _place, name, criteria in _groups(found):
        numbers = _numbers(sheet, name, criteria)
        if numbers is not None:
            injured, sound, pain = numbers
            events = (Tried(c.criterion, injured, sound=sound, pain=pain) for c in criteria)
            tried += [(uuid5(sheet.uuid, event.criterion), event) for event in events]
    if not tried:
        sheet.refuse("", "", _("the numbers of one test at least"))
    sheet.close()
    return Measured(on, tuple(tried))


def _groups(found: Following) -> list[tuple[int, str, list[Criterion]]]:
    """What is tried together from the phase at hand on, each criterion once: where the first gate that asks for it
    stands, the name of its fields, and its criteria.
    """
    groups: list[tuple[int, str, list[Criterion]]] = []
    for place, new in measured_from(found.terms, found.today.now.phase):
        known = {name for _place, name, _criteria in groups}
        for name, criteria in tried_together(new).items():
            groups.append((place, f"{name}-{place}" if name in known else name, criteria))
    return groups


def _numbers(sheet: forms.Sheet, name: str, criteria: Sequence[Criterion]) -> tuple[int, int | None, int | None] | None:
    """The sore leg's number, the other one's and the pain, as far as they are asked for; None where nothing was
    written.
    """
    fields = [f"{name}-{INJURED}", *_more(name, criteria)]
    if not any(sheet.text(field, longest=LONGEST_TRIES) for field in fields):
        return None
    injured = _best(sheet, fields[0], criteria)
    sound = _best(sheet, f"{name}-{SOUND}", criteria) if is_compared(criteria) else None
    pain = sheet.number(f"{name}-{PAIN}", most=forms.MOST_PAIN, needed=True) if hurts(criteria) else None
    return injured, sound, pain


def _more(name: str, criteria: Sequence[Criterion]) -> list[str]:
    compared = [f"{name}-{SOUND}"] if is_compared(criteria) else []
    return compared + ([f"{name}-{PAIN}"] if hurts(criteria) else [])


def _best(sheet: forms.Sheet, field: str, criteria: Sequence[Criterion]) -> int:
    """The best of the tries written as *field*; of sets that all count, the least."""
    sets, most = max(c.sets for c in criteria), most_of(criteria)
    given = sheet.text(field, longest=LONGEST_TRIES)
    tries = given.translate(PARTS).split()
    usable = all(one.isascii() and one.isdigit() and int(one) <= most for one in tries)
    if not tries or not usable or len(tries) > _most_tries(criteria) or (sets > 1 and len(tries) not in (1, sets)):
        sheet.refuse(field, given, _allowed(most, sets, criteria))
        return 0
    numbers = [int(one) for one in tries]
    return min(numbers) if sets > 1 else max(numbers)


def _most_tries(criteria: Sequence[Criterion]) -> int:
    sets = max(c.sets for c in criteria)
    return 1 if _is_told(criteria) else max(sets, MOST_TRIES)


def _is_told(criteria: Sequence[Criterion]) -> bool:
    """Whether it is told, and not tried: a number of the scale, a yes or a no."""
    return any(c.unit in (SCALE, YES, OF_TEN) for c in criteria)


def _allowed(most: int, sets: int, criteria: Sequence[Criterion]) -> str:
    if sets > 1:
        return _("a whole number from 0 to %(most)s, or one for each of the %(sets)s sets") % {
            "most": most,
            "sets": sets,
        }
    if _is_told(criteria):
        return _("a whole number from 0 to %(most)s") % {"most": most}
    told = {"most": most, "tries": MOST_TRIES}
    return _("whole numbers from 0 to %(most)s, with spaces between at most %(tries)s tries") % told


def _shown(
    found: Following, name: str, criteria: Sequence[Criterion], sent: Mapping[str, str], *, is_ahead: bool
) -> TestShown:
    words, first, leg = words_in(), criteria[0], found.programme.leg
    unit = SCALE if any(c.unit == SCALE for c in criteria) else first.told_in
    both = is_compared(criteria)
    whose = {SOUND: OTHER_LEG[leg], INJURED: leg} if both else {INJURED: leg if first.side == "injured" else ""}
    phase = next(phase.id for phase in found.protocol.phases if first in found.protocol.gates.get(phase.id, ()))
    pain = f"{name}-{PAIN}" if hurts(criteria) else ""
    return TestShown(
        title=words.gate(phase, first, form="short"),
        texts=tuple(words.gate(phase, criterion) for criterion in criteria),
        asks=words.name("trial_units", unit),
        sides=tuple(
            Side(field := f"{name}-{side}", words.name("legs", leg) if leg else "", sent.get(field, ""))
            for side, leg in whose.items()
        ),
        pain=pain,
        pain_sent=sent.get(pain, ""),
        is_yes=unit == YES,
        is_pain=_is_told(criteria) and unit != YES,
        sets=max(criterion.sets for criterion in criteria),
        beyond=_beyond(found, criteria),
        is_ahead=is_ahead,
    )


def _beyond(found: Following, criteria: Sequence[Criterion]) -> str:
    """Why the plan would not ask for it today; "" where it might."""
    tier = max(criterion.tier for criterion in criteria)
    if tier > tier_cap(found.terms, found.today.now):
        return _("It loads the leg more than the plan does today.")
    if tier >= found.protocol.limits.loading_tier and not found.today.plan.loading:
        return _("It loads the calf: the plan keeps it for a training day.")
    return ""
