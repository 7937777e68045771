"""What the form of a client says, read name by name; what is wrong with it is told all at once."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.translation import gettext as _

from programs.models.clinics import LONGEST_MESSAGE, LONGEST_NAME
from programs.selectors.protocol import bounds_on, grading_rules
from programs.selectors.templates import Offered, Picked
from programs.sent import Form
from programs.services.assigning import Wished
from rehab.asking import fields
from rehab.telling import LONGEST_WHY, is_name, is_text

ASKED, NOT_ASKED = "asked", "not-asked"
LEGS = ("left", "right")
LONGEST_ADDRESS = 254
LONGEST_KEY = 36


class ClientForm:
    """A form as it was sent on the day *today*: *name*, *email* and *message* of somebody, and what is *wished* for
    them, None where that cannot be told. A template is one of those *offered*, or the one that was *picked* elsewhere.
    `close` raises BadAnswersError for anything that cannot be used.
    """

    def __init__(
        self, sent: QueryDict, today: date, offered: Sequence[Offered] = (), picked: Picked | None = None
    ) -> None:
        self.bounds, self.today, self.offered, self.picked = bounds_on(today), today, offered, picked
        self.form = Form(sent, self.bounds)
        self.key = self._text("key", LONGEST_KEY)
        self.name = self._name()
        self.email = self._email()
        self.message = self._text("message", LONGEST_MESSAGE)
        self.wished = self._wished()

    def close(self) -> None:
        """BadAnswersError when anything is wrong."""
        if not self.name and "name" not in self._wrong():
            self.form.refuse("name", [], _("a name, or initials"))
        self.form.finish()

    def _wished(self) -> Wished | None:
        form = self.form
        grade, leg, injured_on = form.told("grade"), form.one("side", LEGS), self._injured_on()
        age = form.told("age", needed=False)
        asked = form.one("signs", (ASKED, NOT_ASKED))
        flags = frozenset(form.many("flag", self.bounds.screening.ids()))
        if flags and asked == NOT_ASKED:
            form.refuse("flag", sorted(flags), _("no sign where nobody has asked for them"))
        if asked == ASKED and age is None and "age" not in self._wrong():
            form.refuse("age", [], _("the age: what a warning sign means hangs on it"))
        focus = form.one("focus", [muscle.id for muscle in grading_rules().focuses], needed=False)
        kit = form.many("equipment", self.bounds.protocol.kit.named)
        minutes, examined = form.told("weekly_run_minutes", needed=False), self._examined_on(injured_on)
        again, guardian = form.tick("previous_strain"), form.tick("guardian_agrees")
        picked = self._picked()
        if form.wrongs or grade is None or leg is None or injured_on is None:
            return None
        return Wished(
            grade=grade,
            leg=leg,
            injured_on=injured_on,
            flags=flags if asked == ASKED else None,
            age=age,
            focus=focus or "",
            kit=frozenset(kit),
            previous_strain=again,
            weekly_run_minutes=minutes,
            examined_on=examined,
            guardian_agrees=guardian,
            picked=picked,
        )

    def _picked(self) -> Picked | None:
        """The template, with the reason for what of it needs one."""
        given, reason = self._text("template", LONGEST_KEY), self._text("template_reason", LONGEST_WHY)
        found = next((one for one in self.offered if one.key == given), None)
        if given and found is None:
            names = ", ".join(f"“{one.name}”" for one in self.offered) or _("none: there is no template to pick")
            allowed = _("one of these as they are now: %(names)s") % {"names": names}
            self.form.refuse("template", [_("one that is not there now")], allowed)
        return found.picked(reason) if found else self.picked

    def _wrong(self) -> set[str]:
        return {wrong.name for wrong in self.form.wrongs}

    def _injured_on(self) -> date | None:
        day: date | None = self.form.told("injured_on")
        first = self.today - timedelta(days=7 * self.bounds.protocol.last_week - 1)
        if day is not None and not first <= day <= self.today:
            self.form.refuse(
                "injured_on", [str(day)], _("%(first)s to %(last)s") % {"first": first, "last": self.today}
            )
            return None
        return day

    def _examined_on(self, injured_on: date | None) -> date | None:
        given = self._values("examined_on")
        if not given:
            return None
        first = injured_on or self.today
        try:
            day: date | None = fields(self.bounds)["injured_on"].read(given[0])
        except ValueError:
            day = None
        if day is None or len(given) > 1 or not first <= day <= self.today:
            allowed = _("%(first)s to %(last)s") % {"first": first, "last": self.today}
            self.form.refuse("examined_on", given, allowed)
            return None
        return day

    def _text(self, name: str, longest: int) -> str:
        values = self._values(name)
        if len(values) > 1 or any(len(value) > longest or not is_text(value) for value in values):
            allowed = _("at most %(longest)s letters, and no control characters") % {"longest": longest}
            self.form.refuse(name, values, allowed)
            return ""
        return values[0] if values else ""

    def _name(self) -> str:
        name = self._text("name", LONGEST_NAME)
        if name and not is_name(name):
            allowed = _("letters in one line, and no marks that turn the direction of writing")
            self.form.refuse("name", [name], allowed)
            return ""
        return name

    def _email(self) -> str:
        address = self._text("email", LONGEST_ADDRESS)
        try:
            validate_email(address or "none@example.com")
        except ValidationError:
            self.form.refuse("email", [address], _("an address such as name@example.com"))
        return address

    def _values(self, name: str) -> Sequence[str]:
        given = self.form.given.get(name, ())
        self.form.many(name, given)  # a name that is asked for, whatever it says
        return [value.strip() for value in given if value.strip()]
