"""What a form of the runner's pages says: each name read once, refused with what was given and what is allowed."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils.translation import gettext as _

from rehab.asking import BadAnswersError, Wrong, shown
from rehab.events import Did, Finished, Morning, OtherWork, Outcome, Tried, WhyNot
from rehab.gates import hurts, is_compared
from rehab.protocol import Criterion
from rehab.telling import is_name, is_text
from rehab.vocabulary import Sign

NO_ANSWER = "csrfmiddlewaretoken"
MOST_TOLD = 5
MOST_PAIN = 10
LONGEST_MINUTES = 600
LONGEST_COUNT = 1000
LONGEST_DATE = 10
# Digits of the largest number that is asked for; int() reads no more than some thousand.
LONGEST_NUMBER = 10
YES = ("yes",)
OUTCOMES = tuple(outcome.value for outcome in Outcome)


class Sheet:
    """One form as it was sent; what is wrong with it gathers until `close`."""

    def __init__(self, sent: QueryDict) -> None:
        self._given = {name: [value.strip() for value in sent.getlist(name)] for name in sent if name != NO_ANSWER}
        self._asked: set[str] = set()
        self._wrongs: list[Wrong] = []
        self.uuid = self._uuid()

    def number(self, name: str, *, most: int, needed: bool = False) -> int | None:
        """A whole number from 0 to *most*; None where nothing was given."""
        values = self._values(name)
        if not values and not needed:
            return None
        given = values[0] if len(values) == 1 else ""
        if given.isascii() and given.isdigit() and len(given) <= LONGEST_NUMBER and int(given) <= most:
            return int(given)
        self._refuse(name, values, _("a whole number from 0 to %(most)s") % {"most": most})
        return None

    def one(self, name: str, allowed: Sequence[str], *, needed: bool = False) -> str | None:
        """The one value of *name*, which is among those *allowed*; None where nothing was given."""
        values = self._values(name)
        if not values and not needed:
            return None
        if len(values) == 1 and values[0] in allowed:
            return values[0]
        self._refuse(name, values, ", ".join(allowed))
        return None

    def many(self, name: str, allowed: Sequence[str]) -> frozenset[str]:
        """The values of *name*, all among those *allowed*."""
        values = self._values(name)
        strange = [value for value in values if value not in allowed]
        if strange:
            self._refuse(name, strange, ", ".join(allowed))
        return frozenset(values) - set(strange)

    def tick(self, name: str) -> bool:
        """Whether the box called *name* is ticked."""
        return self.one(name, YES) == "yes"

    def text(self, name: str, *, longest: int) -> str:
        """What was written as *name*."""
        values = self._values(name)
        if len(values) > 1 or any(len(value) > longest for value in values):
            self._refuse(name, values, _("at most %(longest)s letters") % {"longest": longest})
            return ""
        if not all(map(is_text, values)):
            self._refuse(name, values, _("whole letters, and no control characters"))
            return ""
        return values[0] if values else ""

    def name(self, name: str, *, longest: int) -> str:
        """What somebody or something is called, in one line; "" where nothing was given."""
        given = self.text(name, longest=longest)
        if given and not is_name(given):
            self.refuse(name, given, _("letters in one line, and no marks that turn the direction of writing"))
            return ""
        return given

    def day(self, name: str) -> date:
        """The date that was written as *name*."""
        given = self.text(name, longest=LONGEST_DATE)
        try:
            return date.fromisoformat(given)
        except ValueError:
            self.refuse(name, given, _("a date such as 2026-11-23"))
            return date.max

    def refuse(self, name: str, given: str, allowed: str) -> None:
        """Note that *name* cannot be what was *given*."""
        self._wrongs.append(Wrong(name, shown(given), allowed))

    def close(self) -> None:
        """BadAnswersError when anything is wrong, names that nothing asked for included."""
        strangers = sorted(self._given.keys() - self._asked)[:MOST_TOLD]
        allowed = ", ".join(sorted(self._asked)) or _("no answer at all")
        self._wrongs += [Wrong("", shown(name), allowed) for name in strangers]
        if self._wrongs:
            raise BadAnswersError(self._wrongs[:MOST_TOLD])

    def _values(self, name: str) -> list[str]:
        self._asked.add(name)
        return [value for value in self._given.get(name, ()) if value]

    def _refuse(self, name: str, values: Sequence[str], allowed: str) -> None:
        self.refuse(name, " and ".join(values[:MOST_TOLD]), allowed)

    def _uuid(self) -> UUID:
        """The entry's UUID, which the form carries, so that a form sent twice is one entry."""
        values = self._values("uuid")
        try:
            return UUID(values[0]) if values else uuid4()
        except ValueError:
            self._refuse("uuid", values, _("the number that the page sent with the form"))
            return uuid4()


def morning(sheet: Sheet) -> Morning:
    """The morning check."""
    pain = sheet.number("pain", most=MOST_PAIN, needed=True)
    told = Morning(pain or 0, limp=sheet.tick("limp"), widespread=sheet.tick("widespread"))
    sheet.close()
    return told


def item(sheet: Sheet, exercise: str, planned: int) -> Did:
    """One item of the session. Of a run, *planned* minutes, the minutes that were run; 0 planned for all else."""
    outcome = sheet.one("outcome", OUTCOMES, needed=True) or Outcome.DONE
    why_not = sheet.one("why_not", tuple(why.value for why in WhyNot))
    minutes = sheet.number("minutes", most=LONGEST_MINUTES) if planned else None
    told = Did(
        exercise,
        Outcome(outcome),
        pain=sheet.number("pain", most=MOST_PAIN),
        minutes=minutes,
        why_not=WhyNot(why_not) if why_not and outcome != Outcome.DONE else None,
    )
    sheet.close()
    return told


def finish(sheet: Sheet, exercises: Sequence[str]) -> Finished:
    """The end of the session, of which *exercises* were told."""
    told = Finished(
        during=sheet.number("during", most=MOST_PAIN, needed=True),
        worst_at=sheet.one("worst_at", exercises),
        after=sheet.number("after", most=MOST_PAIN, needed=True),
        signs=frozenset(Sign(value) for value in sheet.many("sign", tuple(sign.value for sign in Sign))),
        widespread=sheet.tick("widespread"),
    )
    sheet.close()
    return told


def trial(sheet: Sheet, criteria: Sequence[Criterion], *, compared: bool = False) -> tuple[Tried, ...]:
    """One try that serves all *criteria*: the sore leg's number, the other one's where it is *compared*, the pain where
    it counts.
    """
    most = MOST_PAIN if any(c.unit == "pain" for c in criteria) else LONGEST_COUNT
    injured = sheet.number("injured", most=most, needed=True) or 0
    sound = sheet.number("sound", most=most, needed=True) if compared or is_compared(criteria) else None
    pain = sheet.number("pain", most=MOST_PAIN, needed=True) if hurts(criteria) else None
    sheet.close()
    return tuple(Tried(c.criterion, injured, sound=sound, pain=pain) for c in criteria)


def other_work(sheet: Sheet) -> OtherWork:
    """Something done outside the plan."""
    told = OtherWork(
        run_minutes=sheet.number("run_minutes", most=LONGEST_MINUTES) or 0,
        loaded=sheet.one("loaded", ("yes", "no"), needed=True) == "yes",
        pain=sheet.number("pain", most=MOST_PAIN, needed=True),
    )
    sheet.close()
    return told
