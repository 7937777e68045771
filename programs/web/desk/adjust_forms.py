"""What a form at the desk asks of a plan, read name by name; what is wrong with it is told all at once."""

import re
from collections.abc import Callable
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from programs.web.mine.forms import Sheet
from rehab.adjusting_faults import LONGEST_RUN
from rehab.intents import (
    AddExercise,
    AnyIntent,
    CapDose,
    CapRun,
    Days,
    Hold,
    Message,
    MovePhase,
    RemoveExercise,
    SetDose,
    SwapExercise,
)
from rehab.telling import LONGEST_WHY

LONGEST_ID = 60
LONGEST_VERSION = 10**9
_DOSE = re.compile(r"([0-9]{1,3})x([0-9]{1,4})")


class AdjustForm:
    """A form as it was sent: the *intent* it asks for, None where it is about no more than an *exercise*; the *reason*;
    the number of the plan that was *seen*, and the *uuid* made with the form. `close` raises BadAnswersError for
    anything that cannot be read.
    """

    def __init__(self, sent: QueryDict) -> None:
        self.sheet = Sheet(sent)
        self.uuid = self.sheet.uuid
        self.reason = self.sheet.text("reason", longest=LONGEST_WHY)
        self.seen = self.sheet.number("seen", most=LONGEST_VERSION)
        kind = self.sheet.one("kind", tuple(READERS))
        self.intent: AnyIntent | None = READERS[kind](self.sheet) if kind else None
        self.exercise = self.sheet.text("exercise", longest=LONGEST_ID)

    def close(self) -> None:
        """BadAnswersError when anything is wrong, names that nothing asked for included."""
        self.sheet.close()


def _id(sheet: Sheet, name: str) -> str:
    return sheet.text(name, longest=LONGEST_ID)


def _dose(sheet: Sheet) -> tuple[int, int]:
    given = _id(sheet, "dose")
    found = _DOSE.fullmatch(given)
    if found is None:
        sheet.refuse("dose", given, _("a dose such as 3x12"))
        return 0, 0
    return int(found[1]), int(found[2])


def _swap(sheet: Sheet) -> AnyIntent:
    return SwapExercise(_id(sheet, "exercise"), _id(sheet, "other"))


def _set_dose(sheet: Sheet) -> AnyIntent:
    return SetDose(_id(sheet, "exercise"), *_dose(sheet))


def _cap_dose(sheet: Sheet) -> AnyIntent:
    return CapDose(_id(sheet, "exercise"), *_dose(sheet))


def _cap_run(sheet: Sheet) -> AnyIntent:
    return CapRun(sheet.number("minutes", most=LONGEST_RUN, needed=True) or 0)


def _hold(sheet: Sheet) -> AnyIntent:
    return Hold(_day(sheet, "until"), _id(sheet, "criterion"))


def _day(sheet: Sheet, name: str) -> date | None:
    given = _id(sheet, name)
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        sheet.refuse(name, given, _("a day such as 2026-11-30"))
        return None


def _add(sheet: Sheet) -> AnyIntent:
    days = sheet.one("days", tuple(days.value for days in Days), needed=True) or Days.LOADING
    return AddExercise(_id(sheet, "exercise"), *_dose(sheet), Days(days))


def _remove(sheet: Sheet) -> AnyIntent:
    return RemoveExercise(_id(sheet, "exercise"))


def _move_phase(sheet: Sheet) -> AnyIntent:
    return MovePhase(_id(sheet, "phase"))


def _message(sheet: Sheet) -> AnyIntent:
    return Message(sheet.text("text", longest=LONGEST_WHY))


READERS: dict[str, Callable[[Sheet], AnyIntent]] = {
    "swap": _swap,
    "dose": _set_dose,
    "cap": _cap_dose,
    "cap_run": _cap_run,
    "hold": _hold,
    "add": _add,
    "remove": _remove,
    "move_phase": _move_phase,
    "message": _message,
}
