"""Rob's diary through the API: a browser of his, and entries as a phone sends them."""

from datetime import timedelta
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from tests.programs.api.schema import unpromised
from tests.programs.followed import Rob

TODAY, CHECK_INS = "/api/v1/today/", "/api/v1/check-ins/"
MORNING = {"type": "morning", "pain": 1}


def a_runner(email: str = "rob@example.com") -> Rob:
    """Rob, or somebody else, whose story ends now: the API has no other clock."""
    return Rob(email, at=timezone.now() - timedelta(days=1), days_ago=15, grade=1).lives(1)


def entry(event, **more):
    return {"uuid": str(uuid4()), "at": timezone.now().isoformat(), "event": event} | more


def sends(phone: Client, *entries, **more):
    answer = phone.post(CHECK_INS, {"entries": list(entries)} | more, content_type="application/json")
    assert unpromised(answer, CHECK_INS, "POST") == []
    return answer


def statuses(answer) -> list[int]:
    return [one["status"] for one in answer.json()["entries"]]
