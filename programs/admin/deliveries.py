"""The list of mails that were owed: what became of each, and the one thing to do, which is to try again."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import action, display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.admin.listing import InWords, Listing
from programs.admin.masking import without_address
from programs.models import Delivery
from programs.models.reminders import DEAD, EMAIL, OWED, SENDING, SENT, SKIPPED
from programs.services.deliveries import retry
from rehab.reminding import Cause, Skipped

STATES = {
    OWED: gettext_lazy("waiting"),
    SENDING: gettext_lazy("being sent"),
    SENT: gettext_lazy("sent"),
    SKIPPED: gettext_lazy("not sent"),
    DEAD: gettext_lazy("given up"),
}
CHANNELS = {EMAIL: gettext_lazy("e-mail")}
CAUSES = {
    Cause.DAILY: gettext_lazy("the day"),
    Cause.NUDGE: gettext_lazy("once more"),
    Cause.WEEKLY: gettext_lazy("the week"),
}
# Every other reason comes from somebody's diary, which is nothing to tell here.
OF_THE_HOUSE = {
    Skipped.LATE: gettext_lazy("more than two hours late"),
    Skipped.QUIET: gettext_lazy("it had become quiet hours"),
    Skipped.OFF: gettext_lazy("mail is off or was stopped"),
    Skipped.WITHDRAWN: gettext_lazy("the runner keeps nothing here any more"),
}
OF_THE_DIARY = gettext_lazy("the plan asked for none")


class ByState(InWords):
    """What became of it."""

    title, parameter_name, words = gettext_lazy("what became of it"), "state", STATES


class ByChannel(InWords):
    """The way it took."""

    title, parameter_name, words = gettext_lazy("channel"), "channel", CHANNELS


class ByCause(InWords):
    """What woke it."""

    title, parameter_name, words = gettext_lazy("reminder of"), "cause", CAUSES


def _address(delivery: Delivery) -> str:
    runner = delivery.programme.runner
    return runner.user.email if runner and runner.user else ""


class DeliveryAdmin(Listing):
    """Reminders of runners: nothing of their diaries is told."""

    title = gettext_lazy("Mails that were owed")
    address = staticmethod(_address)
    list_display = ("due", "recipient", "woken_by", "by_channel", "became", "reason", "attempts")
    list_filter = (ByState, ByChannel, ByCause)
    list_select_related = ("programme__runner__user",)
    ordering = ("-due_at", "-pk")
    actions = ("try_again",)

    @display(description=gettext_lazy("due, in UTC"), ordering="due_at")
    def due(self, delivery: Delivery) -> Any:
        return delivery.due_at

    @display(description=gettext_lazy("reminder of"))
    def woken_by(self, delivery: Delivery) -> str:
        return str(CAUSES[Cause(delivery.cause)])

    @display(description=gettext_lazy("channel"))
    def by_channel(self, delivery: Delivery) -> str:
        return str(CHANNELS.get(delivery.channel, delivery.channel))

    @display(description=gettext_lazy("what became of it"))
    def became(self, delivery: Delivery) -> str:
        return str(STATES[delivery.state])

    @display(description=gettext_lazy("why"))
    def reason(self, delivery: Delivery) -> str:
        """Of what was skipped the reason, of what failed what the other side said, with addresses masked."""
        if delivery.state == SKIPPED:
            return str(OF_THE_HOUSE.get(Skipped(delivery.why), OF_THE_DIARY))
        return "" if delivery.state == SENT else without_address(delivery.detail, _address(delivery))

    @action(description=gettext_lazy("Try again"))
    def try_again(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """Owe once more those of *queryset* that were given up, but where the runner's mail has been stopped."""
        chosen = queryset.count()
        stopped = queryset.filter(state=DEAD).exclude(programme__reminders__paused_because="")
        waits = set(stopped.values_list("pk", flat=True))
        dead = set(queryset.filter(state=DEAD).values_list("pk", flat=True))
        done = retry(deliveries=dead - waits, now=timezone.now())
        text = ngettext("%(count)s mail is tried again.", "%(count)s mails are tried again.", done)
        self.message_user(request, text % {"count": done}, messages.SUCCESS if done else messages.WARNING)
        if waits:
            text = _(
                "%(count)s not: the mailbox refused mail for good, and its runner starts it again in the settings."
            )
            self.message_user(request, text % {"count": len(waits)}, messages.WARNING)
        if others := chosen - len(dead):
            text = _("%(count)s not: only what was given up can be tried again.")
            self.message_user(request, text % {"count": others}, messages.WARNING)
