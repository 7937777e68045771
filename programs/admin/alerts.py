"""The list of mails about warning signs that clinics were owed: what became of each, and trying again."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import action, display
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.admin.listing import InWords, Listing
from programs.admin.masking import without_address
from programs.models import Alert
from programs.services.standings import retry_alerts

OWED, SENT, DEAD = "owed", "sent", "dead"
BECAME = {OWED: gettext_lazy("waiting"), SENT: gettext_lazy("sent"), DEAD: gettext_lazy("given up")}
ROWS = {
    OWED: Q(settled_at__isnull=True),
    SENT: Q(settled_at__isnull=False, why=""),
    DEAD: Q(settled_at__isnull=False) & ~Q(why=""),
}


class ByState(InWords):
    """What became of it."""

    title, parameter_name, words = gettext_lazy("what became of it"), "state", BECAME

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the chosen state; none of a state there is not."""
        chosen = self.value()
        return queryset if chosen is None else queryset.filter(ROWS.get(chosen, Q(pk__in=[])))


def _address(alert: Alert) -> str:
    return alert.member.user.email if alert.member.user else ""


class AlertAdmin(Listing):
    """Names neither client nor clinic: the first letter and the host of a mailbox say which mail server it was."""

    title = gettext_lazy("Mails of warning signs")
    address = staticmethod(_address)
    list_display = ("made", "recipient", "became", "reason", "attempts")
    list_filter = (ByState,)
    list_select_related = ("member__user",)
    ordering = ("-made_at", "-pk")
    actions = ("try_again",)

    @display(description=gettext_lazy("told, in UTC"), ordering="made_at")
    def made(self, alert: Alert) -> Any:
        return alert.made_at

    @display(description=gettext_lazy("what became of it"))
    def became(self, alert: Alert) -> str:
        return str(BECAME[DEAD if alert.why else SENT] if alert.settled_at else BECAME[OWED])

    @display(description=gettext_lazy("why"))
    def reason(self, alert: Alert) -> str:
        """What the other side said last, with addresses masked."""
        return without_address(alert.why, _address(alert))

    @action(description=gettext_lazy("Try again"))
    def try_again(self, request: HttpRequest, queryset: QuerySet[Alert]) -> None:
        """Owe once more those of *queryset* that were given up."""
        dead = set(queryset.filter(ROWS[DEAD]).values_list("pk", flat=True))
        done = retry_alerts(alerts=dead, now=timezone.now())
        text = ngettext("%(count)s mail is tried again.", "%(count)s mails are tried again.", done)
        self.message_user(request, text % {"count": done}, messages.SUCCESS if done else messages.WARNING)
        if others := queryset.count() - len(dead):
            text = _("%(count)s not: only what was given up can be tried again.")
            self.message_user(request, text % {"count": others}, messages.WARNING)
