"""What an appointment says: its title what the mail of that day would, its text how sure it is."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.notices.words import Facts, glance_of
from rehab.appointments import Appointment
from rehab.reminding import Occasion


def calendar_name() -> str:
    """What the calendar is called, among others on a screen that may be shared: nothing of health."""
    return _("Training plan")


def title_of(appointment: Appointment) -> str:
    """The day in one line."""
    if appointment.tests and not appointment.exercises:
        return _("Day %(day)s: something to try") % {"day": appointment.day}
    return glance_of(
        Facts(
            Occasion.DAILY,
            day=appointment.day,
            exercises=appointment.exercises,
            minutes=appointment.minutes,
            run_minutes=appointment.run_minutes,
            is_care=appointment.is_care,
        )
    )


def text_of(appointment: Appointment, *, opens: str) -> str:
    """How sure it is, how many tests may be tried, and the page that tells the rest."""
    sure = (
        _("So it will be if every step until then goes well. The plan may change.")
        if appointment.hoped
        else _("This is the plan of today. Look at it before you begin: it may have changed.")
    )
    said = [sure]
    if appointment.tests:
        tests = ngettext("%(count)s test can be tried.", "%(count)s tests can be tried.", appointment.tests)
        said.append(tests % {"count": appointment.tests})
    return "\n".join([*said, _("Open today: %(address)s") % {"address": opens}])
