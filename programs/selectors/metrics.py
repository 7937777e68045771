"""Numbers about the house for its operators: how much is owed, how late it is, what failed. Of nobody in particular."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Min
from prometheus_client.core import CollectorRegistry, GaugeMetricFamily, Metric
from prometheus_client.exposition import generate_latest

from programs.models import Delivery, DueReminder, PushSubscription
from programs.models.push import MOST_FAILURES
from programs.models.reminders import OWED, SENDING
from programs.selectors.readiness import last_heartbeat

LATELY = timedelta(days=1)


def metrics_text(now: datetime) -> bytes:
    """The numbers at *now*, in the text format of Prometheus."""
    registry = CollectorRegistry()
    registry.register(_Numbers(now))
    return generate_latest(registry)


def bare_text() -> bytes:
    """That this process answers, and nothing else."""
    registry = CollectorRegistry()
    registry.register(_Up())
    return generate_latest(registry)


class _Up:
    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily("strideback_up", "1: this process answers.", 1)


class _Numbers(_Up):
    def __init__(self, now: datetime) -> None:
        self._now = now

    def collect(self) -> Iterator[Metric]:
        yield from super().collect()
        yield from self._waiting()
        yield self._settled()
        yield from self._phones()
        swept_at = last_heartbeat(name="sweep")
        if swept_at is not None:
            age = (self._now - swept_at).total_seconds()
            yield GaugeMetricFamily("strideback_sweep_age_seconds", "Since beat's last sweep.", age)

    def _waiting(self) -> Iterator[Metric]:
        depth = GaugeMetricFamily(
            "strideback_reminders_waiting", "Reminders owed and claimed.", None, ["channel", "state"]
        )
        lag = GaugeMetricFamily(
            "strideback_reminders_lag_seconds", "How late the longest owed one is.", None, ["channel"]
        )
        waiting = Delivery.objects.filter(state__in=[OWED, SENDING]).values("channel", "state")
        oldest: dict[str, datetime] = {}
        for row in waiting.annotate(many=Count("pk"), first=Min("due_at")).order_by("channel", "state"):
            depth.add_metric([row["channel"], row["state"]], row["many"])
            oldest[row["channel"]] = min(row["first"], oldest.get(row["channel"], row["first"]))
        for channel, first in oldest.items():
            lag.add_metric([channel], max(0.0, (self._now - first).total_seconds()))
        due = DueReminder.objects.filter(due_at__lte=self._now).count()
        yield depth
        yield lag
        yield GaugeMetricFamily("strideback_reminders_due", "Due, and not swept yet.", due)

    def _phones(self) -> Iterator[Metric]:
        phones = GaugeMetricFamily("strideback_phones", "Phones that take pushes, asked and given up.", None, ["state"])
        asked = PushSubscription.objects.filter(failed__lt=MOST_FAILURES).count()
        phones.add_metric(["asked"], asked)
        phones.add_metric(["given_up"], PushSubscription.objects.count() - asked)
        stood_in = Delivery.objects.filter(settled_at__gte=self._now - LATELY, stands_in=True).count()
        yield phones
        yield GaugeMetricFamily("strideback_reminders_stood_in_day", "Mails in place of a push, in 24 hours.", stood_in)

    def _settled(self) -> Metric:
        settled = GaugeMetricFamily(
            "strideback_reminders_settled_day",
            "What became of reminders in the last 24 hours.",
            None,
            ["channel", "kind", "state", "why"],
        )
        lately = Delivery.objects.filter(settled_at__gte=self._now - LATELY).values("channel", "kind", "state", "why")
        for row in lately.annotate(many=Count("pk")).order_by("channel", "kind", "state", "why"):
            settled.add_metric([row["channel"], row["kind"], row["state"], row["why"]], row["many"])
        return settled
